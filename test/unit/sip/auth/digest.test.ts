import { beforeEach, describe, expect, it } from 'vitest';
import { parseAuth } from '../../../../src/sip/auth/challenge.ts';
import { type DigestAlgorithm, digestResponse, sameDigest } from '../../../../src/sip/auth/digest.ts';
import { answerChallenge, isStale } from '../../../../src/sip/auth/digest-client.ts';
import { DigestServer, type DigestServerOptions } from '../../../../src/sip/auth/digest-server.ts';
import { type SipRequest, SipResponse } from '../../../../src/sip/index.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { fixture, request } from '../wire.ts';

interface Vector {
  file: string;
  method: string;
  password: string;
  username: string;
  realm: string;
  nonce: string;
  uri: string;
  response: string;
  algorithm: DigestAlgorithm;
}

const vectors = JSON.parse(fixture('digest/digest-vectors.json').toString()) as Vector[];
const password = (name: string) => (name === 'cam' ? 'secret' : undefined);
let clock: FakeClock;

beforeEach(() => {
  clock = new FakeClock();
});

const serverOf = (options: Partial<DigestServerOptions> = {}) =>
  new DigestServer({ realm: '3402000000', clock, ...options });

function challenged(lines: string[], status = 401): SipResponse {
  const response = new SipResponse(status, 'x');
  for (const line of lines) response.headers.add(status === 401 ? 'WWW-Authenticate' : 'Proxy-Authenticate', line);
  return response;
}

/** A REGISTER with the answer to a challenge. */
function answering(
  lines: string[],
  init: { cseq?: number; callId?: string; secret?: string; user?: string; cnonce?: string } = {},
): SipRequest {
  const one = request({ method: 'REGISTER', cseq: init.cseq ?? 2, callId: init.callId ?? 'reg' });
  const credentials = { username: init.user ?? 'cam', password: init.secret ?? 'secret' };
  const header = answerChallenge(challenged(lines), one, credentials, init.cnonce ?? 'c0ffee')!;
  one.headers.set(header.name, header.value);
  return one;
}

describe('digests of devices', () => {
  it.each(vectors)('$file', ({ file: _file, response, ...input }) => {
    expect(digestResponse(input)).toBe(response);
    expect(digestResponse({ ...input, password: `${input.password}x` })).not.toBe(response);
  });

  it('[RFC 7616 §3.9.1] the examples of the RFC', () => {
    const input = {
      username: 'Mufasa',
      realm: 'http-auth@example.org',
      password: 'Circle of Life',
      method: 'GET',
      uri: '/dir/index.html',
      nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
      qop: { nc: '00000001', cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ' },
    };
    expect(digestResponse({ ...input, algorithm: 'MD5' })).toBe('8ca523f5e9506fed4657c9700eebdbec');
    expect(digestResponse({ ...input, algorithm: 'SHA-256' })).toBe(
      '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1',
    );
  });
});

describe('server and client', () => {
  it.each([
    ['MD5 with qop', {}],
    ['MD5 without qop', { qop: false }],
    ['SHA-256', { algorithms: ['SHA-256'] as DigestAlgorithm[] }],
    ['both', { algorithms: ['SHA-256', 'MD5'] as DigestAlgorithm[] }],
  ])('agree on %s', (_name, options) => {
    const server = serverOf(options);
    expect(server.verify(answering(server.challenge()), password)).toEqual({ ok: true, username: 'cam' });
    expect(server.verify(answering(server.challenge(), { secret: 'wrong' }), password)).toMatchObject({
      ok: false,
      reason: 'wrong',
    });
    expect(server.verify(answering(server.challenge(), { user: 'nobody' }), password)).toMatchObject({
      ok: false,
      reason: 'wrong',
    });
  });

  it('[RFC 8760 §2.4] the client answers the topmost challenge that it understands', () => {
    const lines = [
      'Basic realm="x"',
      'Digest realm="r", nonce="n", algorithm=SHA-512',
      'Digest realm="r", nonce="n", algorithm=SHA-256',
      'Digest realm="r", nonce="n"',
    ];
    const header = answerChallenge(
      challenged(lines),
      { method: 'A', uri: 'sip:b' },
      { username: 'u', password: 'p' },
      'c',
    )!;
    expect(parseAuth(header.value)!.fields.get('algorithm')).toBe('SHA-256');
  });

  it('[RFC 3261 §22.3] a 407 is answered in Proxy-Authorization', () => {
    const header = answerChallenge(
      challenged(['Digest realm="r", nonce="n"'], 407),
      { method: 'A', uri: 'sip:b' },
      { username: 'u', password: 'p' },
      'c',
    );
    expect(header!.name).toBe('Proxy-Authorization');
  });

  it('the client gives opaque back and leaves out qop when none is offered', () => {
    const header = answerChallenge(
      challenged(['Digest realm="hik", nonce="n", opaque="o\\"p"']),
      { method: 'A', uri: 'sip:b' },
      { username: 'u', password: 'p' },
      'c',
    )!;
    const { fields } = parseAuth(header.value)!;
    expect([fields.get('opaque'), fields.has('qop'), fields.has('cnonce')]).toEqual(['o"p', false, false]);
  });

  it.each([['Digest realm="r"'], ['Digest realm="r", nonce="n", qop="auth-int"'], ['Digest realm="r, nonce="n'], ['']])(
    'the client cannot answer %j',
    (line) => {
      expect(
        answerChallenge(challenged([line]), { method: 'A', uri: 'sip:b' }, { username: 'u', password: 'p' }, 'c'),
      ).toBeUndefined();
    },
  );
});

describe('nonces', () => {
  it('[RFC 7616 §3.3] an old one is stale, and the challenge says so', () => {
    const server = serverOf({ nonceLifetimeMs: 60_000 });
    const lines = server.challenge();
    clock.advance(61_000);
    expect(server.verify(answering(lines), password)).toMatchObject({ ok: false, reason: 'stale', stale: true });
    expect(isStale(challenged(server.challenge(true)))).toBe(true);
    expect(isStale(challenged(server.challenge()))).toBe(false);
  });

  it('of another server is stale, and proves no wrong attempt: whoever forges an address has no other', () => {
    const lines = serverOf().challenge();
    expect(serverOf().verify(answering(lines), password)).toMatchObject({ reason: 'stale' });
    expect(serverOf().verify(answering(lines, { secret: 'x' }), password)).toMatchObject({
      reason: 'stale',
      stale: false,
    });
  });

  it('[RFC 7616 §3.4.5] the same nc is a replay', () => {
    const server = serverOf();
    const one = answering(server.challenge());
    expect(server.verify(one, password).ok).toBe(true);
    expect(server.verify(one, password)).toMatchObject({ ok: false, reason: 'replayed', stale: true });
  });

  it('without qop a nonce is good for one request: nothing of a second one is in its digest', () => {
    const server = serverOf({ qop: false });
    const lines = server.challenge();
    expect(server.verify(answering(lines, { cseq: 2 }), password).ok).toBe(true);
    expect(server.verify(answering(lines, { cseq: 2 }), password)).toMatchObject({ reason: 'replayed' });
    expect(server.verify(answering(lines, { cseq: 3 }), password)).toMatchObject({ reason: 'replayed', stale: true });
  });

  it('QUIRK digest-without-qop: credentials without qop are taken although it was offered', () => {
    const server = serverOf();
    const plain = server.challenge().map((line) => line.replace(', qop="auth"', ''));
    expect(server.verify(answering(plain), password).ok).toBe(true);
  });

  it('remembers a bounded number; what was forgotten is stale, not good', () => {
    const server = serverOf({ maxRememberedNonces: 2 });
    const first = answering(server.challenge());
    expect(server.verify(first, password).ok).toBe(true);
    for (let i = 0; i < 2; i++) expect(server.verify(answering(server.challenge()), password).ok).toBe(true);
    expect(server.verify(first, password)).toMatchObject({ ok: false, reason: 'stale' });
    clock.advance(1000);
    expect(server.verify(answering(server.challenge()), password).ok).toBe(true);
  });
});

describe('what devices write', () => {
  it('QUIRK digest-uri-differs: the uri field is not that of the request line', () => {
    const server = serverOf();
    const one = request({ method: 'REGISTER', uri: 'sip:34020000002000000001@192.0.2.1:5060', cseq: 2 });
    const header = answerChallenge(
      challenged(server.challenge()),
      { method: 'REGISTER', uri: 'sip:x@3402000000' },
      { username: 'cam', password: 'secret' },
      'c',
    )!;
    one.headers.set(header.name, header.value);
    expect(server.verify(one, password).ok).toBe(true);
  });

  it('quoted algorithm, qop and nc, upper-case digest, blanks', () => {
    const server = serverOf();
    const one = answering(server.challenge());
    const value = one
      .authorization!.replace('algorithm=MD5', 'ALGORITHM="md5"')
      .replace('qop=auth', 'qop = "auth"')
      .replace('nc=00000001', 'nc="00000001"')
      .replace(/response="([0-9a-f]+)"/, (_all, hex: string) => `response="${hex.toUpperCase()}"`);
    one.headers.set('Authorization', value);
    expect(server.verify(one, password).ok).toBe(true);
  });

  it.each([
    ['no header', undefined, 'missing'],
    ['Basic', 'Basic dXNlcjpwYXNz', 'missing'],
    ['an open quote', 'Digest username="cam', 'malformed'],
    ['no response', 'Digest username="cam", realm="3402000000", nonce="x", uri="sip:a"', 'malformed'],
    ['another realm', 'Digest username="cam", realm="x", nonce="x", uri="sip:a", response="00"', 'missing'],
    [
      'another algorithm',
      'Digest username="cam", realm="3402000000", nonce="x", uri="sip:a", response="00", algorithm=SHA-256',
      'wrong',
    ],
    [
      'auth-int',
      'Digest username="cam", realm="3402000000", nonce="x", uri="sip:a", response="00", qop=auth-int',
      'malformed',
    ],
    [
      'qop without nc',
      'Digest username="cam", realm="3402000000", nonce="x", uri="sip:a", response="00", qop=auth, cnonce="c"',
      'malformed',
    ],
  ])('%s is refused', (_name, header, reason) => {
    const one = request({ method: 'REGISTER', headers: header === undefined ? [] : [`Authorization: ${header}`] });
    expect(serverOf().verify(one, password)).toMatchObject({ ok: false, reason });
  });
});

it.each([
  ['', '', true],
  ['0a', '0a', true],
  ['0A', '0a', true],
  ['0a', '0b', false],
  ['1a', '0a', false],
  ['0a0', '0a', false],
  ['0', '0a', false],
  ['', '0a', false],
  ['ŀa', '0a', false],
])('compares the digest %j with %j', (given, expected, same) => {
  expect(sameDigest(given, expected)).toBe(same);
});
