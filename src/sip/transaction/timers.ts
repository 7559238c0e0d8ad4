/** RFC 3261 §17.1.1.1 and Table 4: the base values from which Timers A to M are made, in milliseconds. */
export interface Timers {
  /** Round-trip estimate; 64*T1 ends Timers B, F, H, J, L, M. */
  t1: number;
  /** Largest interval of non-INVITE requests and INVITE responses. */
  t2: number;
  /** How long a message may stay in the network. */
  t4: number;
  /** Timer D: how long an INVITE client over UDP answers repeated final responses; at least 32 s. */
  d: number;
}

export const defaultTimers: Timers = { t1: 500, t2: 4000, t4: 5000, d: 32_000 };

/** RFC 3261 §17.2.1: a TU that has not answered an INVITE after this long is spoken for by 100 Trying. */
export const kTryingMs = 200;

/** Times of a transaction under its letters in RFC 3261 Table 4 and RFC 6026 §7.1, over a path that is reliable or not. */
export function timerValues(timers: Timers, reliable: boolean) {
  const end = 64 * timers.t1;
  return {
    a: timers.t1,
    b: end,
    d: reliable ? 0 : timers.d,
    e: timers.t1,
    f: end,
    g: timers.t1,
    h: end,
    i: reliable ? 0 : timers.t4,
    k: reliable ? 0 : timers.t4,
    l: end,
    m: end,
  };
}
