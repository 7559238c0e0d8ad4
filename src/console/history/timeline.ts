import type { FoundRecord } from '../api/types.ts';

/** One day of a channel's records, laid out on a bar. All times are epoch milliseconds. */

export const dayMs = 24 * 3_600_000;

export interface Segment {
  record: FoundRecord;
  startMs: number;
  endMs: number;
  /** Of the bar's width, in percent. */
  left: number;
  width: number;
}

/** Records of a day that begins at `dayStartMs`, cut at its ends, by time. */
export function segmentsOf(records: readonly FoundRecord[], dayStartMs: number): Segment[] {
  const dayEndMs = dayStartMs + dayMs;
  return records
    .map((record) => ({ record, startMs: Date.parse(record.start), endMs: Date.parse(record.end) }))
    .filter(({ startMs, endMs }) => endMs > startMs && startMs < dayEndMs && endMs > dayStartMs)
    .sort((one, other) => one.startMs - other.startMs)
    .map((segment) => {
      const from = Math.max(segment.startMs, dayStartMs);
      const to = Math.min(segment.endMs, dayEndMs);
      return { ...segment, left: percent(from - dayStartMs), width: percent(to - from) };
    });
}

/** The time at a place of the bar, from 0 (left) to 1. */
export function timeAt(dayStartMs: number, place: number): number {
  return dayStartMs + Math.min(1, Math.max(0, place)) * dayMs;
}

/** Where a time stands on the bar, in percent; undefined outside of the day. */
export function placeOf(dayStartMs: number, atMs: number): number | undefined {
  const place = percent(atMs - dayStartMs);
  return place >= 0 && place <= 100 ? place : undefined;
}

/** What can be played at a time; a click a little beside a short record means it. */
export function segmentAt(segments: readonly Segment[], atMs: number, toleranceMs: number): Segment | undefined {
  const within = segments.find(({ startMs, endMs }) => atMs >= startMs && atMs < endMs);
  if (within) return within;
  const near = segments
    .map((segment) => ({ segment, off: Math.min(Math.abs(segment.startMs - atMs), Math.abs(segment.endMs - atMs)) }))
    .sort((one, other) => one.off - other.off)[0];
  return near && near.off <= toleranceMs ? near.segment : undefined;
}

/** Midnight before a time, in the reader's own zone. */
export function startOfDay(atMs: number): number {
  const day = new Date(atMs);
  day.setHours(0, 0, 0, 0);
  return day.getTime();
}

/** The day of a link, as 2026-01-31, in the reader's own zone; undefined for what is none. */
export function dayOf(text: unknown): number | undefined {
  const found = typeof text === 'string' ? /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) : null;
  if (!found) return undefined;
  const [, year, month, day] = found.map(Number) as [number, number, number, number];
  return new Date(year, month - 1, day).getTime();
}

function percent(ms: number): number {
  return (ms / dayMs) * 100;
}
