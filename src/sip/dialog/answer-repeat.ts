// RFC 3261 §13.3.1.4: the callee repeats its 2xx until the ACK comes, over every transport.
//
//   start --T1, doubling to T2--> send again ... --ACK: stop()
//                                            `--64*T1--> no ACK

import type { Clock } from '../../base/clock.ts';
import { TimerSet } from '../transaction/timer-set.ts';
import type { Timers } from '../transaction/timers.ts';

export class AnswerRepeat {
  // Given.
  readonly #timers: Timers;
  readonly #send: () => void;

  // Owned.
  readonly #running: TimerSet;

  constructor(clock: Clock, timers: Timers, send: () => void, noAck: () => void) {
    this.#timers = timers;
    this.#send = send;
    this.#running = new TimerSet(clock);
    this.#running.start('end', 64 * timers.t1, () => {
      this.stop();
      noAck();
    });
    this.#schedule(timers.t1);
  }

  stop(): void {
    this.#running.stopAll();
  }

  #schedule(interval: number): void {
    this.#running.start('repeat', interval, () => {
      this.#schedule(Math.min(interval * 2, this.#timers.t2));
      this.#send();
    });
  }
}
