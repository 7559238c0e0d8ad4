export type Protocol = 'udp' | 'tcp';

/** One way to one peer: a TCP connection, or an address and port over our UDP socket. */
export interface Flow {
  /** Unique while open; a TCP connection's id is never used again. */
  readonly id: string;
  readonly protocol: Protocol;
  readonly remoteAddress: string;
  readonly remotePort: number;
  /** Our address as this peer's packets reach it. */
  readonly localAddress: string;
  readonly localPort: number;
  readonly closed: boolean;
  /** A connection that the peer made: nobody listens on the port that it came from. */
  readonly inbound: boolean;
}

/** Where a request goes. */
export interface Target {
  protocol: Protocol;
  address: string;
  port: number;
  /** Preferred while it is open; otherwise a connection to address and port is reused or made. */
  flow?: Flow;
  /** UDP: a request near the MTU goes to the same address and port by TCP, if somebody listens there. */
  largeByTcp?: boolean;
}

/** A flow as the layers inside of the stack use it. */
export interface LiveFlow extends Flow {
  /** TCP: no retransmissions (RFC 3261 §17). */
  readonly reliable: boolean;
  /** Sends; `failed` is called, later, when the socket reports that it could not. */
  send(bytes: Buffer, failed?: (error: Error) => void): void;
  /** `callback` once when the flow closes; at once when it is closed. Returns what takes it back. */
  onClose(callback: (error: Error) => void): () => void;
}
