import type { SipRequest, SipResponse } from '../../../../src/sip/index.ts';
import { emptyStats } from '../../../../src/sip/stats.ts';
import type {
  ClientTransactionUser,
  ServerTransactionOwner,
  ServerTransactionUser,
  TransactionContext,
  TransactionEnd,
} from '../../../../src/sip/transaction/context.ts';
import { SharedTimeout } from '../../../../src/sip/transaction/shared-timeout.ts';
import { defaultTimers } from '../../../../src/sip/transaction/timers.ts';
import type { FakeClock } from '../../../support/fake-clock.ts';

export function contextOf(clock: FakeClock): TransactionContext {
  const serverTimeout = new SharedTimeout(clock, 64 * defaultTimers.t1);
  return { clock, timers: defaultTimers, stats: emptyStats(), serverTimeout, maxRingingMs: 185_000 };
}

/** Keeps what a client transaction tells its user. */
export class ClientUser implements ClientTransactionUser {
  readonly statuses: number[] = [];
  readonly ends: TransactionEnd[] = [];

  response(response: SipResponse): void {
    this.statuses.push(response.status);
  }

  ended(reason: TransactionEnd): void {
    this.ends.push(reason);
  }
}

/** Keeps what a server transaction tells its user and its table. */
export class ServerUser implements ServerTransactionUser, ServerTransactionOwner {
  readonly toTag = 'local';
  readonly acks: SipRequest[] = [];
  readonly cancels: SipRequest[] = [];
  readonly ends: TransactionEnd[] = [];
  readonly errors: Error[] = [];
  forgotten = 0;
  unansweredCalls = 0;
  readonly forget = () => {
    this.forgotten++;
  };

  unanswered(): void {
    this.unansweredCalls++;
  }

  transportError(error: Error): void {
    this.errors.push(error);
  }

  acknowledged(ack: SipRequest): void {
    this.acks.push(ack);
  }

  cancel(cancel: SipRequest): void {
    this.cancels.push(cancel);
  }

  ended(reason: TransactionEnd): void {
    this.ends.push(reason);
  }
}

/** Times, in milliseconds from now, at which `path` sends while the clock runs for `ms`. */
export function sendTimes(clock: FakeClock, path: { sent: unknown[] }, ms: number): number[] {
  const start = clock.now();
  const times: number[] = [];
  let seen = path.sent.length;
  for (let at = 0; at < ms; at += 100) {
    clock.advance(100);
    for (; seen < path.sent.length; seen++) times.push(clock.now() - start);
  }
  return times;
}
