import { FlvPlayer } from './flv-player.ts';
import { MsePlayer } from './mse-player.ts';

/** Why a tile shows nothing; the text for each stands in i18n under `reason`. */
export type BlackReason =
  | { code: 'connecting' | 'waiting-for-picture' | 'codec-unsupported' | 'autoplay-blocked' | 'decode-error' | 'stalled' }
  /** The server closed with a reason of its own: the words are the server's. */
  | { code: 'server'; text: string; closeCode: number }
  | { code: 'network' };

export interface PlayerEvents {
  /** Undefined: a picture is shown. */
  onReason: (reason: BlackReason | undefined) => void;
}

/** Plays one URL in one video element until closed. */
export interface Player {
  close(): void;
  /** Bytes received so far. */
  readonly bytes: number;
}

export type PlayerKind = 'flv' | 'mp4';

export interface PlaySource {
  /** Absolute ws: or wss: URLs, signed. */
  wsFlv: string;
  wsMp4: string;
}

/** Opens a player; sound comes as FLAC, which browsers decode and G.711 cameras lose nothing by. */
export function openPlayer(video: HTMLVideoElement, source: PlaySource, kind: PlayerKind, events: PlayerEvents): Player {
  return kind === 'flv' ? new FlvPlayer(video, source.wsFlv, events) : new MsePlayer(video, source.wsMp4, events);
}

/** Starts playback muted when the browser refuses sound without a click, and says so. */
export async function startPlayback(video: HTMLVideoElement, events: PlayerEvents): Promise<void> {
  try {
    await video.play();
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== 'NotAllowedError') return;
    video.muted = true;
    await video.play().catch(() => events.onReason({ code: 'autoplay-blocked' }));
  }
}

/** Calls back when the first picture is shown and when pictures stop coming. Returns the undo. */
export function watchPictures(video: HTMLVideoElement, events: PlayerEvents): () => void {
  const onPlaying = () => events.onReason(undefined);
  const onWaiting = () => events.onReason({ code: video.readyState === 0 ? 'waiting-for-picture' : 'stalled' });
  video.addEventListener('playing', onPlaying);
  video.addEventListener('waiting', onWaiting);
  return () => {
    video.removeEventListener('playing', onPlaying);
    video.removeEventListener('waiting', onWaiting);
  };
}
