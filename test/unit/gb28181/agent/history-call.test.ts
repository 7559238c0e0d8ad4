import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RecordRequest } from '../../../../src/gb28181/agent/agent-options.ts';
import { type AgentOptions, DeviceAgent } from '../../../../src/gb28181/agent/device-agent.ts';
import type { Playback } from '../../../../src/gb28181/media-session/playback.ts';
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

// Platform and simulated camera speak with each other over real sockets; the media are the test's.

const [channelId] = channelIds;
/** Every day has a record of ten minutes from 06:00 in Beijing. */
const recordMs = Date.UTC(2025, 11, 30, 22);
const second = 1000;

let site: Site;
let endpoint: SipEndpoint;
let agent: DeviceAgent;
let opened: RecordRequest[];
let did: object[];

async function online(changes: Partial<AgentOptions> = {}): Promise<void> {
  agent = new DeviceAgent({
    endpoint,
    clock: site.clock,
    log: silent,
    deviceId: cameraId,
    password,
    server: { id: platformId, domain, address: '127.0.0.1', port: site.endpoint.port },
    transport: 'udp',
    registerSeconds: 3600,
    keepaliveSeconds: 60,
    facts: { name: 'recorder', manufacturer: 'Some', model: 'M1', firmware: '1' },
    channels: [channel(cameraId, channelId)],
    mediaAddress: '127.0.0.1',
    media: {
      open: () => ({ port: 1, close: () => {} }),
      openRecord: (request) => {
        opened.push(request);
        return {
          port: 15_060,
          begin: () => did.push({ begin: true }),
          control: (change) => did.push(change),
          close: () => did.push({ close: true }),
        };
      },
    },
    ...changes,
  });
  agent.start();
  await agent.registered;
  await site.gb28181.refreshCatalog(cameraId);
}

beforeEach(async () => {
  site = await Site.open();
  endpoint = await startEndpoint(site.clock, '127.0.0.1');
  opened = [];
  did = [];
});
afterEach(async () => {
  await endpoint.stop(0);
  await site.close();
});

const play = (startMs = recordMs + 60 * second, endMs = recordMs + 300 * second): Promise<Playback> =>
  site.gb28181.history.playbacks.start({ deviceId: cameraId, channelId, startMs, endMs }, new AbortController().signal);

describe('a playback', () => {
  it('[GB/T 28181-2016 §9.8] begins with the ACK, at the place in the record that was asked for', async () => {
    await online();
    const playback = await play();
    expect(opened[0]).toMatchObject({ startMs: 60 * second, endMs: 300 * second, scale: 1, channelId });
    expect(playback.session.answer).toMatchObject({ sessionName: 'Playback', direction: 'sendonly' });
    await until('the ACK', () => did.length > 0);
    expect(did).toEqual([{ begin: true }]);
  });

  it('[GB/T 28181-2022 annex B] does what it is told, and tells the scale that it uses', async () => {
    await online();
    const playback = await play();
    await until('the ACK', () => did.length > 0);
    await playback.change({ paused: true });
    await playback.change({ paused: false });
    expect(await playback.change({ positionMs: 30 * second })).toMatchObject([{ command: 'seek', status: 200 }]);
    expect(await playback.change({ scale: 32 })).toMatchObject([{ command: 'scale', status: 200, scale: 8 }]);
    expect(await playback.change({ scale: -1 })).toMatchObject([{ scale: -1 }]);
    expect(did.slice(1)).toEqual([
      { paused: true },
      { paused: false },
      { paused: false, positionMs: 90 * second },
      { paused: false, scale: 8 },
      { paused: false, scale: -1 },
    ]);
    expect(playback.facts().scale).toBe(-1);
  });

  it('[GB/T 28181-2016 §9.8.3] ends with MediaStatus 121, to which the platform says BYE', async () => {
    await online();
    const playback = await play();
    await until('the ACK', () => did.length > 0);
    opened[0]!.onEnd();
    await until('the BYE', () => did.some((one) => 'close' in one));
    expect(playback.facts()).toMatchObject({ state: 'ended', end: { code: 'finished' } });
    expect(agent.sessions).toBe(0);
  });

  it('of a camera of 2016 does not go backwards, whatever the platform believes', async () => {
    await online({ edition: '2016' });
    await site.gb28181.updateSettings(cameraId, { edition: '2022' });
    const playback = await play();
    await expect(playback.change({ scale: -1 })).rejects.toMatchObject({
      code: 'control-refused',
      message: expect.stringContaining('451'),
    });
  });

  it('QUIRK info-refused: cannot be controlled, and plays on', async () => {
    await online({ quirks: ['info-refused'] });
    const playback = await play();
    await expect(playback.change({ paused: true })).rejects.toMatchObject({ code: 'control-refused' });
    expect(playback.facts().state).toBe('playing');
  });

  it('of a time when nothing was recorded is refused', async () => {
    await online();
    await expect(play(recordMs + 1200 * second, recordMs + 1300 * second)).rejects.toMatchObject({
      code: 'offer-refused',
    });
  });

  it('of a camera that records nothing is refused', async () => {
    await online({ media: { open: () => ({ port: 1, close: () => {} }) } });
    await expect(play()).rejects.toMatchObject({ code: 'offer-refused' });
  });
});

it('[GB/T 28181-2016 §9.9] a download is sent at its speed, with the size of the part', async () => {
  await online();
  const { downloads } = site.gb28181.history;
  const wish = { deviceId: cameraId, channelId, startMs: recordMs, endMs: recordMs + 60 * second, speed: 16 };
  const record = await downloads.start(wish);
  await until('the answer', () => record.fileSize !== null);
  expect(record.fileSize).toBe(15_000_000);
  expect(opened[0]).toMatchObject({ startMs: 0, endMs: 60 * second, scale: 8 });
  await downloads.remove(record.id);
});

it('tells its records to whom asks, as one list of many messages', async () => {
  await online();
  const day = { startMs: recordMs - 6 * 3600 * second, endMs: recordMs + 17 * 3600 * second };
  const search = await site.gb28181.history.search(cameraId, { channelId, ...day, type: 'all' });
  await search.over;
  expect(search).toMatchObject({ state: 'done', missing: 0 });
  expect(search.records.map(({ startMs }) => startMs)).toContain(recordMs);
  expect(search.records.length).toBe(search.sum);
});
