import { createHmac, timingSafeEqual } from 'node:crypto';

export interface PlayUrls {
  flv: string;
  mp4: string;
  wsFlv: string;
  wsMp4: string;
  /** Epoch seconds. */
  expires: number;
}

/** Signs and checks play URLs: HMAC-SHA256 over the stream's name and the time at which the URL ends. */
export class PlaySigner {
  readonly #key: string;
  readonly #now: () => number;

  constructor(key: string, now: () => number) {
    this.#key = key;
    this.#now = now;
  }

  /** Absolute URLs below `base`, e.g. "http://192.0.2.1:8080". */
  urls(base: string, stream: string, minutes: number): PlayUrls {
    const expires = this.#ends(minutes);
    const path = stream.split('/').map(encodeURIComponent).join('/');
    const query = this.#query(stream, expires);
    const url = (scheme: string, container: string) =>
      `${base.replace(/^http/, scheme)}/live/${path}.${container}?${query}`;
    return {
      flv: url('http', 'flv'),
      mp4: url('http', 'mp4'),
      wsFlv: url('ws', 'flv'),
      wsMp4: url('ws', 'mp4'),
      expires,
    };
  }

  /** What makes a URL of any other thing a signed one; `name` says which thing. */
  query(name: string, minutes: number): string {
    return this.#query(name, this.#ends(minutes));
  }

  check(stream: string, expires: string | undefined, signature: string | undefined): boolean {
    if (!expires || !signature || !/^\d{1,12}$/.test(expires)) return false;
    if (Number(expires) * 1000 < this.#now()) return false;
    const wanted = Buffer.from(this.#signature(stream, Number(expires)));
    const given = Buffer.from(signature);
    return wanted.length === given.length && timingSafeEqual(wanted, given);
  }

  /** Epoch seconds. */
  #ends(minutes: number): number {
    return Math.floor(this.#now() / 1000) + minutes * 60;
  }

  #query(name: string, expires: number): string {
    return `expires=${expires}&sign=${this.#signature(name, expires)}`;
  }

  #signature(stream: string, expires: number): string {
    return createHmac('sha256', this.#key).update(`${stream}\n${expires}`).digest('base64url');
  }
}
