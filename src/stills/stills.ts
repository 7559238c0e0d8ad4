import { closeSync } from 'node:fs';
import type { Clock } from '../base/clock.ts';
import type { Stream, Viewer } from '../engine/engine.ts';
import { PlayError } from '../streams/source-provider.ts';
import type { Streams } from '../streams/streams.ts';
import { decodeStill, type StillFormat, type StillWish } from './decoder.ts';

export interface StillsOptions {
  streams: Pick<Streams, 'acquire'>;
  clock: Clock;
  /** The program ffmpeg: a path, or a name that is looked for in PATH. */
  ffmpeg: string;
  /** Decoders that run at the same time. */
  maxParallel: number;
}

export interface Still {
  image: Buffer;
  /** Epoch milliseconds at which it was made. */
  takenAt: number;
}

/** The same picture answers everybody who asks within this time. */
export const kFreshMs = 1000;
/** Wishes that wait for a decoder; beyond that they are refused at once. */
export const kMaxWaiting = 64;

/**
 * Single pictures of streams, made from the newest key frame by a decoder in a process of its own.
 *
 *   wish --same one under way or fresh--> its picture
 *        --place free--> [ stream acquired, viewer opened, decoder runs ] --> picture, kept for kFreshMs
 *        --no place--> waits in line (at most kMaxWaiting)
 */
export class Stills {
  // Given.
  readonly #options: StillsOptions;

  // State.
  readonly #stills = new Map<string, Promise<Still>>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(options: StillsOptions) {
    this.#options = options;
  }

  /** A picture of a stream that runs or can be started. Rejects PlayError. */
  take(stream: string, wish: StillWish): Promise<Still> {
    const key = `${wish.format} ${wish.width ?? ''} ${stream}`;
    const known = this.#stills.get(key);
    if (known) return known;
    const still = this.#inTurn(() => this.#make(stream, wish));
    this.#stills.set(key, still);
    const forget = () => this.#stills.delete(key);
    still.then(() => this.#options.clock.setTimeout(forget, kFreshMs), forget);
    return still;
  }

  async #inTurn(make: () => Promise<Still>): Promise<Still> {
    if (this.#running >= this.#options.maxParallel) {
      if (this.#waiting.length >= kMaxWaiting)
        throw new PlayError(503, 'busy', 'Too many pictures are being made; ask again in a few seconds.');
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else this.#running++;
    try {
      return await make();
    } finally {
      // The place goes on to the next in line.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }

  async #make(name: string, wish: StillWish): Promise<Still> {
    const { streams, clock } = this.#options;
    const lease = await streams.acquire(name);
    try {
      const image = await this.#decode(lease.stream, wish);
      return { image, takenAt: clock.now() };
    } finally {
      lease.release();
    }
  }

  /** The engine writes into one end of a pair of sockets, the decoder reads the other: no media passes through here. */
  async #decode(stream: Stream, wish: StillWish): Promise<Buffer> {
    const pair = stream.openSocketPair();
    let viewer: Viewer;
    let picture: Promise<Buffer>;
    try {
      viewer = stream.adoptViewer(pair[0], viewerOptions);
      picture = decodeStill(this.#options.ffmpeg, pair[1], wish, this.#options.clock);
    } finally {
      // Both sides have duplicates; with ours closed, each sees the other's end.
      for (const end of pair) closeSync(end);
    }
    try {
      return await picture;
    } finally {
      viewer.close();
    }
  }
}

const viewerOptions = { container: 'mp4', audio: 'none', hevcLegacy: false, websocket: false, head: '' } as const;

const mediaTypes: Record<StillFormat, string> = { jpeg: 'image/jpeg', png: 'image/png' };

export function mediaTypeOf(format: StillFormat): string {
  return mediaTypes[format];
}
