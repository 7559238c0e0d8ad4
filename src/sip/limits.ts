/** Bounds of everything that a peer can make grow. Every refusal is counted under the name of its limit. */
export interface Limits {
  /** Start line and headers together, in bytes. */
  maxHeadBytes: number;
  /** One header or start line, in bytes. */
  maxLineBytes: number;
  /** Number of header lines. */
  maxHeaders: number;
  maxBodyBytes: number;
  /** Datagrams from one address and port in kSourceWindowMs; more are dropped unread. */
  maxDatagramsPerSource: number;
  /** TCP connections at once, in both directions. */
  maxConnections: number;
  /** TCP connections at once with one remote address. */
  maxConnectionsPerAddress: number;
  /** Bytes of incomplete messages on all connections together; the one that goes over it is closed. */
  maxPartialBytes: number;
  /** Bytes waiting to be written to one connection before it is given up. */
  maxWriteBufferBytes: number;
  /** A connection that receives nothing for so long is closed. */
  idleTimeoutMs: number;
  /** A message once begun on a connection must be complete within this. */
  messageTimeoutMs: number;
  connectTimeoutMs: number;
  maxServerTransactions: number;
  maxClientTransactions: number;
  maxDialogs: number;
  /** Subscriptions at once, those of ours and those of peers together. */
  maxSubscriptions: number;
  /** An INVITE may ring so long before it is cancelled (as client) or refused (as server). */
  maxRingingMs: number;
}

export const kMaxHeadBytes = 32 * 1024;
export const kMaxLineBytes = 8 * 1024;
export const kMaxHeaders = 256;
export const kMaxBodyBytes = 512 * 1024;
/** An answer of as many messages, sent without a pause; most peers send one a second at the most. */
export const kMaxDatagramsPerSource = 10_000;
export const kMaxConnections = 16_384;
export const kMaxConnectionsPerAddress = 1024;
export const kMaxPartialBytes = 64 * 1024 * 1024;
export const kMaxWriteBufferBytes = 1024 * 1024;
export const kIdleTimeoutMs = 10 * 60_000;
export const kMessageTimeoutMs = 30_000;
export const kConnectTimeoutMs = 5_000;
/** 4,000 requests a second live 32 s each (Timer J over UDP). */
export const kMaxServerTransactions = 131_072;
export const kMaxClientTransactions = 16_384;
export const kMaxDialogs = 16_384;
/** Four of each of 16,384 devices. */
export const kMaxSubscriptions = 65_536;
/** RFC 3261 §16.6 item 11: Timer C is more than three minutes. */
export const kMaxRingingMs = 185_000;

export const defaultLimits: Limits = {
  maxHeadBytes: kMaxHeadBytes,
  maxLineBytes: kMaxLineBytes,
  maxHeaders: kMaxHeaders,
  maxBodyBytes: kMaxBodyBytes,
  maxDatagramsPerSource: kMaxDatagramsPerSource,
  maxConnections: kMaxConnections,
  maxConnectionsPerAddress: kMaxConnectionsPerAddress,
  maxPartialBytes: kMaxPartialBytes,
  maxWriteBufferBytes: kMaxWriteBufferBytes,
  idleTimeoutMs: kIdleTimeoutMs,
  messageTimeoutMs: kMessageTimeoutMs,
  connectTimeoutMs: kConnectTimeoutMs,
  maxServerTransactions: kMaxServerTransactions,
  maxClientTransactions: kMaxClientTransactions,
  maxDialogs: kMaxDialogs,
  maxSubscriptions: kMaxSubscriptions,
  maxRingingMs: kMaxRingingMs,
};
