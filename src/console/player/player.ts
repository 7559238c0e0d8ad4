import { FlvPlayer } from './flv-player.ts';
import { MsePlayer } from './mse-player.ts';
import type { Player, PlayerEvents } from './playback.ts';
import type { PlayerKind } from './player-kind.ts';

/** Opens a player for an absolute ws: or wss: URL. */
export function openPlayer(video: HTMLVideoElement, url: string, kind: PlayerKind, events: PlayerEvents): Player {
  return kind === 'flv' ? new FlvPlayer(video, url, events) : new MsePlayer(video, url, events);
}
