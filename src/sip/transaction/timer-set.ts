import type { Clock, TimerHandle } from '../../base/clock.ts';

interface RunningTimer {
  readonly name: string;
  handle: TimerHandle | undefined;
}

/** Shared: tens of thousands of transactions wait at a time, most of them for one timer alone. */
const none: readonly RunningTimer[] = [];

/** The running timers of one state machine, under the letters of the standard. */
export class TimerSet {
  // Given.
  readonly #clock: Clock;

  // State.
  #running = none;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Starts or restarts a timer. */
  start(name: string, ms: number, fire: () => void): void {
    this.stop(name);
    const timer: RunningTimer = { name, handle: undefined };
    timer.handle = this.#clock.setTimeout(() => {
      this.#forget(timer);
      fire();
    }, ms);
    // A list that is made whole has no spare room.
    this.#running = this.#running.length === 0 ? [timer] : [...this.#running, timer];
  }

  stop(name: string): void {
    const timer = this.#running.find((one) => one.name === name);
    if (!timer) return;
    this.#clock.clearTimeout(timer.handle);
    this.#forget(timer);
  }

  stopAll(): void {
    for (const { handle } of this.#running) this.#clock.clearTimeout(handle);
    this.#running = none;
  }

  get running(): string[] {
    return this.#running.map(({ name }) => name);
  }

  #forget(timer: RunningTimer): void {
    this.#running = this.#running.length === 1 ? none : this.#running.filter((one) => one !== timer);
  }
}
