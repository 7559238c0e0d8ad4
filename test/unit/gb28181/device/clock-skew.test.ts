import { pino } from 'pino';
import { expect, it } from 'vitest';
import { DeviceClocks, kSkewToldMs, skewOf } from '../../../../src/gb28181/device/clock-skew.ts';
import type { Device } from '../../../../src/gb28181/device/device-registry.ts';
import { localTime } from '../../../../src/gb28181/device/registrar.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

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

it('a wrong clock is told once, and again only when that is long ago', () => {
  const lines: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
  const clock = new FakeClock();
  const clocks = new DeviceClocks({ clock, log, timeZone: 'Asia/Shanghai' });
  const device = { record: { id: '34020000001320000001' } } as Device;
  const alternate = () => {
    for (let i = 0; i < 10; i++) {
      clocks.told(device, '2001-01-01T00:00:00Z');
      clocks.told(device, new Date(clock.now()).toISOString());
    }
  };
  alternate();
  expect(lines).toHaveLength(1);
  clock.advance(kSkewToldMs - 1);
  alternate();
  expect(lines).toHaveLength(1);
  clock.advance(1);
  alternate();
  expect(lines).toHaveLength(2);
  expect(device.clockSkewMs).toBe(0);
});

it('a local time tells nothing where devices are told none', () => {
  expect(skewOf('2026-01-01T12:30:15.123', now, localTime('none'))).toBeUndefined();
  expect(skewOf('2026-01-01T04:30:15.123Z', now, localTime('none'))).toBe(0);
});
