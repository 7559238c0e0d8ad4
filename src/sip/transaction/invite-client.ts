// RFC 3261 §17.1.1 as changed by RFC 6026 §8.4: INVITE client transaction.
//
//   start: send INVITE, Timers A (not over TCP) and B
//
//   calling ---1xx---> proceeding          A: send again, A doubles
//     |  \               |   \             B: timeout -> terminated
//     |   `---2xx---. ,--'    \
//     |              v         \           every 2xx goes up to the TU, which sends its ACK
//     |          accepted --M--> terminated
//     `--300-699--.
//                  v
//              completed --D--> terminated ACK is sent here, again for every repeated 300-699
//
//   transport error in any state but accepted -> terminated

import type { SipRequest, SipResponse } from '../message/message.ts';
import { printMessage } from '../message/printer.ts';
import type { ClientTransactionUser, Path, TransactionContext, TransactionEnd } from './context.ts';
import { ackOfRefusal } from './derived-requests.ts';
import { TimerSet } from './timer-set.ts';
import { timerValues } from './timers.ts';

export type InviteClientState = 'calling' | 'proceeding' | 'completed' | 'accepted' | 'terminated';

export class InviteClientTransaction {
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
  #state: InviteClientState = 'calling';
  #ack: Buffer | undefined;

  constructor(request: SipRequest, path: Path, context: TransactionContext, user: ClientTransactionUser) {
    this.request = request;
    this.#path = path;
    this.#context = context;
    this.#user = user;
    this.#timers = new TimerSet(context.clock);
    this.#bytes = printMessage(request);
  }

  get state(): InviteClientState {
    return this.#state;
  }

  get runningTimers(): string[] {
    return this.#timers.running;
  }

  start(): void {
    const times = timerValues(this.#context.timers, this.#path.reliable);
    this.#timers.start('B', times.b, () => this.#end('timeout'));
    if (!this.#path.reliable) this.#repeat(times.a);
    this.#leaveFlow = this.#path.onClose((error) => this.#transportFailed(error));
    this.#context.stats.sent.requests++;
    this.#send(this.#bytes);
  }

  receive(response: SipResponse): void {
    switch (this.#state) {
      case 'calling':
      case 'proceeding':
        if (response.status < 200) this.#proceed(response);
        else if (response.status < 300) this.#accept(response);
        else this.#complete(response);
        break;
      case 'accepted':
        if (response.status >= 200 && response.status < 300) this.#user.response(response);
        break;
      case 'completed':
        if (response.status >= 300 && this.#ack) {
          this.#context.stats.retransmitted.requests++;
          this.#send(this.#ack);
        }
        break;
      case 'terminated':
        break;
    }
  }

  /** The TU wants no more of it. */
  terminate(): void {
    this.#end('given-up');
  }

  #proceed(response: SipResponse): void {
    this.#state = 'proceeding';
    this.#timers.stopAll();
    this.#user.response(response);
  }

  #accept(response: SipResponse): void {
    this.#state = 'accepted';
    this.#timers.stopAll();
    this.#timers.start('M', timerValues(this.#context.timers, this.#path.reliable).m, () => this.#end('done'));
    this.#user.response(response);
  }

  #complete(response: SipResponse): void {
    this.#state = 'completed';
    this.#timers.stopAll();
    const { d } = timerValues(this.#context.timers, this.#path.reliable);
    this.#ack = printMessage(ackOfRefusal(this.request, response));
    this.#context.stats.sent.requests++;
    this.#send(this.#ack);
    this.#timers.start('D', d, () => this.#end('done'));
    this.#user.response(response);
    if (d === 0) this.#end('done');
  }

  #repeat(interval: number): void {
    this.#timers.start('A', interval, () => {
      this.#context.stats.retransmitted.requests++;
      this.#repeat(interval * 2);
      this.#send(this.#bytes);
    });
  }

  #send(bytes: Buffer): void {
    this.#path.send(bytes, (error) => this.#transportFailed(error));
  }

  #transportFailed(error: Error): void {
    if (this.#state !== 'accepted') this.#end('transport', error);
  }

  #end(reason: TransactionEnd, error?: Error): void {
    if (this.#state === 'terminated') return;
    this.#state = 'terminated';
    this.#timers.stopAll();
    this.#leaveFlow();
    this.#user.ended(reason, error);
  }
}
