// How much each address and port sends by UDP, so that a device that floods is not read any further, at the cost of a look
// into a table, before it takes the time and the transactions of others.
//
//   |<-- kSourceWindowMs -->|<--                   -->|
//    1 2 3 ... max x x x x x  1 2 3 ...                  x: dropped, counted

import type { Clock } from '../../base/clock.ts';

/** Counts begin anew so often. */
export const kSourceWindowMs = 10_000;
/**
 * Sources of one window that are counted. Those above are read: one host that sends from all its ports could otherwise shut
 * out devices that it has nothing to do with.
 */
const kMaxSources = 65_536;

export class SourceRates {
  // Given.
  readonly #clock: Clock;
  readonly #max: number;

  // State.
  readonly #counts = new Map<string, number>();
  #endsAt = 0;

  /** `max`: datagrams of one source in one window. */
  constructor(clock: Clock, max: number) {
    this.#clock = clock;
    this.#max = max;
  }

  /** One more datagram: how far it is above the bound; 0 or less when it may be read. */
  excess(address: string, port: number): number {
    const now = this.#clock.now();
    // A wall clock that is set back must not hold a window open.
    if (now >= this.#endsAt || now < this.#endsAt - kSourceWindowMs) {
      this.#counts.clear();
      this.#endsAt = now + kSourceWindowMs;
    }
    const key = `${address} ${port}`;
    const known = this.#counts.get(key);
    if (known === undefined && this.#counts.size >= kMaxSources) return 0;
    const count = (known ?? 0) + 1;
    this.#counts.set(key, count);
    return count - this.#max;
  }
}
