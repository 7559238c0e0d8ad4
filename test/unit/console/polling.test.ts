import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startPolling } from '../../../src/console/polling.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const gone = new Error('gone');

test('goes on after an error, tells it once, and tells again when it comes back', async () => {
  const outcomes = ['well', 'ill', 'ill', 'well', 'ill'];
  const seen: string[] = [];
  const told: unknown[] = [];
  const load = async () => {
    const outcome = outcomes[seen.length] ?? 'well';
    seen.push(outcome);
    if (outcome === 'ill') throw gone;
  };
  const end = startPolling(load, (error) => told.push(error), 1000);
  await vi.advanceTimersByTimeAsync(2000);
  expect([seen.length, told]).toEqual([3, [gone]]);
  await vi.advanceTimersByTimeAsync(2000);
  expect([seen.length, told]).toEqual([5, [gone, gone]]);
  end();
  await vi.advanceTimersByTimeAsync(5000);
  expect(seen).toHaveLength(5);
  expect(vi.getTimerCount()).toBe(0);
});

test('says nothing and asks nothing any more after its end, also while a load is under way', async () => {
  let fail: ((error: Error) => void) | undefined;
  let loads = 0;
  const load = () => {
    loads++;
    return new Promise<void>((_resolve, reject) => {
      fail = reject;
    });
  };
  const told: unknown[] = [];
  const end = startPolling(load, (error) => told.push(error), 1000);
  end();
  fail!(gone);
  await vi.advanceTimersByTimeAsync(5000);
  expect([loads, told]).toEqual([1, []]);
});
