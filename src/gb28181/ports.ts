/**
 * What GB28181 needs from outside, as interfaces only; src/storage implements the stores, main.ts wires.
 * Stores are asynchronous so that a database server can stand behind them as well as the embedded one.
 */

export type SignallingTransport = 'udp' | 'tcp';
export type MediaTransport = 'udp' | 'tcp-passive' | 'tcp-active';

/** What an operator sets per device; absent fields take the platform's defaults. */
export interface DeviceSettings {
  /** Digest password of this device; null: the shared one. */
  password: string | null;
  /** How media is asked for; null: the platform's default. Named from our side: tcp-passive means that we listen. */
  mediaTransport: MediaTransport | null;
  /** Address written into SDP for this device; null: chosen by route look-up. */
  mediaAddress: string | null;
  /** Text encoding of messages to this device; messages from it are recognised. */
  charset: 'GB18030' | 'UTF-8';
  /** Edition of GB/T 28181 that the device is taken to speak; null: what it told by X-GB-Ver. */
  edition: '2016' | '2022' | null;
  /** Whether requests near the MTU go to it by TCP while others go by UDP; null: to those of 2022. */
  largeByTcp: boolean | null;
  /** Sound to it begins when it has acknowledged our answer; false: with the answer, as some of Dahua want it. */
  soundAfterAck: boolean;
  /** Alarms of the device itself (AlarmMethod 2) are reset at once: until then it tells of no other. */
  resetAlarms: boolean;
  /** Tolerances switched off or on by name, see codec/quirks.ts. */
  quirks: Record<string, boolean>;
}

export interface DeviceRecord {
  /** 20 digits. */
  id: string;
  name: string;
  manufacturer: string;
  model: string;
  firmware: string;
  /** X-GB-Ver of its last registration, as 3.0; '': it told none. */
  version: string;
  online: boolean;
  /** Where its last accepted request came from; requests to it go there. */
  transport: SignallingTransport;
  address: string;
  port: number;
  /** Epoch milliseconds; 0: never. */
  registeredAt: number;
  expiresAt: number;
  keepaliveAt: number;
  catalogAt: number;
  settings: DeviceSettings;
}

export interface ChannelRecord {
  deviceId: string;
  /** 20 digits; what the device calls it (some give other lengths, kept as given). */
  id: string;
  name: string;
  manufacturer: string;
  model: string;
  owner: string;
  civilCode: string;
  address: string;
  parentId: string;
  /** Device, directory and group items stand in a catalog too; only cameras can be played. */
  kind: 'camera' | 'directory' | 'group' | 'other';
  status: 'ON' | 'OFF';
  ptzType: number;
  longitude: number | null;
  latitude: number | null;
}

export interface Page<T> {
  total: number;
  items: T[];
}

export interface PageQuery {
  offset: number;
  limit: number;
  /** Part of id or name. */
  search?: string | undefined;
  online?: boolean | undefined;
}

export interface DeviceStore {
  get(id: string): Promise<DeviceRecord | undefined>;
  list(query: PageQuery): Promise<Page<DeviceRecord>>;
  all(): Promise<DeviceRecord[]>;
  /** Inserts or replaces, with what the record says now: it may change as soon as this returns. */
  put(device: DeviceRecord): Promise<void>;
  /** Of devices that are known, the times of their registrations and last reports: what changes again and again. */
  putTimes(devices: Pick<DeviceRecord, 'id' | 'registeredAt' | 'expiresAt' | 'keepaliveAt'>[]): Promise<void>;
  /** Removes the device with its channels; false when it was unknown. */
  remove(id: string): Promise<boolean>;
}

/** What a BYE needs of a call that we made, without the dialog that knows the rest. */
export interface OpenCall {
  callId: string;
  deviceId: string;
  channelId: string;
  localTag: string;
  remoteTag: string;
  /** URI of the device's Contact. */
  remoteTarget: string;
}

/** Calls that are open, so that a process that comes after a killed one can end them. */
export interface CallStore {
  all(): Promise<OpenCall[]>;
  put(call: OpenCall): Promise<void>;
  remove(callId: string): Promise<void>;
}

/** One download of a record, and what came of it. */
export interface DownloadRecord {
  id: string;
  deviceId: string;
  channelId: string;
  /** The range that was asked for, in epoch milliseconds. */
  startMs: number;
  endMs: number;
  /** How many times faster than real time. */
  speed: number;
  /** done: all came; partial: some came, and is playable; failed: nothing is left of it. */
  state: 'running' | 'done' | 'partial' | 'failed';
  /** Why it ended so, in one sentence; '' while it runs. */
  reason: string;
  createdAt: number;
  /** Epoch milliseconds; 0 while it runs. */
  endedAt: number;
  /** Media that has been received. */
  receivedMs: number;
  /** Size of the file. */
  bytes: number;
  /** As the device tells it, which is often wrong; null: it does not. */
  fileSize: number | null;
}

export interface DownloadStore {
  all(): Promise<DownloadRecord[]>;
  /** Inserts or replaces. */
  put(download: DownloadRecord): Promise<void>;
  remove(id: string): Promise<void>;
}

export interface ChannelStore {
  get(deviceId: string, id: string): Promise<ChannelRecord | undefined>;
  list(deviceId: string | undefined, query: PageQuery): Promise<Page<ChannelRecord>>;
  /** A complete catalog: what is not in it is removed. One transaction. */
  replaceAll(deviceId: string, channels: ChannelRecord[]): Promise<void>;
  /** Parts of a catalog that did not come whole: nothing is removed. */
  putMany(channels: ChannelRecord[]): Promise<void>;
  remove(deviceId: string, ids: string[]): Promise<void>;
}

/** A picture that a device uploaded: GB/T 28181-2022 §9.14. */
export interface SnapshotRecord {
  id: string;
  deviceId: string;
  channelId: string;
  sessionId: string;
  /** What the device calls it; '' when it did not tell. */
  fileId: string;
  bytes: number;
  /** Epoch milliseconds. */
  receivedAt: number;
}

export interface SnapshotQuery {
  deviceId?: string | undefined;
  channelId?: string | undefined;
  sessionId?: string | undefined;
  offset: number;
  limit: number;
}

/** Uploaded pictures; the oldest make room for new ones. */
export interface SnapshotStore {
  put(record: SnapshotRecord, image: Buffer): Promise<void>;
  /** Newest first. */
  list(query: SnapshotQuery): Promise<Page<SnapshotRecord>>;
  /** The JPEG picture. */
  image(id: string): Promise<Buffer | undefined>;
  /** False when it was unknown. */
  remove(id: string): Promise<boolean>;
}

/** An alarm that a device told: GB/T 28181-2016 annex A.2.5, GB/T 28181-2022 annex A.2.5. */
export interface AlarmRecord {
  /** Grows with time. */
  id: number;
  deviceId: string;
  /** Whose alarm it is; the device itself, or one of its channels or inputs. */
  channelId: string;
  /** Epoch milliseconds, by our clock. */
  receivedAt: number;
  /** Local time by the device's clock, as 2022-01-31T12:00:00; '': it told none. */
  time: string;
  /** 1, the gravest, to 4; 0: it told none. */
  priority: number;
  /** 1 phone, 2 device, 3 SMS, 4 GPS, 5 video, 6 fault, 7 other; 0: it told none. */
  method: number;
  /** AlarmType, whose meaning depends on the method; '': it told none. */
  type: string;
  /** 1 enters, 2 leaves; 0: it told none. */
  eventType: number;
  description: string;
  longitude: number | null;
  latitude: number | null;
}

export interface AlarmQuery {
  offset: number;
  limit: number;
  id?: number | undefined;
  deviceId?: string | undefined;
  channelId?: string | undefined;
  priority?: number | undefined;
  method?: number | undefined;
  /** Epoch milliseconds of receivedAt, the first included, the last not. */
  from?: number | undefined;
  to?: number | undefined;
}

/** What is kept, at most. */
export interface Retention {
  days: number;
  rows: number;
}

export interface AlarmStore {
  add(alarm: Omit<AlarmRecord, 'id'>): Promise<AlarmRecord>;
  /** The newest first. */
  list(query: AlarmQuery): Promise<Page<AlarmRecord>>;
  /** Resolves with their number. */
  remove(query: Omit<AlarmQuery, 'offset' | 'limit'>): Promise<number>;
  sweep(retention: Retention): Promise<number>;
}

/** Where something that moves was. */
export interface PositionRecord {
  /** Grows with time. */
  id: number;
  deviceId: string;
  channelId: string;
  /** Epoch milliseconds, by our clock. */
  receivedAt: number;
  /** Local time by the device's clock; '': it told none. */
  time: string;
  longitude: number;
  latitude: number;
  /** km/h */
  speed: number | null;
  /** Degrees clockwise from north. */
  direction: number | null;
  /** Metres above the sea, and above ground. */
  altitude: number | null;
  height: number | null;
}

export interface PositionQuery {
  offset: number;
  limit: number;
  deviceId?: string | undefined;
  channelId?: string | undefined;
  from?: number | undefined;
  to?: number | undefined;
  /** The newest of each channel only. */
  latest?: boolean | undefined;
}

export interface PositionStore {
  add(position: Omit<PositionRecord, 'id'>): Promise<PositionRecord>;
  /** The newest first. */
  list(query: PositionQuery): Promise<Page<PositionRecord>>;
  sweep(retention: Retention): Promise<number>;
}

export type SubscribableEvent = 'Catalog' | 'Alarm' | 'MobilePosition' | 'PTZPosition';

/** What an operator wants a device to be subscribed to. */
export interface WantedSubscription {
  deviceId: string;
  event: SubscribableEvent;
  /** Asked for; refreshed before it is over. */
  expiresSeconds: number;
  /** Elements of the body after DeviceID. */
  fields: Record<string, unknown>;
  /** Of Alarm: SetGuard is sent first, since some devices tell of nothing else. */
  arm: boolean;
}

export interface SubscriptionStore {
  all(): Promise<WantedSubscription[]>;
  put(wanted: WantedSubscription): Promise<void>;
  /** False when it was not wanted. */
  remove(deviceId: string, event: SubscribableEvent): Promise<boolean>;
}
