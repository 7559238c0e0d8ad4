import { createHmac, timingSafeEqual } from 'node:crypto';

/** A session is a signed name with an end; nothing is kept on the server. */
export class SessionTokens {
  readonly #key: string;
  readonly #now: () => number;

  constructor(key: string, now: () => number) {
    this.#key = key;
    this.#now = now;
  }

  create(name: string, minutes: number): string {
    const body = Buffer.from(JSON.stringify({ name, expires: this.#now() + minutes * 60_000 })).toString('base64url');
    return `${body}.${this.#sign(body)}`;
  }

  /** The administrator's name; undefined when the token is not ours or over. */
  check(token: string | undefined): string | undefined {
    const [body, signature] = (token ?? '').split('.');
    if (!body || !signature) return undefined;
    const wanted = Buffer.from(this.#sign(body));
    const given = Buffer.from(signature);
    if (wanted.length !== given.length || !timingSafeEqual(wanted, given)) return undefined;
    const { name, expires } = JSON.parse(Buffer.from(body, 'base64url').toString()) as {
      name: string;
      expires: number;
    };
    return expires > this.#now() ? name : undefined;
  }

  #sign(body: string): string {
    return createHmac('sha256', this.#key).update(body).digest('base64url');
  }
}
