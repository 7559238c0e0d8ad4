import { expect, it } from 'vitest';
import { skewOf } from '../../../../src/gb28181/device/clock-skew.ts';
import { localTime } from '../../../../src/gb28181/device/registrar.ts';

const now = Date.UTC(2026, 0, 1, 4, 30, 15, 123);
const shanghai = localTime('Asia/Shanghai');

it.each([
  ['2026-01-01T12:30:15.123', 0],
  ['2026-01-01T12:30:15', -123],
  [' 2026-01-01 12:31:15.123 ', 60_000],
  ['2025-12-31T12:30:15.123', -86_400_000],
  ['2026-01-01T04:30:15.123Z', 0],
  ['2026-01-01T12:30:16.123+08:00', 1000],
  ['Thu, 01 Jan 2026 04:30:15 GMT', -123],
])('%s is %d ms ahead', (text, skew) => expect(skewOf(text, now, shanghai)).toBe(skew));

it.each(['', 'now', '2026-13-01T12:30:15', 'Thu Jan 01 2026', '1'.repeat(100)])('%s tells nothing', (text) =>
  expect(skewOf(text, now, shanghai)).toBeUndefined(),
);

it('a local time tells nothing where devices are told none', () => {
  expect(skewOf('2026-01-01T12:30:15.123', now, localTime('none'))).toBeUndefined();
  expect(skewOf('2026-01-01T04:30:15.123Z', now, localTime('none'))).toBe(0);
});
