import mpegts from 'mpegts.js';
import { type Player, type PlayerEvents, startPlayback, watchPictures } from './player.ts';

/** A live edge closer than this is not chased; farther behind, playback runs a little faster. */
const maxLatencySeconds = 1.5;
const minLatencySeconds = 0.5;

/** FLV through mpegts.js, which knows how to chase the live edge. */
export class FlvPlayer implements Player {
  readonly #player: mpegts.Player;
  readonly #unwatch: () => void;
  readonly #socketWatch: WebSocketWatch;

  constructor(video: HTMLVideoElement, url: string, events: PlayerEvents) {
    events.onReason({ code: 'connecting' });
    this.#unwatch = watchPictures(video, events);
    this.#socketWatch = new WebSocketWatch(url);
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
      },
    );
    this.#player.on(mpegts.Events.MEDIA_INFO, () => events.onReason({ code: 'waiting-for-picture' }));
    this.#player.on(mpegts.Events.ERROR, (type: string) => events.onReason(this.#reason(type)));
    this.#player.on(mpegts.Events.LOADING_COMPLETE, () => events.onReason(this.#reason(mpegts.ErrorTypes.NETWORK_ERROR)));
    this.#player.attachMediaElement(video);
    this.#player.load();
    void startPlayback(video, events);
  }

  get bytes(): number {
    return this.#socketWatch.bytes;
  }

  close(): void {
    this.#unwatch();
    this.#socketWatch.stop();
    this.#player.destroy();
  }

  #reason(type: string) {
    const { closeCode, text } = this.#socketWatch;
    if (text) return { code: 'server', closeCode, text } as const;
    if (type === mpegts.ErrorTypes.MEDIA_ERROR) return { code: 'codec-unsupported' } as const;
    return { code: 'network' } as const;
  }
}

/**
 * mpegts.js opens the WebSocket itself and drops the close reason, which is the very sentence that a viewer needs.
 * This listens to the socket of this URL from outside.
 */
class WebSocketWatch {
  bytes = 0;
  closeCode = 0;
  text = '';
  readonly #restore: () => void;

  constructor(url: string) {
    const Original = globalThis.WebSocket;
    const observe = (socket: WebSocket) => this.#observe(socket);
    const Observed = class extends Original {
      constructor(address: string | URL, protocols?: string | string[]) {
        super(address, protocols);
        if (String(address) === url) observe(this);
      }
    };
    globalThis.WebSocket = Observed;
    this.#restore = () => {
      if (globalThis.WebSocket === Observed) globalThis.WebSocket = Original;
    };
  }

  stop(): void {
    this.#restore();
  }

  #observe(socket: WebSocket): void {
    this.#restore();
    socket.addEventListener('message', (event: MessageEvent) => {
      if (event.data instanceof ArrayBuffer) this.bytes += event.data.byteLength;
    });
    socket.addEventListener('close', (event) => {
      this.closeCode = event.code;
      this.text = event.reason;
    });
  }
}
