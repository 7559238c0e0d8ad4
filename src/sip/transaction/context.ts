import type { Clock } from '../../base/clock.ts';
import type { SipRequest, SipResponse } from '../message/message.ts';
import type { SipStats } from '../stats.ts';
import type { LiveFlow } from '../transport/flow.ts';
import type { SharedTimeout } from './shared-timeout.ts';
import type { Timers } from './timers.ts';

/** What every transaction is given. */
export interface TransactionContext {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly stats: SipStats;
  /** 64*T1, for all non-INVITE server transactions. */
  readonly serverTimeout: SharedTimeout;
  /** An INVITE may stay without final answer so long. */
  readonly maxRingingMs: number;
}

/** Where a transaction sends: a flow, or the way back of a response. */
export type Path = Pick<LiveFlow, 'reliable' | 'send' | 'onClose'>;

/**
 * done: it took its course. timeout: Timer B, F or H, or no answer of the TU. transport: the socket failed.
 * given-up: terminate() was called.
 */
export type TransactionEnd = 'done' | 'timeout' | 'transport' | 'given-up';

export interface ClientTransactionUser {
  /** Each provisional response, the first final one, and every 2xx of an INVITE. */
  response(response: SipResponse): void;
  /** Once, last. */
  ended(reason: TransactionEnd, error?: Error): void;
}

export interface ServerTransactionUser {
  /** The TU has not answered in time; it may still respond() now. */
  unanswered(): void;
  /** A response could not be sent. */
  transportError(error: Error): void;
  /** An ACK that belongs to our 2xx. */
  acknowledged(ack: SipRequest): void;
  /** INVITE only: a CANCEL that has been answered 200, before any final response. */
  cancel(cancel: SipRequest): void;
  /** Once, last. A transaction that has been answered, other than by a 2xx to INVITE, lets go of its user before. */
  ended(reason: TransactionEnd): void;
}

/** The table that holds a server transaction. */
export interface ServerTransactionOwner {
  readonly toTag: string;
  /** Called at the end, before the user hears of it. */
  readonly forget: () => void;
}
