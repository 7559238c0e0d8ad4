import { describe, expect, it } from 'vitest';
import type { FoundRecord } from '../../../../src/console/api/types.ts';
import {
  dayMs,
  dayOf,
  placeOf,
  segmentAt,
  segmentsOf,
  startOfDay,
  timeAt,
} from '../../../../src/console/history/timeline.ts';

const day = Date.UTC(2026, 0, 31);
const hour = dayMs / 24;

function found(fromHours: number, toHours: number, type = 'time'): FoundRecord {
  const start = new Date(day + fromHours * hour).toISOString();
  const end = new Date(day + toHours * hour).toISOString();
  return { channelId: '1', name: '', start, end, type, filePath: '', recorderId: '', fileSize: 0 };
}

describe('records of a day', () => {
  it('stand where their hours are, cut at midnight, by time', () => {
    const segments = segmentsOf([found(12, 18), found(-1, 1), found(23, 26)], day);
    expect(segments.map(({ left, width }) => [left, Math.round(width * 100) / 100])).toEqual([
      [0, 4.17],
      [50, 25],
      [expect.closeTo(95.83, 1), 4.17],
    ]);
    expect(segments[0]?.startMs).toBe(day - hour);
  });

  it('leave out other days and records without length', () => {
    expect(segmentsOf([found(-2, -1), found(24, 25), found(3, 3)], day)).toEqual([]);
  });
});

describe('a click', () => {
  const segments = segmentsOf([found(6, 7), found(12, 12.1)], day);

  it('means the time at its place', () => {
    expect(timeAt(day, 0.5)).toBe(day + 12 * hour);
    expect([timeAt(day, -1), timeAt(day, 2)]).toEqual([day, day + dayMs]);
  });

  it.each([
    [6.5, 0],
    [5.99, 0],
    [12.15, 1],
    [9, undefined],
  ])('at %s h means record %s', (hours, index) => {
    const segment = segmentAt(segments, day + hours * hour, hour / 10);
    expect(segment).toBe(index === undefined ? undefined : segments[index]);
  });
});

it('the head stands within its day only', () => {
  expect(placeOf(day, day + 6 * hour)).toBe(25);
  expect(placeOf(day, day - 1)).toBeUndefined();
  expect(placeOf(day, day + dayMs + 1)).toBeUndefined();
});

it('a day begins at midnight of whoever reads', () => {
  const start = new Date(startOfDay(day + 5 * hour));
  expect([start.getHours(), start.getMinutes(), start.getMilliseconds()]).toEqual([0, 0, 0]);
  expect(startOfDay(start.getTime())).toBe(start.getTime());
});

it('a link names a day', () => {
  expect(new Date(dayOf('2026-01-31')!).toDateString()).toBe('Sat Jan 31 2026');
  expect([dayOf('tomorrow'), dayOf(undefined), dayOf(['2026-01-31'])]).toEqual([undefined, undefined, undefined]);
});
