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

export interface ChannelStore {
  get(deviceId: string, id: string): Promise<ChannelRecord | undefined>;
  list(deviceId: string | undefined, query: PageQuery): Promise<Page<ChannelRecord>>;
  /** A complete catalog: what is not in it is removed. One transaction. */
  replaceAll(deviceId: string, channels: ChannelRecord[]): Promise<void>;
  /** Parts of a catalog that did not come whole: nothing is removed. */
  putMany(channels: ChannelRecord[]): Promise<void>;
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
