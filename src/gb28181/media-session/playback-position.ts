import type { Clock } from '../../base/clock.ts';

/** Where a playback is, by the clock: devices do not tell. Milliseconds from the start of its range. */
export class PlaybackPosition {
  readonly #clock: Clock;
  readonly #lengthMs: number;
  #fromMs = 0;
  #since: number | undefined;
  #scale = 1;

  constructor(clock: Clock, lengthMs: number) {
    this.#clock = clock;
    this.#lengthMs = lengthMs;
  }

  get ms(): number {
    if (this.#since === undefined) return this.#fromMs;
    const at = this.#fromMs + (this.#clock.now() - this.#since) * this.#scale;
    return Math.min(Math.max(at, 0), this.#lengthMs);
  }

  /** It stands, until run(). */
  pause(): void {
    this.#fromMs = this.ms;
    this.#since = undefined;
  }

  run(): void {
    if (this.#since === undefined) this.#since = this.#clock.now();
  }

  setScale(scale: number): void {
    this.#anchor(this.ms);
    this.#scale = scale;
  }

  jump(toMs: number): void {
    this.#anchor(toMs);
  }

  #anchor(ms: number): void {
    this.#fromMs = ms;
    if (this.#since !== undefined) this.#since = this.#clock.now();
  }
}
