import { ref, shallowRef } from 'vue';
import { answerOf, api, pageBase } from '../api/client.ts';
import type { Broadcast } from '../api/types.ts';
import { startPolling } from '../polling.ts';
import { Microphone, type Packet } from './microphone.ts';
import { socketAddress } from './socket-address.ts';

export type Mode = Broadcast['mode'];
export interface Target {
  deviceId: string;
  channelId: string;
}

const pollMs = 500;
/** Half a second of sound that the network does not take; more would only make what follows late. */
const maxWaitingBytes = 8000;

/** One broadcast or talk from this computer's microphone, from its start to its end. */
export class Talk {
  readonly broadcast = shallowRef<Broadcast>();
  /** Of the microphone, 0 to 1. */
  readonly level = ref(0);
  /** Sound is sent; else the microphone is only shown. */
  readonly talking = ref(false);
  readonly over = ref(false);
  #microphone: Microphone | undefined;
  #socket: WebSocket | undefined;
  #endPolling: () => void = () => {};

  /** Rejects ApiError or DOMException. */
  async start(mode: Mode, targets: Target[]): Promise<void> {
    try {
      this.#microphone = await Microphone.open((packet) => this.#take(packet));
      const body = { mode, targets, source: { kind: 'microphone', codec: 'PCM16' } } as const;
      const { microphoneUrl, ...broadcast } = await answerOf(api.POST('/api/v1/broadcasts', { body }));
      this.broadcast.value = broadcast;
      this.#socket = new WebSocket(socketAddress(microphoneUrl ?? '', pageBase));
      this.#socket.onclose = () => this.end();
      this.#endPolling = startPolling(
        () => this.#load(broadcast.id),
        () => {},
        pollMs,
      );
    } catch (error) {
      this.end();
      throw error;
    }
  }

  /** With the socket the broadcast ends. */
  end(): void {
    this.over.value = true;
    this.talking.value = false;
    this.level.value = 0;
    this.#endPolling();
    this.#microphone?.close();
    this.#socket?.close();
  }

  async #load(id: string): Promise<void> {
    const found = await answerOf(api.GET('/api/v1/broadcasts/{id}', { params: { path: { id } } }));
    if (!this.over.value) this.broadcast.value = found;
  }

  #take({ pcm, level }: Packet): void {
    if (this.over.value) return;
    this.level.value = level;
    const socket = this.#socket;
    if (!this.talking.value || socket?.readyState !== WebSocket.OPEN) return;
    if (socket.bufferedAmount <= maxWaitingBytes) socket.send(pcm);
  }
}
