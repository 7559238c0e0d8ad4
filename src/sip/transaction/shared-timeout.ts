import type { Clock, TimerHandle } from '../../base/clock.ts';

/** One timer of the clock for all that begin to wait in the same millisecond. */
export interface Batch {
  readonly sinceMs: number;
  readonly waiters: Waiter[];
  /** Those that have not left. */
  waiting: number;
  timer: TimerHandle | undefined;
}

export interface Waiter {
  /** Written by SharedTimeout alone; undefined: it does not wait. */
  batch: Batch | undefined;
  expired(): void;
}

/**
 * A wait of always the same length, for many: thousands of requests come in a second, and each is remembered for half a
 * minute.
 *
 *   [ 12:00:00.000  a b c ] [ 12:00:00.001  d ] [ 12:00:00.004  e f ] <- new ones
 */
export class SharedTimeout {
  // Given.
  readonly #clock: Clock;
  readonly #ms: number;

  // State.
  #latest: Batch | undefined;

  constructor(clock: Clock, ms: number) {
    this.#clock = clock;
    this.#ms = ms;
  }

  /** Starts or restarts the wait. */
  start(waiter: Waiter): void {
    const now = this.#clock.now();
    const batch = this.#latest?.sinceMs === now ? this.#latest : this.#open(now);
    if (waiter.batch === batch) return;
    this.stop(waiter);
    batch.waiters.push(waiter);
    batch.waiting++;
    waiter.batch = batch;
  }

  stop(waiter: Waiter): void {
    const { batch } = waiter;
    if (!batch) return;
    waiter.batch = undefined;
    if (--batch.waiting === 0) this.#close(batch);
  }

  #open(sinceMs: number): Batch {
    const batch: Batch = { sinceMs, waiters: [], waiting: 0, timer: undefined };
    batch.timer = this.#clock.setTimeout(() => this.#expire(batch), this.#ms);
    this.#latest = batch;
    return batch;
  }

  #close(batch: Batch): void {
    this.#clock.clearTimeout(batch.timer);
    if (this.#latest === batch) this.#latest = undefined;
  }

  #expire(batch: Batch): void {
    this.#close(batch);
    for (const waiter of batch.waiters) {
      if (waiter.batch !== batch) continue;
      waiter.batch = undefined;
      waiter.expired();
    }
  }
}
