import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HttpWorld } from './http-world.ts';

let world: HttpWorld;
beforeEach(async () => {
  world = await HttpWorld.start();
});
afterEach(() => world.stop());

/** Lets the engine's events arrive. */
const turn = () => world.clock.advanceAsync(0);

describe('receivers', () => {
  const wish = { stream: 'gate', transport: 'udp' };

  it('open a stream with their first, tell their port, and show state, tracks and counters', async () => {
    const opened = await world.call('POST', '/receivers', wish);
    expect(opened.status).toBe(201);
    const { id, port } = opened.body;
    expect(port).toBeGreaterThan(0);
    const [receiver] = world.fake.list('receiver');
    world.fake.startReceiver(receiver!.handle);
    world.fake.makeReady(world.fake.list('stream')[0]!.handle);
    await turn();
    const { body } = await world.call('GET', `/receivers/${id}`);
    expect(body).toMatchObject({ id, stream: 'gate', state: 'receiving', localPort: port, payload: 'PS' });
    expect(body.counters.packets).toBe(1);
    expect(body.tracks).toMatchObject([{ codec: 'H264', width: 640 }, { codec: 'PCMA' }]);
    expect((await world.call('GET', '/receivers')).body).toHaveLength(1);
  });

  it('take port, source and SSRC of the caller’s choice', async () => {
    const remote = { address: '192.0.2.9', port: 7000 };
    await world.call('POST', '/receivers', { ...wish, transport: 'tcp-active', remote, ssrc: 4_294_967_295 });
    await world.call('POST', '/receivers', { ...wish, stream: 'b', port: 31_000 });
    const [active, fixed] = world.fake.list('receiver');
    expect(active!.options).toMatchObject({ transport: 'tcp-active', remote, ssrc: 4_294_967_295, silenceMs: 10_000 });
    expect(fixed!.port).toBe(31_000);
  });

  it.each([
    [{ stream: 'a b', transport: 'udp' }, 'invalid-request'],
    [{ stream: 'a/b/c', transport: 'udp' }, 'invalid-request'],
    ...['.', '..', './a', 'a/..', '../a', 'a%2e', 'a%'].map((stream) => [
      { stream, transport: 'udp' },
      'invalid-request',
    ]),
    [{ stream: 'a', transport: 'sctp' }, 'invalid-request'],
    [{ stream: 'a', transport: 'udp', port: 0 }, 'invalid-request'],
    [{ stream: 'a', transport: 'udp', ssrc: -1 }, 'invalid-request'],
    [{ stream: 'a', transport: 'udp', ssrc: 1.5 }, 'invalid-request'],
    [{ stream: 'a', transport: 'udp', sssrc: 1 }, 'invalid-request'],
    [{ stream: 'a', transport: 'tcp-active', remote: { address: 'camera.example', port: 1 } }, 'bad-address'],
    [{ stream: 'a', transport: 'tcp-active', remote: { address: 'fe80::1%lo', port: 1 } }, 'bad-address'],
    [{ stream: 'a', transport: 'tcp-active' }, 'remote-needed'],
  ] as [object, string][])('refuse %j', async (body, code) => {
    const answer = await world.call('POST', '/receivers', body);
    expect([answer.status, answer.body.code]).toEqual([400, code]);
    expect(world.fake.list('stream')).toEqual([]);
  });

  it('leave no stream behind when the engine refuses them', async () => {
    world.fake.failNextReceiver = 'GL_ERR_PORT_IN_USE';
    const answer = await world.call('POST', '/receivers', wish);
    expect([answer.status, answer.body.code]).toEqual([409, 'GL_ERR_PORT_IN_USE']);
    world.fake.failNextReceiver = 'GL_ERR_PORT_EXHAUSTED';
    expect((await world.call('POST', '/receivers', wish)).status).toBe(503);
    await turn();
    expect(world.fake.list('stream')).toEqual([]);
  });

  it('end with their stream when it was opened for them, and leave a stream of others alone', async () => {
    world.engine.openStream({ name: 'other', onLoss: 'pass' });
    const own = (await world.call('POST', '/receivers', wish)).body.id;
    const guest = (await world.call('POST', '/receivers', { ...wish, stream: 'other' })).body.id;
    expect((await world.call('DELETE', `/receivers/${own}`)).status).toBe(204);
    expect((await world.call('DELETE', `/receivers/${guest}`)).status).toBe(204);
    await turn();
    expect(world.fake.list('stream').map(({ options }) => options.name)).toEqual(['other']);
    expect((await world.call('GET', `/receivers/${own}`)).status).toBe(404);
    expect((await world.call('DELETE', `/receivers/${own}`)).status).toBe(404);
  });

  it('take their stream with them when the peer ends the connection', async () => {
    await world.call('POST', '/receivers', { ...wish, transport: 'tcp-passive' });
    world.fake.fail(world.fake.list('receiver')[0]!.handle, 'GL_ERR_PEER_CLOSED');
    await turn();
    expect(world.fake.list('stream')).toEqual([]);
    expect((await world.call('GET', '/receivers')).body).toEqual([]);
  });

  it('leave those of the same stream alone, and take their stream with them when they are the last', async () => {
    const first = (await world.call('POST', '/receivers', wish)).body.id;
    const second = (await world.call('POST', '/receivers', wish)).body.id;
    expect((await world.call('DELETE', `/receivers/${first}`)).status).toBe(204);
    await turn();
    expect((await world.call('GET', `/receivers/${second}`)).status).toBe(200);
    expect((await world.call('DELETE', `/receivers/${second}`)).status).toBe(204);
    await turn();
    expect(world.fake.list('stream')).toEqual([]);
  });

  it('take their stream with them as the last, also when the one that it was opened for failed before', async () => {
    await world.call('POST', '/receivers', wish);
    const second = (await world.call('POST', '/receivers', wish)).body.id;
    world.fake.fail(world.fake.list('receiver')[0]!.handle, 'GL_ERR_SOCKET');
    await turn();
    expect(world.fake.list('stream')).toHaveLength(1);
    await world.call('DELETE', `/receivers/${second}`);
    await turn();
    expect(world.fake.list('stream')).toEqual([]);
  });

  it('that have ended while the event is on its way are left out of lists and not found', async () => {
    const { id } = (await world.call('POST', '/receivers', wish)).body;
    world.fake.fail(world.fake.list('receiver')[0]!.handle, 'GL_ERR_SOCKET');
    // The engine's event comes in a microtask; the requests below are routed before.
    const [list, one] = await Promise.all([world.call('GET', '/receivers'), world.call('GET', `/receivers/${id}`)]);
    expect(list.body).toEqual([]);
    expect(one.status).toBe(404);
  });
});

describe('receivers in the single-port mode', () => {
  let single: HttpWorld;
  beforeEach(async () => {
    single = await HttpWorld.start({ 'media.mode': 'single', 'media.port': '10000' });
  });
  afterEach(() => single.stop());

  it('share the port and are told apart by SSRC', async () => {
    const wish = (stream: string, ssrc?: number) => ({ stream, transport: 'udp', ...(ssrc && { ssrc }) });
    expect((await single.call('POST', '/receivers', wish('a', 1))).body.port).toBe(10_000);
    expect((await single.call('POST', '/receivers', wish('b', 2))).body.port).toBe(10_000);
    expect((await single.call('POST', '/receivers', wish('c', 2))).body.code).toBe('GL_ERR_SSRC_IN_USE');
    expect((await single.call('POST', '/receivers', wish('d'))).body.code).toBe('ssrc-needed');
  });
});

describe('senders', () => {
  it('send a running stream, shown and stopped', async () => {
    world.engine.openStream({ name: 'gate', onLoss: 'pass' });
    const remote = { address: '192.0.2.9', port: 7000 };
    const { status, body } = await world.call('POST', '/senders', {
      stream: 'gate',
      transport: 'udp',
      remote,
      ssrc: 5,
    });
    expect(status).toBe(201);
    expect(world.fake.list('sender')[0]!.options).toMatchObject({ remote, ssrc: 5, payloadType: 96, format: 'ps' });
    expect((await world.call('GET', `/senders/${body.id}`)).body).toMatchObject({ ssrc: 5, stream: 'gate', remote });
    expect((await world.call('GET', '/senders')).body).toHaveLength(1);
    expect((await world.call('DELETE', `/senders/${body.id}`)).status).toBe(204);
    await turn();
    expect((await world.call('GET', `/senders/${body.id}`)).status).toBe(404);
  });

  it('need to know where to connect to', async () => {
    world.engine.openStream({ name: 'gate', onLoss: 'pass' });
    const answer = await world.call('POST', '/senders', { stream: 'gate', transport: 'tcp-active' });
    expect([answer.status, answer.body.code]).toEqual([400, 'remote-needed']);
  });

  it('make up an SSRC that nobody told', async () => {
    world.engine.openStream({ name: 'gate', onLoss: 'pass' });
    await world.call('POST', '/senders', { stream: 'gate', transport: 'tcp-passive', format: 'audio', payloadType: 8 });
    expect(world.fake.list('sender')[0]!.options.ssrc).toBeGreaterThanOrEqual(0);
  });

  it('need a stream that runs, and a numeric address', async () => {
    const wish = { stream: 'gate', transport: 'udp', remote: { address: 'localhost', port: 1 } };
    expect((await world.call('POST', '/senders', wish)).status).toBe(400);
    const numeric = { ...wish, remote: { address: '::1', port: 1 } };
    expect((await world.call('POST', '/senders', numeric)).status).toBe(404);
  });
});

describe('streams and viewers', () => {
  beforeEach(() => {
    const stream = world.engine.openStream({ name: 'dev/ch', onLoss: 'pass' });
    stream.openReceiver({ transport: 'udp', silenceMs: 1 });
    const options = { container: 'flv', audio: 'raw', hevcLegacy: false, websocket: false, head: '' } as const;
    stream.adoptViewer(99, options);
    stream.adoptViewer(98, { ...options, container: 'mp4' });
  });

  it('are listed, and shown with everybody on them', async () => {
    expect((await world.call('GET', '/streams')).body).toMatchObject([{ name: 'dev/ch', viewers: 2, ready: false }]);
    const { body } = await world.call('GET', '/stream?name=dev/ch');
    expect(body.receivers).toHaveLength(1);
    expect(body.viewersOpen.map((viewer: { container: string }) => viewer.container)).toEqual(['flv', 'mp4']);
    expect((await world.call('GET', '/stream?name=none')).status).toBe(404);
  });

  it('give signed URLs', async () => {
    expect((await world.call('POST', '/stream/play?name=dev/ch')).body.flv).toContain('/live/dev/ch.flv?expires=');
    expect((await world.call('POST', '/stream/play?name=none')).status).toBe(404);
  });

  it('are ended for everybody, viewers one by one', async () => {
    const [first] = (await world.call('GET', '/viewers')).body;
    expect((await world.call('DELETE', `/viewers/${first.id}`)).status).toBe(204);
    await turn();
    expect((await world.call('DELETE', `/viewers/${first.id}`)).status).toBe(404);
    expect((await world.call('GET', '/viewers')).body).toHaveLength(1);
    expect((await world.call('DELETE', '/stream?name=dev/ch')).status).toBe(204);
    await turn();
    expect((await world.call('GET', '/streams')).body).toEqual([]);
    expect((await world.call('DELETE', '/stream?name=dev/ch')).status).toBe(404);
  });

  it('that have ended while the event is on its way are left out', async () => {
    world.fake.fail(world.fake.list('viewer')[0]!.handle, 'GL_ERR_PEER_CLOSED');
    expect((await world.call('GET', '/viewers')).body).toHaveLength(1);
  });
});
