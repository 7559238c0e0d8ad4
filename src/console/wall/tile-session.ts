import { type ShallowRef, shallowRef } from 'vue';
import { ApiError, answerOf, api, pageBase } from '../api/client.ts';
import type { Explanation } from '../api/types.ts';
import type { Player } from '../player/playback.ts';
import { openPlayer } from '../player/player.ts';
import type { PlayerKind } from '../player/player-kind.ts';
import { type BlackReason, closeCodeBase } from '../player/reason.ts';
import { retryDelayMs } from './black-reason.ts';
import { channelOf, playAddress } from './play-address.ts';
import { factsOf, type Sample, type TileFacts } from './tile-facts.ts';

const pollMs = 1000;

/** Plays one stream in one video element, again and again until closed, and asks the server how it goes. */
export class TileSession {
  /** Undefined while a picture is shown. */
  readonly reason: ShallowRef<BlackReason | undefined> = shallowRef({ code: 'connecting' });
  readonly explanation = shallowRef<Explanation>();
  readonly facts = shallowRef<TileFacts>();
  /** What people call it; the stream's name until the channel's is known. */
  readonly title: ShallowRef<string>;
  readonly #video: HTMLVideoElement;
  readonly #stream: string;
  readonly #kind: PlayerKind;
  #player: Player | undefined;
  #sample: Sample | undefined;
  #tries = 0;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #pollTimer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(video: HTMLVideoElement, stream: string, kind: PlayerKind) {
    this.#video = video;
    this.#stream = stream;
    this.#kind = kind;
    this.title = shallowRef(stream);
    void this.#readTitle();
    void this.#open();
    void this.#poll();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#pollTimer);
    this.#player?.close();
  }

  /** A signed URL is asked for anew each time: the last one's time may be over. */
  async #open(): Promise<void> {
    this.#retryTimer = undefined;
    this.#player?.close();
    this.#player = undefined;
    this.reason.value = { code: 'connecting' };
    try {
      const address = playAddress(await playUrls(this.#stream), this.#kind, pageBase);
      if (this.#closed) return;
      this.#player = openPlayer(this.#video, address, this.#kind, { onReason: (reason) => this.#onReason(reason) });
    } catch (error) {
      this.#onReason(asReason(error));
    }
  }

  #onReason(reason: BlackReason | undefined): void {
    // After the end, what is left in the buffer still plays and then stalls: that is not the reason.
    if (this.#closed || this.#retryTimer !== undefined) return;
    this.reason.value = reason;
    if (!reason) this.#tries = 0;
    const delay = reason && retryDelayMs(reason, this.#tries);
    if (delay === undefined) return;
    this.#tries++;
    this.#retryTimer = setTimeout(() => void this.#open(), delay);
  }

  async #poll(): Promise<void> {
    await Promise.all([this.#readFacts(), this.#readExplanation()]);
    if (!this.#closed) this.#pollTimer = setTimeout(() => void this.#poll(), pollMs);
  }

  async #readTitle(): Promise<void> {
    const path = channelOf(this.#stream);
    if (!path) return;
    const url = '/api/v1/devices/{deviceId}/channels/{channelId}';
    const channel = await answerOf(api.GET(url, { params: { path } })).catch(() => undefined);
    this.title.value = channel?.name || path.channelId;
  }

  async #readFacts(): Promise<void> {
    // Before the first byte the stream does not run yet, or nobody knows it.
    if (!this.#player?.bytes) return;
    const query = { name: this.#stream };
    const stream = await answerOf(api.GET('/api/v1/stream', { params: { query } })).catch(() => undefined);
    const sample = stream && { at: performance.now(), stream };
    this.facts.value = sample && factsOf(this.#sample, sample);
    this.#sample = sample;
  }

  async #readExplanation(): Promise<void> {
    const path = channelOf(this.#stream);
    // Nobody explains a stream without SIP; nobody asks about a picture that is there.
    if (!path || !this.#player || !this.reason.value) return;
    const url = '/api/v1/devices/{deviceId}/channels/{channelId}/explanation';
    this.explanation.value = (await answerOf(api.GET(url, { params: { path } })).catch(() => undefined)) ?? undefined;
  }
}

/** Of a channel, which starts when it is opened, or of a stream that runs already. */
async function playUrls(stream: string) {
  const path = channelOf(stream);
  if (path) {
    try {
      return await answerOf(api.POST('/api/v1/devices/{deviceId}/channels/{channelId}/play', { params: { path } }));
    } catch (error) {
      // A stream without SIP may have the name of a channel too.
      if (!(error instanceof ApiError) || error.status !== 404) throw error;
    }
  }
  return await answerOf(api.POST('/api/v1/stream/play', { params: { query: { name: stream } } }));
}

function asReason(error: unknown): BlackReason {
  if (!(error instanceof ApiError) || error.status === 0) return { code: 'network' };
  const { status, message } = error;
  // What has no play URL is neither a channel nor a stream that runs.
  const word = status === 404 ? 'stream-unknown' : error.code;
  return { code: 'server', text: message, closeCode: closeCodeBase + status, word };
}
