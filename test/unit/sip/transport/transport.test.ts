import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SipEndpoint, SipEndpointOptions } from '../../../../src/sip/index.ts';
import { LocalAddresses, plainAddress } from '../../../../src/sip/transport/addresses.ts';
import { ConnectionTable } from '../../../../src/sip/transport/connection-table.ts';
import type { TcpConnection } from '../../../../src/sip/transport/tcp-connection.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { fixture, requestText, startEndpoint, TcpPeer, UdpPeer } from '../wire.ts';

const clock = new FakeClock();
const open: { close(): unknown }[] = [];

async function endpoint(options: Partial<SipEndpointOptions> = {}): Promise<SipEndpoint> {
  const one = await startEndpoint(clock, options);
  open.push({ close: () => one.stop(0) });
  return one;
}

async function tcp(to: SipEndpoint): Promise<TcpPeer> {
  const peer = await TcpPeer.open(to.port);
  open.push(peer);
  return peer;
}

async function udp(to: SipEndpoint): Promise<UdpPeer> {
  const peer = await UdpPeer.open(to.port);
  open.push(peer);
  return peer;
}

afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

describe('[RFC 3261 §18] one port for UDP and TCP', () => {
  it('answers on both', async () => {
    const sip = await endpoint();
    for (const [branch, peer] of Object.entries({ z9hG4bKudp: await udp(sip), z9hG4bKtcp: await tcp(sip) })) {
      peer.send(requestText({ branch, callId: branch }));
      await peer.nextResponse(200);
    }
  });

  it('fails to start on a port that is taken, and can be closed', async () => {
    const sip = await endpoint();
    await expect(startEndpoint(clock, { port: sip.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it.each([
    [{ udp: false }, 'udp'],
    [{ tcp: false }, 'tcp'],
  ] as const)('%o refuses %s', async (options, protocol) => {
    const sip = await endpoint(options);
    const target = { protocol, address: '127.0.0.1', port: sip.port };
    await expect(
      sip.request({ method: 'OPTIONS', uri: 'sip:a@b', from: 'sip:a@b', to: 'sip:a@b', target }),
    ).rejects.toMatchObject({
      code: 'GL_SIP_TRANSPORT',
    });
  });

  it('speaks IPv6', async () => {
    const sip = await endpoint({ host: '::1' });
    const target = { protocol: 'tcp', address: '::1', port: sip.port } as const;
    const response = await sip.request({ method: 'OPTIONS', uri: 'sip:[::1]', from: 'sip:a@b', to: 'sip:a@b', target });
    expect([response.status, response.via.host]).toEqual([200, '::1']);
  });
});

describe('keepalives', () => {
  it('[RFC 5626 §4.4.1] a double CRLF over TCP is answered by a CRLF', async () => {
    const sip = await endpoint();
    const peer = await tcp(sip);
    peer.send(Buffer.from('\r\n\r\n'));
    await vi.waitFor(() => expect(peer.pongs).toBe(1));
    expect(sip.stats().received.keepalives).toBe(1);
  });

  it.each(['\r\n\r\n', '\0\0\0\0', '\r\n'])('%j over UDP is counted and not answered', async (text) => {
    const sip = await endpoint();
    const peer = await udp(sip);
    peer.send(Buffer.from(text));
    peer.send(requestText());
    await peer.nextResponse(200);
    expect([sip.stats().received.keepalives, sip.stats().malformed, peer.waitingMessages]).toEqual([1, {}, 0]);
  });
});

describe('what would break the process', () => {
  const copied = ['Via', 'From', 'To', 'Call-ID', 'CSeq'];

  it.each(copied)('a carriage return alone in %s is refused, and the endpoint lives on', async (name) => {
    const sip = await endpoint();
    for (const [i, peer] of [await udp(sip), await tcp(sip)].entries()) {
      const text = requestText({ callId: `broken-${i}` }).toString();
      peer.send(Buffer.from(text.replace(new RegExp(`^(${name}: \\S+)`, 'm'), '$1\rInjected: yes')));
      peer.send(requestText({ branch: `z9hG4bK${i}`, callId: `good-${i}` }));
      // Where a Via cannot be read nobody knows the way back.
      if (name !== 'Via') expect((await peer.nextResponse(400)).headers.has('Injected')).toBe(false);
      await peer.nextResponse(200);
    }
    expect(sip.stats().malformed).toEqual({ 'control-character': 2 });
  });

  it('a port that is none fails as a send, not as an exception', async () => {
    const sip = await endpoint();
    const target = { protocol: 'udp', address: '127.0.0.1', port: 0 } as const;
    const sent = sip.request({ method: 'OPTIONS', uri: 'sip:a@b', from: 'sip:a@b', to: 'sip:a@b', target });
    await expect(sent).rejects.toMatchObject({ code: 'GL_SIP_TRANSPORT' });
  });
});

describe('incomplete messages', () => {
  it('are bounded over all connections: the one that goes over it is closed, and gives back what it held', async () => {
    const sip = await endpoint({ limits: { maxPartialBytes: 1000 } });
    const [one, two] = [await tcp(sip), await tcp(sip)];
    one.send(requestText({ headers: [`X: ${'x'.repeat(600)}`] }).subarray(0, 700));
    two.send(requestText({ headers: [`X: ${'x'.repeat(600)}`] }).subarray(0, 700));
    await Promise.race([one.closed, two.closed]);
    expect(sip.stats().refused).toEqual({ 'partial-bytes': 1 });
    const three = await tcp(sip);
    three.send(requestText({ callId: 'whole', branch: 'z9hG4bKwhole' }));
    await three.nextResponse(200);
  });

  it('of connections that closed do not count', async () => {
    const sip = await endpoint({ limits: { maxPartialBytes: 1000 } });
    for (let i = 0; i < 5; i++) {
      const peer = await tcp(sip);
      peer.send(requestText({ headers: [`X: ${'x'.repeat(600)}`] }).subarray(0, 700));
      peer.close();
      await vi.waitFor(() => expect(sip.stats().connections).toBe(0));
    }
    expect(sip.stats().refused).toEqual({});
  });
});

describe('connections', () => {
  it('[RFC 3261 §18.1.1] a request to a peer reuses the connection that it opened', async () => {
    const sip = await endpoint();
    const peer = await tcp(sip);
    const target = { protocol: 'tcp', address: '127.0.0.1', port: peer.port } as const;
    peer.send(requestText());
    await peer.nextResponse(200);
    const answer = sip.request({ method: 'MESSAGE', uri: 'sip:a@b', from: 'sip:a@b', to: 'sip:a@b', target });
    const request = await peer.nextRequest('MESSAGE');
    expect(request.via).toMatchObject({ transport: 'TCP', host: '127.0.0.1', port: sip.port });
    peer.send(fixtureResponse(request.headers.get('via')!, request.callId));
    expect((await answer).status).toBe(200);
    expect(sip.stats().connections).toBe(1);
  });

  it('two requests at once open one connection', async () => {
    const sip = await endpoint();
    const other = await endpoint();
    other.use((incoming) => incoming.respond(200));
    const target = { protocol: 'tcp', address: '127.0.0.1', port: other.port } as const;
    const init = { method: 'MESSAGE', uri: 'sip:a@b', from: 'sip:a@b', to: 'sip:a@b', target };
    await Promise.all([sip.request(init), sip.request(init), sip.request(init)]);
    expect([sip.stats().connections, other.stats().connections]).toEqual([1, 1]);
  });

  it('a flow that is open is preferred, a closed one replaced', async () => {
    const sip = await endpoint();
    const other = await endpoint();
    other.use((incoming) => incoming.respond(200));
    const closed = new Promise((resolve) => sip.on('flow:closed', resolve));
    const peer = await tcp(sip);
    let flow: import('../../../../src/sip/index.ts').Flow | undefined;
    sip.use((incoming) => {
      flow = incoming.flow;
      return incoming.respond(200);
    });
    peer.send(requestText());
    await peer.nextResponse(200);
    peer.close();
    expect(await closed).toBe(flow);
    expect(flow!.closed).toBe(true);
    const target = { protocol: 'tcp', address: '127.0.0.1', port: other.port, flow: flow! } as const;
    const response = await sip.request({ method: 'MESSAGE', uri: 'sip:a@b', from: 'sip:a@b', to: 'sip:a@b', target });
    expect(response.status).toBe(200);
  });

  it('nobody there: GL_SIP_TRANSPORT at once', async () => {
    const sip = await endpoint();
    const gone = await endpoint();
    const target = { protocol: 'tcp', address: '127.0.0.1', port: gone.port } as const;
    await gone.stop(0);
    await expect(
      sip.request({ method: 'OPTIONS', uri: 'sip:a@b', from: 'sip:a@b', to: 'sip:a@b', target }),
    ).rejects.toMatchObject({
      code: 'GL_SIP_TRANSPORT',
    });
  });

  it('a request whose connection ends fails at once', async () => {
    const server: Server = createServer((socket) => socket.once('data', () => socket.destroy()));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push(server);
    const sip = await endpoint();
    const target = {
      protocol: 'tcp',
      address: '127.0.0.1',
      port: (server.address() as { port: number }).port,
    } as const;
    await expect(
      sip.request({ method: 'OPTIONS', uri: 'sip:a@b', from: 'sip:a@b', to: 'sip:a@b', target }),
    ).rejects.toMatchObject({
      code: 'GL_SIP_TRANSPORT',
    });
  });
});

describe('bounds', () => {
  it.each([
    ['connections', { maxConnections: 1 }],
    ['connections-per-address', { maxConnectionsPerAddress: 1 }],
  ])('one connection more than the bound is closed and counted: %s', async (name, limits) => {
    const sip = await endpoint({ limits });
    const first = await tcp(sip);
    first.send(requestText());
    await first.nextResponse(200);
    const second = await tcp(sip);
    await second.closed;
    expect(sip.stats()).toMatchObject({ connections: 1, refused: { [name]: 1 } });
  });

  it('a connection that is silent is closed', async () => {
    const sip = await endpoint({ limits: { idleTimeoutMs: 60_000 } });
    const peer = await tcp(sip);
    peer.send(requestText());
    await peer.nextResponse(200);
    clock.advance(70_000);
    await peer.closed;
    expect(sip.stats().refused).toEqual({ idle: 1 });
  });

  it('a message that does not end is given up', async () => {
    const sip = await endpoint({ limits: { messageTimeoutMs: 30_000 } });
    const peer = await tcp(sip);
    peer.send(requestText());
    await peer.nextResponse(200);
    const next = requestText({ branch: 'z9hG4bKtwo', cseq: 2 });
    peer.send(next);
    await peer.nextResponse(200);
    peer.send(Buffer.from('\r\n\r\nOPTIONS sip:'));
    await vi.waitFor(() => expect(peer.pongs).toBe(1));
    clock.advance(40_000);
    await peer.closed;
    expect(sip.stats().refused).toEqual({ 'message-timeout': 1 });
  });

  it('a head without end is answered by nothing and closed', async () => {
    const sip = await endpoint({ limits: { maxHeadBytes: 1000 } });
    const peer = await tcp(sip);
    peer.send(Buffer.alloc(2000, 'x'));
    await peer.closed;
    expect(sip.stats().malformed).toEqual({ 'too-long': 1 });
  });

  it('a body beyond the bound is answered 413 or 513 and closed', async () => {
    const sip = await endpoint({ limits: { maxBodyBytes: 10 } });
    const peer = await tcp(sip);
    peer.send(requestText({ method: 'MESSAGE', body: 'more than ten bytes' }));
    await peer.nextResponse(413);
    await peer.closed;
  });

  it('the table forgets what has gone', () => {
    const table = new ConnectionTable({ maxConnections: 2, maxConnectionsPerAddress: 1 });
    const connection = (remoteAddress: string) => ({ remoteAddress, remotePort: 1 }) as TcpConnection;
    const [a, b] = [connection('a'), connection('b')];
    table.add(a);
    expect([table.refusal('a'), table.refusal('b')]).toEqual(['connections-per-address', undefined]);
    table.add(b);
    expect([table.refusal('c'), table.find('a', 1), table.size]).toEqual(['connections', a, 2]);
    table.remove(a);
    table.remove(a);
    expect([table.refusal('a'), table.find('a', 1), table.size]).toEqual([undefined, undefined, 1]);
  });
});

describe('our own address', () => {
  it('is the bound one, or the one that the kernel would use', async () => {
    expect(await new LocalAddresses('192.0.2.5', clock).find('198.51.100.1')).toBe('192.0.2.5');
    expect(await new LocalAddresses('0.0.0.0', clock).find('127.0.0.1')).toBe('127.0.0.1');
    expect(new LocalAddresses('::', clock).known('::1')).toBe('::1');
  });

  it('is plain IPv4 where IPv6 wraps it', () => {
    expect([plainAddress('::ffff:192.0.2.1'), plainAddress('2001:db8::1')]).toEqual(['192.0.2.1', '2001:db8::1']);
  });

  it('is replaced by the advertised one in Via and Contact', async () => {
    const sip = await endpoint({ advertised: { address: '203.0.113.7', port: 15060 } });
    const peer = await udp(sip);
    const target = { protocol: 'udp', address: '127.0.0.1', port: peer.port } as const;
    const stop = new AbortController();
    const sent = sip.request({
      method: 'REGISTER',
      uri: 'sip:a@b',
      from: 'sip:me@b',
      to: 'sip:me@b',
      target,
      signal: stop.signal,
    });
    const request = await peer.nextRequest('REGISTER');
    expect([request.via.host, request.via.port, request.contact!.uri.text]).toEqual([
      '203.0.113.7',
      15060,
      'sip:me@203.0.113.7:15060',
    ]);
    stop.abort();
    await expect(sent).rejects.toMatchObject({ code: 'GL_SIP_ABORTED' });
  });
});

it('malformed datagrams are counted, answered where that is possible, and harm nothing', async () => {
  const sip = await endpoint();
  const peer = await udp(sip);
  peer.send(Buffer.from('hello'));
  peer.send(Buffer.from([0xff, 0xfe, 0x00, 0x41]));
  peer.send(fixture('rfc4475/clerr.dat'));
  await peer.nextResponse(400);
  expect(sip.stats().malformed).toEqual({ 'start-line': 1, 'control-character': 1, 'truncated-body': 1 });
});

function fixtureResponse(via: string, callId: string): Buffer {
  return Buffer.from(
    `SIP/2.0 200 OK\r\nVia: ${via}\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:a@b>;tag=2\r\nCall-ID: ${callId}\r\nCSeq: 1 MESSAGE\r\nContent-Length: 0\r\n\r\n`,
  );
}
