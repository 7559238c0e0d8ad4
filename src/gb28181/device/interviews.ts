import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import { PlayError } from '../../streams/source-provider.ts';

export interface InterviewsOptions {
  /** Asks one device; rejects when it did not answer. */
  ask: (deviceId: string) => Promise<void>;
  clock: Clock;
  log: Logger;
}

/** Devices asked at the same time, when a site with thousands of them comes up. */
export const kMaxParallelInterviews = 16;
/** Many devices are not ready at once. */
const firstDelayMs = 500;
/** GB/T 28181-2016 §9.1.2.1 has a device wait so long after a failure; so do we. */
const retryDelayMs = 60_000;
const maxTries = 3;
const maxWaiting = 100_000;

interface Interview {
  tries: number;
  /** The last try found no way to it. */
  unreachable: boolean;
  timer: object | undefined;
}

/**
 * Asks devices that came who they are and what they have.
 *
 *   waiting for its time -> queued -> asked -> done | waiting again, for retryDelayMs or until reached, maxTries times
 */
export class Interviews {
  readonly #options: InterviewsOptions;
  readonly #waiting = new Map<string, Interview>();
  readonly #queue: string[] = [];
  #running = 0;

  constructor(options: InterviewsOptions) {
    this.#options = options;
  }

  /** A device that waits already begins anew. */
  add(deviceId: string): void {
    const known = this.#waiting.get(deviceId);
    if (known) {
      known.tries = 0;
      return;
    }
    if (this.#waiting.size >= maxWaiting) return;
    const interview = { tries: 0, unreachable: false, timer: undefined };
    this.#waiting.set(deviceId, interview);
    this.#schedule(deviceId, interview, firstDelayMs);
  }

  /** There is a way to the device again: one that could not be reached is not left waiting for its minute to pass. */
  reached(deviceId: string): void {
    const interview = this.#waiting.get(deviceId);
    if (!interview?.unreachable) return;
    interview.unreachable = false;
    this.#options.clock.clearTimeout(interview.timer);
    this.#schedule(deviceId, interview, firstDelayMs);
  }

  stop(): void {
    for (const { timer } of this.#waiting.values()) this.#options.clock.clearTimeout(timer);
    this.#waiting.clear();
    this.#queue.length = 0;
  }

  #schedule(deviceId: string, interview: Interview, delayMs: number): void {
    interview.timer = this.#options.clock.setTimeout(() => {
      this.#queue.push(deviceId);
      this.#next();
    }, delayMs);
  }

  #next(): void {
    while (this.#running < kMaxParallelInterviews) {
      const deviceId = this.#queue.shift();
      if (deviceId === undefined) return;
      this.#running++;
      void this.#hold(deviceId).finally(() => {
        this.#running--;
        this.#next();
      });
    }
  }

  async #hold(deviceId: string): Promise<void> {
    const interview = this.#waiting.get(deviceId);
    if (!interview) return;
    interview.tries++;
    try {
      await this.#options.ask(deviceId);
      this.#waiting.delete(deviceId);
    } catch (error) {
      const { log } = this.#options;
      log.warn({ device: deviceId, reason: (error as Error).message, tries: interview.tries }, 'catalog not read');
      if (this.#waiting.get(deviceId) !== interview) return;
      interview.unreachable = error instanceof PlayError && error.code === 'device-unreachable';
      if (interview.tries < maxTries) this.#schedule(deviceId, interview, retryDelayMs);
      else this.#waiting.delete(deviceId);
    }
  }
}
