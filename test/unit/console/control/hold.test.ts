import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { durationMs, Hold, repeatMs } from '../../../../src/console/control/hold.ts';

let sent: string[];
let errors: unknown[];
let pending: (() => void)[];
let slow: boolean;
let hold: Hold<string>;

const send = (what: string) => {
  sent.push(what);
  if (!slow) return Promise.resolve();
  return new Promise<void>((resolve) => pending.push(resolve));
};

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  errors = [];
  pending = [];
  slow = false;
  hold = new Hold(
    send,
    () => send('stop'),
    (error) => errors.push(error),
  );
});
afterEach(() => vi.useRealTimers());

test('a held button sends its movement at once and again, before the server stops it, until it is let go', async () => {
  expect(repeatMs * 2).toBeLessThan(durationMs);
  hold.press('left');
  await vi.advanceTimersByTimeAsync(2 * repeatMs);
  expect(sent).toEqual(['left', 'left', 'left']);
  hold.release();
  await vi.advanceTimersByTimeAsync(10 * repeatMs);
  expect(sent).toEqual(['left', 'left', 'left', 'stop']);
});

test('several events that tell of one end stop once, and one without a beginning does nothing', async () => {
  hold.release();
  hold.press('left');
  hold.press('left');
  hold.release();
  hold.release();
  await vi.advanceTimersByTimeAsync(0);
  expect(sent).toEqual(['left', 'stop']);
});

test('a stop never overtakes the movement before it, however slow the server is', async () => {
  slow = true;
  hold.press('left');
  hold.release();
  await vi.advanceTimersByTimeAsync(0);
  expect(sent).toEqual(['left']);
  pending.shift()!();
  await vi.advanceTimersByTimeAsync(0);
  expect(sent).toEqual(['left', 'stop']);
});

test('a slow server is not sent more while it has not answered', async () => {
  slow = true;
  hold.press('left');
  await vi.advanceTimersByTimeAsync(5 * repeatMs);
  expect(sent).toEqual(['left']);
  pending.shift()!();
  await vi.advanceTimersByTimeAsync(repeatMs);
  expect(sent).toEqual(['left', 'left']);
});

test('a failure is told, and the stop is sent all the same', async () => {
  const failing = new Hold<string>(
    () => Promise.reject(new Error('refused')),
    () => send('stop'),
    (error) => errors.push(error),
  );
  failing.press('left');
  failing.release();
  await vi.advanceTimersByTimeAsync(0);
  expect(errors).toEqual([new Error('refused')]);
  expect(sent).toEqual(['stop']);
});
