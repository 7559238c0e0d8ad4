// RFC 3261 §22.2 and §22.3, RFC 8760 §2.4: our answer to a challenge.

import { quote } from '../message/characters.ts';
import type { SipResponse } from '../message/message.ts';
import { type AuthFields, parseAuth } from './challenge.ts';
import { type DigestAlgorithm, digestAlgorithm, digestResponse } from './digest.ts';

export interface Credentials {
  username: string;
  password: string;
}

export interface AuthorizationHeader {
  name: 'Authorization' | 'Proxy-Authorization';
  value: string;
}

const kFirstCount = '00000001';

/**
 * Answers a 401 or 407. RFC 8760 §2.4: the topmost challenge that we understand. Undefined when there is none.
 * `cnonce` is used when the challenge offers qop.
 */
export function answerChallenge(
  response: SipResponse,
  request: { method: string; uri: string },
  credentials: Credentials,
  cnonce: string,
): AuthorizationHeader | undefined {
  const proxy = response.status === 407;
  for (const line of response.headers.getAll(proxy ? 'Proxy-Authenticate' : 'WWW-Authenticate')) {
    const challenge = readChallenge(line);
    if (!challenge) continue;
    const value = credentialsFor(challenge, request, credentials, cnonce);
    return { name: proxy ? 'Proxy-Authorization' : 'Authorization', value };
  }
  return undefined;
}

/** RFC 7616 §3.3: the credentials were right, only the nonce was old. */
export function isStale(response: SipResponse): boolean {
  const lines = [...response.headers.getAll('WWW-Authenticate'), ...response.headers.getAll('Proxy-Authenticate')];
  return lines.some((line) => readChallenge(line)?.stale);
}

interface Challenge {
  realm: string;
  nonce: string;
  opaque: string | undefined;
  algorithm: DigestAlgorithm;
  /** As written, so that it goes back in the same case. */
  algorithmField: string | undefined;
  qop: boolean;
  stale: boolean;
}

function readChallenge(line: string): Challenge | undefined {
  let auth: AuthFields | undefined;
  try {
    auth = parseAuth(line);
  } catch {
    return undefined;
  }
  if (auth?.scheme !== 'digest') return undefined;
  const { fields } = auth;
  const algorithm = digestAlgorithm(fields.get('algorithm'));
  const nonce = fields.get('nonce');
  const offered = fields.get('qop');
  const auths = offered?.split(',').map((one) => one.trim().toLowerCase()) ?? [];
  // auth-int alone is more than we do.
  if (!algorithm || nonce === undefined || (offered && !auths.includes('auth'))) return undefined;
  return {
    realm: fields.get('realm') ?? '',
    nonce,
    opaque: fields.get('opaque'),
    algorithm,
    algorithmField: fields.get('algorithm'),
    qop: auths.includes('auth'),
    stale: fields.get('stale')?.toLowerCase() === 'true',
  };
}

function credentialsFor(
  challenge: Challenge,
  request: { method: string; uri: string },
  { username, password }: Credentials,
  cnonce: string,
): string {
  const response = digestResponse({
    algorithm: challenge.algorithm,
    username,
    realm: challenge.realm,
    password,
    method: request.method,
    uri: request.uri,
    nonce: challenge.nonce,
    ...(challenge.qop ? { qop: { nc: kFirstCount, cnonce } } : {}),
  });
  const parts = [
    `username=${quote(username)}`,
    `realm=${quote(challenge.realm)}`,
    `nonce=${quote(challenge.nonce)}`,
    `uri=${quote(request.uri)}`,
    `response="${response}"`,
  ];
  if (challenge.algorithmField !== undefined) parts.push(`algorithm=${challenge.algorithmField}`);
  if (challenge.qop) parts.push('qop=auth', `nc=${kFirstCount}`, `cnonce="${cnonce}"`);
  if (challenge.opaque !== undefined) parts.push(`opaque=${quote(challenge.opaque)}`);
  return `Digest ${parts.join(', ')}`;
}
