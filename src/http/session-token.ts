import { createHmac, timingSafeEqual } from 'node:crypto';

export interface Session {
  /** The administrator's. */
  name: string;
  /** Of the password that opened it. */
  mark: string;
}

/** A session is a signed name with an end; nothing is kept on the server. */
export class SessionTokens {
  readonly #key: string;
  readonly #now: () => number;

  constructor(key: string, now: () => number) {
    this.#key = key;
    this.#now = now;
  }

  create({ name, mark }: Session, minutes: number): string {
    const content = { name, mark, expires: this.#now() + minutes * 60_000 };
    const body = Buffer.from(JSON.stringify(content)).toString('base64url');
    return `${body}.${this.#sign(body)}`;
  }

  /** Undefined when the token is not ours or over. */
  check(token: string | undefined): Session | undefined {
    const [body, signature] = (token ?? '').split('.');
    if (!body || !signature) return undefined;
    const wanted = Buffer.from(this.#sign(body));
    const given = Buffer.from(signature);
    if (wanted.length !== given.length || !timingSafeEqual(wanted, given)) return undefined;
    const { expires, ...session } = JSON.parse(Buffer.from(body, 'base64url').toString()) as Session & {
      expires: number;
    };
    return expires > this.#now() ? session : undefined;
  }

  #sign(body: string): string {
    return createHmac('sha256', this.#key).update(body).digest('base64url');
  }
}
