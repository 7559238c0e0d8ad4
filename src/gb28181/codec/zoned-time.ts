// Points of time as devices write them: local and without a zone. Which zone that is, the configuration says (sip.timeZone).

/** Turns points of time into the local time of devices and back. */
export class ZonedTime {
  readonly #format: Intl.DateTimeFormat;

  /** IANA name; 'system' and 'none' mean this machine's. Throws RangeError for a zone that is not known. */
  constructor(timeZone: string) {
    this.#format = new Intl.DateTimeFormat('en-US', {
      ...(timeZone !== 'system' && timeZone !== 'none' && { timeZone }),
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
  }

  /** As 2022-01-31T12:00:00; milliseconds are cut off. */
  toLocal(epochMs: number): string {
    const part = Object.fromEntries(this.#format.formatToParts(epochMs).map(({ type, value }) => [type, value]));
    return `${part['year']}-${part['month']}-${part['day']}T${part['hour']}:${part['minute']}:${part['second']}`;
  }

  /** Epoch milliseconds of a local time as readTime() gives it; NaN when it is none. In the hour that a clock is set back: the later. */
  toEpoch(local: string): number {
    const asUtc = Date.parse(`${local}Z`);
    if (Number.isNaN(asUtc)) return Number.NaN;
    const first = asUtc - this.#offset(asUtc);
    return asUtc - this.#offset(first);
  }

  /** What the local clock is ahead of UTC, in milliseconds. */
  #offset(epochMs: number): number {
    return Date.parse(`${this.toLocal(epochMs)}Z`) - Math.floor(epochMs / 1000) * 1000;
  }
}
