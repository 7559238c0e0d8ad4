import { expect, it } from 'vitest';
import { atMost } from '../../../src/base/clock.ts';
import { FakeClock } from '../../support/fake-clock.ts';

it('atMost waits for the promise and leaves no timer behind', async () => {
  const clock = new FakeClock();
  await atMost(clock, 1000, Promise.resolve());
  await expect(atMost(clock, 1000, Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(clock.pending).toBe(0);
});

it('atMost waits no longer than it may', async () => {
  const clock = new FakeClock();
  let isOver = false;
  const waiting = atMost(clock, 1000, new Promise(() => {})).then(() => {
    isOver = true;
  });
  await clock.advanceAsync(999);
  expect(isOver).toBe(false);
  await clock.advanceAsync(1);
  await waiting;
});
