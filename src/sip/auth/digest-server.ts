// RFC 3261 §22, RFC 7616, RFC 8760: challenges and the judgement of their answers.

import { randomBytes } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import { quote } from '../message/characters.ts';
import type { SipRequest } from '../message/message.ts';
import { type AuthFields, parseAuth } from './challenge.ts';
import { type DigestAlgorithm, digestAlgorithm, digestResponse, sameDigest } from './digest.ts';
import { Nonces } from './nonces.ts';

export interface DigestServerOptions {
  realm: string;
  clock: Clock;
  /** In the order of preference (RFC 8760 §2.3: one challenge each). Default MD5 alone, which every device knows. */
  algorithms?: DigestAlgorithm[];
  /** Offer qop=auth; answers without it are taken as well. Default true. */
  qop?: boolean;
  nonceLifetimeMs?: number;
  maxRememberedNonces?: number;
  /** Random bytes, for tests. */
  random?: (bytes: number) => Buffer;
}

export type DigestVerdict =
  | { readonly ok: true; readonly username: string }
  | {
      readonly ok: false;
      /**
       * missing: no Digest credentials for this realm. wrong: unknown user or digest that does not fit. stale: the nonce
       * is not ours, or too old. replayed: right, but the nonce was used before.
       */
      readonly reason: 'missing' | 'malformed' | 'wrong' | 'stale' | 'replayed';
      readonly username: string | undefined;
      /** What to send with the 401. */
      readonly stale: boolean;
    };

export const kNonceLifetimeMs = 5 * 60_000;
export const kMaxRememberedNonces = 65_536;

export class DigestServer {
  // Given.
  readonly #realm: string;
  readonly #quotedRealm: string;
  readonly #algorithms: DigestAlgorithm[];
  readonly #qop: boolean;

  // Owned.
  readonly #nonces: Nonces;

  constructor(options: DigestServerOptions) {
    this.#realm = options.realm;
    this.#quotedRealm = quote(options.realm);
    this.#algorithms = options.algorithms ?? ['MD5'];
    this.#qop = options.qop ?? true;
    this.#nonces = new Nonces({
      clock: options.clock,
      random: options.random ?? randomBytes,
      lifetimeMs: options.nonceLifetimeMs ?? kNonceLifetimeMs,
      maxRemembered: options.maxRememberedNonces ?? kMaxRememberedNonces,
    });
  }

  /** Values of WWW-Authenticate for a 401. */
  challenge(stale = false): string[] {
    const open = `Digest realm=${this.#quotedRealm}, nonce="${this.#nonces.create()}", algorithm=`;
    const end = `${this.#qop ? ', qop="auth"' : ''}${stale ? ', stale=true' : ''}`;
    return this.#algorithms.map((algorithm) => open + algorithm + end);
  }

  /** Judges the Authorization of a request. `passwordOf` gives undefined for a user that does not exist. */
  verify(request: SipRequest, passwordOf: (username: string) => string | undefined): DigestVerdict {
    let malformed = false;
    for (const line of request.headers.getAll('Authorization')) {
      const auth = readCredentials(line);
      if (auth === 'malformed') malformed = true;
      // RFC 4475 §3.3.7: credentials of another scheme are none.
      if (auth === undefined || auth === 'malformed') continue;
      return this.#judge(auth, request, passwordOf);
    }
    return refused(malformed ? 'malformed' : 'missing', undefined);
  }

  #judge(auth: AuthFields, request: SipRequest, passwordOf: (username: string) => string | undefined): DigestVerdict {
    const field = (name: string) => auth.fields.get(name) ?? '';
    const username = field('username');
    const algorithm = digestAlgorithm(auth.fields.get('algorithm'));
    const qop = field('qop').toLowerCase();
    if (!username || !field('response') || !field('nonce') || (qop !== '' && qop !== 'auth')) {
      return refused('malformed', username || undefined);
    }
    // Credentials for somebody else, as devices send that were registered elsewhere before.
    if (field('realm') !== this.#realm) return refused('missing', username);
    if (!algorithm || !this.#algorithms.includes(algorithm)) return refused('wrong', username);
    // QUIRK digest-without-qop: devices of before RFC 2617 leave out the qop that they were offered, as RFC 2069 has it
    // [fixture sip/digest/digest-vectors.json].
    const count = qop === 'auth' ? countOf(field('nc')) : undefined;
    if (qop === 'auth' && (count === undefined || field('cnonce') === '')) return refused('malformed', username);
    // An unknown user costs the same time as a wrong password.
    const password = passwordOf(username);
    const expected = digestResponse({
      algorithm,
      username,
      realm: this.#realm,
      password: password ?? '',
      method: request.method,
      // QUIRK digest-uri-differs: devices write the domain form here and the address form in the request line, so the
      // field itself is digested and not compared with the Request-URI [fixture sip/digest/digest-vectors.json].
      uri: field('uri'),
      nonce: field('nonce'),
      ...(qop === 'auth' ? { qop: { nc: field('nc'), cnonce: field('cnonce') } } : {}),
    });
    const right = sameDigest(field('response'), expected) && password !== undefined;
    // A nonce that is not ours proves nothing, not even a wrong attempt: whoever forges a source address has no other. It
    // is also what devices have from before a restart: with the right password they try anew at once.
    const verdict = right ? this.#nonces.use(field('nonce'), count) : this.#nonces.check(field('nonce'));
    if (verdict === 'replayed') return refused('replayed', username);
    if (verdict !== 'good') return refused('stale', username, right);
    return right ? { ok: true, username } : refused('wrong', username);
  }
}

function readCredentials(line: string): AuthFields | 'malformed' | undefined {
  try {
    const auth = parseAuth(line);
    return auth?.scheme === 'digest' ? auth : undefined;
  } catch {
    return 'malformed';
  }
}

function countOf(nc: string): number | undefined {
  return /^[0-9a-f]{1,8}$/i.test(nc) ? Number.parseInt(nc, 16) : undefined;
}

function refused(
  reason: 'missing' | 'malformed' | 'wrong' | 'stale' | 'replayed',
  username: string | undefined,
  stale = reason === 'stale' || reason === 'replayed',
): DigestVerdict {
  return { ok: false, reason, username, stale };
}
