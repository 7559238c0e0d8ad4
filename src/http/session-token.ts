import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export interface Session {
  /** The administrator's. */
  name: string;
  /** Of the password that opened it. */
  mark: string;
}

/** Sessions that were left before their time; beyond this, those that end soonest are forgotten. */
const maxLeft = 10_000;

/** A session is a signed name with an end. Nothing is kept on the server but those that were left, while it runs. */
export class SessionTokens {
  readonly #key: string;
  readonly #now: () => number;
  /** Signature -> when the session would have ended, epoch milliseconds. */
  readonly #left = new Map<string, number>();

  constructor(key: string, now: () => number) {
    this.#key = key;
    this.#now = now;
  }

  create({ name, mark }: Session, minutes: number): string {
    // Two sessions of one moment are two: leaving one does not end the other.
    const content = { name, mark, expires: this.#now() + minutes * 60_000, id: randomBytes(8).toString('base64url') };
    const body = Buffer.from(JSON.stringify(content)).toString('base64url');
    return `${body}.${this.#sign(body)}`;
  }

  /** Undefined when the token is not ours, over, or left. */
  check(token: string | undefined): Session | undefined {
    const read = this.#read(token);
    return read && !this.#left.has(read.signature) ? read.session : undefined;
  }

  /** The token opens nothing any more. What is not ours is let be. */
  leave(token: string | undefined): void {
    const read = this.#read(token);
    if (!read) return;
    this.#left.set(read.signature, read.expires);
    if (this.#left.size > maxLeft) this.#forget();
  }

  #read(token: string | undefined): { session: Session; signature: string; expires: number } | undefined {
    const [body, signature] = (token ?? '').split('.');
    if (!body || !signature) return undefined;
    const wanted = Buffer.from(this.#sign(body));
    const given = Buffer.from(signature);
    if (wanted.length !== given.length || !timingSafeEqual(wanted, given)) return undefined;
    const { expires, name, mark } = JSON.parse(Buffer.from(body, 'base64url').toString()) as Session & {
      expires: number;
    };
    return expires > this.#now() ? { session: { name, mark }, signature, expires } : undefined;
  }

  #forget(): void {
    const now = this.#now();
    for (const [signature, expires] of this.#left) if (expires <= now) this.#left.delete(signature);
    if (this.#left.size <= maxLeft) return;
    const [soonest] = [...this.#left].reduce((a, b) => (b[1] < a[1] ? b : a));
    this.#left.delete(soonest);
  }

  #sign(body: string): string {
    return createHmac('sha256', this.#key).update(body).digest('base64url');
  }
}
