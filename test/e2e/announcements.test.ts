import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import type { CameraFleet } from '../../src/cli/camera/camera-fleet.ts';
import { TestPlatform } from '../support/platform.ts';
import { amplitudeOf, Listener, strongest, toneWav } from '../support/tone.ts';

// Announcements and an API client's microphone, to simulated cameras over real SIP and RTP.

const hertz = 1000;
const amplitude = 8000;
/** A-law's steps, and the resampling of the file: half a decibel. */
const tolerance = 0.06;

interface Session {
  state: string;
  channelId: string;
  transport: string | null;
  format: string | null;
  error: { code: string } | null;
}
interface Broadcast {
  id: string;
  sessions: Session[];
  microphoneUrl: string;
}

let platform: TestPlatform;
let headers: Record<string, string>;

beforeAll(async () => {
  platform = await TestPlatform.start();
  headers = await login();
});
afterAll(() => platform?.stop());

async function login(): Promise<Record<string, string>> {
  const { name, password } = platform.guanlan.firstLogin!;
  const answer = await fetch(`${platform.base}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, password }),
  });
  return { authorization: `Bearer ${((await answer.json()) as { token: string }).token}` };
}

async function call(method: string, path: string, body?: object | Buffer): Promise<Response> {
  const json = body !== undefined && !Buffer.isBuffer(body);
  return fetch(`${platform.base}/api/v1${path}`, {
    method,
    headers: { ...headers, ...(body && { 'content-type': json ? 'application/json' : 'audio/wav' }) },
    ...(body && { body: json ? JSON.stringify(body) : new Uint8Array(body as Buffer) }),
  });
}

const facts = async (id: string) => (await (await call('GET', `/broadcasts/${id}`)).json()) as Broadcast;

function targetsOf(fleet: CameraFleet, count: number) {
  return Array.from({ length: count }, (_, i) => ({ deviceId: fleet.deviceId(i), channelId: fleet.channelId(i) }));
}

async function heard(fleet: CameraFleet, channelId: string, samples: number): Promise<number[]> {
  const name = `speaker-${channelId}`;
  await expect.poll(() => fleet.engine.stream(name)?.ready, { timeout: 15_000 }).toBe(true);
  const listener = new Listener(fleet.engine.stream(name)!);
  try {
    await expect.poll(() => listener.samples.length, { timeout: 15_000 }).toBeGreaterThan(samples);
    return listener.samples.slice(-samples);
  } finally {
    listener.close();
  }
}

function expectTone(samples: number[]): void {
  expect(strongest(samples, hertz)).toBeCloseTo(hertz, -1);
  expect(amplitudeOf(samples, hertz)).toBeGreaterThan(amplitude * (1 - tolerance));
  expect(amplitudeOf(samples, hertz)).toBeLessThan(amplitude * (1 + tolerance));
}

describe('an announcement', () => {
  it('is heard by three devices at once, each with a state of its own, and ends by itself', async () => {
    const fleet = await platform.cameras(['udp', 'udp', 'udp']);
    const uploaded = await call('PUT', '/announcements/tone.wav', toneWav(hertz, amplitude, 4, 44_100));
    expect(uploaded.status).toBe(200);
    const targets = targetsOf(fleet, 3);
    const started = await call('POST', '/broadcasts', {
      mode: 'broadcast',
      targets,
      source: { kind: 'file', name: 'tone.wav' },
    });
    expect(started.status).toBe(201);
    const { id } = (await started.json()) as Broadcast;
    const all = await Promise.all(targets.map(({ channelId }) => heard(fleet, channelId, 8000)));
    for (const samples of all) expectTone(samples);
    expect((await facts(id)).sessions.map(({ state }) => state)).toEqual(['sending', 'sending', 'sending']);
    await expect.poll(async () => (await call('GET', `/broadcasts/${id}`)).status, { timeout: 10_000 }).toBe(404);
    await expect.poll(() => fleet.agents.map(({ sessions }) => sessions)).toEqual([0, 0, 0]);
  });
});

it('tells why a file is no announcement', async () => {
  const refused = await call('PUT', '/announcements/bad.wav', Buffer.from('this is no sound'));
  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject({
    code: 'sound-unusable',
    message: expect.stringContaining('bad.wav: it is no WAV file'),
  });
  expect((await call('GET', '/announcements/bad.wav')).status).toBe(404);
});

describe('a microphone of an API client', () => {
  async function speak(body: { mode: string; targets: object[] }): Promise<{ broadcast: Broadcast; end: () => void }> {
    const started = await call('POST', '/broadcasts', { ...body, source: { kind: 'microphone', codec: 'PCM16' } });
    expect(started.status).toBe(201);
    const broadcast = (await started.json()) as Broadcast;
    const socket = new WebSocket(broadcast.microphoneUrl);
    const sound = toneWav(hertz, amplitude, 1).subarray(44);
    let at = 0;
    const timer = setInterval(() => {
      if (socket.readyState !== WebSocket.OPEN) return;
      socket.send(sound.subarray(at, at + 640));
      at = (at + 640) % sound.length;
    }, 40);
    return {
      broadcast,
      end: () => {
        clearInterval(timer);
        socket.close();
      },
    };
  }

  let serial = 100;
  async function cameras(options: Parameters<TestPlatform['cameras']>[1], media: 'udp' | 'tcp-passive' | 'tcp-active') {
    const fleet = await platform.cameras([media], { ...options, firstId: `34020000001320000${serial++}` });
    return { fleet, targets: targetsOf(fleet, 1) };
  }

  it.each([
    ['udp', 'audio'],
    ['tcp-active', 'audio'],
    ['tcp-passive', 'audio'],
    ['udp', 'ps'],
    ['tcp-active', 'ps'],
  ] as const)('is heard in a broadcast that the device asks for by %s as %s', async (soundTransport, soundFormat) => {
    const { fleet, targets } = await cameras({ soundTransport, soundFormat }, 'udp');
    const { broadcast, end } = await speak({ mode: 'broadcast', targets });
    expectTone(await heard(fleet, fleet.channelId(0), 4000));
    expect((await facts(broadcast.id)).sessions[0]).toMatchObject({ state: 'sending', format: soundFormat });
    end();
    await expect.poll(async () => (await call('GET', `/broadcasts/${broadcast.id}`)).status).toBe(404);
    await expect.poll(() => fleet.agents[0]!.sessions).toBe(0);
  });

  it.each(['udp', 'tcp-passive'] as const)('talks on the one port of all media by %s', async (media) => {
    await platform.stop();
    platform = await TestPlatform.start({ 'media.mode': 'single' });
    headers = await login();
    const { fleet, targets } = await cameras({}, media);
    const { broadcast, end } = await speak({ mode: 'talk', targets });
    expectTone(await heard(fleet, fleet.channelId(0), 4000));
    expect((await facts(broadcast.id)).sessions[0]).toMatchObject({ state: 'sending', transport: media });
    end();
  });

  it.each(['udp', 'tcp-passive', 'tcp-active'] as const)('is heard in a talk by %s, and hears', async (media) => {
    const { fleet, targets } = await cameras({}, media);
    const { broadcast, end } = await speak({ mode: 'talk', targets });
    expectTone(await heard(fleet, fleet.channelId(0), 4000));
    const { sessions } = await facts(broadcast.id);
    expect(sessions[0]).toMatchObject({ state: 'sending', transport: media });
    const said = platform.guanlan.engine.stream((sessions[0] as unknown as { stream: string }).stream)!;
    await expect.poll(() => said.ready, { timeout: 10_000 }).toBe(true);
    expect(said.tracks).toMatchObject([{ codec: 'PCMA' }]);
    await fleet.agents[0]!.hangUp();
    await expect.poll(async () => (await call('GET', `/broadcasts/${broadcast.id}`)).status).toBe(404);
    end();
  });
});
