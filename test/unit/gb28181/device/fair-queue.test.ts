import { expect, it } from 'vitest';
import { FairQueue, kMaxPerTurn, kMaxWaitingPerDevice } from '../../../../src/gb28181/device/fair-queue.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Work that notes its name, and ends in the next turn. */
function noting(done: string[], name: string): () => Promise<void> {
  return async () => {
    done.push(name);
    await turn();
  };
}

async function empty(queue: FairQueue): Promise<void> {
  while (queue.size > 0) await turn();
}

it('begins at once where nothing waits', () => {
  const queue = new FairQueue();
  const done: string[] = [];
  queue.add('a', noting(done, 'a'));
  expect(done).toEqual(['a']);
});

it('keeps the order of one device, and does not let it go before another', async () => {
  const queue = new FairQueue();
  const done: string[] = [];
  for (let i = 0; i < 100; i++) queue.add('flood', noting(done, `flood ${i}`));
  for (let i = 0; i < 3; i++) queue.add('other', noting(done, `other ${i}`));
  await empty(queue);
  expect(done.filter((name) => name.startsWith('flood'))).toEqual(Array.from({ length: 100 }, (_, i) => `flood ${i}`));
  expect(done.slice(0, 6)).toEqual(['flood 0', 'other 0', 'flood 1', 'other 1', 'flood 2', 'other 2']);
});

it('has a place for so much of one device, and none taken from others', async () => {
  const queue = new FairQueue();
  const done: string[] = [];
  let refused = 0;
  for (let i = 0; i < kMaxWaitingPerDevice + 11; i++) if (!queue.add('flood', async () => {})) refused++;
  expect(refused).toBe(10);
  expect(queue.add('other', noting(done, 'other'))).toBe(true);
  expect(done).toEqual(['other']);
  await empty(queue);
});

it('reads sockets between turns, however many devices are busy', async () => {
  const queue = new FairQueue();
  let begun = 0;
  for (let i = 0; i < 3 * kMaxPerTurn; i++) {
    for (let k = 0; k < 2; k++) {
      queue.add(`device ${i}`, async () => {
        begun++;
      });
    }
  }
  const first = begun;
  await turn();
  expect([first, begun]).toEqual([3 * kMaxPerTurn, 4 * kMaxPerTurn]);
  await empty(queue);
  expect(begun).toBe(6 * kMaxPerTurn);
});

it('forgets what waits when it is stopped', async () => {
  const queue = new FairQueue();
  const done: string[] = [];
  for (let i = 0; i < 3; i++) queue.add('a', noting(done, `a ${i}`));
  queue.stop();
  await turn();
  await turn();
  expect([done, queue.size]).toEqual([['a 0'], 0]);
});
