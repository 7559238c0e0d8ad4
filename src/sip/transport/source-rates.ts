// How much each address and port sends by UDP, so that a device that floods is not read any further, at the cost of a look
// into a table, before it takes the time and the transactions of others.
//
//   |<-- kSourceWindowMs -->|<--                   -->|
//    1 2 3 ... max x x x x x  1 2 3 ...                  x: dropped, counted

import type { Clock } from '../../base/clock.ts';

/** Counts begin anew so often. */
export const kSourceWindowMs = 10_000;
/** Sources of one window that are told apart; those above share one count. */
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
    const place = known !== undefined || this.#counts.size < kMaxSources ? key : '';
    const count = (known ?? this.#counts.get(place) ?? 0) + 1;
    this.#counts.set(place, count);
    return count - this.#max;
  }
}
