import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { NativeEngine, NativeOptions } from '../../src/engine/binding.d.ts';
import { loadNative } from '../../src/engine/native.ts';
import { clips, connection, NativeHarness, options, viewerOptions } from './native-harness.ts';

const remote = { address: '127.0.0.1', port: 9 };
const withCode = (code: string) => expect.objectContaining({ code });

/** Calls that must not be accepted, whatever TypeScript says about them. */
type Loose = { [Name in keyof NativeEngine]: (...args: unknown[]) => unknown };

describe('arguments', () => {
  const sender = { stream: 0, transport: 'udp', remote, ssrc: 1, payloadType: 96, format: 'ps' };
  const receiver = { stream: 0, transport: 'udp', silenceMs: 1000 };
  const part = { loops: 1, startMs: 2, endMs: 1 };
  const wrong: [string, new (...args: never[]) => Error, (native: Loose, stream: number) => unknown][] = [
    ['openStream without options', TypeError, (n) => n.openStream()],
    ['openStream with a number as name', TypeError, (n) => n.openStream({ name: 1, onLoss: 'pass' })],
    ['openStream with an empty name', RangeError, (n) => n.openStream({ name: '', onLoss: 'pass' })],
    ['openStream with a long name', RangeError, (n) => n.openStream({ name: 'x'.repeat(256), onLoss: 'pass' })],
    ['openStream with an unknown policy', RangeError, (n) => n.openStream({ name: 'x', onLoss: 'maybe' })],
    ['closeStream without a handle', TypeError, (n) => n.closeStream()],
    ['closeStream with a fraction', RangeError, (n) => n.closeStream(1.5)],
    ['closeStream with a negative handle', RangeError, (n) => n.closeStream(-1)],
    ['closeStream with NaN', RangeError, (n) => n.closeStream(Number.NaN)],
    ['openReceiver on no transport', TypeError, (n, stream) => n.openReceiver({ stream, silenceMs: 1 })],
    ['openReceiver on a large port', RangeError, (n, stream) => n.openReceiver({ ...receiver, stream, port: 65536 })],
    ['openReceiver on half a port', RangeError, (n, stream) => n.openReceiver({ ...receiver, stream, port: 5.5 })],
    [
      'openReceiver with a large SSRC',
      RangeError,
      (n, stream) => n.openReceiver({ ...receiver, stream, ssrc: 2 ** 32 }),
    ],
    [
      'openReceiver silent before it begins',
      RangeError,
      (n, stream) => n.openReceiver({ ...receiver, stream, silenceMs: -1 }),
    ],
    [
      'openReceiver from a name',
      TypeError,
      (n, stream) => n.openReceiver({ ...receiver, stream, remote: { address: 'camera.example', port: 5 } }),
    ],
    ['openSender of an unknown format', RangeError, (n, stream) => n.openSender({ ...sender, stream, format: 'ts' })],
    [
      'openSender of payload type 128',
      RangeError,
      (n, stream) => n.openSender({ ...sender, stream, payloadType: 128 }),
    ],
    [
      'openSender with too much loss',
      RangeError,
      (n, stream) => n.openSender({ ...sender, stream, faults: { seed: 1, loss: 1.1 } }),
    ],
    ['openSender with faults and no seed', TypeError, (n, stream) => n.openSender({ ...sender, stream, faults: {} })],
    ['openClip with loops -1', RangeError, (n, stream) => n.openClip({ stream, loops: -1 })],
    [
      'openClip of a codec that is no video',
      RangeError,
      (n, stream) => n.openClip({ stream, loops: 0, video: { path: 'x', codec: 'AAC', framesPerSecond: 25 } }),
    ],
    ['openClip of a part that ends before it begins', RangeError, (n, stream) => n.openClip({ stream, ...part })],
    ['controlClip to speed 0', RangeError, (n) => n.controlClip(1, { scale: 0 })],
    ['controlClip to a position before the start', RangeError, (n) => n.controlClip(1, { positionMs: -1 })],
    ['updateReceiver with a timing that there is not', RangeError, (n) => n.updateReceiver(1, { timing: 'wall' })],
    ['adoptViewer without fd', TypeError, (n, stream) => n.adoptViewer(undefined, { ...viewerOptions, stream })],
    ['adoptViewer of fd NaN', RangeError, (n, stream) => n.adoptViewer(Number.NaN, { ...viewerOptions, stream })],
    ['adoptViewer of fd -1', RangeError, (n, stream) => n.adoptViewer(-1, { ...viewerOptions, stream })],
    ['adoptViewer as HLS', RangeError, (n, stream) => n.adoptViewer(0, { ...viewerOptions, stream, container: 'hls' })],
    ['closeViewer with code 1006', RangeError, (n) => n.closeViewer(1, 1006, '')],
    ['closeViewer without reason', TypeError, (n) => n.closeViewer(1, 1000)],
    ['stop without a time', TypeError, (n) => n.stop()],
    ['stop with a negative time', RangeError, (n) => n.stop(-1)],
  ];

  it.each(wrong)('refuses %s', (_name, error, call) => {
    const { native } = new NativeHarness();
    const stream = native.openStream({ name: 'one', onLoss: 'pass' });
    expect(() => call(native as unknown as Loose, stream)).toThrow(error);
    expect(native.stats()).toMatchObject({ streams: 1, receivers: 0, senders: 0, viewers: 0, clips: 0 });
  });

  it.each<[string, Partial<Record<keyof NativeOptions, unknown>>, new () => Error]>([
    ['a name as address', { bindAddress: 'localhost' }, TypeError],
    ['ports in the wrong order', { portMin: 30001, portMax: 30000 }, RangeError],
    ['no stream', { maxStreams: 0 }, RangeError],
    ['half a worker', { workers: 0.5 }, RangeError],
    ['a text as number', { ringBytes: '1' }, TypeError],
  ])('refuses an engine with %s', (_name, changed, error) => {
    const { NativeEngine } = loadNative();
    expect(() => new NativeEngine({ ...options, ...changed } as NativeOptions, () => {})).toThrow(error);
  });

  it('refuses an engine without a callback, and one without new', () => {
    const { NativeEngine } = loadNative();
    expect(() => new NativeEngine(options, undefined as never)).toThrow(TypeError);
    expect(() => (NativeEngine as unknown as (o: unknown) => void)(options)).toThrow(TypeError);
  });
});

describe('what fails at once', () => {
  it('names the code, and errno for a port in use', async () => {
    const { native } = new NativeHarness();
    const stream = native.openStream({ name: 'one', onLoss: 'pass' });
    expect(() => native.openStream({ name: 'one', onLoss: 'pass' })).toThrowError(withCode('GL_ERR_EXISTS'));
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    try {
      expect(() => native.openReceiver({ stream, transport: 'tcp-passive', port, silenceMs: 1000 })).toThrowError(
        expect.objectContaining({ code: 'GL_ERR_PORT_IN_USE', errno: 98 }),
      );
    } finally {
      server.close();
    }
  });

  it('counts what is open', () => {
    const { native } = new NativeHarness({ maxStreams: 2, maxSenders: 1 });
    const stream = native.openStream({ name: 'a', onLoss: 'pass' });
    native.openStream({ name: 'b', onLoss: 'pass' });
    expect(() => native.openStream({ name: 'c', onLoss: 'pass' })).toThrowError(withCode('GL_ERR_LIMIT'));
    const sender = { stream, transport: 'udp', remote, ssrc: 1, payloadType: 96, format: 'ps' } as const;
    native.openSender(sender);
    expect(() => native.openSender(sender)).toThrowError(withCode('GL_ERR_LIMIT'));
  });

  it('says what is wrong with a clip', () => {
    const { native } = new NativeHarness();
    const stream = native.openStream({ name: 'a', onLoss: 'pass' });
    const video = { path: '/nowhere/clip.h264', codec: 'H264', framesPerSecond: 25 } as const;
    expect(() => native.openClip({ stream, video, loops: 1 })).toThrowError(
      expect.objectContaining({ code: 'GL_ERR_BAD_CLIP', message: expect.stringContaining('/nowhere/clip.h264') }),
    );
    const noVideo = { ...video, path: join(clips, 'clip.pcma') };
    expect(() => native.openClip({ stream, video: noVideo, loops: 1 })).toThrowError(withCode('GL_ERR_BAD_CLIP'));
    expect(native.stats().clips).toBe(0);
  });

  it('is GL_ERR_STOPPED or GL_ERR_CLOSED after stop', () => {
    const { native } = new NativeHarness();
    const stream = native.openStream({ name: 'a', onLoss: 'pass' });
    native.stop(0);
    native.stop(0);
    native.stop(1000);
    expect(() => native.openStream({ name: 'b', onLoss: 'pass' })).toThrowError(withCode('GL_ERR_STOPPED'));
    expect(native.describeStream(stream).name).toBe('a');
  });
});

describe('events', () => {
  it('come in order per handle, with one closed, last, and the stream after what hangs on it', async () => {
    const harness = new NativeHarness();
    const { native } = harness;
    const stream = harness.openStream('all');
    const clip = harness.openClip(stream);
    const udp = native.openReceiver({ stream: harness.openStream('other'), transport: 'udp', silenceMs: 60_000 });
    const sender = native.openSender({
      stream,
      transport: 'udp',
      remote: { ...remote, port: udp.port },
      ssrc: 7,
      payloadType: 96,
      format: 'ps',
    });
    const player = await harness.play(stream);
    await harness.until('receiver:started', udp.handle);
    await player.take(10_000);
    native.closeStream(stream);
    await harness.until('closed', stream);
    for (const handle of [clip, sender.handle, player.viewer, stream]) {
      const types = harness.of(handle).map((event) => event.type);
      expect(types.filter((type) => type === 'closed')).toHaveLength(1);
      expect(types.at(-1)).toBe('closed');
    }
    expect(harness.of(stream).map((event) => event.type)).toEqual(['stream:tracks', 'stream:ready', 'closed']);
    const closed = harness.events.filter((event) => event.type === 'closed').map((event) => event.handle);
    expect(closed.at(-1)).toBe(stream);
    expect(closed.toSorted()).toEqual([clip, sender.handle, player.viewer, stream].toSorted());
    for (const handle of closed) {
      expect(() => native.describeStream(handle)).toThrowError(withCode('GL_ERR_CLOSED'));
      expect(() => native.closeClip(handle)).toThrowError(withCode('GL_ERR_CLOSED'));
    }
    expect(native.stats()).toMatchObject({ streams: 1, senders: 0, viewers: 0, clips: 0 });
  });

  it('say how a clip ended', async () => {
    const harness = new NativeHarness();
    const stream = harness.openStream('clip');
    const audio = { path: join(clips, 'clip.pcma'), codec: 'PCMA' } as const;
    const clip = harness.native.openClip({ stream, audio, loops: 1 });
    expect(await harness.until('closed', clip)).toMatchObject({ code: 'GL_OK' });
    // Five seconds in frames of 40 ms; the figures are published ten times a second.
    await expect.poll(() => harness.native.describeStream(stream).frames).toBe(125);
  });

  it('carry errno of a refused connection', async () => {
    const harness = new NativeHarness();
    const { ours, player } = await connection();
    const port = ours.localPort ?? 0;
    ours.destroy();
    player.destroy();
    const sender = harness.native.openSender({
      stream: harness.openStream('refused'),
      transport: 'tcp-active',
      remote: { address: '127.0.0.1', port },
      ssrc: 1,
      payloadType: 96,
      format: 'ps',
    });
    expect(sender.port).toBe(0);
    expect(await harness.until('closed', sender.handle)).toMatchObject({ code: 'GL_ERR_CONNECT_REFUSED', errno: 111 });
  });

  it('are all delivered before engine:stopped, which is the last', async () => {
    const harness = new NativeHarness({ workers: 2 });
    const handles = ['a', 'b', 'c'].map((name) => harness.openStream(name));
    const clip = harness.openClip(handles[0] ?? 0);
    const player = await harness.play(handles[0] ?? 0, { websocket: true });
    await player.take(1000);
    harness.native.stop(2000);
    await harness.until('engine:stopped');
    const closed = harness.events.flatMap((event) => (event.type === 'closed' ? [event.handle] : []));
    expect(closed.toSorted()).toEqual([...handles, clip, player.viewer].toSorted());
    expect(harness.events.at(-1)).toEqual({ type: 'engine:stopped' });
    await expect.poll(() => player.ended).toBe(true);
  });

  it('of a callback that throws become an uncaughtException, and the next ones are delivered', async () => {
    const { NativeEngine } = loadNative();
    const thrown: unknown[] = [];
    const seen: string[] = [];
    const listeners = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.on('uncaughtException', (error) => thrown.push(error));
    const native = new NativeEngine(options, (batch) => {
      seen.push(...batch.map((event) => event.type));
      throw new Error('from the callback');
    });
    try {
      native.closeStream(native.openStream({ name: 'a', onLoss: 'pass' }));
      await expect.poll(() => thrown.length).toBe(1);
      native.closeStream(native.openStream({ name: 'b', onLoss: 'pass' }));
      await expect.poll(() => thrown.length).toBe(2);
      expect(seen).toEqual(['closed', 'closed']);
      expect(String(thrown[0])).toContain('from the callback');
    } finally {
      native.stop(0);
      process.removeAllListeners('uncaughtException');
      for (const listener of listeners) process.on('uncaughtException', listener);
    }
  });
});

describe('socketPair', () => {
  it('gives two ends that the caller owns, for a viewer behind TLS', async () => {
    const harness = new NativeHarness();
    const [mine, theirs] = harness.native.socketPair();
    const viewer = harness.native.adoptViewer(theirs, {
      ...viewerOptions,
      stream: harness.openStream('tls'),
      head: 'head',
    });
    closeSync(theirs);
    expect(harness.native.describeViewer(viewer)).toMatchObject({ remote: null, stream: 'tls' });
    closeSync(mine);
    expect(await harness.until('closed', viewer)).toMatchObject({ code: 'GL_ERR_PEER_CLOSED' });
  });
});

describe('a process without descriptors left', () => {
  it('is told so, and has its engine when there are some again', () => {
    const child = join(import.meta.dirname, 'children/no-descriptors.mjs');
    const run = `ulimit -n 64; exec "$0" "$1" "$2"`;
    const ended = spawnSync('sh', ['-c', run, process.execPath, child, JSON.stringify({ ...options, workers: 2 })], {
      encoding: 'utf8',
      timeout: 15_000,
    });
    expect({ status: ended.status, stderr: ended.stderr }).toEqual({ status: 0, stderr: '' });
    const refused = { code: 'GL_ERR_SOCKET', errno: 24, message: expect.stringContaining('workers cannot start') };
    expect(JSON.parse(ended.stdout)).toEqual([refused, refused, refused]);
  });
});

describe('a process that uses the engine', () => {
  const child = join(import.meta.dirname, 'children/exit.mjs');
  it.each([
    ['natural', 0],
    ['stopped', 0],
    ['drained', 0],
    ['exit', 3],
    ['exit-with-hook', 3],
    ['exit-in-callback', 4],
    ['collected', 0],
  ])('ends by %s with %i', (way, status) => {
    const { stderr, ...ended } = spawnSync(process.execPath, ['--expose-gc', child, way], {
      encoding: 'utf8',
      timeout: 15_000,
    });
    expect({ status: ended.status, signal: ended.signal, stderr }).toEqual({ status, signal: null, stderr: '' });
  });

  it('ends by an uncaught exception with 1', () => {
    const ended = spawnSync(process.execPath, [child, 'throw'], { encoding: 'utf8', timeout: 15_000 });
    expect(ended.status).toBe(1);
    expect(ended.stderr).toContain('on purpose');
  });

  it('ends by SIGTERM', () => {
    const ended = spawnSync(process.execPath, [child, 'sigterm'], { encoding: 'utf8', timeout: 15_000 });
    expect(ended.signal).toBe('SIGTERM');
  });

  it('starts and terminates worker threads with engines under load', () => {
    const threads = join(import.meta.dirname, 'children/threads.mjs');
    const ended = spawnSync(process.execPath, [threads], { encoding: 'utf8', timeout: 60_000 });
    expect({ status: ended.status, signal: ended.signal, stderr: ended.stderr }).toEqual({
      status: 0,
      signal: null,
      stderr: '',
    });
    expect(ended.stdout.trim()).toBe('12 threads ended');
  }, 60_000);
});
