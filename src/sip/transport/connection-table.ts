import type { TcpConnection } from './tcp-connection.ts';

export interface ConnectionBounds {
  maxConnections: number;
  maxConnectionsPerAddress: number;
}

/** All TCP connections, found by the peer's address and port, and counted by its address. */
export class ConnectionTable {
  // Given.
  readonly #bounds: ConnectionBounds;

  // State.
  readonly #connections = new Set<TcpConnection>();
  readonly #byPeer = new Map<string, TcpConnection>();
  readonly #perAddress = new Map<string, number>();

  constructor(bounds: ConnectionBounds) {
    this.#bounds = bounds;
  }

  get size(): number {
    return this.#connections.size;
  }

  /** Name of the bound that one more connection with `address` would pass. */
  refusal(address: string): 'connections' | 'connections-per-address' | undefined {
    if (this.#connections.size >= this.#bounds.maxConnections) return 'connections';
    if ((this.#perAddress.get(address) ?? 0) >= this.#bounds.maxConnectionsPerAddress) return 'connections-per-address';
    return undefined;
  }

  add(connection: TcpConnection): void {
    this.#connections.add(connection);
    this.#byPeer.set(peerKey(connection.remoteAddress, connection.remotePort), connection);
    this.#perAddress.set(connection.remoteAddress, (this.#perAddress.get(connection.remoteAddress) ?? 0) + 1);
  }

  remove(connection: TcpConnection): void {
    if (!this.#connections.delete(connection)) return;
    const key = peerKey(connection.remoteAddress, connection.remotePort);
    if (this.#byPeer.get(key) === connection) this.#byPeer.delete(key);
    const left = (this.#perAddress.get(connection.remoteAddress) ?? 1) - 1;
    if (left > 0) this.#perAddress.set(connection.remoteAddress, left);
    else this.#perAddress.delete(connection.remoteAddress);
  }

  /** An open connection with that peer, whichever side opened it. */
  find(address: string, port: number): TcpConnection | undefined {
    return this.#byPeer.get(peerKey(address, port));
  }

  *[Symbol.iterator](): IterableIterator<TcpConnection> {
    yield* this.#connections;
  }
}

export function peerKey(address: string, port: number): string {
  return `${address}|${port}`;
}
