import { describe, expect, it } from 'vitest';
import type { Speaker, SpeakerRequest } from '../../../../src/gb28181/agent/device-agent.ts';
import type { MediaTransport } from '../../../../src/gb28181/ports.ts';
import { parseSdp, type SessionDescription, writeSdp } from '../../../../src/sdp/session-description.ts';
import type { IncomingRequest } from '../../../../src/sip/index.ts';
import { cameraId, channelIds, domain, platformId, until } from '../site.ts';
import { peerPlatform } from './peer-platform.ts';

const platform = peerPlatform();
const [channelId] = channelIds;

/** A loudspeaker that keeps what is asked of it. */
class TestSpeaker implements Speaker {
  readonly transport: MediaTransport;
  readonly format: 'audio' | 'ps';
  opened: SpeakerRequest[] = [];
  connected: unknown[] = [];
  closed = 0;

  constructor(transport: MediaTransport = 'udp', format: 'audio' | 'ps' = 'audio') {
    this.transport = transport;
    this.format = format;
  }
  open(request: SpeakerRequest) {
    this.opened.push(request);
    return {
      port: request.transport === 'tcp-active' ? 0 : 9712,
      connect: (remote: unknown) => void this.connected.push(remote),
      close: () => void this.closed++,
    };
  }
}

const sound: SessionDescription = {
  username: platformId,
  address: '127.0.0.1',
  sessionName: 'Play',
  kind: 'audio',
  port: 40_000,
  tcp: false,
  payloads: [{ payload: 8, encoding: 'PCMA', rate: 8000 }],
  direction: 'sendonly',
  ssrc: '0200000001',
  format: 'v/////a/1/8/1',
};

/** INVITEs of the agent. */
function calls(): IncomingRequest[] {
  const all: IncomingRequest[] = [];
  platform().endpoint.use((incoming) => incoming.request.method === 'INVITE' && all.push(incoming) > 0);
  return all;
}

async function tell(target: string = channelId): Promise<IncomingRequest[]> {
  const invites = calls();
  const fields = { SourceID: platformId, TargetID: target };
  await platform().send('Notify', 'Broadcast', fields, '');
  return invites;
}

describe('the simulated loudspeaker', () => {
  it.each([
    ['udp', 'audio', 'PCMA', undefined, 9712],
    ['tcp-active', 'audio', 'PCMA', 'active', 9],
    ['tcp-passive', 'ps', 'PS', 'passive', 9712],
  ] as const)(
    '[GB/T 28181-2016 §9.12] confirms and calls, by %s as %s',
    async (transport, format, encoding, setup, port) => {
      const speaker = new TestSpeaker(transport, format);
      const agent = await platform().agent({ speaker });
      const invites = await tell();
      const answer = await platform().told('Response', 'Broadcast');
      expect(answer).toMatchObject({ deviceId: channelId, fields: { Result: 'OK' } });
      const incoming = await until('the call', () => invites.shift());
      expect(incoming.request.from.uri.user).toBe(channelId);
      expect(incoming.request.headers.get('Subject')).toMatch(new RegExp(`^${platformId}:\\d{10},${channelId}:0$`));
      const offer = parseSdp(incoming.request.body);
      expect(offer).toMatchObject({ kind: 'audio', direction: 'recvonly', setup, port, payloads: [{ encoding }] });
      const body = writeSdp({ ...sound, tcp: offer.tcp, setup: setup === 'active' ? 'passive' : undefined });
      const dialog = incoming.accept({ body, contentType: 'application/sdp' });
      await until('the session', () => agent.sessions === 1);
      await until('the way', () => speaker.connected.length === (transport === 'tcp-active' ? 1 : 0));
      await dialog.bye();
      await until('the end', () => speaker.closed === 1 && agent.sessions === 0);
    },
  );

  it('closes again when the platform does not answer its call', async () => {
    const speaker = new TestSpeaker();
    await platform().agent({ speaker });
    const invites = await tell(cameraId);
    (await until('the call', () => invites.shift())).respond(403);
    await until('the end', () => speaker.closed === 1);
  });

  it('refuses for channels that it has not, and without a loudspeaker', async () => {
    await platform().agent({ speaker: new TestSpeaker() });
    const invites = await tell('34020000001310009999');
    expect((await platform().told('Response', 'Broadcast')).fields).toMatchObject({ Result: 'ERROR' });
    expect(invites).toEqual([]);
  });

  it('[GB/T 28181-2016 annex F] speaks and hears in a talk, until BYE', async () => {
    const speaker = new TestSpeaker();
    await platform().agent({ speaker });
    const invite = platform().endpoint.invite({
      uri: `sip:${channelId}@${domain}`,
      from: `sip:${platformId}@${domain}`,
      to: `sip:${channelId}@${domain}`,
      target: { protocol: 'udp', address: '127.0.0.1', port: platform().agentPort },
      contentType: 'application/sdp',
      body: writeSdp({ ...sound, sessionName: 'Talk', direction: 'sendrecv' }),
    });
    const dialog = await invite.accepted;
    dialog.ack();
    expect(parseSdp(dialog.remoteBody)).toMatchObject({
      sessionName: 'Talk',
      kind: 'audio',
      direction: 'sendrecv',
      port: 9712,
      ssrc: sound.ssrc,
    });
    expect(speaker.opened).toMatchObject([
      { channelId, transport: 'udp', ssrc: sound.ssrc, talk: { remote: { address: '127.0.0.1', port: 40_000 } } },
    ]);
    await dialog.bye();
    await until('the end', () => speaker.closed === 1);
  });
});
