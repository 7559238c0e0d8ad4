import type { RegisterRedirect } from './device/register-redirect.ts';
import type { MediaTransport, Retention } from './ports.ts';

export interface Gb28181Config {
  /** 20-digit ID of this platform. */
  id: string;
  /** 10-digit SIP domain, also the digest realm. */
  domain: string;
  /** Password of devices that have none of their own. */
  password: string;
  keepaliveSeconds: number;
  /** A device is offline after so many missed reports. */
  keepaliveMisses: number;
  registerMaxSeconds: number;
  /** Of the time that devices are told: an IANA name, 'system', or 'none' to tell none. */
  timeZone: string;
  /** How devices are asked for media unless set per device. */
  mediaTransport: MediaTransport;
  /** Our address in SDP; '': found per device. */
  mediaAddress: string;
  onLoss: 'drop-to-key' | 'pass';
  inviteTimeoutMs: number;
  /** A session ends after this time without a packet. */
  silenceMs: number;
  maxDevices: number;
  /** Which devices are sent to other nodes at registration; absent: none. */
  redirect?: RegisterRedirect | undefined;
  /** What is kept of what devices told. */
  alarms: Retention;
  positions: Retention;
  downloads: DownloadConfig;
  /** Handle of the engine's shared port, in the single-port mode. */
  sharedPort?: number | undefined;
}

/** Records that are downloaded into files. */
export interface DownloadConfig {
  /** Where the files are. */
  folder: string;
  /** Downloads at the same time. */
  maxJobs: number;
  /** Of all files together; at this size running downloads end. */
  maxBytes: number;
  /** Files are removed after so many days. */
  keepDays: number;
}

export interface Gb28181Stats {
  devices: number;
  devicesOnline: number;
  sessions: number;
  registrations: Record<
    'accepted' | 'challenged' | 'wrongPassword' | 'refused' | 'removed' | 'redirected' | 'contested' | 'restarted',
    number
  >;
  messages: Record<string, number>;
  invites: Record<'sent' | 'accepted' | 'refused' | 'timedOut' | 'failed', number>;
  /** Tolerated faults of devices, by name. */
  quirks: Record<string, number>;
}

export function emptyStats(): Gb28181Stats {
  return {
    devices: 0,
    devicesOnline: 0,
    sessions: 0,
    registrations: {
      accepted: 0,
      challenged: 0,
      wrongPassword: 0,
      refused: 0,
      removed: 0,
      redirected: 0,
      contested: 0,
      restarted: 0,
    },
    messages: {},
    invites: { sent: 0, accepted: 0, refused: 0, timedOut: 0, failed: 0 },
    quirks: {},
  };
}

export function bump(record: Record<string, number>, name: string): void {
  record[name] = (record[name] ?? 0) + 1;
}
