// RFC 3261 §17.2.1 as changed by RFC 6026 §8.4 and §8.7: INVITE server transaction.
//
//   proceeding: 100 after 200 ms unless the TU has answered; 1xx are sent, a repeated INVITE gets the last one again
//     |    \
//     |     `--2xx--> accepted --L--> terminated      repeated INVITEs are swallowed, the TU repeats its 2xx,
//  300-699                                            ACKs go up to the TU
//     v
//   completed --H: no ACK, timeout--> terminated      G (not over TCP): send again, doubling to T2;
//     |                                               a repeated INVITE gets the response again
//    ACK
//     v
//   confirmed --I--> terminated                       repeated ACKs are swallowed
//
//   A transport error is told to the TU and changes no state (RFC 6026 §8.8): the timers end it.

import type { SipRequest, SipResponse } from '../message/message.ts';
import { printMessage } from '../message/printer.ts';
import type {
  Path,
  ServerTransactionOwner,
  ServerTransactionUser,
  TransactionContext,
  TransactionEnd,
} from './context.ts';
import { responseTo } from './response.ts';
import { TimerSet } from './timer-set.ts';
import { kTryingMs, timerValues } from './timers.ts';

export type InviteServerState = 'proceeding' | 'completed' | 'confirmed' | 'accepted' | 'terminated';

export class InviteServerTransaction {
  /** Tag of every To that this transaction sends. */
  readonly toTag: string;

  // Given.
  readonly #path: Path;
  readonly #context: TransactionContext;
  readonly #forget: () => void;
  #user: ServerTransactionUser | undefined;

  // Owned.
  readonly #timers: TimerSet;
  #request: SipRequest | undefined;

  // State.
  #state: InviteServerState = 'proceeding';
  #status = 0;
  #last: Buffer | undefined;

  constructor(request: SipRequest, path: Path, context: TransactionContext, owner: ServerTransactionOwner) {
    this.#request = request;
    this.#path = path;
    this.#context = context;
    this.toTag = owner.toTag;
    this.#forget = owner.forget;
    this.#timers = new TimerSet(context.clock);
  }

  get state(): InviteServerState {
    return this.#state;
  }

  /** Status of the last response; 0 before the first. */
  get status(): number {
    return this.#status;
  }

  get runningTimers(): string[] {
    return this.#timers.running;
  }

  start(user: ServerTransactionUser): void {
    this.#user = user;
    this.#timers.start('100', kTryingMs, () => this.#sendTrying());
    // DEVIATION RFC 3261 §17.2.1: proceeding has a bound, because a TU that never answers must not cost memory for ever.
    this.#timers.start('unanswered', this.#context.maxRingingMs, () => {
      user.unanswered();
      if (this.#state === 'proceeding') this.#end('timeout');
    });
  }

  /** The TU's response; false when the state allows none of that class any more. */
  respond(response: SipResponse): boolean {
    if (this.#state === 'accepted' && response.status >= 200 && response.status < 300) {
      this.#context.stats.retransmitted.responses++;
      this.#send(printMessage(response));
      return true;
    }
    if (this.#state !== 'proceeding') return false;
    this.#status = response.status;
    const bytes = printMessage(response);
    this.#last = bytes;
    this.#context.stats.sent.responses++;
    this.#timers.stop('100');
    if (response.status >= 200) this.#leaveProceeding(response.status);
    this.#send(bytes);
    return true;
  }

  /** The INVITE has come again. */
  receiveAgain(): void {
    if (this.#state !== 'proceeding' && this.#state !== 'completed') return;
    if (!this.#last) return;
    this.#context.stats.retransmitted.responses++;
    this.#send(this.#last);
  }

  /** §9.2: the CANCEL itself has been answered. */
  receiveCancel(cancel: SipRequest): void {
    if (this.#state === 'proceeding') this.#user?.cancel(cancel);
  }

  receiveAck(ack: SipRequest): void {
    if (this.#state === 'accepted') {
      this.#user?.acknowledged(ack);
      return;
    }
    if (this.#state !== 'completed') return;
    this.#state = 'confirmed';
    this.#timers.stopAll();
    const { i } = timerValues(this.#context.timers, this.#path.reliable);
    if (i === 0) this.#end('done');
    else this.#timers.start('I', i, () => this.#end('done'));
  }

  terminate(): void {
    this.#end('given-up');
  }

  #leaveProceeding(status: number): void {
    const times = timerValues(this.#context.timers, this.#path.reliable);
    this.#timers.stopAll();
    if (status < 300) {
      this.#state = 'accepted';
      this.#last = undefined;
      this.#timers.start('L', times.l, () => this.#end('done'));
      return;
    }
    this.#state = 'completed';
    // Refused calls wait for their ACK without what they asked for: strangers can make many.
    this.#request = undefined;
    this.#user = undefined;
    this.#timers.start('H', times.h, () => this.#end('timeout'));
    if (!this.#path.reliable) this.#repeat(times.g);
  }

  #repeat(interval: number): void {
    this.#timers.start('G', interval, () => {
      this.#context.stats.retransmitted.responses++;
      this.#repeat(Math.min(interval * 2, this.#context.timers.t2));
      if (this.#last) this.#send(this.#last);
    });
  }

  #sendTrying(): void {
    if (this.#request) this.respond(responseTo(this.#request, 100, this.toTag));
  }

  #send(bytes: Buffer): void {
    this.#path.send(bytes, (error) => {
      if (this.#state !== 'terminated') this.#user?.transportError(error);
    });
  }

  #end(reason: TransactionEnd): void {
    if (this.#state === 'terminated') return;
    this.#state = 'terminated';
    this.#timers.stopAll();
    this.#last = undefined;
    this.#forget();
    this.#user?.ended(reason);
  }
}
