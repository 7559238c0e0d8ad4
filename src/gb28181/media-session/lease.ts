import type { Clock, TimerHandle } from '../../base/clock.ts';

/** How long a session lives that nobody asks about or watches. */
export const kLeaseMs = 60_000;

/** Who wants something asks for it again and again, or uses it; else it ends. */
export class Lease {
  // Given.
  readonly #clock: Clock;
  readonly #inUse: () => boolean;
  readonly #onOver: () => void;

  // State.
  #timer: TimerHandle | undefined;
  #endsAt = 0;
  #given = true;

  /** `inUse`: it goes on without being asked for. `onOver` is called once, unless given up before. */
  constructor(clock: Clock, inUse: () => boolean, onOver: () => void) {
    this.#clock = clock;
    this.#inUse = inUse;
    this.#onOver = onOver;
    this.renew();
  }

  /** Epoch milliseconds. */
  get endsAt(): number {
    return this.#endsAt;
  }

  renew(): void {
    if (!this.#given) return;
    this.#clock.clearTimeout(this.#timer);
    this.#endsAt = this.#clock.now() + kLeaseMs;
    this.#timer = this.#clock.setTimeout(() => this.#check(), kLeaseMs);
  }

  giveUp(): void {
    this.#given = false;
    this.#clock.clearTimeout(this.#timer);
  }

  #check(): void {
    if (this.#inUse()) {
      this.renew();
      return;
    }
    this.#given = false;
    this.#onOver();
  }
}
