// GB/T 28181-2016 annex F, y=: one digit 0 live or 1 history, five digits of the domain (4 to 8 of its ID), four digits
// that are unique in the domain.

const serials = 10_000;

/** Gives out SSRCs that no session of this process uses. One that was given back is used again last. */
export class SsrcAllocator {
  readonly #domainDigits: string;
  readonly #used = new Set<number>();
  #next: number;

  /** `domainId`: at least 8 digits. `first` spreads the serials of processes that follow each other. */
  constructor(domainId: string, first: number) {
    this.#domainDigits = domainId.slice(3, 8).padEnd(5, '0');
    this.#next = first % serials;
  }

  /** Ten digits; undefined when all serials are in use. */
  take(history = false): string | undefined {
    for (let tries = 0; tries < serials; tries++) {
      const serial = this.#next;
      this.#next = (this.#next + 1) % serials;
      if (this.#used.has(serial)) continue;
      this.#used.add(serial);
      return `${history ? 1 : 0}${this.#domainDigits}${String(serial).padStart(4, '0')}`;
    }
    return undefined;
  }

  giveBack(ssrc: string): void {
    this.#used.delete(Number(ssrc.slice(-4)));
  }

  get inUse(): number {
    return this.#used.size;
  }
}
