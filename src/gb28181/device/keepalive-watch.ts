// Missed reports: GB/T 28181-2016 §9.6.
import type { Clock } from '../../base/clock.ts';
import { toleranceOf } from '../codec/quirks.ts';
import type { Device } from './device-registry.ts';

export interface KeepaliveWatchOptions {
  clock: Clock;
  keepaliveSeconds: number;
  keepaliveMisses: number;
  /** Counts of tolerated faults, by name. */
  quirks: Record<string, number>;
}

/** Who is looked at in steps of this length. */
export const kWatchStepMs = 5000;
/** Messages that follow faster are parts of an answer, and tell nothing of how often a device reports. */
const minPauseMs = 10_000;
/** A long pause that was an outage and no habit is forgotten by and by, with each report that comes sooner. */
const forgetting = 0.75;

interface Reports {
  keepaliveAt: number;
  registeredAt: number;
  /** Since the last report. */
  silentMs: number;
  /** How long the device keeps silent between two reports. */
  pauseMs: number;
  /** Its present silence was tolerated, and is counted. */
  excused: boolean;
}

/**
 * How long devices have been silent. Counted in steps that a timer makes, not read from the wall clock: that jumps when
 * it is set, and would take every device offline at once; nor is a device to blame for a time when we stood still.
 */
export class KeepaliveWatch {
  readonly #options: KeepaliveWatchOptions;
  readonly #reports = new WeakMap<Device, Reports>();

  constructor(options: KeepaliveWatchOptions) {
    this.#options = options;
  }

  /** To be asked of every device at every step: true when it missed so many reports that it must be offline. */
  step(device: Device): boolean {
    const { keepaliveSeconds, keepaliveMisses, quirks } = this.#options;
    const reports = this.#observe(device);
    const { record } = device;
    if (!record.online || reports.silentMs <= keepaliveSeconds * keepaliveMisses * 1000) return false;
    const intervalMs = Math.min(reports.pauseMs, record.expiresAt - record.registeredAt);
    if (reports.silentMs > intervalMs * keepaliveMisses) return true;
    // QUIRK slow-keepalive: measured by its own interval, it missed nothing; the interval is at most its Expires.
    reports.excused ||= toleranceOf(record.settings, quirks)('slow-keepalive');
    return !reports.excused;
  }

  #observe(device: Device): Reports {
    const { keepaliveAt, registeredAt } = device.record;
    const sinceMs = Math.min(Math.max(this.#options.clock.now() - keepaliveAt, 0), kWatchStepMs);
    const seen = this.#reports.get(device);
    if (!seen) {
      const first = { keepaliveAt, registeredAt, silentMs: sinceMs, pauseMs: 0, excused: false };
      this.#reports.set(device, first);
      return first;
    }
    if (seen.keepaliveAt === keepaliveAt) {
      seen.silentMs += kWatchStepMs;
      return seen;
    }
    const pauseMs = seen.silentMs + kWatchStepMs - sinceMs;
    // Who registered anew may have been away; that pause is no habit.
    if (seen.registeredAt === registeredAt && pauseMs >= minPauseMs)
      seen.pauseMs = Math.max(pauseMs, seen.pauseMs * forgetting);
    return Object.assign(seen, { keepaliveAt, registeredAt, silentMs: sinceMs, excused: false });
  }
}
