import { codecsOf } from './codecs.ts';
import { type Player, type PlayerEvents, startPlayback, watchPictures } from './playback.ts';
import { reasonOfClose } from './reason.ts';
import { SegmentQueue } from './segment-queue.ts';

const maxLatencySeconds = 1.5;
const targetLatencySeconds = 0.4;
/** What was shown is kept this long; older media is removed from the buffer. */
const keepSeconds = 10;

/** Fragmented MP4 from a WebSocket into Media Source Extensions: every message is an init segment or a fragment. */
export class MsePlayer implements Player {
  bytes = 0;
  readonly #video: HTMLVideoElement;
  readonly #events: PlayerEvents;
  readonly #socket: WebSocket;
  readonly #source = new MediaSource();
  readonly #unwatch: () => void;
  /** From the first init segment on. */
  #queue: SegmentQueue | undefined;
  #buffer: SourceBuffer | undefined;
  #closed = false;

  constructor(video: HTMLVideoElement, url: string, events: PlayerEvents) {
    this.#video = video;
    this.#events = events;
    this.#unwatch = watchPictures(video, events);
    events.onReason({ code: 'connecting' });
    video.src = URL.createObjectURL(this.#source);
    this.#source.addEventListener('sourceopen', () => URL.revokeObjectURL(video.src), { once: true });
    this.#socket = new WebSocket(url);
    this.#socket.binaryType = 'arraybuffer';
    this.#socket.addEventListener('message', ({ data }) => this.#onMessage(data as ArrayBuffer));
    this.#socket.addEventListener('close', (event) => this.#onClose(event));
    void startPlayback(video, events);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#unwatch();
    this.#socket.close();
    this.#video.removeAttribute('src');
    this.#video.load();
  }

  #onMessage(data: ArrayBuffer): void {
    this.bytes += data.byteLength;
    const codecs = codecsOf(new Uint8Array(data));
    const type = codecs === undefined ? undefined : `video/mp4; codecs="${codecs}"`;
    if (type !== undefined && !this.#accept(type)) return;
    this.#queue?.push(data, type);
    this.#feed();
  }

  /** An init segment tells what follows; the first one opens the buffer. */
  #accept(type: string): boolean {
    if (!MediaSource.isTypeSupported(type)) {
      this.#events.onReason({ code: 'codec-unsupported' });
      this.close();
      return false;
    }
    if (this.#queue) return true;
    this.#queue = new SegmentQueue(type);
    const open = () => {
      this.#buffer = this.#source.addSourceBuffer(type);
      this.#buffer.mode = 'segments';
      this.#buffer.addEventListener('updateend', () => this.#onUpdated());
      this.#events.onReason({ code: 'waiting-for-picture' });
      this.#feed();
    };
    if (this.#source.readyState === 'open') open();
    else this.#source.addEventListener('sourceopen', open, { once: true });
    return true;
  }

  #feed(): void {
    const buffer = this.#buffer;
    if (this.#closed || !buffer) return;
    try {
      this.#queue?.feed(buffer);
    } catch (error) {
      if (error instanceof DOMException && error.name === 'QuotaExceededError') this.#trim(1);
      else this.#events.onReason({ code: 'decode-error' });
    }
  }

  #onUpdated(): void {
    const { buffered } = this.#video;
    if (buffered.length > 0) {
      const start = buffered.start(buffered.length - 1);
      const end = buffered.end(buffered.length - 1);
      const behind = end - this.#video.currentTime;
      if (this.#video.currentTime < start || behind > maxLatencySeconds)
        this.#video.currentTime = Math.max(start, end - targetLatencySeconds);
    }
    if (!this.#trim(keepSeconds)) this.#feed();
  }

  #trim(keep: number): boolean {
    const buffer = this.#buffer;
    if (!buffer || buffer.updating || buffer.buffered.length === 0) return false;
    const end = this.#video.currentTime - keep;
    if (buffer.buffered.start(0) >= end - keep) return false;
    buffer.remove(0, end);
    return true;
  }

  #onClose(event: CloseEvent): void {
    if (!this.#closed) this.#events.onReason(reasonOfClose(event.code, event.reason));
  }
}
