import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import type { FakeNativeEngine } from '../../../src/engine/fake/fake-native-engine.ts';
import { PlayError, type RunningSource, type SourceProvider } from '../../../src/streams/source-provider.ts';
import { Streams } from '../../../src/streams/streams.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { fakeEngine } from '../../support/fake-engine.ts';

/** Knows every name that starts with "cam"; how a start goes is the test's choice. */
class TestProvider implements SourceProvider {
  starts: string[] = [];
  stops: string[] = [];
  signals: AbortSignal[] = [];
  failWith: Error | undefined;
  hold: Promise<void> | undefined;
  /** Why the source says that it ended. */
  failure: PlayError | undefined;
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  start(name: string, signal: AbortSignal): Promise<RunningSource> | undefined {
    if (!name.startsWith('cam')) return undefined;
    this.starts.push(name);
    this.signals.push(signal);
    return this.#run(name);
  }

  async #run(name: string): Promise<RunningSource> {
    await this.hold;
    if (this.failWith) throw this.failWith;
    const stream = this.#engine.openStream({ name, onLoss: 'drop-to-key' });
    const stop = async (reason: string) => {
      this.stops.push(reason);
      stream.close();
    };
    return { stream, stop, failure: () => this.failure };
  }
}

let clock: FakeClock;
let engine: Engine;
let fake: FakeNativeEngine;
let provider: TestProvider;
let streams: Streams;

beforeEach(() => {
  clock = new FakeClock();
  ({ engine, fake } = fakeEngine());
  provider = new TestProvider(engine);
  streams = new Streams({
    clock,
    find: (name) => engine.stream(name),
    lingerMs: 20_000,
    startTimeoutMs: 15_000,
    failureCacheMs: 3000,
    maxSources: 2,
  });
  streams.addProvider(provider);
});

async function turn(): Promise<void> {
  await clock.advanceAsync(0);
}
async function play(name: string) {
  const lease = streams.acquire(name);
  await turn();
  fake.makeReady(engine.stream(name)!.handle);
  return lease;
}

describe('on demand', () => {
  it('starts one source for a hundred wishes', async () => {
    const wishes = Array.from({ length: 100 }, () => streams.acquire('cam1'));
    await turn();
    fake.makeReady(engine.stream('cam1')!.handle);
    const leases = await Promise.all(wishes);
    expect(provider.starts).toEqual(['cam1']);
    expect(new Set(leases.map((lease) => lease.stream)).size).toBe(1);
    expect(streams.claims('cam1')).toBe(100);
  });

  it('stops the source only after the linger time without a claim', async () => {
    const first = await play('cam1');
    first.release();
    await clock.advanceAsync(19_999);
    expect(provider.stops).toEqual([]);
    await clock.advanceAsync(1);
    expect(provider.stops).toEqual(['nobody watches']);
    expect(streams.size).toBe(0);
  });

  it('keeps the source when somebody comes back while it lingers', async () => {
    (await play('cam1')).release();
    await clock.advanceAsync(10_000);
    const second = await streams.acquire('cam1');
    await clock.advanceAsync(60_000);
    expect(provider.stops).toEqual([]);
    expect(second.stream.closed).toBe(false);
    expect(provider.starts).toHaveLength(1);
  });

  it('counts a claim once, however often it is released', async () => {
    const first = await play('cam1');
    const second = await streams.acquire('cam1');
    first.release();
    first.release();
    await clock.advanceAsync(60_000);
    expect(streams.claims('cam1')).toBe(1);
    expect(provider.stops).toEqual([]);
    second.release();
  });
});

describe('failure', () => {
  it('answers 404 for a name that nobody knows, and remembers nothing', async () => {
    await expect(streams.acquire('nobody')).rejects.toMatchObject({ status: 404, code: 'stream-unknown' });
    expect(clock.pending).toBe(0);
  });

  it('answers 504 when no picture comes in time, stops the source and aborts the start', async () => {
    const wish = streams.acquire('cam1');
    const outcome = expect(wish).rejects.toMatchObject({ status: 504, code: 'no-media' });
    await clock.advanceAsync(15_000);
    await outcome;
    expect(provider.stops).toHaveLength(1);
    expect(provider.signals[0]!.aborted).toBe(true);
  });

  it('gives every waiting player the reason of the provider, and does not ask again for a while', async () => {
    provider.failWith = new PlayError(503, 'device-offline', 'The device is offline.');
    const wishes = [streams.acquire('cam1'), streams.acquire('cam1')];
    for (const result of await Promise.allSettled(wishes)) expect(result).toMatchObject({ reason: provider.failWith });
    await expect(streams.acquire('cam1')).rejects.toBe(provider.failWith);
    expect(provider.starts).toHaveLength(1);
    provider.failWith = undefined;
    await clock.advanceAsync(3000);
    await play('cam1');
    expect(provider.starts).toHaveLength(2);
  });

  it('turns an unforeseen error into a 503 that keeps its cause', async () => {
    provider.failWith = new Error('disk on fire');
    await expect(streams.acquire('cam1')).rejects.toMatchObject({ status: 503, cause: provider.failWith });
  });

  it('refuses more sources than the limit without starting one', async () => {
    await play('cam1');
    await play('cam2');
    await expect(streams.acquire('cam3')).rejects.toMatchObject({ status: 503, code: 'too-many-streams' });
    expect(provider.starts).toEqual(['cam1', 'cam2']);
  });

  it('tells players that wait when the source ends before its first picture', async () => {
    const wish = streams.acquire('cam1');
    await turn();
    engine.stream('cam1')!.close();
    await expect(wish).rejects.toMatchObject({ status: 503, code: 'source-ended' });
  });

  it.each([
    ['with the reason of the provider', new PlayError(503, 'device-ended', 'The device ended the session.')],
    ['without a reason', undefined],
  ])(
    'does not start again for a while a source that ended by itself before its first picture: %s',
    async (_, reason) => {
      provider.failure = reason;
      const code = reason?.code ?? 'source-ended';
      const wish = streams.acquire('cam1');
      await turn();
      engine.stream('cam1')!.close();
      await expect(wish).rejects.toMatchObject({ status: 503, code });
      await expect(streams.acquire('cam1')).rejects.toMatchObject({ code });
      expect(provider.starts).toHaveLength(1);
      await clock.advanceAsync(3000);
      await play('cam1');
      expect(provider.starts).toHaveLength(2);
    },
  );

  it('starts at once again a source that ended after it played', async () => {
    provider.failure = new PlayError(503, 'device-ended', 'The device ended the session.');
    (await play('cam1')).stream.close();
    await turn();
    await play('cam1');
    expect(provider.starts).toHaveLength(2);
  });
});

describe('a source whose end is under way', () => {
  it('is not played: the next one starts when the stream is closed', async () => {
    const first = await play('cam1');
    const stopped = streams.stop('cam1', 'an operator said so');
    expect(engine.stream('cam1')).toBe(first.stream);
    const wish = streams.acquire('cam1');
    expect(provider.starts).toHaveLength(1);
    await stopped;
    await turn();
    expect(provider.starts).toHaveLength(2);
    fake.makeReady(engine.stream('cam1')!.handle);
    expect((await wish).stream).not.toBe(first.stream);
  });

  it('is not played either when it never came up', async () => {
    let goOn = () => {};
    const opened = engine.openStream({ name: 'cam1', onLoss: 'drop-to-key' });
    provider.hold = new Promise((resolve) => {
      goOn = resolve;
    });
    const late = new Streams({
      clock,
      // The provider's own stream, which it has opened for a session that is not agreed yet.
      find: (name) => (provider.starts.length > 0 ? engine.stream(name) : undefined),
      lingerMs: 20_000,
      startTimeoutMs: 15_000,
      failureCacheMs: 3000,
      maxSources: 1,
    });
    late.addProvider(provider);
    const refused = expect(late.acquire('cam1')).rejects.toMatchObject({ code: 'stopped' });
    await turn();
    await late.stop('cam1', 'an operator said so');
    await refused;
    const wish = late.acquire('cam1');
    await turn();
    expect(provider.starts).toHaveLength(1);
    provider.hold = undefined;
    opened.close();
    await turn();
    expect(provider.starts).toHaveLength(2);
    fake.makeReady(engine.stream('cam1')!.handle);
    expect((await wish).stream).not.toBe(opened);
    goOn();
  });

  it('is waited for no longer than for a picture', async () => {
    const first = await play('cam1');
    vi.spyOn(first.stream, 'close').mockImplementation(() => {});
    await streams.stop('cam1', 'an operator said so');
    const outcome = expect(streams.acquire('cam1')).rejects.toMatchObject({ status: 504, code: 'no-media' });
    await clock.advanceAsync(15_000);
    await outcome;
    expect(provider.starts).toHaveLength(1);
    vi.restoreAllMocks();
    first.stream.close();
    await turn();
    expect(provider.starts).toHaveLength(1);
  });
});

describe('taking a wish back', () => {
  it('frees the claim, and the source lingers out', async () => {
    const abort = new AbortController();
    const wish = streams.acquire('cam1', { signal: abort.signal });
    await turn();
    abort.abort(new Error('player gone'));
    await expect(wish).rejects.toThrow('player gone');
    expect(streams.claims('cam1')).toBe(0);
    fake.makeReady(engine.stream('cam1')!.handle);
    await clock.advanceAsync(20_000);
    expect(provider.stops).toHaveLength(1);
  });

  it('stops a source that comes up after its end was decided', async () => {
    let goOn = () => {};
    provider.hold = new Promise((resolve) => {
      goOn = resolve;
    });
    const wish = streams.acquire('cam1');
    const outcome = expect(wish).rejects.toMatchObject({ code: 'stopped' });
    await turn();
    await streams.stop('cam1', 'an operator said so');
    await outcome;
    goOn();
    await turn();
    expect(provider.stops).toEqual(['nobody waits any more']);
    expect(engine.stream('cam1')).toBeUndefined();
  });
});

describe('streams of others', () => {
  it('plays a stream that a receiver feeds, and does not stop it', async () => {
    const own = engine.openStream({ name: 'replay', onLoss: 'drop-to-key' });
    fake.makeReady(own.handle);
    await turn();
    const lease = await streams.acquire('replay');
    lease.release();
    await clock.advanceAsync(60_000);
    expect(own.closed).toBe(false);
    expect(provider.starts).toEqual([]);
  });

  it('forgets a stream that closed, so that the next of its name plays', async () => {
    const first = await play('cam1');
    first.stream.close();
    await turn();
    const second = await play('cam1');
    expect(second.stream).not.toBe(first.stream);
  });
});

it('reports what would not stop', async () => {
  const errors: unknown[] = [];
  const stubborn = new Streams({
    clock,
    find: () => undefined,
    lingerMs: 1,
    startTimeoutMs: 1000,
    failureCacheMs: 1,
    maxSources: 5,
    onStopError: (name, error) => errors.push([name, error]),
  });
  const failure = new Error('BYE timed out');
  stubborn.addProvider({
    start: async (name) => ({
      stream: engine.openStream({ name, onLoss: 'pass' }),
      stop: () => Promise.reject(failure),
    }),
  } as SourceProvider);
  const wish = expect(stubborn.acquire('x')).rejects.toMatchObject({ code: 'stopped' });
  await turn();
  await stubborn.stop('x', 'the process ends');
  await wish;
  expect(errors).toEqual([['x', failure]]);
});
