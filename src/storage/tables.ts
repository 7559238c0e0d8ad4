/** Rows as they stand in the database: booleans as 0 and 1, settings as JSON text, times as epoch milliseconds. */
export interface Tables {
  devices: DeviceRow;
  channels: ChannelRow;
  calls: CallRow;
  alarms: AlarmRow;
  positions: PositionRow;
  subscriptions: SubscriptionRow;
  downloads: DownloadRow;
  admins: AdminRow;
  api_keys: ApiKeyRow;
  snapshots: SnapshotRow;
}

export interface DeviceRow {
  id: string;
  name: string;
  manufacturer: string;
  model: string;
  firmware: string;
  version: string;
  online: number;
  transport: string;
  address: string;
  port: number;
  registered_at: number;
  expires_at: number;
  keepalive_at: number;
  catalog_at: number;
  settings: string;
}

export interface ChannelRow {
  device_id: string;
  id: string;
  name: string;
  manufacturer: string;
  model: string;
  owner: string;
  civil_code: string;
  address: string;
  parent_id: string;
  kind: string;
  status: string;
  ptz_type: number;
  longitude: number | null;
  latitude: number | null;
}

export interface CallRow {
  call_id: string;
  device_id: string;
  channel_id: string;
  local_tag: string;
  remote_tag: string;
  remote_target: string;
}

export interface DownloadRow {
  id: string;
  device_id: string;
  channel_id: string;
  start_ms: number;
  end_ms: number;
  speed: number;
  state: string;
  reason: string;
  created_at: number;
  ended_at: number;
  received_ms: number;
  bytes: number;
  file_size: number | null;
}

export interface AdminRow {
  name: string;
  /** scrypt: salt and hash in base64url, joined by "$". */
  password: string;
  created_at: number;
}

export interface ApiKeyRow {
  id: string;
  name: string;
  /** SHA-256 of the key, hexadecimal; the key itself is shown once and not kept. */
  hash: string;
  created_at: number;
  last_used_at: number;
}

export interface SnapshotRow {
  id: string;
  device_id: string;
  channel_id: string;
  session_id: string;
  file_id: string;
  bytes: number;
  received_at: number;
}

export interface AlarmRow {
  id: number;
  device_id: string;
  channel_id: string;
  received_at: number;
  time: string;
  priority: number;
  method: number;
  type: string;
  event_type: number;
  description: string;
  longitude: number | null;
  latitude: number | null;
}

export interface PositionRow {
  id: number;
  device_id: string;
  channel_id: string;
  received_at: number;
  time: string;
  longitude: number;
  latitude: number;
  speed: number | null;
  direction: number | null;
  altitude: number | null;
  height: number | null;
}

export interface SubscriptionRow {
  device_id: string;
  event: string;
  /** JSON */
  wish: string;
}
