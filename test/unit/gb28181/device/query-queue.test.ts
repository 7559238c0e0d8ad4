import { expect, it } from 'vitest';
import { kMaxQueued, kMaxQueueMs, QueryQueue } from '../../../../src/gb28181/device/query-queue.ts';
import { PlayError } from '../../../../src/streams/source-provider.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

const clock = new FakeClock();

/** A task that ends when it is told to. */
function task(log: string[], name: string) {
  let end!: (error?: Error) => void;
  const ended = new Promise<string>((resolve, reject) => {
    end = (error) => (error ? reject(error) : resolve(name));
  });
  const run = () => {
    log.push(name);
    return ended;
  };
  return { run, end };
}

it('runs tasks of one device in order, also after one that failed, and those of others at once', async () => {
  const queue = new QueryQueue(clock);
  const log: string[] = [];
  const [a, b, c] = [task(log, 'a'), task(log, 'b'), task(log, 'c')];
  const first = queue.run('1', a.run);
  const second = queue.run('1', b.run);
  const other = queue.run('2', c.run);
  expect(log).toEqual(['a', 'c']);
  a.end(new Error('no'));
  await expect(first).rejects.toThrow('no');
  b.end();
  c.end();
  expect([await second, await other, log]).toEqual(['b', 'c', ['a', 'c', 'b']]);
  expect(clock.pending).toBe(0);
});

it('refuses more than wait, and who waited too long', async () => {
  const queue = new QueryQueue(clock);
  const log: string[] = [];
  const running = task(log, 'running');
  const done = queue.run('1', running.run);
  const never = async () => log.push('never');
  const waiting = Array.from({ length: kMaxQueued }, () =>
    queue.run('1', never).catch((error: PlayError) => error.code),
  );
  await expect(queue.run('1', never)).rejects.toMatchObject({ status: 503, code: 'device-busy' });
  clock.advance(kMaxQueueMs);
  expect(new Set(await Promise.all(waiting))).toEqual(new Set(['device-busy']));
  running.end();
  await done;
  expect(await queue.run('1', async () => 'next')).toBe('next');
  expect(log).toEqual(['running']);
});

it('forgets who waits for a device', async () => {
  const queue = new QueryQueue(clock);
  const running = task([], 'running');
  const done = queue.run('1', running.run);
  const second = queue.run('1', async () => 'second');
  queue.forget('1', new PlayError(404, 'device-unknown', 'gone'));
  queue.forget('2', new PlayError(404, 'device-unknown', 'gone'));
  await expect(second).rejects.toMatchObject({ code: 'device-unknown' });
  running.end();
  expect(await done).toBe('running');
});
