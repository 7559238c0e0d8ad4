// What a channel has recorded: some records on each day, the same for everybody who asks, so that a search can be
// foretold; and those that RecordCmd made.
import type { Clock } from '../../../base/clock.ts';
import { cameraTime, kBeijingOffsetMs } from './camera-time.ts';

export type RecordType = 'time' | 'alarm' | 'manual';

export interface CameraRecord {
  /** Milliseconds since the Unix epoch. */
  start: number;
  end: number;
  type: RecordType;
  /** "2022-01-31T12:00:00.ps" */
  filePath: string;
  bytes: number;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const bytesPerSecond = 250_000;
/** A search may be over as many days; later ones are left out. */
export const kMaxSearchedDays = 366;
const maxManual = 100;

/** Of each day, from midnight in Beijing. */
const daily: readonly { at: number; lasts: number; type: RecordType }[] = [
  { at: 0, lasts: 10 * minuteMs, type: 'time' },
  { at: 6 * hourMs, lasts: 10 * minuteMs, type: 'time' },
  { at: 8.5 * hourMs, lasts: minuteMs, type: 'alarm' },
  { at: 12 * hourMs, lasts: 10 * minuteMs, type: 'time' },
  { at: 12.75 * hourMs, lasts: 5 * minuteMs, type: 'manual' },
  { at: 18 * hourMs, lasts: 10 * minuteMs, type: 'time' },
];

export class RecordTimeline {
  // Given.
  readonly #clock: Clock;
  // State.
  readonly #manual: { start: number; end: number }[] = [];
  #recordingSince: number | undefined;
  #erasedUntil = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get recording(): boolean {
    return this.#recordingSince !== undefined;
  }

  /** RecordCmd Record. */
  start(): void {
    this.#recordingSince ??= this.#clock.now();
  }

  /** RecordCmd StopRecord. */
  stop(): void {
    if (this.#recordingSince === undefined) return;
    this.#manual.push({ start: this.#recordingSince, end: this.#clock.now() });
    if (this.#manual.length > maxManual) this.#manual.shift();
    this.#recordingSince = undefined;
  }

  /** The card was formatted: what has begun before now is gone. */
  erase(): void {
    this.#erasedUntil = this.#clock.now();
    this.#manual.length = 0;
  }

  /** Those that touch the range, in the order of their beginnings. Nothing is of the future. */
  find(from: number, to: number, type: RecordType | 'all' = 'all'): CameraRecord[] {
    const now = this.#clock.now();
    const records = [...this.#daily(from, Math.min(to, now)), ...this.#commanded(now)];
    return records
      .filter(({ start, end }) => start < to && end > from && end <= now && start >= this.#erasedUntil)
      .filter((record) => type === 'all' || record.type === type)
      .sort((a, b) => a.start - b.start);
  }

  *#daily(from: number, to: number): Generator<CameraRecord> {
    // A record of the day before may reach into the range.
    const first = Math.floor((from + kBeijingOffsetMs) / dayMs) - 1;
    const last = Math.min(Math.floor((to + kBeijingOffsetMs) / dayMs), first + kMaxSearchedDays);
    for (let day = first; day <= last; day++) {
      const midnight = day * dayMs - kBeijingOffsetMs;
      for (const { at, lasts, type } of daily) yield record(midnight + at, midnight + at + lasts, type);
    }
  }

  *#commanded(now: number): Generator<CameraRecord> {
    for (const { start, end } of this.#manual) yield record(start, end, 'manual');
    if (this.#recordingSince !== undefined) yield record(this.#recordingSince, now, 'manual');
  }
}

function record(start: number, end: number, type: RecordType): CameraRecord {
  const bytes = Math.round(((end - start) / 1000) * bytesPerSecond);
  return { start, end, type, filePath: `/records/${cameraTime(start)}.ps`, bytes };
}
