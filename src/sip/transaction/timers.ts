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
