import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Microphone, Stream } from '../../../src/engine/engine.ts';
import type { BroadcastFacts } from '../../../src/gb28181/media-session/broadcast.ts';
import type { BroadcastWish } from '../../../src/gb28181/media-session/broadcasts.ts';
import { kMaxAnnouncementBytes } from '../../../src/http/routes/announcements.ts';
import { PlayError } from '../../../src/streams/source-provider.ts';
import { channelId, deviceId, HttpWorld } from './http-world.ts';

let world: HttpWorld;
let broadcasts: FakeBroadcasts;
beforeEach(async () => {
  world = await HttpWorld.start();
  broadcasts = new FakeBroadcasts(world);
  Object.assign(world.gb28181, { broadcasts });
});
afterEach(() => world.stop());

const target = { deviceId, channelId };
const request = { mode: 'broadcast', targets: [target], source: { kind: 'microphone', codec: 'PCM16' } };

/** What the routes ask of broadcasts: one, `b1`, once it was started. */
class FakeBroadcasts {
  wishes: BroadcastWish[] = [];
  stopped: string[] = [];
  failure: PlayError | undefined;
  wantsMicrophone = true;
  microphone: Microphone | undefined;
  readonly voice: Stream;

  constructor({ engine }: HttpWorld) {
    this.voice = engine.openStream({ name: 'voice-b1', onLoss: 'pass' });
  }
  #broadcast({ mode, source }: BroadcastWish) {
    const { path: _, ...told } = { path: '', ...source };
    const session = { ...target, state: 'waiting', transport: null, format: null, since: 1, error: null, stream: null };
    const facts = { id: 'b1', mode, source: told, live: false, createdAt: 1, sessions: [session] } as BroadcastFacts;
    return {
      ...facts,
      facts,
      wantsMicrophone: this.wantsMicrophone,
      talk: (adopt: (voice: Stream, codec: 'PCMA') => Microphone) => {
        this.microphone = adopt(this.voice, 'PCMA');
      },
      stop: async () => void this.stopped.push('all'),
      stopTarget: async (device: string, channel: string) => {
        if (device !== deviceId || channel !== channelId) return false;
        this.stopped.push(channel);
        return true;
      },
    };
  }
  async start(wish: BroadcastWish) {
    if (this.failure) throw this.failure;
    this.wishes.push(wish);
    return this.#broadcast(wish);
  }
  get(id: string) {
    return id === 'b1' && this.wishes[0] ? this.#broadcast(this.wishes[0]) : undefined;
  }
  list() {
    return this.wishes.map((wish) => this.#broadcast(wish).facts);
  }
}

describe('/broadcasts', () => {
  it('starts one, with a signed address for its microphone', async () => {
    const { status, body } = await world.call('POST', '/broadcasts', request);
    expect(status).toBe(201);
    expect(body).toMatchObject({ id: 'b1', sessions: [{ ...target, state: 'waiting' }] });
    expect(body.microphoneUrl).toMatch(/^ws:\/\/[^/]+\/microphone\/b1\?expires=\d+&sign=[\w-]+$/);
    expect(broadcasts.wishes).toEqual([request]);
    expect((await world.call('GET', '/broadcasts')).body).toMatchObject([{ id: 'b1' }]);
    expect((await world.call('GET', '/broadcasts/b1')).body).toMatchObject({ mode: 'broadcast' });
  });

  it('plays announcements that are there', async () => {
    const playing = { ...request, source: { kind: 'file', name: 'a.wav' } };
    expect(await world.call('POST', '/broadcasts', playing)).toMatchObject({ status: 404 });
    await world.context.announcements.put('a.wav', Buffer.from('x'), () => {});
    const { status, body } = await world.call('POST', '/broadcasts', playing);
    expect(status).toBe(201);
    expect(body.microphoneUrl).toBeNull();
    expect(broadcasts.wishes[0]!.source).toMatchObject({ codec: 'WAV', path: expect.stringMatching(/a\.wav$/) });
  });

  it('ends one, or what goes to one of its devices', async () => {
    await world.call('POST', '/broadcasts', request);
    const one = `/broadcasts/b1/targets/${deviceId}`;
    expect((await world.call('DELETE', `${one}/${channelId}`)).status).toBe(204);
    expect((await world.call('DELETE', `${one}/other`)).status).toBe(404);
    expect((await world.call('DELETE', '/broadcasts/b1')).status).toBe(204);
    expect(broadcasts.stopped).toEqual([channelId, 'all']);
    expect((await world.call('DELETE', '/broadcasts/b2')).status).toBe(404);
    expect((await world.call('GET', '/broadcasts/b2')).status).toBe(404);
  });

  it.each([
    { ...request, targets: [] },
    { ...request, targets: Array.from({ length: 65 }, (_, i) => ({ deviceId, channelId: String(i) })) },
    { ...request, mode: 'shout' },
    { ...request, source: { kind: 'microphone', codec: 'OPUS' } },
    { ...request, source: { kind: 'file', name: '../secret.wav' } },
    { ...request, more: 1 },
  ])('refuses wish %#', async (wish) => {
    expect((await world.call('POST', '/broadcasts', wish)).status).toBe(400);
    expect(broadcasts.wishes).toEqual([]);
  });

  it('tells why nobody can be spoken to', async () => {
    broadcasts.failure = new PlayError(503, 'device-offline', 'The device is offline.');
    expect(await world.call('POST', '/broadcasts', request)).toMatchObject({
      status: 503,
      body: { code: 'device-offline' },
    });
  });
});

describe('/microphone', () => {
  async function open(path: string, headers: Record<string, string> = {}) {
    const port = await world.listen();
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    socket.on('error', () => {});
    return { socket, closed };
  }
  async function signed(): Promise<string> {
    const { body } = await world.call('POST', '/broadcasts', request);
    const { pathname, search } = new URL(body.microphoneUrl);
    return pathname + search;
  }

  it('gives the connection to the engine, by a signed address or a key', async () => {
    const { closed } = await open(await signed());
    await closed;
    expect(broadcasts.microphone).toBeDefined();
    expect(world.fake.list('microphone')[0]!.options.codec).toBe('PCMA');
  });

  it('refuses an address that is signed for another', async () => {
    const path = await signed();
    const { closed } = await open(path.replace('b1', 'b2'));
    expect(await closed).toBe(4401);
    expect(broadcasts.microphone).toBeUndefined();
  });

  it('refuses an address whose time is over', async () => {
    const path = await signed();
    world.clock.advance(61_000);
    const { closed } = await open(path);
    expect(await closed).toBe(4401);
  });

  it('refuses a second microphone', async () => {
    broadcasts.wantsMicrophone = false;
    const { closed } = await open(await signed());
    expect(await closed).toBe(4409);
  });

  it('tells a key’s owner that there is no such broadcast', async () => {
    const { closed } = await open('/microphone/none', { 'x-api-key': world.key });
    expect(await closed).toBe(4404);
  });

  it('is for WebSockets only', async () => {
    expect((await world.app.inject({ method: 'GET', url: '/microphone/b1' })).statusCode).toBe(426);
  });
});

describe('/announcements', () => {
  const put = (name: string, body: Buffer, type = 'audio/wav') =>
    world.app.inject({
      method: 'PUT',
      url: `/api/v1/announcements/${name}`,
      headers: { 'x-api-key': world.key, 'content-type': type },
      payload: body,
    });

  it('are uploaded as bytes of whatever name, listed and removed', async () => {
    for (const type of ['audio/wav', 'application/octet-stream', 'audio/basic'])
      expect((await put('a.wav', Buffer.from('sound'), type)).json()).toMatchObject({ codec: 'WAV', bytes: 5 });
    expect((await world.call('GET', '/announcements')).body).toMatchObject([{ name: 'a.wav' }]);
    expect((await world.call('GET', '/announcements/a.wav')).body).toMatchObject({ bytes: 5 });
    expect(
      world.fake.list('stream').map(({ options }) => options.name),
      'nothing is left of the check',
    ).toEqual(['voice-b1']);
    expect((await world.call('DELETE', '/announcements/a.wav')).status).toBe(204);
    expect((await world.call('DELETE', '/announcements/a.wav')).status).toBe(404);
    expect((await world.call('GET', '/announcements/a.wav')).status).toBe(404);
  });

  it('are refused by name and by size', async () => {
    for (const name of ['a.mp3', '.wav', 'a%2Fb.wav', '..%2Fa.wav'])
      expect((await put(name, Buffer.from('x'))).statusCode, name).toBe(400);
    expect((await put('a.wav', Buffer.alloc(kMaxAnnouncementBytes + 1))).statusCode).toBe(413);
    expect((await world.call('GET', '/announcements')).body).toEqual([]);
  });
});
