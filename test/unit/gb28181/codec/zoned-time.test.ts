import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ZonedTime } from '../../../../src/gb28181/codec/zoned-time.ts';

const noon = Date.UTC(2026, 0, 31, 4, 0, 0);

describe('local time of devices', () => {
  it('is that of the configured zone', () => {
    const zone = new ZonedTime('Asia/Shanghai');
    expect(zone.toLocal(noon)).toBe('2026-01-31T12:00:00');
    expect(zone.toEpoch('2026-01-31T12:00:00')).toBe(noon);
    expect(zone.toEpoch('2026-01-31T12:00:00.250')).toBe(noon + 250);
  });

  it('follows the change of clocks', () => {
    const zone = new ZonedTime('Europe/Berlin');
    expect(zone.toEpoch('2026-03-29T01:59:59')).toBe(Date.UTC(2026, 2, 29, 0, 59, 59));
    expect(zone.toEpoch('2026-03-29T03:00:00')).toBe(Date.UTC(2026, 2, 29, 1, 0, 0));
  });

  it('is none for what is no time', () => {
    expect(new ZonedTime('UTC').toEpoch('tomorrow')).toBeNaN();
  });

  it('takes none and system as the zone of this machine', () => {
    expect(new ZonedTime('none').toLocal(noon)).toBe(new ZonedTime('system').toLocal(noon));
  });

  it.each(['Asia/Shanghai', 'UTC', 'Asia/Kolkata'])('comes back as it went, in %s', (name) => {
    const zone = new ZonedTime(name);
    const second = fc.integer({ min: 0, max: 4_000_000_000 });
    fc.assert(
      fc.property(second, (at) => {
        expect(zone.toEpoch(zone.toLocal(at * 1000))).toBe(at * 1000);
      }),
    );
  });
});
