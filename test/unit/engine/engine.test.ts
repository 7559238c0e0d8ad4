import { describe, expect, it } from 'vitest';
import type { NativeEvent } from '../../../src/engine/binding.d.ts';
import { Engine } from '../../../src/engine/engine.ts';
import { EngineError, engineErrors } from '../../../src/engine/errors.ts';
import { FakeNativeEngine } from '../../../src/engine/fake/fake-native-engine.ts';
import { fakeEngine } from '../../support/fake-engine.ts';

const viewer = { container: 'flv', audio: 'raw', hevcLegacy: false, websocket: false, head: '' } as const;
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('Engine', () => {
  it('gives a stream with its receivers, senders and viewers, and forgets each when it closes', async () => {
    const { engine, fake } = fakeEngine();
    const stream = engine.openStream({ name: 'a', onLoss: 'drop-to-key' });
    const receiver = stream.openReceiver({ transport: 'udp', silenceMs: 1000 });
    const seen = stream.adoptViewer(7, viewer);
    stream.openSender({ transport: 'tcp-passive', ssrc: 1, payloadType: 96, format: 'ps' });
    expect(engine.stream('a')).toBe(stream);
    expect([stream.receivers.size, stream.viewers.size, stream.senders.size]).toEqual([1, 1, 1]);
    seen.close();
    await turn();
    expect(stream.viewers.size).toBe(0);
    stream.close();
    await turn();
    expect(receiver.closedWith?.code).toBe('GL_ERR_STREAM_CLOSED');
    expect(stream.closedWith?.code).toBe('GL_CLOSED_BY_LOCAL');
    expect(engine.stream('a')).toBeUndefined();
    expect(fake.list('receiver')).toEqual([]);
  });

  it('records a stream into a file that ends well when it holds a frame', async () => {
    const { engine, fake } = fakeEngine();
    const stream = engine.openStream({ name: 'a', onLoss: 'drop-to-key' });
    const empty = stream.openRecorder('/tmp/empty.mp4');
    const full = stream.openRecorder('/tmp/full.mp4');
    fake.record(full.handle, { frames: 25, keyFrames: 1, durationMs: 1000 });
    expect(full.describe()).toEqual({ stream: 'a', durationMs: 1000, frames: 25, keyFrames: 1, bytes: 0 });
    expect([stream.recorders.size, engine.stats().recorders]).toEqual([2, 2]);
    empty.close();
    stream.close();
    await turn();
    expect(empty.closedWith?.code).toBe('GL_ERR_NO_MEDIA');
    expect(full.closedWith?.code).toBe('GL_OK');
    expect(stream.recorders.size).toBe(0);
    fake.failNextRecorder = 'GL_ERR_FILE';
    const again = engine.openStream({ name: 'a', onLoss: 'drop-to-key' });
    expect(() => again.openRecorder('/nowhere/a.mp4')).toThrowError(expect.objectContaining({ code: 'GL_ERR_FILE' }));
  });

  it('delivers tracks and ready to the stream, started, silent and bye to the receiver', async () => {
    const { engine, fake } = fakeEngine();
    const stream = engine.openStream({ name: 'a', onLoss: 'drop-to-key' });
    const receiver = stream.openReceiver({ transport: 'udp', silenceMs: 1000 });
    const log: string[] = [];
    receiver.on('started', (remote, ssrc) => log.push(`started ${remote.address} ${ssrc}`));
    receiver.on('silent', () => log.push('silent'));
    receiver.on('bye', () => log.push('bye'));
    stream.on('tracks', (tracks) => log.push(tracks.map((t) => t.codec).join()));
    stream.on('ready', () => log.push('ready'));
    stream.on('closed', ({ code }) => log.push(code));
    fake.startReceiver(receiver.handle, { address: '192.0.2.1', port: 5 }, 42);
    fake.makeReady(stream.handle);
    fake.silence(receiver.handle);
    fake.bye(receiver.handle);
    stream.close();
    await turn();
    expect(log).toEqual(['started 192.0.2.1 42', 'H264,PCMA', 'ready', 'silent', 'bye', 'GL_CLOSED_BY_LOCAL']);
    expect(stream.ready).toBe(true);
  });

  it('tells how its workers keep up', async () => {
    const { engine, fake } = fakeEngine();
    const told: unknown[] = [];
    engine.on('load', (worker, load) => told.push([worker, load]));
    fake.changeLoad(1, 'keys-only');
    fake.changeLoad(1, 'calm');
    await turn();
    expect(told).toEqual([
      [1, 'keys-only'],
      [1, 'calm'],
    ]);
  });

  it('closes twice without an error', async () => {
    const { engine } = fakeEngine();
    const stream = engine.openStream({ name: 'a', onLoss: 'pass' });
    stream.close();
    stream.close();
    await turn();
    stream.close();
    expect(stream.closed).toBe(true);
  });

  it('does not deliver to a handle that is closed', () => {
    let deliver: (batch: NativeEvent[]) => void = () => {};
    const engine = new Engine((onEvents) => {
      deliver = onEvents;
      return new FakeNativeEngine({}, onEvents);
    });
    const stream = engine.openStream({ name: 'a', onLoss: 'pass' });
    const codes: string[] = [];
    stream.on('closed', ({ code }) => codes.push(code));
    const closed = { type: 'closed', handle: stream.handle, code: 'GL_OK', errno: 0, reason: '' } as const;
    deliver([closed, closed, { type: 'stream:ready', handle: stream.handle }]);
    expect(codes).toEqual(['GL_OK']);
    expect(stream.ready).toBe(false);
  });

  it('refuses a second stream of the same name and names the code', () => {
    const { engine } = fakeEngine();
    engine.openStream({ name: 'a', onLoss: 'pass' });
    const again = () => engine.openStream({ name: 'a', onLoss: 'pass' });
    expect(again).toThrowError(expect.objectContaining({ code: 'GL_ERR_EXISTS', message: engineErrors.GL_ERR_EXISTS }));
  });

  it('stops once and closes everything before it says so', async () => {
    const { engine } = fakeEngine();
    const stream = engine.openStream({ name: 'a', onLoss: 'pass' });
    const order: string[] = [];
    stream.on('closed', () => order.push('closed'));
    await Promise.all([engine.stop(10).then(() => order.push('stopped')), engine.stop(10)]);
    expect(order).toEqual(['closed', 'stopped']);
    expect(() => engine.openStream({ name: 'b', onLoss: 'pass' })).toThrowError(/stopped/);
  });
});

describe('EngineError', () => {
  it('takes code and errno from what the addon throws', () => {
    const thrown = Object.assign(new Error('port 5060: address in use'), { code: 'GL_ERR_PORT_IN_USE', errno: 98 });
    expect(EngineError.from(thrown)).toMatchObject({ code: 'GL_ERR_PORT_IN_USE', errno: 98, message: thrown.message });
  });

  it.each([new TypeError('x'), new RangeError('y'), new Error('without code')])('leaves %s as it is', (error) => {
    expect(EngineError.from(error)).toBe(error);
  });

  it('wraps what is no error at all', () => {
    expect(EngineError.from('boom')).toMatchObject({ code: 'GL_ERR_SOCKET', message: 'boom' });
  });
});
