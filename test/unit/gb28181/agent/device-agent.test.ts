import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AgentOptions, DeviceAgent, type MediaRequest } from '../../../../src/gb28181/agent/device-agent.ts';
import { type SessionDescription, writeSdp } from '../../../../src/sdp/session-description.ts';
import type { SipEndpoint } from '../../../../src/sip/index.ts';
import {
  cameraId,
  channel,
  channelIds,
  domain,
  password,
  platformId,
  Site,
  silent,
  startEndpoint,
  until,
} from '../site.ts';

const [channelId] = channelIds;
const stream = `${cameraId}/${channelId}`;
const mediaPort = 15_060;

let site: Site;
let endpoint: SipEndpoint;
let agent: DeviceAgent;
let opened: MediaRequest[];
let closed: number;
let refuse: boolean;

function makeAgent(changes: Partial<AgentOptions> = {}): DeviceAgent {
  return new DeviceAgent({
    endpoint,
    clock: site.clock,
    log: silent,
    deviceId: cameraId,
    password,
    server: { id: platformId, domain, address: '127.0.0.1', port: site.endpoint.port },
    transport: 'udp',
    registerSeconds: 3600,
    keepaliveSeconds: 60,
    facts: { name: '北门', manufacturer: 'Some', model: 'M1', firmware: '1.2' },
    channels: channelIds.map((id) => channel(cameraId, id)),
    mediaAddress: '127.0.0.1',
    media: {
      open(request) {
        if (refuse) throw new Error('no such camera');
        opened.push(request);
        return { port: request.transport === 'tcp-active' ? 0 : mediaPort, close: () => closed++ };
      },
    },
    ...changes,
  });
}

beforeEach(async () => {
  site = await Site.open();
  endpoint = await startEndpoint(site.clock, '127.0.0.1');
  opened = [];
  closed = 0;
  refuse = false;
  agent = makeAgent();
});
afterEach(async () => {
  await endpoint.stop(0);
  await site.close();
});

/** Registered, and its catalog read by the platform. */
async function online(): Promise<void> {
  agent.start();
  await agent.registered;
  const catalog = site.gb28181.refreshCatalog(cameraId);
  expect(await catalog).toBe(channelIds.length);
}
const play = () => site.gb28181.live.start(stream, new AbortController().signal)!;

/** An INVITE of the platform's with an offer as the test wants it. */
function invite(changes: Partial<SessionDescription> | string) {
  const offer: SessionDescription = {
    username: platformId,
    address: '127.0.0.1',
    sessionName: 'Play',
    kind: 'video',
    port: 30_000,
    tcp: false,
    payloads: [{ payload: 96, encoding: 'PS', rate: 90_000 }],
    direction: 'recvonly',
    ssrc: '0200000001',
    ...(typeof changes === 'string' ? {} : changes),
  };
  return site.endpoint.invite({
    uri: `sip:${channelId}@127.0.0.1:${endpoint.port}`,
    from: `sip:${platformId}@${domain}`,
    to: `sip:${channelId}@${domain}`,
    target: { protocol: 'udp', address: '127.0.0.1', port: endpoint.port },
    contentType: 'application/sdp',
    body: typeof changes === 'string' ? changes : writeSdp(offer),
  });
}

describe('with the upper side of this project', () => {
  it.each(['udp', 'tcp'] as const)('[GB/T 28181-2016 §9.1] registers over %s', async (transport) => {
    agent = makeAgent({ transport });
    agent.start();
    await agent.registered;
    expect(await site.devices.get(cameraId)).toMatchObject({ online: true, transport });
  });

  it('[GB/T 28181-2016 §9.5] tells who it is and what it has', async () => {
    await online();
    await site.clock.advanceAsync(500);
    await expect.poll(async () => (await site.devices.get(cameraId))?.name).toBe('北门');
    const { items } = await site.channels.list(cameraId, { offset: 0, limit: 10 });
    expect(items.map(({ id }) => id).sort()).toEqual([...channelIds]);
  });

  it('answers a catalog query without channels', async () => {
    agent = makeAgent({ channels: [], deviceId: '34020000001180000001' });
    agent.start();
    await agent.registered;
    expect(await site.gb28181.refreshCatalog('34020000001180000001')).toBe(0);
  });

  it.each([
    ['udp', 'udp'],
    ['tcp-passive', 'tcp-active'],
    ['tcp-active', 'tcp-passive'],
  ] as const)('[GB/T 28181-2016 §9.2] sends live: %s of theirs is %s of ours', async (theirs, ours) => {
    await online();
    await site.gb28181.updateSettings(cameraId, { mediaTransport: theirs });
    const source = await play();
    const { port, options, connectedTo } = site.receiver();
    expect(opened).toEqual([
      {
        channelId,
        transport: ours,
        remote: { address: '127.0.0.1', port: theirs === 'tcp-active' ? 9 : port },
        ssrc: String(options.ssrc).padStart(10, '0'),
        payloadType: 96,
      },
    ]);
    expect(connectedTo).toEqual(theirs === 'tcp-active' ? { address: '127.0.0.1', port: mediaPort } : undefined);
    expect(site.gb28181.stats().quirks).toEqual({});
    await source.stop('done');
    await until('the end of the session', () => closed === 1 && agent.sessions === 0);
  });

  it('ends a session by itself', async () => {
    await online();
    const source = await play();
    const gone = new Promise((resolve) => source.stream.once('closed', resolve));
    await agent.hangUp();
    await gone;
    expect(closed).toBe(1);
    expect(site.gb28181.explain(cameraId, channelId)?.code).toBe('device-ended');
  });

  it('refuses a channel that cannot be sent', async () => {
    await online();
    refuse = true;
    await expect(play()).rejects.toMatchObject({ code: 'offer-refused' });
    expect(agent.sessions).toBe(0);
  });

  it('signs off, with its sessions, when it stops', async () => {
    await online();
    await play();
    await agent.stop();
    expect(closed).toBe(1);
    expect(site.events.at(-1)).toBe(`device:offline ${cameraId}`);
    const before = site.gb28181.stats().messages['Keepalive'];
    await site.clock.advanceAsync(120_000);
    expect(site.gb28181.stats().messages['Keepalive']).toBe(before);
  });
});

describe('staying registered', () => {
  it('[GB/T 28181-2016 §9.6] reports every minute', async () => {
    await online();
    for (let minute = 1; minute <= 5; minute++) {
      await site.clock.advanceAsync(60_000);
      await until('the report', () => site.gb28181.stats().messages['Keepalive'] === minute);
    }
    expect(site.gb28181.stats().devicesOnline).toBe(1);
  });

  it('refreshes before its registration runs out', async () => {
    agent = makeAgent({ registerSeconds: 100 });
    agent.start();
    await agent.registered;
    await site.clock.advanceAsync(50_000);
    await until('the refresh', () => site.gb28181.stats().registrations.accepted === 2);
  });

  it('registers again with a platform that does not know it any more', async () => {
    await online();
    await site.gb28181.removeDevice(cameraId);
    await site.clock.advanceAsync(60_000);
    await until('the registration', () => site.gb28181.stats().devicesOnline === 1);
  });

  it('tries again where its password was refused', async () => {
    agent = makeAgent({ password: 'not yet' });
    agent.start();
    await until('the refusal', () => site.gb28181.stats().registrations.wrongPassword === 1);
    await site.gb28181.updateSettings(cameraId, { password: 'not yet' });
    await site.clock.advanceAsync(5000);
    await agent.registered;
  });
});

describe('what it is asked', () => {
  it('[GB/T 28181-2016 annex D] answers with the setup that complements the offer', async () => {
    await online();
    const dialog = await invite({ tcp: true, setup: 'passive' }).accepted;
    dialog.ack();
    expect(dialog.remoteBody.toString()).toContain('a=setup:active');
    expect(dialog.remoteBody.toString()).toContain('m=video 9 TCP/RTP/AVP 96');
    expect(dialog.remoteBody.toString()).toContain('y=0200000001');
    await dialog.bye();
    await until('the end', () => closed === 1);
  });

  it.each([
    ['nothing readable', 'v=0\r\n'],
    ['a recording', { sessionName: 'Playback' }],
  ])('refuses an offer of %s', async (_what, offer) => {
    await online();
    await expect(invite(offer).accepted).rejects.toMatchObject({ response: { status: 488 } });
    expect(opened).toEqual([]);
  });

  it.each([
    ['INFO', 405],
    ['OPTIONS', 200],
    ['INVITE', 488],
  ])('answers %s inside of a live session with %i', async (method, status) => {
    await online();
    const dialog = await invite({}).accepted;
    dialog.ack();
    expect((await dialog.request(method)).status).toBe(status);
    expect(agent.sessions).toBe(1);
    await dialog.bye();
  });

  it('refuses more sessions than it can serve', async () => {
    await online();
    const dialogs = [];
    for (let i = 0; i < 64; i++) {
      const dialog = await invite({}).accepted;
      dialog.ack();
      dialogs.push(dialog);
    }
    await expect(invite({}).accepted).rejects.toMatchObject({ response: { status: 486 } });
    await Promise.all(dialogs.map((dialog) => dialog.bye()));
    await until('the end', () => agent.sessions === 0);
    expect(closed).toBe(64);
  });

  it('takes only what is for its IDs', async () => {
    await online();
    const response = await site.endpoint.request({
      method: 'MESSAGE',
      uri: `sip:34020000001310000077@127.0.0.1:${endpoint.port}`,
      from: `sip:${platformId}@${domain}`,
      to: `sip:34020000001310000077@${domain}`,
      target: { protocol: 'udp', address: '127.0.0.1', port: endpoint.port },
      body: '',
    });
    expect(response.status).toBe(405);
  });

  it('answers 400 to a body that is none', async () => {
    await online();
    const response = await site.endpoint.request({
      method: 'MESSAGE',
      uri: `sip:${cameraId}@127.0.0.1:${endpoint.port}`,
      from: `sip:${platformId}@${domain}`,
      to: `sip:${cameraId}@${domain}`,
      target: { protocol: 'udp', address: '127.0.0.1', port: endpoint.port },
      body: '<Query>',
    });
    expect(response.status).toBe(400);
  });
});
