// One axis of a head that turns: a place that changes with time, without a timer.

export interface AxisRange {
  min: number;
  max: number;
  /** The ends are one place, as on a circle. */
  wraps?: boolean;
}

export class Axis {
  // Given.
  readonly range: AxisRange;
  // State: from where, since when, how fast (units a second, signed), and where it will stop.
  #from: number;
  #since = 0;
  #speed = 0;
  #goal: number;

  constructor(range: AxisRange, start: number) {
    this.range = range;
    this.#from = start;
    this.#goal = start;
  }

  at(nowMs: number): number {
    return this.#inRange(this.#unwrapped(nowMs));
  }

  /** When it comes to rest: in the past when it is at rest, Infinity when it goes round and round. */
  get restsAt(): number {
    return this.#speed === 0
      ? Number.NEGATIVE_INFINITY
      : this.#since + ((this.#goal - this.#from) / this.#speed) * 1000;
  }

  /** Moves until told otherwise, or to the end. 0 stops. */
  move(nowMs: number, speed: number): void {
    const { min, max, wraps } = this.range;
    const end = wraps ? Number.POSITIVE_INFINITY * Math.sign(speed) : speed > 0 ? max : min;
    this.#begin(nowMs, speed, end);
  }

  /** Moves to a place, the short way round, at `speed` > 0. */
  goTo(nowMs: number, place: number, speed: number): void {
    const { min, max, wraps } = this.range;
    const from = this.at(nowMs);
    let way = Math.min(max, Math.max(min, place)) - from;
    if (wraps) {
      const round = max - min;
      way = ((((place - from) % round) + 1.5 * round) % round) - round / 2;
    }
    this.#begin(nowMs, Math.sign(way) * speed, from + way);
  }

  #begin(nowMs: number, speed: number, goal: number): void {
    this.#from = this.at(nowMs);
    this.#since = nowMs;
    this.#speed = speed === 0 || goal === this.#from ? 0 : speed;
    this.#goal = this.#speed === 0 ? this.#from : goal;
  }

  #unwrapped(nowMs: number): number {
    if (this.#speed === 0) return this.#from;
    const place = this.#from + (this.#speed * (nowMs - this.#since)) / 1000;
    return this.#speed > 0 ? Math.min(place, this.#goal) : Math.max(place, this.#goal);
  }

  #inRange(place: number): number {
    const { min, max, wraps } = this.range;
    if (!wraps) return place;
    const round = max - min;
    return min + ((((place - min) % round) + round) % round);
  }
}
