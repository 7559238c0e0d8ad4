import type { Socket } from 'node:dgram';
import type { LocalAddresses } from './addresses.ts';
import type { LiveFlow } from './flow.ts';

/** What flows over our UDP socket share. */
export interface UdpSide {
  readonly socket: Socket;
  readonly port: number;
  readonly addresses: LocalAddresses;
  readonly closed: boolean;
  /** Callbacks of flows that wait for the socket's end. */
  readonly closeCallbacks: Set<(error: Error) => void>;
}

/** An address and port of a peer over our one UDP socket. It has no state and costs nothing to drop. */
export class UdpFlow implements LiveFlow {
  readonly protocol = 'udp';
  readonly reliable = false;
  readonly inbound = false;
  readonly remoteAddress: string;
  readonly remotePort: number;

  // Given.
  readonly #side: UdpSide;

  constructor(side: UdpSide, remoteAddress: string, remotePort: number) {
    this.#side = side;
    this.remoteAddress = remoteAddress;
    this.remotePort = remotePort;
  }

  get id(): string {
    return `udp:${this.remoteAddress}:${this.remotePort}`;
  }

  get localAddress(): string {
    return this.#side.addresses.known(this.remoteAddress);
  }

  get localPort(): number {
    return this.#side.port;
  }

  get closed(): boolean {
    return this.#side.closed;
  }

  send(bytes: Buffer, failed?: (error: Error) => void): void {
    if (this.#side.closed) {
      if (failed) queueMicrotask(() => failed(new Error('the UDP socket is closed')));
      return;
    }
    try {
      this.#side.socket.send(bytes, this.remotePort, this.remoteAddress, (error) => {
        if (error) failed?.(error);
      });
    } catch (error) {
      // dgram throws for a port that is none, as a Via can name one.
      if (failed) queueMicrotask(() => failed(error as Error));
    }
  }

  onClose(callback: (error: Error) => void): () => void {
    this.#side.closeCallbacks.add(callback);
    return () => this.#side.closeCallbacks.delete(callback);
  }
}
