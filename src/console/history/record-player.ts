import { type ShallowRef, shallowRef } from 'vue';
import { answerOf, api, pageBase } from '../api/client.ts';
import type { Playback } from '../api/types.ts';
import type { Player } from '../player/playback.ts';
import { openPlayer } from '../player/player.ts';
import type { BlackReason } from '../player/reason.ts';
import { playAddress } from '../wall/play-address.ts';

const pollMs = 500;

export interface Change {
  paused?: boolean;
  scale?: number;
  /** Seconds from the start of the range. */
  position?: number;
}

/** Plays one record in one video element, and asks the server where it is. Every call rejects ApiError. */
export class RecordPlayer {
  readonly facts: ShallowRef<Playback | undefined> = shallowRef();
  /** Undefined while a picture is shown. */
  readonly reason: ShallowRef<BlackReason | undefined> = shallowRef();
  readonly #video: HTMLVideoElement;
  #player: Player | undefined;
  #pollTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(video: HTMLVideoElement) {
    this.#video = video;
  }

  /** Ends what played, and plays a range from one of its points on. */
  async open(channel: { deviceId: string; channelId: string }, range: { start: string; end: string }, fromMs: number) {
    await this.close();
    this.reason.value = { code: 'connecting' };
    try {
      const url = '/api/v1/devices/{deviceId}/channels/{channelId}/playbacks';
      const { urls, ...playback } = await answerOf(api.POST(url, { params: { path: channel }, body: range }));
      this.facts.value = playback;
      const address = playAddress(urls, 'mp4', pageBase);
      this.#player = openPlayer(this.#video, address, 'mp4', { onReason: (reason) => this.#onReason(reason) });
      this.#poll();
      const position = Math.floor((fromMs - Date.parse(range.start)) / 1000);
      if (position > 0) await this.change({ position });
    } catch (error) {
      this.reason.value = undefined;
      throw error;
    }
  }

  /** Resolves with what the device answered. */
  async change(body: Change) {
    const id = this.facts.value?.id;
    if (!id) return [];
    const path = { id };
    const { answers, ...playback } = await answerOf(api.PATCH('/api/v1/playbacks/{id}', { params: { path }, body }));
    if (this.facts.value?.id === id) this.facts.value = playback;
    return answers;
  }

  /** Ends it here and on the device. Never rejects: what has ended already is gone. */
  async close(): Promise<void> {
    clearTimeout(this.#pollTimer);
    this.#player?.close();
    this.#player = undefined;
    const { id, state } = this.facts.value ?? {};
    this.facts.value = undefined;
    this.reason.value = undefined;
    if (id && state !== 'ended')
      await answerOf(api.DELETE('/api/v1/playbacks/{id}', { params: { path: { id } } })).catch(() => {});
  }

  #onReason(reason: BlackReason | undefined): void {
    // At the end what is shown last stays.
    if (this.facts.value?.state !== 'ended') this.reason.value = reason;
  }

  #poll(): void {
    this.#pollTimer = setTimeout(() => void this.#read(), pollMs);
  }

  async #read(): Promise<void> {
    const id = this.facts.value?.id;
    if (!id) return;
    const found = await answerOf(api.GET('/api/v1/playbacks/{id}', { params: { path: { id } } })).catch(
      () => undefined,
    );
    if (this.facts.value?.id !== id) return;
    if (found) this.facts.value = found;
    if (found?.state === 'ended') this.reason.value = undefined;
    else this.#poll();
  }
}
