import type { AlarmRecord, PositionRecord, SubscribableEvent } from './ports.ts';

interface OfChannel {
  deviceId: string;
  channelId: string;
}

/** What programs and consoles are told as it happens. */
export type PlatformEvent =
  | { type: 'device:online'; deviceId: string }
  | { type: 'device:offline'; deviceId: string }
  /** Parts of the device that have failed, as its keepalive told: again with each. */
  | { type: 'device:failed-parts'; deviceId: string; failed: string[] }
  /** The whole catalog was read. */
  | { type: 'catalog:read'; deviceId: string; channels: number }
  | { type: 'catalog:changed'; deviceId: string; changes: { channelId: string; event: string }[] }
  | { type: 'alarm'; alarm: AlarmRecord }
  | { type: 'position'; position: PositionRecord }
  | ({ type: 'ptz:position'; position: Record<string, unknown> } & OfChannel)
  | { type: 'subscription'; deviceId: string; event: SubscribableEvent; state: string; reason: string }
  | ({ type: 'upgrade'; result: Record<string, unknown> } & OfChannel)
  /** The device wants to send what it recorded: GB/T 28181-2022 annex A.2.5.9. */
  | ({ type: 'video-upload'; told: Record<string, unknown> } & OfChannel)
  | ({ type: 'snapshot'; sessionId: string; files: string[] } & OfChannel)
  /** A session that REST opened began or ended; how far it is in between, its own route tells. */
  | ({ type: 'playback' | 'download'; id: string; state: string; progress?: number } & OfChannel);
