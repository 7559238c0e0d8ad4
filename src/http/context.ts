import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import type { Config } from '../config/schema.ts';
import type { Secrets } from '../config/secrets.ts';
import type { Engine, SharedPort } from '../engine/engine.ts';
import type { SnapshotSessions } from '../gb28181/device/snapshot-sessions.ts';
import type { Gb28181 } from '../gb28181/gb28181.ts';
import type { AlarmStore, ChannelStore, DeviceStore, PositionStore, SnapshotStore } from '../gb28181/ports.ts';
import type { SipStats } from '../sip/index.ts';
import type { Stills } from '../stills/stills.ts';
import type { AccountStore } from '../storage/account-store.ts';
import type { AnnouncementFiles } from '../storage/announcement-files.ts';
import type { Streams } from '../streams/streams.ts';

/** What the routes stand on; main.ts fills it. */
export interface HttpContext {
  config: Config;
  secrets: Secrets;
  engine: Engine;
  /** In the single-port mode. */
  sharedPort: SharedPort | undefined;
  streams: Streams;
  stills: Stills;
  gb28181: Gb28181;
  devices: DeviceStore;
  channels: ChannelStore;
  alarms: AlarmStore;
  positions: PositionStore;
  snapshots: SnapshotStore;
  snapshotSessions: SnapshotSessions;
  announcements: AnnouncementFiles;
  accounts: AccountStore;
  sipStats: () => SipStats;
  sipPort: () => number;
  clock: Clock;
  /** Epoch milliseconds. */
  startedAt: number;
  log: Logger;
  version: string;
  /** Folder of the built console; absent: it is not served. */
  consoleFolder?: string | undefined;
}
