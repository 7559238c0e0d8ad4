// A measured process: answers calls over IPC and knows its own CPU time, with a calibration on either side of it.
import { answer, cpuNs } from '../flow/child.mjs';
import { calibrate } from './calibration.mjs';

/**
 * Answers the calls of `subject`, and `start` and `finish` round a slice. `subject.counts()` says what has been done so far;
 * `subject.settled()` waits for work that is put off, which belongs to the slice.
 */
export function answerMeasured(subject) {
  let startNs = 0;
  let before = 0;
  answer({
    ...subject,
    start() {
      before = calibrate();
      startNs = cpuNs();
      return subject.counts();
    },
    async finish() {
      await subject.settled?.();
      const cpuUs = (cpuNs() - startNs) / 1000;
      return { cpuUs, calibrations: [before, calibrate()], counts: subject.counts() };
    },
  });
}
