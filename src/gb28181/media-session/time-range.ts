import { PlayError } from '../../streams/source-provider.ts';

/** A part of the past, in epoch milliseconds. */
export interface TimeRange {
  startMs: number;
  endMs: number;
}

/** Throws PlayError for a range that no record can be in. */
export function checkRange({ startMs, endMs }: TimeRange): void {
  if (!(startMs > 0 && endMs > startMs))
    throw new PlayError(400, 'bad-range', 'The range must end after it begins; both are points of time with a zone.');
}

/** t= of an INVITE for records: UNIX seconds. GB/T 28181-2016 annex F. */
export function timingOf({ startMs, endMs }: TimeRange): { start: number; stop: number } {
  return { start: Math.floor(startMs / 1000), stop: Math.ceil(endMs / 1000) };
}
