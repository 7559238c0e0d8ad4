import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { cameraTime, fromCameraTime } from '../../../../../src/gb28181/agent/state/camera-time.ts';
import { RecordTimeline } from '../../../../../src/gb28181/agent/state/record-timeline.ts';
import { FakeClock } from '../../../../support/fake-clock.ts';

const noon = fromCameraTime('2026-01-10T12:00:00');
const hour = 3_600_000;
let clock: FakeClock;
let timeline: RecordTimeline;
beforeEach(() => {
  clock = new FakeClock(noon);
  timeline = new RecordTimeline(clock);
});
const found = (from: string, to: string, type?: 'time' | 'alarm' | 'manual' | 'all') =>
  timeline
    .find(fromCameraTime(from), fromCameraTime(to), type)
    .map(({ start, type }) => `${cameraTime(start)} ${type}`);

describe('times of a camera', () => {
  it('are those of Beijing, without a zone', () => {
    expect(cameraTime(Date.UTC(2026, 0, 1, 20, 0, 5))).toBe('2026-01-02T04:00:05');
    expect(fromCameraTime('2026-01-02T04:00:05')).toBe(Date.UTC(2026, 0, 1, 20, 0, 5));
  });
});

describe('a timeline', () => {
  it('has the same records on each day', () => {
    expect(found('2026-01-08T00:00:00', '2026-01-09T00:00:00')).toEqual([
      '2026-01-08T00:00:00 time',
      '2026-01-08T06:00:00 time',
      '2026-01-08T08:30:00 alarm',
      '2026-01-08T12:00:00 time',
      '2026-01-08T12:45:00 manual',
      '2026-01-08T18:00:00 time',
    ]);
    expect(found('2026-01-08T00:00:00', '2026-01-09T00:00:00', 'alarm')).toEqual(['2026-01-08T08:30:00 alarm']);
  });

  it('gives what touches the range', () => {
    expect(found('2026-01-08T06:05:00', '2026-01-08T06:06:00')).toEqual(['2026-01-08T06:00:00 time']);
    expect(found('2026-01-08T06:10:00', '2026-01-08T08:30:00')).toEqual([]);
  });

  it('has nothing of the future, and nothing that is not over', () => {
    expect(found('2026-01-10T09:00:00', '2026-01-20T00:00:00')).toEqual([]);
    clock.advance(10 * 60_000);
    expect(found('2026-01-10T09:00:00', '2026-01-20T00:00:00')).toEqual(['2026-01-10T12:00:00 time']);
  });

  it('records on command', () => {
    timeline.start();
    clock.advance(hour / 2);
    timeline.start();
    expect(timeline.recording).toBe(true);
    const [record] = timeline.find(noon, noon + hour, 'manual');
    expect(record).toEqual({
      start: noon,
      end: noon + hour / 2,
      type: 'manual',
      filePath: '/records/2026-01-10T12:00:00.ps',
      bytes: 1800 * 250_000,
    });
    timeline.stop();
    timeline.stop();
    clock.advance(hour);
    expect(timeline.find(noon, noon + hour, 'manual').at(0)?.end).toBe(noon + hour / 2);
  });

  it('loses what was on a card that is formatted', () => {
    timeline.erase();
    expect(found('2026-01-01T00:00:00', '2026-02-01T00:00:00')).toEqual([]);
    clock.advance(7 * hour);
    expect(found('2026-01-01T00:00:00', '2026-02-01T00:00:00')).toEqual([
      '2026-01-10T12:00:00 time',
      '2026-01-10T12:45:00 manual',
      '2026-01-10T18:00:00 time',
    ]);
  });

  it('looks through a bounded number of days, whatever is asked', () => {
    const records = timeline.find(Date.UTC(1970, 0, 1), Date.UTC(2100, 0, 1));
    expect(records.length).toBeLessThanOrEqual(367 * 6);
    expect(timeline.find(Number.NaN, Number.NaN)).toEqual([]);
  });

  it('gives any part of a range as it gives the whole', () => {
    const time = fc.integer({ min: noon - 72 * hour, max: noon });
    fc.assert(
      fc.property(time, time, (a, b) => {
        const whole = timeline.find(noon - 96 * hour, noon);
        const touched = whole.filter(({ start, end }) => start < b && end > a);
        expect(timeline.find(a, b)).toEqual(touched);
      }),
    );
  });
});
