// RFC 7616 §5.4 and §3.4.5: nonces that need no table until they are used, and the counts of those in use.
//
//   nonce = seconds (8 hex) | serial number (8 hex) | seal: SHA-256 of a secret and both, first 16 hex

import { hash } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import { sameSecret } from './digest.ts';

export type NonceVerdict = 'good' | 'unknown' | 'stale' | 'replayed';

export interface NonceOptions {
  clock: Clock;
  random: (bytes: number) => Buffer;
  lifetimeMs: number;
  /** Nonces in use whose counts are remembered; the oldest is forgotten first, and is stale from then on. */
  maxRemembered: number;
}

const kSecretBytes = 32;
const kStampDigits = 8;
const kNonceDigits = 32;

export class Nonces {
  // Given.
  readonly #options: NonceOptions;

  // Owned.
  readonly #secret: string;

  // State.
  #serial = 0;
  /** Highest nc so far; 0 with credentials that have none. */
  readonly #uses = new Map<string, number>();
  /** Nonces made up to this second count as stale once their use was forgotten. */
  #forgottenUpTo = 0;

  constructor(options: NonceOptions) {
    this.#options = options;
    this.#secret = options.random(kSecretBytes).toString('hex');
  }

  create(): string {
    // Counted, because a few random bytes come twice when thousands of devices ask in a second; the seal is what is secret.
    this.#serial = (this.#serial + 1) >>> 0;
    const open = hex(Math.floor(this.#options.clock.now() / 1000)) + hex(this.#serial);
    return open + this.#seal(open);
  }

  /**
   * Judges a nonce that came with right credentials, and remembers its use. `count` is nc, or undefined without qop:
   * such a nonce is good for one request, because nothing of a second one would be proved by its digest.
   */
  use(nonce: string, count: number | undefined): NonceVerdict {
    const verdict = this.check(nonce);
    if (verdict !== 'good') return verdict;
    const known = this.#uses.get(nonce);
    if (known !== undefined) {
      if (count === undefined || count <= known) return 'replayed';
      this.#uses.delete(nonce);
    }
    this.#remember(nonce, count ?? 0);
    return 'good';
  }

  /** Whether the nonce is ours and young enough. */
  check(nonce: string): NonceVerdict {
    if (nonce.length !== kNonceDigits) return 'unknown';
    const open = nonce.slice(0, 2 * kStampDigits);
    if (!sameSecret(nonce.slice(2 * kStampDigits), this.#seal(open))) return 'unknown';
    const seconds = Number.parseInt(nonce.slice(0, kStampDigits), 16);
    const age = this.#options.clock.now() - seconds * 1000;
    if (age > this.#options.lifetimeMs) return 'stale';
    return seconds <= this.#forgottenUpTo && !this.#uses.has(nonce) ? 'stale' : 'good';
  }

  get remembered(): number {
    return this.#uses.size;
  }

  #remember(nonce: string, count: number): void {
    if (this.#uses.size >= this.#options.maxRemembered) {
      const oldest = this.#uses.keys().next().value!;
      this.#uses.delete(oldest);
      this.#forgottenUpTo = Math.max(this.#forgottenUpTo, Number.parseInt(oldest.slice(0, kStampDigits), 16));
    }
    this.#uses.set(nonce, count);
  }

  /** No HMAC is needed: what is sealed has one length, and a cut hash cannot be extended; this takes a third of the time. */
  #seal(open: string): string {
    return hash('sha256', this.#secret + open).slice(0, kNonceDigits - 2 * kStampDigits);
  }
}

/** The last kStampDigits digits. */
function hex(value: number): string {
  return value.toString(16).padStart(kStampDigits, '0').slice(-kStampDigits);
}
