import { beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/base/clock.ts';
import { DigestServer } from '../../../src/sip/auth/digest-server.ts';
import type { SipRequest } from '../../../src/sip/index.ts';
import { parseMessage } from '../../../src/sip/message/parser.ts';
import { startEndpoint, TcpPeer } from '../../unit/sip/wire.ts';
import { bytesOf, expectedOf, judge, table, type Verdict } from './verdicts.ts';

let verdicts: Map<string, Verdict>;

beforeAll(async () => {
  verdicts = await judge('rfc4475');
});

const answerOf = (file: string) => verdicts.get(file)!.answer;
/** [section, file] of the messages of which the RFC says so. */
const ofKind = (rfc: string) =>
  expectedOf('rfc4475')
    .filter((one) => one.rfc === rfc)
    .map(({ section, file }) => [section, file] as const);
const read = (file: string) => parseMessage(bytesOf('rfc4475', file)) as SipRequest;

/** RFC 4475 lets an element take these: it can still tell what is meant. */
const liberal = ['badaspec.dat', 'baddn.dat'];

describe('RFC 4475 torture messages', () => {
  it.each(ofKind('valid'))('[RFC 4475 §%s] %s is valid', (_section, file) => {
    const answer = answerOf(file);
    if (bytesOf('rfc4475', file).toString('latin1').startsWith('SIP/')) expect(answer).toBe('stray');
    // Methods that nobody knows are 501, OPTIONS are answered by the endpoint, a To tag that is not ours is 481.
    else expect(['taken', 200, 481, 501]).toContain(answer);
    expect(verdicts.get(file)!.fault).toBe('');
  });

  it.each(ofKind('reject').filter(([, file]) => !liberal.includes(file)))(
    '[RFC 4475 §%s] %s is answered 400',
    (_section, file) => {
      expect(answerOf(file)).toBe(400);
    },
  );

  it.each(liberal)('[RFC 4475 §3.1.2] %s is understood all the same', (file) => {
    expect(answerOf(file)).toBe(200);
  });

  it.each(ofKind('discard'))('[RFC 4475 §%s] %s, a response, is discarded', (_section, file) => {
    expect(['stray', 'discarded']).toContain(answerOf(file));
  });

  it.each(ofKind('either'))('[RFC 4475 §%s] %s is answered, whichever way', (_section, file) => {
    expect(answerOf(file)).not.toBe('discarded');
  });

  it.each([
    ['3.1.2.16', 'badvers.dat', 505],
    ['3.3.2', 'unkscm.dat', 416],
    ['3.3.3', 'novelsc.dat', 416],
    ['3.3.4', 'unksm2.dat', 'taken'],
    ['3.3.5', 'bext01.dat', 420],
    ['3.3.6', 'invut.dat', 415],
    ['3.3.7', 'regaut01.dat', 'taken'],
    // We are no proxy: the request has arrived.
    ['3.3.11', 'zeromf.dat', 200],
    ['3.3.15', 'sdp01.dat', 406],
  ])('[RFC 4475 §%s] %s is answered %s', (_section, file, answer) => {
    expect(answerOf(file)).toBe(answer);
  });

  it('has a verdict for every message of the RFC', () => {
    expect(verdicts.size).toBe(49);
  });

  it('agrees with the table that is kept', async () => {
    await expect(table('RFC 4475', verdicts.values())).toMatchFileSnapshot('./rfc4475-verdicts.md');
  });
});

describe('what the parts of the messages mean', () => {
  it('[RFC 4475 §3.1.1.1] reads the values of the tortuous INVITE', () => {
    const message = read('wsinv.dat');
    expect(message.vias.map((via) => [via.transport, via.host, via.branch])).toEqual([
      ['UDP', '192.0.2.2', '390skdjuw'],
      ['TCP', 'spindle.example.com', 'z9hG4bK9ikj8'],
      ['UDP', '192.168.255.111', 'z9hG4bK30239'],
    ]);
    expect(message.maxForwards).toBe(68);
    expect(message.cseq).toEqual({ number: 9, method: 'INVITE' });
    expect(message.from.displayName).toBe('J Rosenberg \\"');
    expect([message.fromTag, message.toTag]).toEqual(['98asjd8', '1918181833n']);
    expect(message.contact!.displayName).toBe('Quoted string ""');
    expect(message.contact!.parameters.get('newparam')).toBe('newvalue');
    expect(message.headers.get('NewFangledHeader')).toBe('newfangled value continued newfangled value');
    expect(message.headers.get('UnknownHeaderWithUnusualValue')).toBe(';;,,;;,;');
    expect(message.headers.get('Subject')).toBe('');
    expect(message.body.length).toBe(150);
  });

  it('[RFC 4475 §3.1.1.3] keeps escapes in the user part', () => {
    expect(read('esc01.dat').requestUri.user).toBe('sips%3Auser%40example.com');
  });

  it('[RFC 4475 §3.1.1.4] does not cut a URI at an escaped null', () => {
    expect(read('escnull.dat').from.uri.user).toBe('null-%00-null');
  });

  it('[RFC 4475 §3.1.1.5] does not unescape a method', () => {
    expect(read('esc02.dat').method).toBe('RE%47IST%45R');
  });

  it('[RFC 4475 §3.1.1.8] uses the first of two requests in a datagram', () => {
    const message = read('dblreq.dat');
    expect(message.method).toBe('REGISTER');
    expect(message.body.length).toBe(0);
  });

  it('[RFC 4475 §3.1.1.9] takes the semicolon as part of the user', () => {
    expect(read('semiuri.dat').requestUri.user).toBe('user;par=u%40example.net');
  });

  it('[RFC 4475 §3.1.1.11] leaves a body with binary parts alone', () => {
    const bytes = bytesOf('rfc4475', 'mpart01.dat');
    const { body } = read('mpart01.dat');
    expect(body.equals(bytes.subarray(bytes.length - body.length))).toBe(true);
    expect(body.includes(0)).toBe(true);
  });

  it('[RFC 4475 §3.3.7] does not take an unknown scheme for credentials', () => {
    const server = new DigestServer({ realm: 'r', clock: systemClock });
    expect(server.verify(read('regaut01.dat'), () => 'x')).toMatchObject({ ok: false, reason: 'missing' });
  });

  it('[RFC 4475 §3.3.12] [RFC 4475 §3.3.13] tells header parameters from URI parameters', () => {
    const outside = read('cparam01.dat').contact!;
    const inside = read('cparam02.dat').contact!;
    expect([outside.parameters.has('unknownparam'), outside.uri.parameters.has('unknownparam')]).toEqual([true, false]);
    expect([inside.parameters.has('unknownparam'), inside.uri.parameters.has('unknownparam')]).toEqual([false, true]);
  });

  it('[RFC 4475 §3.3.14] keeps an escaped Route header inside of a Contact', () => {
    expect(read('regescrt.dat').contact!.uri.headers).toBe('Route=%3Csip:sip.example.com%3E');
  });
});

describe('over a connection', () => {
  async function connected<T>(use: (peer: TcpPeer, stats: () => Record<string, number>) => Promise<T>): Promise<T> {
    const endpoint = await startEndpoint(systemClock);
    endpoint.use((incoming) => incoming.respond(incoming.request.method === 'INVITE' ? 603 : 200));
    const peer = await TcpPeer.open(endpoint.port);
    try {
      return await use(peer, () => endpoint.stats().malformed);
    } finally {
      peer.close();
      await endpoint.stop(0);
    }
  }

  it('[RFC 4475 §3.1.1.8] two requests in one segment are two requests', () =>
    connected(async (peer) => {
      peer.send(bytesOf('rfc4475', 'dblreq.dat'));
      await peer.nextResponse(200);
      await peer.nextResponse(603);
    }));

  it('[RFC 4475 §3.1.2.2] a Content-Length beyond the bytes waits for more', () =>
    connected(async (peer) => {
      const whole = bytesOf('rfc4475', 'clerr.dat');
      const body = whole.length - (whole.indexOf('\r\n\r\n') + 4);
      peer.send(whole);
      peer.send(Buffer.alloc(9999 - body, 'a'));
      await peer.nextResponse(603);
    }));

  it('[RFC 4475 §3.1.2.3] a negative Content-Length is answered, then the connection is dropped', () =>
    connected(async (peer, malformed) => {
      peer.send(bytesOf('rfc4475', 'ncl.dat'));
      await peer.nextResponse(400);
      await peer.closed;
      expect(malformed()).toEqual({ 'content-length': 1 });
    }));
});
