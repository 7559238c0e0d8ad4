import type { Socket } from 'node:net';
import type { Clock } from '../../base/clock.ts';
import type { Limits } from '../limits.ts';
import { plainAddress } from './addresses.ts';
import type { LiveFlow } from './flow.ts';
import { type Frame, StreamFramer } from './stream-framer.ts';

export interface TcpConnectionEvents {
  frame(connection: TcpConnection, frame: Frame): void;
  /** So many bytes more, or fewer, wait for the rest of their message; false: too many do. */
  buffered(change: number): boolean;
  closed(connection: TcpConnection): void;
}

let serial = 0;

/** One TCP connection, whoever opened it: used in both directions for as long as it lives. */
export class TcpConnection implements LiveFlow {
  readonly protocol = 'tcp';
  readonly reliable = true;
  readonly inbound: boolean;
  readonly id: string;
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly localAddress: string;
  readonly localPort: number;

  // Given.
  readonly #clock: Clock;
  readonly #limits: Limits;
  readonly #events: TcpConnectionEvents;

  // Owned.
  readonly #socket: Socket;
  readonly #framer: StreamFramer;
  readonly #closeCallbacks = new Set<(error: Error) => void>();

  // State.
  #closed = false;
  #error: Error | undefined;
  #receivedAt: number;
  #partialSince: number | undefined;
  /** Buffered bytes that the transport knows of. */
  #counted = 0;

  constructor(socket: Socket, inbound: boolean, clock: Clock, limits: Limits, events: TcpConnectionEvents) {
    this.inbound = inbound;
    this.#socket = socket;
    this.#clock = clock;
    this.#limits = limits;
    this.#events = events;
    this.#framer = new StreamFramer(limits);
    this.#receivedAt = clock.now();
    this.id = `tcp:${++serial}`;
    this.remoteAddress = plainAddress(socket.remoteAddress ?? '');
    this.remotePort = socket.remotePort ?? 0;
    this.localAddress = plainAddress(socket.localAddress ?? '');
    this.localPort = socket.localPort ?? 0;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    socket.on('error', (error) => {
      this.#error = error;
    });
    socket.on('close', () => this.#finish());
  }

  get closed(): boolean {
    return this.#closed;
  }

  send(bytes: Buffer, failed?: (error: Error) => void): void {
    if (this.#closed) {
      if (failed) queueMicrotask(() => failed(this.#reason()));
      return;
    }
    // A peer that does not read must not cost memory without end.
    if (this.#socket.writableLength + bytes.length > this.#limits.maxWriteBufferBytes) {
      this.#error = new Error('the peer does not read');
      this.#socket.destroy();
      if (failed) queueMicrotask(() => failed(this.#reason()));
      return;
    }
    this.#socket.write(bytes, (error) => {
      if (error) failed?.(error);
    });
  }

  onClose(callback: (error: Error) => void): () => void {
    if (this.#closed) queueMicrotask(() => callback(this.#reason()));
    else this.#closeCallbacks.add(callback);
    return () => this.#closeCallbacks.delete(callback);
  }

  /** Sends what is queued and closes. */
  end(): void {
    this.#socket.end();
    this.#socket.destroySoon();
  }

  destroy(): void {
    this.#socket.destroy();
    this.#finish();
  }

  /** Which of its time limits this connection has passed, if one. */
  overdue(): 'idle' | 'message-timeout' | undefined {
    const now = this.#clock.now();
    if (this.#partialSince !== undefined && now - this.#partialSince > this.#limits.messageTimeoutMs)
      return 'message-timeout';
    return now - this.#receivedAt > this.#limits.idleTimeoutMs ? 'idle' : undefined;
  }

  #receive(chunk: Buffer): void {
    if (this.#closed) return;
    this.#receivedAt = this.#clock.now();
    let completed = false;
    this.#framer.push(chunk, (frame) => {
      completed = true;
      if (!this.#closed) this.#events.frame(this, frame);
    });
    if (!this.#closed && !this.#count(this.#framer.buffered)) {
      this.#error = new Error('too many bytes of incomplete messages');
      this.destroy();
    }
    if (this.#framer.buffered === 0) this.#partialSince = undefined;
    else if (completed || this.#partialSince === undefined) this.#partialSince = this.#receivedAt;
  }

  /** Tells how the bytes changed that wait here; false: there are too many. */
  #count(bytes: number): boolean {
    const change = bytes - this.#counted;
    this.#counted = bytes;
    return this.#events.buffered(change);
  }

  #finish(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#count(0);
    const callbacks = [...this.#closeCallbacks];
    this.#closeCallbacks.clear();
    for (const callback of callbacks) callback(this.#reason());
    this.#events.closed(this);
  }

  #reason(): Error {
    return this.#error ?? new Error('the connection is closed');
  }
}
