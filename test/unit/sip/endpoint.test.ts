import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/base/clock.ts';
import { type Dialog, DigestServer, type ServerSubscription, type SipEndpoint } from '../../../src/sip/index.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { requestText, responseText, startEndpoint, UdpPeer } from './wire.ts';

const open: { close(): unknown }[] = [];

function closing<T extends { stop(graceMs: number): Promise<void> }>(endpoint: T): T {
  open.push({ close: () => endpoint.stop(0) });
  return endpoint;
}

afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const credentials = { username: 'cam', password: 'secret' };

describe.each(['udp', 'tcp'] as const)('two endpoints over %s', (protocol) => {
  let a: SipEndpoint;
  let b: SipEndpoint;

  beforeEach(async () => {
    a = closing(await startEndpoint(systemClock));
    b = closing(await startEndpoint(systemClock));
  });

  const to = (port: number) => ({
    uri: 'sip:b@example.com',
    from: 'sip:a@example.com',
    to: 'sip:b@example.com',
    target: { protocol, address: '127.0.0.1', port },
  });

  it('a MESSAGE and its answer, bytes unchanged', async () => {
    const body = Buffer.from([0xb4, 0xf3, 0xbb, 0xaa, 0x00, 0xff]);
    b.use((incoming) => incoming.respond(200, { body: incoming.request.body, contentType: 'a/b' }));
    const response = await a.request({ ...to(b.port), method: 'MESSAGE', body, contentType: 'text/xml' });
    expect([response.status, response.body.equals(body), response.contentType]).toEqual([200, true, 'a/b']);
    expect(response.headers.get('Server')).toBe('test');
  });

  it('[RFC 3261 §22.1] REGISTER with digest', async () => {
    const server = new DigestServer({ realm: 'r', clock: systemClock });
    b.use((incoming) => {
      const verdict = server.verify(incoming.request, (name) => (name === 'cam' ? 'secret' : undefined));
      return verdict.ok
        ? incoming.respond(200)
        : incoming.respond(401, { headers: { 'WWW-Authenticate': server.challenge(verdict.stale) } });
    });
    const init = { ...to(b.port), method: 'REGISTER' };
    expect((await a.request({ ...init, credentials })).status).toBe(200);
    expect((await a.request({ ...init, credentials: { ...credentials, password: 'x' } })).status).toBe(401);
    expect((await a.request(init)).status).toBe(401);
  });

  it('a call: INVITE, ACK, INFO both ways, re-INVITE, BYE', async () => {
    let called: Dialog | undefined;
    b.use((incoming) => {
      if (incoming.request.method !== 'INVITE') return false;
      incoming.respond(180);
      called = incoming.accept({ body: 'v=1', contentType: 'application/sdp' });
      return true;
    });
    const calling = a.invite({ ...to(b.port), body: 'v=0', contentType: 'application/sdp' });
    const dialog = await calling.accepted;
    const acked = new Promise((resolve) => called!.once('ack', resolve));
    dialog.ack();
    await acked;
    called!.on('request', (incoming) => {
      if (incoming.request.method === 'INVITE') incoming.accept();
      else incoming.respond(200);
    });
    dialog.on('request', (incoming) => incoming.respond(202));
    expect((await dialog.request('INFO', { body: 'x' })).status).toBe(200);
    expect((await called!.request('INFO', { body: 'x' })).status).toBe(202);
    expect((await dialog.request('INVITE')).status).toBe(200);
    await called!.bye();
    expect([dialog.state, called!.state, a.stats().dialogs, b.stats().dialogs]).toEqual([
      'terminated',
      'terminated',
      0,
      0,
    ]);
  });

  it('[RFC 6665 §4] a subscription: SUBSCRIBE, NOTIFY, refresh, end', async () => {
    let served: ServerSubscription | undefined;
    b.use((incoming) => {
      if (incoming.request.method !== 'SUBSCRIBE') return false;
      served = incoming.acceptSubscription(60);
      void served.notify({ body: 'first' });
      return true;
    });
    const init = { ...to(b.port), event: 'presence', expiresSeconds: 3600, body: 'what', contentType: 'text/plain' };
    const subscription = a.subscribe(init);
    const heard: string[] = [];
    const ended = new Promise((resolve) => subscription.once('terminated', resolve));
    subscription.on('notify', ({ request }) => heard.push(request.body.toString()));
    expect((await subscription.accepted).expires).toBe(60);
    expect((await served!.notify({ body: 'second' })).status).toBe(200);
    const refreshed = new Promise((resolve) => served!.once('refreshed', resolve));
    expect((await subscription.refresh()).status).toBe(200);
    await refreshed;
    await subscription.unsubscribe();
    expect([await ended, served!.terminated, heard.slice(0, 2)]).toEqual(['unsubscribed', true, ['first', 'second']]);
    expect([a.stats().quirks, b.stats().subscriptions.notifier]).toEqual([{}, 0]);
  });

  it('many at once', async () => {
    b.use((incoming) => incoming.respond(200));
    const responses = await Promise.all(
      Array.from({ length: 300 }, () => a.request({ ...to(b.port), method: 'MESSAGE' })),
    );
    expect(new Set(responses.map((one) => one.status))).toEqual(new Set([200]));
    expect(b.stats().received.requests).toBe(300 + b.stats().absorbed);
  });
});

describe('[RFC 3261 §8.2] requests that no layer sees or takes', () => {
  let sip: SipEndpoint;
  let peer: UdpPeer;

  beforeEach(async () => {
    sip = closing(await startEndpoint(systemClock));
    peer = await UdpPeer.open(sip.port);
    open.push(peer);
  });

  it.each([
    ['OPTIONS', 200],
    ['MESSAGE', 405],
    ['PUBLISH', 405],
    ['UNHEARDOF', 501],
  ])('[RFC 3261 §8.2.1] %s that nobody takes is %i, with Allow', async (method, status) => {
    peer.send(requestText({ method }));
    expect((await peer.nextResponse(status)).tokens('Allow')).toContain('INVITE');
  });

  it.each([
    ['§8.2.2.1 another scheme', { uri: 'tel:+123' }, 416, []],
    ['§8.2.2.3 Require', { headers: ['Require: 100rel, timer'] }, 420, ['Unsupported', '100rel, timer']],
    [
      '§8.2.3 a body of another type',
      { method: 'INVITE', headers: ['Content-Type: text/plain'], body: 'x' },
      415,
      ['Accept', 'application/sdp'],
    ],
    ['§20.1 an Accept that leaves out ours', { method: 'INVITE', headers: ['Accept: text/plain'] }, 406, []],
  ])('[RFC 3261 %s]', async (_name, init, status, [header, value]) => {
    peer.send(requestText(init));
    const response = await peer.nextResponse(status);
    if (header !== undefined) expect(response.headers.get(header)).toBe(value);
  });

  it.each(['application/sdp', '*/*', 'text/plain, application/*;q=0.5'])(
    'an INVITE that accepts %s is taken',
    async (accept) => {
      sip.use((incoming) => incoming.respond(603));
      peer.send(requestText({ method: 'INVITE', headers: [`Accept: ${accept}`] }));
      await peer.nextResponse(603);
    },
  );

  it('layers are offered in order, until one takes it; use() can be undone', async () => {
    const asked: string[] = [];
    sip.use(() => asked.push('first') < 0);
    const undo = sip.use((incoming) => asked.push('second') > 0 && incoming.respond(200));
    sip.use(() => asked.push('third') > 0);
    peer.send(requestText({ method: 'MESSAGE' }));
    await peer.nextResponse(200);
    expect(asked).toEqual(['first', 'second']);
    undo();
    peer.send(requestText({ method: 'OPTIONS', branch: 'z9hG4bKtwo' }));
    while (asked.length < 4) await new Promise((resolve) => setImmediate(resolve));
    expect(asked).toEqual(['first', 'second', 'first', 'third']);
  });

  it('a layer that throws is 500', async () => {
    sip.use(() => {
      throw new Error('broken');
    });
    peer.send(requestText({ method: 'MESSAGE' }));
    await peer.nextResponse(500);
  });

  it('[RFC 3261 §17.2.2] a repeated request gets the same answer and is seen once', async () => {
    let seen = 0;
    sip.use((incoming) => ++seen > 0 && incoming.respond(200));
    const text = requestText({ method: 'MESSAGE' });
    for (let i = 0; i < 2; i++) {
      peer.send(text);
      await peer.nextResponse(200);
    }
    expect([seen, sip.stats().absorbed]).toEqual([1, 1]);
  });
});

describe('request()', () => {
  let clock: FakeClock;
  let sip: SipEndpoint;
  let peer: UdpPeer;

  beforeEach(async () => {
    clock = new FakeClock();
    sip = closing(await startEndpoint(clock));
    peer = await UdpPeer.open(sip.port);
    open.push(peer);
  });

  const send = (extra: Partial<Parameters<SipEndpoint['request']>[0]> = {}) =>
    sip.request({
      method: 'MESSAGE',
      uri: 'sip:b@h',
      from: 'sip:a@h',
      to: 'sip:b@h',
      target: { protocol: 'udp', address: '127.0.0.1', port: peer.port },
      ...extra,
    });

  it('writes what it is given', async () => {
    const done = send({
      callId: 'c',
      cseq: 7,
      fromTag: 'f',
      toTag: 't',
      contact: 'sip:me@there',
      viaAddress: '203.0.113.1',
      headers: { 'X-List': ['1', '2'] },
      from: '"A" <sip:a@h>',
    });
    const request = await peer.nextRequest('MESSAGE');
    expect([request.callId, request.cseq.number, request.fromTag, request.toTag]).toEqual(['c', 7, 'f', 't']);
    expect([
      request.via.host,
      request.contact!.uri.text,
      request.from.displayName,
      request.headers.getAll('X-List'),
    ]).toEqual(['203.0.113.1', 'sip:me@there', 'A', ['1', '2']]);
    peer.send(responseText(request, 404));
    expect((await done).status).toBe(404);
  });

  it('[RFC 3261 §17.1.2] repeats over UDP, and GL_SIP_TIMEOUT after 64*T1', async () => {
    const done = send();
    await peer.nextRequest('MESSAGE');
    clock.advance(500);
    await peer.nextRequest('MESSAGE');
    clock.advance(31_500);
    await expect(done).rejects.toMatchObject({ code: 'GL_SIP_TIMEOUT' });
  });

  it('GL_SIP_ABORTED by its signal, before and while it is under way', async () => {
    await expect(send({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'GL_SIP_ABORTED' });
    const stop = new AbortController();
    const done = send({ signal: stop.signal });
    await peer.nextRequest('MESSAGE');
    stop.abort();
    await expect(done).rejects.toMatchObject({ code: 'GL_SIP_ABORTED' });
    expect(sip.stats().transactions.client).toBe(0);
  });

  it('GL_SIP_LIMIT when the table is full', async () => {
    const small = closing(await startEndpoint(clock, { limits: { maxClientTransactions: 0 } }));
    const target = { protocol: 'udp', address: '127.0.0.1', port: peer.port } as const;
    await expect(
      small.request({ method: 'A', uri: 'sip:b', from: 'sip:a@b', to: 'sip:a@b', target }),
    ).rejects.toMatchObject({ code: 'GL_SIP_LIMIT' });
  });

  it('stop() ends what is under way with GL_SIP_ABORTED and leaves no timer', async () => {
    const done = send();
    await peer.nextRequest('MESSAGE');
    await sip.stop();
    await expect(done).rejects.toMatchObject({ code: 'GL_SIP_ABORTED' });
    expect(clock.pending).toBe(0);
    await expect(send()).rejects.toMatchObject({ code: 'GL_SIP_TRANSPORT' });
  });

  it('[RFC 7616 §3.3] a nonce that grew old is answered once more, a second refusal is final', async () => {
    const done = send({ credentials });
    const challenge = (nonce: string, stale: boolean) => [
      `WWW-Authenticate: Digest realm="r", nonce="${nonce}"${stale ? ', stale=true' : ''}`,
    ];
    peer.send(responseText(await peer.nextRequest('MESSAGE'), 401, challenge('n1', false)));
    peer.send(responseText(await peer.nextRequest('MESSAGE'), 401, challenge('n2', true)));
    const third = await peer.nextRequest('MESSAGE');
    expect([third.cseq.number, third.authorization?.includes('nonce="n2"')]).toEqual([3, true]);
    peer.send(responseText(third, 401, challenge('n3', true)));
    expect((await done).status).toBe(401);
  });

  it('a header value with a line end is refused before anything is sent', async () => {
    await expect(send({ headers: { X: 'a\r\nB: c' } })).rejects.toThrow(TypeError);
  });
});
