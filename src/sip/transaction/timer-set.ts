import type { Clock, TimerHandle } from '../../base/clock.ts';

/** The running timers of one state machine, under the letters of the standard. */
export class TimerSet {
  // Given.
  readonly #clock: Clock;

  // State.
  readonly #running = new Map<string, TimerHandle>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Starts or restarts a timer. */
  start(name: string, ms: number, fire: () => void): void {
    this.stop(name);
    const handle = this.#clock.setTimeout(() => {
      this.#running.delete(name);
      fire();
    }, ms);
    this.#running.set(name, handle);
  }

  stop(name: string): void {
    this.#clock.clearTimeout(this.#running.get(name));
    this.#running.delete(name);
  }

  stopAll(): void {
    for (const handle of this.#running.values()) this.#clock.clearTimeout(handle);
    this.#running.clear();
  }

  get running(): string[] {
    return [...this.#running.keys()];
  }
}
