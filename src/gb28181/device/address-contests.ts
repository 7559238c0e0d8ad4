// Two devices that register with one ID, each from its own address.
//
//   here --REGISTER from elsewhere--> there --REGISTER from here again: a return--> here ...
//   more than kMaxReturns returns in kContestMs: contested; who holds the ID keeps it while it is heard of,
//   the other is refused; kContestMs after the last attempt all is forgotten

import type { Clock } from '../../base/clock.ts';

/** An address that changes, as of a mobile network, does not come back so often. */
export const kMaxReturns = 2;
export const kContestMs = 10 * 60_000;
const kMaxPlaces = 8;

interface Contest {
  /** Addresses that it registered from; the last one holds it. */
  places: string[];
  returns: number;
  /** Of the last change or attempt. */
  at: number;
  /** Who was refused last. */
  refused: string | undefined;
}

export class AddressContests {
  // Given.
  readonly #clock: Clock;

  // State.
  /** Only of devices that registered from several addresses lately: there are no more than known devices. */
  readonly #contests = new Map<string, Contest>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Another address that wants this ID and was refused lately. */
  rivalOf(deviceId: string): string | undefined {
    return this.#current(deviceId)?.refused;
  }

  /**
   * A registration with the right password from `address`, of a device that is at `home` and heard of. False: it must not
   * take the ID over.
   */
  mayTake(deviceId: string, home: string, address: string): boolean {
    const contest = this.#current(deviceId);
    if (address === home) return true;
    const { places, returns, refused } = contest ?? { places: [home], returns: 0, refused: undefined };
    const back = places.includes(address);
    const at = this.#clock.now();
    if (back && returns >= kMaxReturns) {
      this.#contests.set(deviceId, { places, returns, at, refused: address });
      return false;
    }
    const moved = [...places.filter((place) => place !== address), address].slice(-kMaxPlaces);
    this.#contests.set(deviceId, { places: moved, returns: returns + (back ? 1 : 0), at, refused });
    return true;
  }

  forget(deviceId: string): void {
    this.#contests.delete(deviceId);
  }

  #current(deviceId: string): Contest | undefined {
    const contest = this.#contests.get(deviceId);
    if (!contest) return undefined;
    if (Math.abs(this.#clock.now() - contest.at) < kContestMs) return contest;
    this.#contests.delete(deviceId);
    return undefined;
  }
}
