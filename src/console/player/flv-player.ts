import mpegts from 'mpegts.js';
import { type Player, type PlayerEvents, startPlayback, watchPictures } from './playback.ts';
import { type BlackReason, reasonOfClose } from './reason.ts';
import { socketLoader } from './socket-loader.ts';

/** A live edge closer than this is not chased; farther behind, playback jumps forward. */
const maxLatencySeconds = 1.5;
const minLatencySeconds = 0.5;

/** FLV through mpegts.js, which knows how to chase the live edge. */
export class FlvPlayer implements Player {
  bytes = 0;
  readonly #player: mpegts.Player;
  readonly #events: PlayerEvents;
  readonly #unwatch: () => void;
  #closed = false;

  constructor(video: HTMLVideoElement, url: string, events: PlayerEvents) {
    this.#events = events;
    events.onReason({ code: 'connecting' });
    this.#unwatch = watchPictures(video, events);
    const customLoader = socketLoader({
      onOpen: () => this.#say({ code: 'waiting-for-picture' }),
      onBytes: (count) => {
        this.bytes += count;
      },
      onEnd: ({ code, text }) => this.#say(reasonOfClose(code, text)),
    });
    this.#player = mpegts.createPlayer(
      { type: 'flv', isLive: true, url },
      {
        enableWorker: false,
        isLive: true,
        lazyLoad: false,
        enableStashBuffer: false,
        liveBufferLatencyChasing: true,
        liveBufferLatencyMaxLatency: maxLatencySeconds,
        liveBufferLatencyMinRemain: minLatencySeconds,
        autoCleanupSourceBuffer: true,
        customLoader,
      },
    );
    this.#player.on(mpegts.Events.ERROR, (type: string, detail: string) => this.#onError(type, detail));
    this.#player.attachMediaElement(video);
    this.#player.load();
    void startPlayback(video, events);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#unwatch();
    this.#player.destroy();
  }

  /** Errors of the network are told by the loader, which knows the server's words. */
  #onError(type: string, detail: string): void {
    if (type !== mpegts.ErrorTypes.MEDIA_ERROR) return;
    const unsupported =
      detail === mpegts.ErrorDetails.MEDIA_CODEC_UNSUPPORTED || detail === mpegts.ErrorDetails.MEDIA_MSE_ERROR;
    this.#say({ code: unsupported ? 'codec-unsupported' : 'decode-error' });
    // Its sound alone would go on, and the tile would count as playing.
    if (!unsupported) return;
    this.#unwatch();
    // Not from within the player's own event.
    setTimeout(() => this.close());
  }

  #say(reason: BlackReason): void {
    if (!this.#closed) this.#events.onReason(reason);
  }
}
