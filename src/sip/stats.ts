/** What an endpoint has done since it was made, and what it holds now. */
export interface SipStats {
  received: { requests: number; responses: number; keepalives: number };
  sent: { requests: number; responses: number };
  retransmitted: { requests: number; responses: number };
  /** Retransmissions of the peer that a server transaction took. */
  absorbed: number;
  /** Responses and ACKs that match nothing. */
  stray: number;
  /** Malformed messages by fault. */
  malformed: Record<string, number>;
  /** Tolerated faults by name. */
  quirks: Record<string, number>;
  /** Refusals by the name of the limit. */
  refused: Record<string, number>;
  transactions: { client: number; server: number };
  dialogs: number;
  /** Of ours, and of peers. */
  subscriptions: { subscriber: number; notifier: number };
  connections: number;
}

export function emptyStats(): SipStats {
  return {
    received: { requests: 0, responses: 0, keepalives: 0 },
    sent: { requests: 0, responses: 0 },
    retransmitted: { requests: 0, responses: 0 },
    absorbed: 0,
    stray: 0,
    malformed: {},
    quirks: {},
    refused: {},
    transactions: { client: 0, server: 0 },
    dialogs: 0,
    subscriptions: { subscriber: 0, notifier: 0 },
    connections: 0,
  };
}

/** Adds one to the count of `name`; the names are ours, so that a peer cannot make the record grow. */
export function countIn(record: Record<string, number>, name: string): void {
  record[name] = (record[name] ?? 0) + 1;
}
