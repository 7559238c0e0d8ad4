// Queries of one device wait for one another, since many answer only one at a time.
//
//   device -> | running | next | ... | newest |  kMaxQueued wait, none for longer than kMaxQueueMs
import type { Clock } from '../../base/clock.ts';
import { PlayError } from '../../streams/source-provider.ts';

/** Queries of one device that wait; more are refused. */
export const kMaxQueued = 16;
/** A query that could not begin in this time is refused: who asked for it has left by then. */
export const kMaxQueueMs = 60_000;

interface Turn {
  start: () => void;
  refuse: (error: Error) => void;
}

/** Runs tasks of one device one after the other, and those of different ones at the same time. */
export class QueryQueue {
  readonly #clock: Clock;
  /** Of devices with a running task: those that wait for it. */
  readonly #turns = new Map<string, Turn[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves and rejects as the task does. Rejects PlayError when the task never had its turn. */
  async run<T>(deviceId: string, task: () => Promise<T>): Promise<T> {
    const turns = this.#turns.get(deviceId);
    if (turns) await this.#wait(deviceId, turns);
    else this.#turns.set(deviceId, []);
    try {
      return await task();
    } finally {
      this.#next(deviceId);
    }
  }

  /** Refuses all that wait. */
  forget(deviceId: string, error: PlayError): void {
    for (const { refuse } of this.#turns.get(deviceId)?.splice(0) ?? []) refuse(error);
  }

  #wait(deviceId: string, turns: Turn[]): Promise<void> {
    if (turns.length >= kMaxQueued) return Promise.reject(busy(deviceId));
    return new Promise<void>((resolve, reject) => {
      const turn: Turn = {
        start: () => {
          this.#clock.clearTimeout(timer);
          resolve();
        },
        refuse: (error) => {
          this.#clock.clearTimeout(timer);
          reject(error);
        },
      };
      const timer = this.#clock.setTimeout(() => {
        turns.splice(turns.indexOf(turn), 1);
        reject(busy(deviceId));
      }, kMaxQueueMs);
      turns.push(turn);
    });
  }

  #next(deviceId: string): void {
    const turn = this.#turns.get(deviceId)?.shift();
    if (turn) turn.start();
    else this.#turns.delete(deviceId);
  }
}

function busy(deviceId: string): PlayError {
  return new PlayError(
    503,
    'device-busy',
    `The device ${deviceId} still answers what it was asked before; ask again later.`,
  );
}
