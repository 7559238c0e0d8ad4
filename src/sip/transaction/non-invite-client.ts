// RFC 3261 §17.1.2: non-INVITE client transaction.
//
//   start: send the request, Timers E (not over TCP) and F
//
//   trying ---1xx---> proceeding          E: send again; from T1 doubling to T2, in proceeding always T2
//     |                 |                 F: timeout -> terminated
//     `----200-699------+--> completed --K--> terminated
//
//   transport error in trying and proceeding -> terminated

import type { SipRequest, SipResponse } from '../message/message.ts';
import { printMessage } from '../message/printer.ts';
import type { ClientTransactionUser, Path, TransactionContext, TransactionEnd } from './context.ts';
import { TimerSet } from './timer-set.ts';
import { timerValues } from './timers.ts';

export type NonInviteClientState = 'trying' | 'proceeding' | 'completed' | 'terminated';

export class NonInviteClientTransaction {
  readonly request: SipRequest;

  // Given.
  readonly #path: Path;
  readonly #context: TransactionContext;
  readonly #user: ClientTransactionUser;

  // Owned.
  readonly #timers: TimerSet;
  readonly #bytes: Buffer;
  #leaveFlow: () => void = () => {};

  // State.
  #state: NonInviteClientState = 'trying';

  constructor(request: SipRequest, path: Path, context: TransactionContext, user: ClientTransactionUser) {
    this.request = request;
    this.#path = path;
    this.#context = context;
    this.#user = user;
    this.#timers = new TimerSet(context.clock);
    this.#bytes = printMessage(request);
  }

  get state(): NonInviteClientState {
    return this.#state;
  }

  get runningTimers(): string[] {
    return this.#timers.running;
  }

  start(): void {
    const times = timerValues(this.#context.timers, this.#path.reliable);
    this.#timers.start('F', times.f, () => this.#end('timeout'));
    if (!this.#path.reliable) this.#repeat(times.e);
    this.#leaveFlow = this.#path.onClose((error) => this.#transportFailed(error));
    this.#context.stats.sent.requests++;
    this.#send();
  }

  receive(response: SipResponse): void {
    if (this.#state !== 'trying' && this.#state !== 'proceeding') return;
    if (response.status < 200) {
      this.#state = 'proceeding';
      if (!this.#path.reliable) this.#repeat(this.#context.timers.t2);
      this.#user.response(response);
      return;
    }
    this.#state = 'completed';
    this.#timers.stopAll();
    const { k } = timerValues(this.#context.timers, this.#path.reliable);
    this.#timers.start('K', k, () => this.#end('done'));
    this.#user.response(response);
    if (k === 0) this.#end('done');
  }

  /** The TU wants no more of it. */
  terminate(): void {
    this.#end('given-up');
  }

  #repeat(interval: number): void {
    this.#timers.start('E', interval, () => {
      this.#context.stats.retransmitted.requests++;
      const { t2 } = this.#context.timers;
      this.#repeat(this.#state === 'proceeding' ? t2 : Math.min(interval * 2, t2));
      this.#send();
    });
  }

  #send(): void {
    this.#path.send(this.#bytes, (error) => this.#transportFailed(error));
  }

  #transportFailed(error: Error): void {
    if (this.#state === 'trying' || this.#state === 'proceeding') this.#end('transport', error);
  }

  #end(reason: TransactionEnd, error?: Error): void {
    if (this.#state === 'terminated') return;
    this.#state = 'terminated';
    this.#timers.stopAll();
    this.#leaveFlow();
    this.#user.ended(reason, error);
  }
}
