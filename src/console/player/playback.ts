import type { BlackReason } from './reason.ts';

/** Chasing the live edge stops the picture for a moment; only a longer stop is one. */
const stallMs = 1000;

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

/** Starts playback, without sound when the browser refuses sound before a click, and says when it refuses that too. */
export async function startPlayback(video: HTMLVideoElement, events: PlayerEvents): Promise<void> {
  try {
    await video.play();
  } catch (error) {
    if (!isRefusal(error)) return;
    video.muted = true;
    await video.play().catch((again) => {
      if (isRefusal(again)) events.onReason({ code: 'autoplay-blocked' });
    });
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'NotAllowedError';
}

/** Calls back when the first picture is shown and when pictures stop coming. Returns the undo. */
export function watchPictures(video: HTMLVideoElement, events: PlayerEvents): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const onPlaying = () => {
    clearTimeout(timer);
    events.onReason(undefined);
  };
  const onWaiting = () => {
    clearTimeout(timer);
    if (video.readyState > 0) timer = setTimeout(() => events.onReason({ code: 'stalled' }), stallMs);
  };
  const onError = () => {
    // Code 1 is our own taking away of the source.
    if (video.error && video.error.code !== MediaError.MEDIA_ERR_ABORTED) events.onReason({ code: 'decode-error' });
  };
  video.addEventListener('playing', onPlaying);
  video.addEventListener('waiting', onWaiting);
  video.addEventListener('error', onError);
  return () => {
    clearTimeout(timer);
    video.removeEventListener('playing', onPlaying);
    video.removeEventListener('waiting', onWaiting);
    video.removeEventListener('error', onError);
  };
}
