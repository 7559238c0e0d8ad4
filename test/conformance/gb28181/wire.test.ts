// What goes over the wire, byte for byte, against a peer that is nothing but a socket.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerChallenge, type SipRequest, type SipResponse } from '../../../src/sip/index.ts';
import { cameraId, channel, channelIds, domain, password, platformId, Site } from '../../unit/gb28181/site.ts';
import { message, type RawPeer, responseText, TcpPeer, UdpPeer } from '../../unit/sip/wire.ts';

const [channelId] = channelIds;
const fixture = (file: string) => readFileSync(new URL(`../../fixtures/manscdp/dahua/${file}`, import.meta.url));

let site: Site;
let udp: UdpPeer;
let peers: RawPeer[];

beforeEach(async () => {
  site = await Site.open();
  udp = await UdpPeer.open(site.endpoint.port);
  peers = [udp];
});
afterEach(async () => {
  for (const peer of peers) peer.close();
  await site.close();
});

function register(transport: 'UDP' | 'TCP', cseq: number, more: string[] = [], id = cameraId): Buffer {
  return message([
    `REGISTER sip:${platformId}@${domain} SIP/2.0`,
    `Via: SIP/2.0/${transport} 192.168.1.64:5060;rport;branch=z9hG4bK${id}${cseq}`,
    `From: <sip:${id}@${domain}>;tag=1`,
    `To: <sip:${id}@${domain}>`,
    `Call-ID: register-${id}`,
    `CSeq: ${cseq} REGISTER`,
    `Contact: <sip:${id}@192.168.1.64:5060>`,
    'Max-Forwards: 70',
    'Expires: 3600',
    ...more,
    'Content-Length: 0',
  ]);
}

function authorization(challenge: SipResponse, id = cameraId): string {
  const answer = answerChallenge(
    challenge,
    { method: 'REGISTER', uri: `sip:${platformId}@${domain}` },
    { username: id, password },
    'abcdef',
  );
  return `${answer!.name}: ${answer!.value}`;
}

async function registered(peer: RawPeer, transport: 'UDP' | 'TCP' = 'UDP'): Promise<SipResponse> {
  peer.send(register(transport, 1));
  const challenge = await peer.nextResponse(401);
  peer.send(register(transport, 2, [authorization(challenge)]));
  const response = await peer.nextResponse(200);
  await site.channels.replaceAll(cameraId, [channel(cameraId, channelId)]);
  return response;
}

describe('registration', () => {
  it('[GB/T 28181-2016 §9.1.2.1] 401 with a challenge, then 200 with Date, Expires and Contact', async () => {
    const response = await registered(udp);
    expect(response.headers.get('Date')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}$/);
    expect(response.headers.get('Expires')).toBe('3600');
    expect(response.headers.get('Contact')).toBe(`<sip:${cameraId}@192.168.1.64:5060>`);
    expect(response.headers.get('Via')).toContain('received=127.0.0.1');
    expect(response.headers.get('Via')).toContain(`rport=${udp.port}`);
  });

  it('[RFC 2069] takes a digest without qop, as the oldest cameras make it', async () => {
    udp.send(register('UDP', 1));
    const challenge = await udp.nextResponse(401);
    const nonce = /nonce="([^"]+)"/.exec(challenge.headers.get('WWW-Authenticate')!)![1]!;
    const uri = `sip:${platformId}@${domain}`;
    const md5 = (text: string) => createHash('md5').update(text).digest('hex');
    const digest = md5(`${md5(`${cameraId}:${domain}:${password}`)}:${nonce}:${md5(`REGISTER:${uri}`)}`);
    udp.send(
      register('UDP', 2, [
        `Authorization: Digest username="${cameraId}", realm="${domain}", nonce="${nonce}", uri="${uri}", response="${digest}", algorithm=MD5`,
      ]),
    );
    await udp.nextResponse(200);
  });

  it('[RFC 3261 §17.2.2] answers a repeated REGISTER from its transaction, and registers once', async () => {
    udp.send(register('UDP', 1));
    const challenge = await udp.nextResponse(401);
    const again = register('UDP', 2, [authorization(challenge)]);
    // Before the answer a copy is swallowed, behind it one gets the answer again.
    udp.send(again);
    udp.send(again);
    await udp.nextResponse(200);
    udp.send(again);
    await udp.nextResponse(200);
    expect(site.gb28181.stats().registrations.accepted).toBe(1);
  });

  it('challenges a Dahua recorder with its Route and its order of headers', async () => {
    udp.send(fixture('register-nvr-header-order.sip'));
    const response = await udp.nextResponse(401);
    expect(response.headers.getAll('WWW-Authenticate')).toHaveLength(2);
  });

  it("refuses a replay of another device's credentials", async () => {
    udp.send(register('UDP', 1));
    const credentials = authorization(await udp.nextResponse(401));
    udp.send(register('UDP', 2, [credentials]));
    await udp.nextResponse(200);
    udp.send(register('UDP', 2, [credentials], '34020000001320000002'));
    await udp.nextResponse(401);
    expect(await site.devices.get('34020000001320000002')).toBeUndefined();
  });
});

describe('messages', () => {
  it('answers the keepalive of a Dahua camera, without a body', async () => {
    await registered(udp);
    udp.send(fixture('keepalive-dh-v1.sip'));
    const response = await udp.nextResponse(200);
    expect(response.body).toHaveLength(0);
    expect(site.gb28181.stats().messages).toEqual({ Keepalive: 1 });
  });

  it('[GB/T 28181-2016 §9.5] asks with Application/MANSCDP+xml in the declared charset', async () => {
    await registered(udp);
    const done = site.gb28181.refreshCatalog(cameraId);
    done.catch(() => {});
    const query = await udp.nextRequest('MESSAGE');
    expect(query.headers.get('Content-Type')).toBe('Application/MANSCDP+xml');
    expect(query.from.uri.user).toBe(platformId);
    expect(query.to.uri.user).toBe(cameraId);
    expect(query.body.toString()).toMatch(/^<\?xml version="1.0" encoding="GB2312"\?>\n<Query>/);
    udp.send(responseText(query, 404));
    await expect(done).rejects.toMatchObject({ code: 'device-refused' });
  });

  it.each(['SUBSCRIBE', 'INVITE', 'INFO', 'NOTIFY', 'PUBLISH', 'FOO'])(
    '%s of a stranger leaves no trace',
    async (method) => {
      udp.send(
        message([
          `${method} sip:${platformId}@${domain} SIP/2.0`,
          `Via: SIP/2.0/UDP 127.0.0.1:${udp.port};rport;branch=z9hG4bKstranger`,
          `From: <sip:${cameraId}@${domain}>;tag=1`,
          `To: <sip:${platformId}@${domain}>`,
          'Call-ID: stranger',
          `CSeq: 1 ${method}`,
          'Max-Forwards: 70',
          'Content-Length: 0',
        ]),
      );
      let response = (await udp.next()) as SipResponse;
      if (response.status === 100) response = (await udp.next()) as SipResponse;
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(site.gb28181.stats()).toMatchObject({ devices: 0, sessions: 0 });
    },
  );
});

describe('live', () => {
  async function invited(peer: RawPeer): Promise<{ invite: SipRequest; started: Promise<unknown> }> {
    const started = site.gb28181.live.start(`${cameraId}/${channelId}`, new AbortController().signal)!;
    started.catch(() => {});
    return { invite: await peer.nextRequest('INVITE'), started };
  }

  const answer = (ssrc: string) =>
    `v=0\r\no=${channelId} 0 0 IN IP4 192.168.1.64\r\ns=Play\r\nc=IN IP4 192.168.1.64\r\nt=0 0\r\nm=video 15060 RTP/AVP 96\r\na=rtpmap:96 PS/90000\r\na=sendonly\r\ny=${ssrc}\r\n`;
  const accept = (invite: SipRequest, more: string[] = [`Contact: <sip:${channelId}@192.168.1.64:5060>`]) =>
    responseText(invite, 200, ['Content-Type: application/sdp', ...more], answer('0200000001'));

  /** The platform also asks a new device for its catalog, as time goes on. */
  async function nextOtherThanQuery(method: string): Promise<SipRequest> {
    for (;;) {
      const request = (await udp.next()) as SipRequest;
      if (request.method === 'MESSAGE') continue;
      expect(request.method).toBe(method);
      return request;
    }
  }

  it('[GB/T 28181-2016 §9.2] the INVITE carries Subject, Contact and an SDP of Play', async () => {
    await registered(udp);
    const { invite } = await invited(udp);
    expect(invite.headers.get('Content-Type')?.toLowerCase()).toBe('application/sdp');
    expect(invite.headers.get('Subject')).toMatch(new RegExp(`^${channelId}:0\\d{9},${platformId}:0$`));
    expect(invite.headers.get('Contact')).toBe(`<sip:${platformId}@127.0.0.1:${site.endpoint.port}>`);
    const lines = invite.body.toString().split('\r\n');
    expect(lines).toContain('s=Play');
    expect(lines).toContain('t=0 0');
    expect(lines).toContain('a=recvonly');
    // GB/T 28181-2016 annex F: 0 for live, digits 4 to 8 of the domain, a serial.
    expect(lines.find((line) => line.startsWith('y='))).toMatch(/^y=020000\d{4}$/);
    udp.send(responseText(invite, 486));
    await udp.nextRequest('ACK');
  });

  it('[RFC 3261 §13.2.2.4] sends the ACK again for a repeated 200, to where the device is', async () => {
    await registered(udp);
    const { invite, started } = await invited(udp);
    udp.send(accept(invite));
    const ack = await udp.nextRequest('ACK');
    expect(ack.uri).toBe(`sip:${channelId}@192.168.1.64:5060`);
    udp.send(accept(invite));
    const again = await udp.nextRequest('ACK');
    expect(again.cseq).toEqual(ack.cseq);
    await started;
  });

  it('takes a 200 without Contact, as some lower platforms send it', async () => {
    await registered(udp);
    const { invite, started } = await invited(udp);
    udp.send(accept(invite, []));
    await udp.nextRequest('ACK');
    await started;
  });

  it('[RFC 3261 §9.1] ends a call whose 200 comes after the CANCEL', async () => {
    await registered(udp);
    const { invite, started } = await invited(udp);
    udp.send(responseText(invite, 180));
    await expect.poll(() => site.gb28181.explain(cameraId, channelId)?.code).toBe('device-trying');
    const failed = expect(started).rejects.toMatchObject({ code: 'device-no-answer' });
    await site.clock.advanceAsync(10_000);
    const cancel = await nextOtherThanQuery('CANCEL');
    udp.send(responseText(cancel, 200));
    udp.send(accept(invite));
    await nextOtherThanQuery('ACK');
    udp.send(responseText(await nextOtherThanQuery('BYE'), 200));
    await failed;
    expect(site.fake.list('stream')).toEqual([]);
  });

  it('[GB/T 28181-2022 §9.1.1] uses the connection of a device that registered over TCP', async () => {
    const tcp = await TcpPeer.open(site.endpoint.port);
    peers.push(tcp);
    await registered(tcp, 'TCP');
    const { invite, started } = await invited(tcp);
    expect(invite.via.transport).toBe('TCP');
    tcp.send(accept(invite));
    await tcp.nextRequest('ACK');
    await started;
    expect(udp.waitingMessages).toBe(0);
    const stopping = site.gb28181.stop();
    tcp.send(responseText(await tcp.nextRequest('BYE'), 200));
    await stopping;
  });
});
