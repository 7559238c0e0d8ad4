import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { PlayError } from '../../../src/streams/source-provider.ts';
import { channelId, deviceId, HttpWorld } from './http-world.ts';

const stream = `${deviceId}/${channelId}`;
const patienceMs = 10_000;
let world: HttpWorld;
let port: number;

async function start(flags: Record<string, string> = {}): Promise<void> {
  world = await HttpWorld.start(flags);
  port = await world.listen();
}
beforeEach(() => start());
afterEach(() => world.stop());

/** Asks with the API key; a success ends the connection, because the engine in memory does not send. */
function get(path: string, headers: Record<string, string> = { 'x-api-key': world.key }) {
  return new Promise<{ status: number; body: unknown }>((resolve) => {
    const outgoing = request({ host: '127.0.0.1', port, path, headers }, (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode!, body: JSON.parse(body) }));
    });
    outgoing.on('error', () => resolve({ status: 0, body: 'handed over' }));
    outgoing.end();
  });
}

/** Waits until the world is as wished; every turn lets sockets and promises go on. */
async function until(done: () => boolean): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!done()) {
    if (Date.now() > deadline) throw new Error(`waited in vain until ${done}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
async function ready(name = stream): Promise<void> {
  await until(() => world.engine.stream(name) !== undefined);
  world.fake.makeReady(world.engine.stream(name)!.handle);
}
const viewers = () => world.fake.list('viewer');

function signedPath(container: 'flv' | 'mp4', more = ''): Promise<string> {
  return world.addChannel().then(async () => {
    const { body } = await world.call('POST', `/devices/${deviceId}/channels/${channelId}/play`);
    const { pathname, search } = new URL(body[container]);
    return `${pathname}${search}${more}`;
  });
}

describe('GET /live over HTTP', () => {
  it('waits for the first picture, then gives the connection to the engine with the head of the answer', async () => {
    const answer = get(`/live/${stream}.flv`, { 'x-api-key': world.key, origin: 'https://a.example' });
    await ready();
    expect(await answer).toEqual({ status: 0, body: 'handed over' });
    const [viewer] = viewers();
    expect(viewer!.fd).toBeGreaterThan(2);
    expect(viewer!.options).toMatchObject({ container: 'flv', audio: 'raw', hevcLegacy: false, websocket: false });
    const [statusLine, ...headers] = viewer!.options.head.split('\r\n');
    expect(statusLine).toBe('HTTP/1.1 200 OK');
    expect(headers).toEqual([
      'Content-Type: video/x-flv',
      'Cache-Control: no-store',
      'Connection: close',
      'X-Content-Type-Options: nosniff',
      'Access-Control-Allow-Origin: *',
      '',
      '',
    ]);
  });

  it.each([
    ['mp4', '', { container: 'mp4', audio: 'flac' }],
    ['mp4', '?audio=none', { container: 'mp4', audio: 'none' }],
    ['flv', '?audio=flac&hevc=legacy', { container: 'flv', audio: 'flac', hevcLegacy: true }],
  ])('asks the engine for .%s%s as wished', async (container, query, wanted) => {
    const answer = get(`/live/${stream}.${container}${query}`);
    await ready();
    await answer;
    expect(viewers()[0]!.options).toMatchObject(wanted);
    if (container === 'mp4') expect(viewers()[0]!.options.head).toContain('Content-Type: video/mp4');
  });

  it('starts one source for many players, and stops it after the linger when the last has left', async () => {
    const answers = Array.from({ length: 20 }, () => get(`/live/${stream}.flv`));
    await until(() => world.context.streams.claims(stream) === 20);
    await ready();
    await Promise.all(answers);
    expect(world.sources.starts).toEqual([stream]);
    expect(viewers()).toHaveLength(20);
    for (const viewer of viewers()) world.fake.fail(viewer.handle, 'GL_ERR_PEER_CLOSED');
    await until(() => world.context.streams.claims(stream) === 0);
    await world.clock.advanceAsync(19_999);
    expect(world.sources.stops).toEqual([]);
    await world.clock.advanceAsync(1);
    expect(world.sources.stops).toEqual(['nobody watches']);
  });

  it('plays streams that were opened by hand, under their own name', async () => {
    await world.call('POST', '/receivers', { stream: 'gate', transport: 'udp' });
    const answer = get('/live/gate.flv');
    await ready('gate');
    expect((await answer).status).toBe(0);
  });

  it('takes back the wish of a player that leaves while it waits', async () => {
    const socket = connect(port, '127.0.0.1');
    socket.write(`GET /live/${stream}.flv HTTP/1.1\r\nHost: x\r\nX-API-Key: ${world.key}\r\n\r\n`);
    await until(() => world.context.streams.claims(stream) === 1);
    socket.destroy();
    await until(() => world.context.streams.claims(stream) === 0);
    await ready();
    await world.clock.advanceAsync(0);
    expect(viewers()).toEqual([]);
  });

  it.each([
    [new PlayError(503, 'device-offline', 'The device is offline.'), 503],
    [new PlayError(502, 'device-refused', 'The device answered 403.'), 502],
    [new PlayError(404, 'channel-unknown', 'No such channel.'), 404],
  ])('answers %s at once as JSON', async (failure, status) => {
    world.sources.failure = failure;
    const { code, message } = failure;
    expect(await get(`/live/${stream}.flv`)).toEqual({ status, body: { code, message } });
    expect(world.context.streams.claims(stream)).toBe(0);
  });

  it('answers 504 when no picture comes in time', async () => {
    const answer = get(`/live/${stream}.mp4`);
    await until(() => world.engine.stream(stream) !== undefined);
    await world.clock.advanceAsync(15_000);
    expect(await answer).toMatchObject({ status: 504, body: { code: 'no-media' } });
  });

  it.each(['/live/x.flv', '/live/a/b/c.flv', '/live/a.ts', '/live/', '/live/..%2F..%2Fetc%2Fpasswd.flv'])(
    'finds nothing at %s',
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );

  it('refuses a wish that does not exist', async () => {
    expect(await get(`/live/${stream}.flv?audio=loud`)).toMatchObject({ status: 400 });
    expect(world.sources.starts).toEqual([]);
  });

  it('answers a player that the engine refuses, and gives its claim back', async () => {
    world.fake.adoptViewer = () => {
      throw Object.assign(new Error('10000 viewers are connected'), { code: 'GL_ERR_LIMIT' });
    };
    const answer = get(`/live/${stream}.flv`);
    await ready();
    expect(await answer).toMatchObject({ status: 503, body: { code: 'GL_ERR_LIMIT' } });
    expect(world.context.streams.claims(stream)).toBe(0);
  });

  it('refuses a request that was sent ahead behind another one', async () => {
    world.fake.makeReady(world.engine.openStream({ name: 'gate', onLoss: 'pass' }).handle);
    await world.addChannel();
    let finishCatalog: (() => void) | undefined;
    world.gb28181.catalog = () =>
      new Promise((resolve) => {
        finishCatalog = () => resolve(1);
      });
    let refused = false;
    const { streams } = world.context;
    const acquire = streams.acquire.bind(streams);
    streams.acquire = async (...wish) => {
      const { stream, release } = await acquire(...wish);
      return {
        stream,
        release: () => {
          refused = true;
          release();
        },
      };
    };
    const socket = connect(port, '127.0.0.1');
    const text = collect(socket);
    const head = (line: string) => `${line} HTTP/1.1\r\nHost: x\r\nX-API-Key: ${world.key}\r\n`;
    socket.write(`${head(`POST /api/v1/devices/${deviceId}/catalog`)}Content-Length: 0\r\n\r\n`);
    socket.write(`${head('GET /live/gate.flv')}Connection: close\r\n\r\n`);
    await until(() => refused && finishCatalog !== undefined);
    finishCatalog!();
    expect(await text).toMatch(/^HTTP\/1.1 200 OK[\s\S]*"channels":1[\s\S]*HTTP\/1.1 400 Bad Request[\s\S]*pipelined/);
    expect(viewers()).toEqual([]);
  });
});

function collect(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('close', () => resolve(text));
  });
}

describe('who may play', () => {
  it('is who has a signed URL, for its stream and until it ends', async () => {
    const path = await signedPath('flv');
    const answer = get(path, {});
    await ready();
    expect((await answer).status).toBe(0);
    expect((await get(path.replace(channelId, deviceId), {})).status).toBe(401);
    expect((await get(`${path}x`, {})).status).toBe(401);
    expect((await get(path.replace(/expires=\d+/, 'expires=99999999999'), {})).status).toBe(401);
    await world.clock.advanceAsync(721 * 60_000);
    expect(await get(path, {})).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
  });

  it('is nobody without, and no source starts', async () => {
    expect((await get(`/live/${stream}.flv`, {})).status).toBe(401);
    expect((await get(`/live/${stream}.flv`, { 'x-api-key': 'gl_made_up' })).status).toBe(401);
    expect(world.sources.starts).toEqual([]);
  });

  it('is everybody when the configuration says so', async () => {
    await world.stop();
    await start({ 'http.playAuth': 'open' });
    const answer = get(`/live/${stream}.flv`, {});
    await ready();
    expect((await answer).status).toBe(0);
  });

  it('names the origins that may, when they are configured', async () => {
    await world.stop();
    await start({ 'http.playAuth': 'open', 'http.corsOrigins': 'https://a.example,https://b.example' });
    const answers = ['https://b.example', 'https://c.example'].map((origin) => get(`/live/${stream}.flv`, { origin }));
    await until(() => world.context.streams.claims(stream) === 2);
    await ready();
    await Promise.all(answers);
    const heads = viewers().map(({ options }) => options.head);
    expect(heads.filter((head) => head.includes('Access-Control-Allow-Origin: https://b.example'))).toHaveLength(1);
    expect(heads.filter((head) => head.includes('Access-Control'))).toHaveLength(1);
  });

  it('is no more than may wait', async () => {
    await world.stop();
    await start({ 'http.maxWaitingPlayers': '1' });
    const first = get(`/live/${stream}.flv`);
    await until(() => world.context.streams.claims(stream) === 1);
    expect(await get(`/live/${stream}.flv`)).toMatchObject({ status: 503, body: { code: 'too-many-waiting' } });
    await ready();
    await first;
    expect((await get(`/live/${stream}.flv`)).status).toBe(0);
  });
});

describe('HEAD /live', () => {
  it('tells what would come and starts nothing', async () => {
    await world.addChannel();
    const head = (path: string) => world.app.inject({ method: 'HEAD', url: path, headers: { 'x-api-key': world.key } });
    const known = await head(`/live/${stream}.mp4`);
    expect([known.statusCode, known.headers['content-type']]).toEqual([200, 'video/mp4']);
    expect((await head('/live/a/b.flv')).statusCode).toBe(404);
    expect(world.sources.starts).toEqual([]);
  });
});

describe('GET /live over WebSocket', () => {
  const open = (path: string, headers: Record<string, string> = { 'x-api-key': world.key }) =>
    new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
  const closed = (socket: WebSocket) =>
    new Promise<[number, string]>((resolve) =>
      socket.on('close', (code, reason) => resolve([code, reason.toString()])),
    );

  it('is answered 101 at once, and given to the engine when the picture comes', async () => {
    const socket = open(`/live/${stream}.mp4`);
    await new Promise((resolve) => socket.once('open', resolve));
    expect(viewers()).toEqual([]);
    const end = closed(socket);
    await ready();
    await end;
    expect(viewers()[0]!.options).toMatchObject({ container: 'mp4', audio: 'flac', websocket: true, head: '' });
    expect(viewers()[0]!.fd).toBeGreaterThan(2);
  });

  it.each([
    [new PlayError(503, 'device-offline', 'The device is offline.'), 4503, 'device-offline: The device is offline.'],
    [
      new PlayError(404, 'channel-unknown', '没有这个通道。'.repeat(20)),
      4404,
      `channel-unknown: ${'没有这个通道。'.repeat(4)}没有这个通道`,
    ],
  ])('is closed with the status and the reason of %s', async (failure, code, reason) => {
    world.sources.failure = failure;
    const [got, text] = await closed(open(`/live/${stream}.flv`));
    expect(got).toBe(code);
    expect(text).toBe(reason);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(123);
  });

  it('is closed with 4401 for who may not play, with 4504 when no picture comes', async () => {
    expect((await closed(open(`/live/${stream}.flv`, {})))[0]).toBe(4401);
    const late = closed(open(`/live/${stream}.flv`));
    await until(() => world.engine.stream(stream) !== undefined);
    await world.clock.advanceAsync(15_000);
    expect((await late)[0]).toBe(4504);
  });

  it('takes back the wish of a player that leaves while it waits', async () => {
    const socket = open(`/live/${stream}.flv`);
    await until(() => world.context.streams.claims(stream) === 1 && socket.readyState === WebSocket.OPEN);
    socket.terminate();
    await until(() => world.context.streams.claims(stream) === 0);
  });
});
