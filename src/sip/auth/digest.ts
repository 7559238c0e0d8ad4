// RFC 7616 §3.4.1 and RFC 8760: the digest itself. MD5 without and with qop (RFC 2069, RFC 2617), and SHA-256.

import { hash } from 'node:crypto';

/** Names as they stand in the `algorithm` field. */
export type DigestAlgorithm = 'MD5' | 'SHA-256';

const hashNames: Record<DigestAlgorithm, string> = { MD5: 'md5', 'SHA-256': 'sha256' };

export interface DigestInput {
  algorithm: DigestAlgorithm;
  username: string;
  realm: string;
  password: string;
  method: string;
  /** The `uri` field as sent, which need not be the Request-URI. */
  uri: string;
  nonce: string;
  /** Absent: the form without qop. */
  qop?: { nc: string; cnonce: string };
}

/** The `response` field, in lower-case hexadecimal. */
export function digestResponse(input: DigestInput): string {
  const name = hashNames[input.algorithm];
  const ha1 = hash(name, `${input.username}:${input.realm}:${input.password}`);
  const ha2 = hash(name, `${input.method}:${input.uri}`);
  const middle = input.qop ? `${input.nonce}:${input.qop.nc}:${input.qop.cnonce}:auth` : input.nonce;
  return hash(name, `${ha1}:${middle}:${ha2}`);
}

/** The algorithm of that name; MD5 when none is named (RFC 7616 §3.3); undefined when it is not ours. */
export function digestAlgorithm(name: string | undefined): DigestAlgorithm | undefined {
  const upper = (name ?? 'MD5').toUpperCase();
  return upper === 'MD5' || upper === 'SHA-256' ? upper : undefined;
}

/** Compares hexadecimal in either case, as `sameSecret` does; `expected` is in lower case. */
export function sameDigest(given: string, expected: string): boolean {
  return sameSecret(given.toLowerCase(), expected);
}

/** Compares in a time that does not tell where they differ: every character is looked at. */
export function sameSecret(given: string, expected: string): boolean {
  if (given.length !== expected.length) return false;
  let difference = 0;
  for (let i = 0; i < expected.length; i++) difference |= given.charCodeAt(i) ^ expected.charCodeAt(i);
  return difference === 0;
}
