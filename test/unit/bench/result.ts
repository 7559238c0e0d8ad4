import type { Result } from '../../../bench/report/results.mjs';

/** A result as a program prints one. */
export const result: Result = {
  id: 'recv.udp',
  work: 'UDP receive to frames, 1,000 streams',
  unit: 'CPU ns/packet',
  value: 812.1,
  floor: 610,
  ratio: 1.331,
  spread: [1.28, 1.39],
  goal: 1012.5,
  goalText: 'at most 1.25 x floor + 250 ns',
  better: 'lower',
  pass: true,
  pairs: 412,
  discarded: 88,
};
