// How fast this process runs just now: machines switch between speeds within seconds, and what was measured across such a
// change compares nothing.

const rounds = 7;
const steps = 400_000;

/** Nanoseconds of the fastest of some equal short loops: an interruption lengthens some of them, another speed all. */
export function calibrate() {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const start = process.hrtime.bigint();
    if (spin(steps) === 0) throw new Error('The calibration loop has computed nothing.');
    best = Math.min(best, Number(process.hrtime.bigint() - start));
  }
  return best;
}

/** Multiplications that wait for one another. */
function spin(count) {
  let value = 1;
  for (let i = 0; i < count; i++) value = Math.imul(value, 0x01000193) ^ i;
  return value | 1;
}
