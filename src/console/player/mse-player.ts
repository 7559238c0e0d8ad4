import { type BlackReason, type Player, type PlayerEvents, startPlayback, watchPictures } from './player.ts';

const maxLatencySeconds = 1.5;
const targetLatencySeconds = 0.4;
/** What was shown is kept this long; older media is removed from the buffer. */
const keepSeconds = 10;
/** Fragments that wait for the buffer; more means that the tab sleeps, and the oldest go. */
const maxQueuedFragments = 500;

/** Fragmented MP4 from a WebSocket into Media Source Extensions: every message is an init segment or a fragment. */
export class MsePlayer implements Player {
  bytes = 0;
  readonly #video: HTMLVideoElement;
  readonly #events: PlayerEvents;
  readonly #socket: WebSocket;
  readonly #source = new MediaSource();
  readonly #queue: ArrayBuffer[] = [];
  readonly #unwatch: () => void;
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
    this.#closed = true;
    this.#unwatch();
    this.#socket.close();
    this.#video.removeAttribute('src');
    this.#video.load();
  }

  #onMessage(data: ArrayBuffer): void {
    this.bytes += data.byteLength;
    const codecs = codecsOf(new Uint8Array(data));
    if (codecs !== undefined && !this.#useCodecs(codecs)) return;
    this.#queue.push(data);
    if (this.#queue.length > maxQueuedFragments) this.#queue.shift();
    this.#feed();
  }

  /** An init segment tells what follows; a changed one changes the buffer's type. */
  #useCodecs(codecs: string): boolean {
    const type = `video/mp4; codecs="${codecs}"`;
    if (!MediaSource.isTypeSupported(type)) {
      this.#events.onReason({ code: 'codec-unsupported' });
      this.close();
      return false;
    }
    if (this.#buffer) {
      this.#buffer.changeType(type);
      return true;
    }
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
    const next = this.#queue[0];
    if (this.#closed || !buffer || buffer.updating || !next) return;
    try {
      buffer.appendBuffer(next);
      this.#queue.shift();
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
    if (this.#closed) return;
    const reason: BlackReason = event.reason
      ? { code: 'server', text: event.reason, closeCode: event.code }
      : { code: 'network' };
    this.#events.onReason(reason);
  }
}

/** The RFC 6381 codecs string of an init segment; undefined for a fragment. */
export function codecsOf(segment: Uint8Array): string | undefined {
  const text = (at: number) => String.fromCharCode(...segment.subarray(at, at + 4));
  if (text(4) !== 'ftyp') return undefined;
  const hex = (at: number) => segment[at]!.toString(16).padStart(2, '0');
  const codecs: string[] = [];
  for (let at = 8; at + 8 < segment.length; at++) {
    const name = text(at);
    if (name === 'avcC') codecs.push(`avc1.${hex(at + 5)}${hex(at + 6)}${hex(at + 7)}`);
    else if (name === 'hvcC') codecs.push(hevcCodecs(segment.subarray(at + 4)));
    else if (name === 'dfLa') codecs.push('flac');
    else if (name === 'esds') codecs.push('mp4a.40.2');
  }
  return codecs.join(',');
}

/** ISO/IEC 14496-15:2022 annex E.3: profile, compatibility in reverse bit order, tier and level, constraints. */
function hevcCodecs(record: Uint8Array): string {
  const space = ['', 'A', 'B', 'C'][record[1]! >> 6];
  const profile = record[1]! & 31;
  const tier = record[1]! & 32 ? 'H' : 'L';
  let compatibility = 0;
  for (let bit = 0; bit < 32; bit++) {
    const set = (record[2 + (bit >> 3)]! >> (7 - (bit & 7))) & 1;
    compatibility = (compatibility | (set << bit)) >>> 0;
  }
  const constraints = [...record.subarray(6, 12)];
  while (constraints.length > 0 && constraints.at(-1) === 0) constraints.pop();
  const tail = constraints.map((byte) => `.${byte.toString(16)}`).join('');
  return `hvc1.${space}${profile}.${compatibility.toString(16)}.${tier}${record[12]}${tail}`;
}
