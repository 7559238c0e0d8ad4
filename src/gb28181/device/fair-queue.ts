// Requests of devices are handled one after the other for each device, and by turns between devices, so that one that sends
// without end waits for itself alone.
//
//   device a:  [1] 2 3 4 5 6 ...        [ ]: under way, one of each device
//   device b:  [1]                      a turn of the event loop begins as many as kMaxPerTurn, each device in its turn
//   device c:  [1] 2

export type Work = () => Promise<void>;

/** Of one device; a platform's answer of 1,000 messages at once has its place. */
export const kMaxWaitingPerDevice = 2000;
/** Of what waits, begun in one turn of the event loop, before sockets are read again. */
export const kMaxPerTurn = 64;

export class FairQueue {
  // State.
  /** What waits behind the work under way, by device. */
  readonly #waiting = new Map<string, Work[]>();
  /** Devices whose next work may begin. */
  #ready: string[] = [];
  /** That may still begin in this turn. */
  #left = kMaxPerTurn;
  #scheduled = false;

  /** Devices with work under way. */
  get size(): number {
    return this.#waiting.size;
  }

  /** Begins `work`, which must not reject, now or when it is its turn; false when too much of that device waits. */
  add(device: string, work: Work): boolean {
    const waiting = this.#waiting.get(device);
    if (waiting === undefined) {
      this.#waiting.set(device, []);
      this.#begin(device, work);
      return true;
    }
    if (waiting.length >= kMaxWaitingPerDevice) return false;
    waiting.push(work);
    return true;
  }

  /** What has not begun is forgotten. */
  stop(): void {
    this.#waiting.clear();
    this.#ready = [];
  }

  #begin(device: string, work: Work): void {
    void work().finally(() => this.#done(device));
  }

  #done(device: string): void {
    const waiting = this.#waiting.get(device);
    if (waiting === undefined) return;
    if (waiting.length === 0) {
      this.#waiting.delete(device);
      return;
    }
    this.#ready.push(device);
    this.#go();
  }

  #go(): void {
    while (this.#left > 0 && this.#ready.length > 0) {
      this.#left--;
      const device = this.#ready.shift()!;
      const work = this.#waiting.get(device)?.shift();
      if (work) this.#begin(device, work);
    }
    if (this.#left === kMaxPerTurn || this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#left = kMaxPerTurn;
      this.#go();
    });
  }
}
