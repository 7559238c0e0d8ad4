import { createServer, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { kMaxDatagramRequestBytes, kTcpRefusedMs } from '../../../../src/sip/dialog/large-requests.ts';
import type { SipEndpoint } from '../../../../src/sip/index.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { requestText, responseText, startEndpoint, TcpPeer, UdpPeer } from '../wire.ts';

let clock: FakeClock;
let sip: SipEndpoint;
let peer: UdpPeer;
let server: Server | undefined;
const connections: TcpPeer[] = [];

beforeEach(async () => {
  clock = new FakeClock();
  sip = await startEndpoint(clock);
  peer = await UdpPeer.open(sip.port);
});

afterEach(async () => {
  peer.close();
  await sip.stop(0);
  for (const connection of connections.splice(0)) connection.close();
  await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
  server = undefined;
});

/** The peer listens for TCP at its port as well. Resolves with the next connection. */
async function listen(): Promise<{ connection: Promise<TcpPeer> }> {
  const made = createServer();
  server = made;
  const connection = new Promise<TcpPeer>((resolve) => {
    made.once('connection', (socket) => {
      const one = TcpPeer.around(socket);
      connections.push(one);
      resolve(one);
    });
  });
  await new Promise<void>((resolve) => made.listen(peer.port, '127.0.0.1', resolve));
  return { connection };
}

const message = (bytes: number, largeByTcp: boolean | undefined) =>
  sip.request({
    method: 'MESSAGE',
    uri: 'sip:cam@example.com',
    from: 'sip:us@example.com',
    to: 'sip:cam@example.com',
    body: 'x'.repeat(bytes),
    contentType: 'text/plain',
    target: {
      protocol: 'udp',
      address: '127.0.0.1',
      port: peer.port,
      ...(largeByTcp !== undefined && { largeByTcp }),
    },
  });

describe('[RFC 3261 §18.1.1] a request near the MTU', () => {
  it('goes by TCP, and its Via says so', async () => {
    const { connection } = await listen();
    const answered = message(kMaxDatagramRequestBytes, true);
    const arrived = await connection;
    const request = await arrived.nextRequest('MESSAGE');
    expect([request.via.transport, request.body.length]).toEqual(['TCP', kMaxDatagramRequestBytes]);
    arrived.send(responseText(request, 200));
    expect((await answered).status).toBe(200);
  });

  it.each([
    [200, true],
    [600, true],
    [kMaxDatagramRequestBytes, false],
    [kMaxDatagramRequestBytes, undefined],
  ])('with %d bytes and largeByTcp %s goes by UDP', async (bytes, largeByTcp) => {
    await listen();
    const answered = message(bytes, largeByTcp);
    peer.send(responseText(await peer.nextRequest('MESSAGE'), 200));
    expect((await answered).status).toBe(200);
    expect(sip.stats().connections).toBe(0);
  });

  it('goes by UDP when TCP is refused, and TCP is not tried again for a while', async () => {
    for (let i = 0; i < 2; i++) {
      const answered = message(kMaxDatagramRequestBytes, true);
      peer.send(responseText(await peer.nextRequest('MESSAGE'), 200));
      expect((await answered).status).toBe(200);
      expect(sip.stats().refused).toEqual({ 'tcp-for-large-request': 1 });
    }
    clock.advance(kTcpRefusedMs);
    const { connection } = await listen();
    const answered = message(kMaxDatagramRequestBytes, true);
    const arrived = await connection;
    arrived.send(responseText(await arrived.nextRequest('MESSAGE'), 200));
    expect((await answered).status).toBe(200);
  });

  it('goes by UDP when connections of ours are too many, and by TCP as soon as they are not', async () => {
    await sip.stop(0);
    peer.close();
    sip = await startEndpoint(clock, { limits: { maxConnections: 1 } });
    peer = await UdpPeer.open(sip.port);
    const { connection } = await listen();
    const other = await TcpPeer.open(sip.port);
    other.send(requestText({ method: 'OPTIONS' }));
    await other.nextResponse(200);
    const refused = message(kMaxDatagramRequestBytes, true);
    peer.send(responseText(await peer.nextRequest('MESSAGE'), 200));
    expect((await refused).status).toBe(200);
    other.close();
    await vi.waitFor(() => expect(sip.stats().connections).toBe(0));
    const answered = message(kMaxDatagramRequestBytes, true);
    const arrived = await connection;
    arrived.send(responseText(await arrived.nextRequest('MESSAGE'), 200));
    expect((await answered).status).toBe(200);
  });

  it('is taken by UDP however large it is', async () => {
    const other = await startEndpoint(clock);
    try {
      let received = 0;
      sip.use((incoming) => {
        received = incoming.request.body.length;
        return incoming.respond(200);
      });
      const init = {
        uri: 'sip:a@b',
        from: 'sip:a@b',
        to: 'sip:a@b',
        body: 'y'.repeat(60_000),
        contentType: 'text/plain',
      };
      const target = { protocol: 'udp', address: '127.0.0.1', port: sip.port } as const;
      expect((await other.request({ ...init, method: 'MESSAGE', target })).status).toBe(200);
      expect(received).toBe(60_000);
    } finally {
      await other.stop(0);
    }
  });
});
