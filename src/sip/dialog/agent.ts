import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import type { Limits } from '../limits.ts';
import type { SipQuirk, SipRequest } from '../message/message.ts';
import type { SipStats } from '../stats.ts';
import type { ClientTransactionUser } from '../transaction/context.ts';
import type { Timers } from '../transaction/timers.ts';
import type { ClientTransaction } from '../transaction/transaction-layer.ts';
import type { LiveFlow, Target } from '../transport/flow.ts';
import type { DialogLayer } from './dialog-layer.ts';
import type { Path } from './large-requests.ts';
import type { Draft } from './outgoing.ts';
import type { SubscriptionLayer } from './subscription-layer.ts';

/** What dialogs and their usages need of the endpoint. */
export interface Agent {
  readonly clock: Clock;
  readonly log: Logger;
  readonly timers: Timers;
  readonly limits: Limits;
  readonly stats: SipStats;
  readonly dialogs: DialogLayer;
  readonly subscriptions: SubscriptionLayer;
  /** User-Agent and Server. */
  readonly userAgent: string;
  /** Allow, one line. */
  readonly allow: string;
  tolerates(quirk: SipQuirk): boolean;
  /** `bytes` random bytes in hexadecimal. */
  token(bytes: number): string;
  /** Our address and port as peers on this flow shall see them. */
  hostPort(flow: LiveFlow, viaAddress?: string): string;
  /** Rejects SipError GL_SIP_TRANSPORT or GL_SIP_LIMIT. */
  flowTo(target: Target): Promise<LiveFlow>;
  /** As flowTo(), and by TCP for what is too large for a datagram, where the target takes it. */
  pathFor(target: Target, draftFor: (flow: LiveFlow) => Draft): Promise<Path>;
  /** Throws SipError GL_SIP_LIMIT. */
  send(request: SipRequest, flow: LiveFlow, user: ClientTransactionUser): ClientTransaction;
  sendAck(ack: SipRequest, flow: LiveFlow): void;
}

export const kTagBytes = 8;
export const kBranchBytes = 12;
export const kCallIdBytes = 16;
export const kCnonceBytes = 8;

/** Allow of a 405: it does not name what it refuses (RFC 3261 §21.4.6). */
export function allowWithout(allow: string, method: string): string {
  return allow
    .split(', ')
    .filter((one) => one !== method)
    .join(', ');
}
