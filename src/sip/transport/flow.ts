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
}

/** Where a request goes. */
export interface Target {
  protocol: Protocol;
  address: string;
  port: number;
  /** Preferred while it is open; otherwise a connection to address and port is reused or made. */
  flow?: Flow;
}
