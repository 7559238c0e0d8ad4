import { expect, test } from 'vitest';
import { bytesOf, durationOf, timeOf } from '../../../src/console/format.ts';

test.each([
  [0, 'duration.seconds', 0],
  [119_999, 'duration.seconds', 119],
  [120_000, 'duration.minutes', 2],
  [7_199_999, 'duration.minutes', 119],
  [7_200_000, 'duration.hours', 2],
  [172_800_000, 'duration.days', 2],
])('%d ms is told in the unit that fits', (ms, key, count) => {
  expect(durationOf(ms)).toEqual({ key, count });
});

test.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1024, '1.0 KiB'],
  [1536, '1.5 KiB'],
  [5 * 1024 ** 3, '5.0 GiB'],
  [3 * 1024 ** 5, '3072.0 TiB'],
])('%d bytes', (count, text) => {
  expect(bytesOf(count)).toBe(text);
});

test('a time of 0 is never', () => {
  expect(timeOf(0)).toBeUndefined();
  expect(timeOf(1_700_000_000_000)).toContain('2023');
});
