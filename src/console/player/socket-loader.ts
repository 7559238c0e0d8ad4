import mpegts from 'mpegts.js';

/** RFC 6455 §7.1.5 and §7.1.6: the close code, and the server's words, empty when it sent none. */
export interface SocketEnd {
  code: number;
  text: string;
}

export interface SocketEvents {
  onOpen: () => void;
  onBytes: (count: number) => void;
  onEnd: (end: SocketEnd) => void;
}

/**
 * A WebSocket loader for mpegts.js. Its own one drops the close reason, which is the very sentence that somebody in
 * front of a black tile needs.
 */
export function socketLoader(events: SocketEvents): mpegts.CustomLoaderConstructor {
  return class extends mpegts.BaseLoader {
    #socket: WebSocket | undefined;
    #received = 0;

    constructor() {
      super('guanlan-socket');
      this._needStash = true;
    }

    override open(source: mpegts.MediaSegment): void {
      const socket = new WebSocket(source.url);
      this.#socket = socket;
      this._status = mpegts.LoaderStatus.kConnecting;
      socket.binaryType = 'arraybuffer';
      socket.addEventListener('open', () => {
        this._status = mpegts.LoaderStatus.kBuffering;
        events.onOpen();
      });
      socket.addEventListener('message', ({ data }) => this.#onMessage(socket, data as ArrayBuffer));
      socket.addEventListener('close', (event) => this.#onClose(socket, event));
    }

    override abort(): void {
      this.#socket?.close();
      this.#socket = undefined;
      this._status = mpegts.LoaderStatus.kComplete;
    }

    override destroy(): void {
      this.abort();
      super.destroy();
    }

    #onMessage(socket: WebSocket, data: ArrayBuffer): void {
      if (socket !== this.#socket) return;
      const start = this.#received;
      this.#received += data.byteLength;
      events.onBytes(data.byteLength);
      this.onDataArrival?.(data, start, this.#received);
    }

    #onClose(socket: WebSocket, { code, reason }: CloseEvent): void {
      if (socket !== this.#socket) return;
      this.#socket = undefined;
      this._status = mpegts.LoaderStatus.kComplete;
      events.onEnd({ code, text: reason });
      this.onComplete?.(0, this.#received - 1);
    }
  } as unknown as mpegts.CustomLoaderConstructor;
}
