// How wrong the clocks of devices are, by what they say of the time: the Date of a request (GB/T 28181-2016 §9.10 has devices
// set their clocks by that of our answer) and DeviceTime of DeviceStatus (GB/T 28181-2016 annex A.2.6).
import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import type { Device } from './device-registry.ts';
import { localTime } from './registrar.ts';

/** A clock that is this wrong makes times of alarms and records useless; it is told in the log. */
export const kMaxSkewMs = 60_000;
/** The log tells of one device no more often, however often its clock turns wrong. */
export const kSkewToldMs = 10 * 60_000;

/** Local time as both editions write it: 2016-01-01T12:30:15, with or without parts of a second. */
const localPattern = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?)$/;

/**
 * Milliseconds by which `text` is ahead of `now` (epoch ms); undefined when it is no time. `local` gives our local time as
 * devices are told it; without it a time that names no zone tells nothing.
 */
export function skewOf(text: string, now: number, local: ((ms: number) => string) | undefined): number | undefined {
  const trimmed = text.trim();
  if (trimmed.length > 64) return undefined;
  const [, date, time] = localPattern.exec(trimmed) ?? [];
  const theirs = Date.parse(date === undefined ? trimmed : `${date}T${time}Z`);
  if (Number.isNaN(theirs)) return undefined;
  if (date === undefined) return zoned(trimmed) ? theirs - now : undefined;
  return local && theirs - Date.parse(`${local(now)}Z`);
}

/** It names its zone: Date.parse would take another for the zone of this machine. */
function zoned(text: string): boolean {
  return /(?:Z|GMT|UTC|[+-]\d{2}:?\d{2})$/.test(text);
}

export interface DeviceClocksOptions {
  clock: Clock;
  log: Logger;
  timeZone: string;
}

/** What is known of the clocks of devices. */
export class DeviceClocks {
  readonly #options: DeviceClocksOptions;
  readonly #local: ((ms: number) => string) | undefined;

  constructor(options: DeviceClocksOptions) {
    this.#options = options;
    this.#local = localTime(options.timeZone);
  }

  /** The device says that it is now `text`. */
  told(device: Device, text: string): void {
    const now = this.#options.clock.now();
    const skewMs = skewOf(text, now, this.#local);
    if (skewMs === undefined) return;
    const known = Math.abs(device.clockSkewMs ?? 0) > kMaxSkewMs;
    device.clockSkewMs = skewMs;
    if (known || Math.abs(skewMs) <= kMaxSkewMs) return;
    if (now - (device.clockSkewLoggedAt ?? -Infinity) < kSkewToldMs) return;
    device.clockSkewLoggedAt = now;
    this.#options.log.warn({ device: device.record.id, skewMs }, 'the clock of a device is wrong');
  }
}
