// RFC 3261 §17.2.2: non-INVITE server transaction.
//
//   trying ---1xx---> proceeding            a repeated request is swallowed in trying,
//     |                 |                   and gets the last response again after that
//     `----200-699------+--> completed --J--> terminated
//
//   trying and proceeding end after 64*T1: by then the client's Timer F has given up.
//   A transport error is told to the TU and changes no state (RFC 6026 §8.8).

import type { SipRequest, SipResponse } from '../message/message.ts';
import { printMessage } from '../message/printer.ts';
import type {
  Path,
  ServerTransactionOwner,
  ServerTransactionUser,
  TransactionContext,
  TransactionEnd,
} from './context.ts';
import type { Batch, Waiter } from './shared-timeout.ts';

export type NonInviteServerState = 'trying' | 'proceeding' | 'completed' | 'terminated';

export class NonInviteServerTransaction implements Waiter {
  /** Tag of every To that this transaction sends. */
  readonly toTag: string;
  /** Of those that wait for their user, or for Timer J: both last 64*T1. */
  batch: Batch | undefined;

  // Given.
  readonly #path: Path;
  readonly #context: TransactionContext;
  readonly #forget: () => void;
  #user: ServerTransactionUser | undefined;

  // Owned.
  #request: SipRequest | undefined;

  // State.
  #state: NonInviteServerState = 'trying';
  #status = 0;
  #last: Buffer | undefined;

  constructor(request: SipRequest, path: Path, context: TransactionContext, owner: ServerTransactionOwner) {
    this.#request = request;
    this.#path = path;
    this.#context = context;
    this.toTag = owner.toTag;
    this.#forget = owner.forget;
  }

  /** The request; dropped with the user once answered, as thousands of finished transactions wait for Timer J. */
  get request(): SipRequest | undefined {
    return this.#request;
  }

  get state(): NonInviteServerState {
    return this.#state;
  }

  /** Status of the last response; 0 before the first. */
  get status(): number {
    return this.#status;
  }

  get runningTimers(): string[] {
    if (this.batch === undefined) return [];
    return [this.#state === 'completed' ? 'J' : 'unanswered'];
  }

  start(user: ServerTransactionUser): void {
    this.#user = user;
    this.#context.serverTimeout.start(this);
  }

  /** 64*T1 have passed. */
  expired(): void {
    if (this.#state === 'completed') {
      this.#end('done');
      return;
    }
    this.#user?.unanswered();
    if (this.#state === 'trying' || this.#state === 'proceeding') this.#end('timeout');
  }

  /** The TU's response; false when a final one has been sent. */
  respond(response: SipResponse): boolean {
    if (this.#state !== 'trying' && this.#state !== 'proceeding') return false;
    this.#status = response.status;
    this.#last = printMessage(response);
    this.#context.stats.sent.responses++;
    if (response.status < 200) {
      this.#state = 'proceeding';
      this.#send(this.#last);
      return true;
    }
    this.#state = 'completed';
    this.#send(this.#last);
    this.#request = undefined;
    this.#user = undefined;
    // Timer J is zero over a reliable transport.
    if (this.#path.reliable) this.#end('done');
    else this.#context.serverTimeout.start(this);
    return true;
  }

  /** The request has come again. */
  receiveAgain(): void {
    if (!this.#last) return;
    this.#context.stats.retransmitted.responses++;
    this.#send(this.#last);
  }

  terminate(): void {
    this.#end('given-up');
  }

  #send(bytes: Buffer): void {
    const user = this.#user;
    this.#path.send(bytes, (error) => user?.transportError(error));
  }

  #end(reason: TransactionEnd): void {
    if (this.#state === 'terminated') return;
    this.#state = 'terminated';
    this.#context.serverTimeout.stop(this);
    this.#last = undefined;
    this.#forget();
    this.#user?.ended(reason);
  }
}
