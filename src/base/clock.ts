/** Time as a dependency: everything that waits takes a Clock, so that tests decide what time it is. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Calls `callback` once after `ms` milliseconds; the timer keeps no process alive. */
  setTimeout(callback: () => void, ms: number): TimerHandle;
  clearTimeout(handle: TimerHandle | undefined): void;
}

export type TimerHandle = object;

export const systemClock: Clock = {
  now: () => Date.now(),
  setTimeout: (callback, ms) => setTimeout(callback, ms).unref(),
  clearTimeout: (handle) => clearTimeout(handle as NodeJS.Timeout | undefined),
};

/** Waits for `promise`, but no longer than `ms`. Rejects as it does. */
export async function atMost(clock: Clock, ms: number, promise: Promise<unknown> | undefined): Promise<void> {
  let timer: TimerHandle | undefined;
  const enough = new Promise<void>((resolve) => {
    timer = clock.setTimeout(resolve, ms);
  });
  try {
    await Promise.race([promise, enough]);
  } finally {
    clock.clearTimeout(timer);
  }
}
