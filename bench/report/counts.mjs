// Counts against their baseline: pure functions. Counts do not depend on the machine's mood, so they may fail a build.
import { number } from './numbers.mjs';
import { markdown } from './table.mjs';

/** A count may rise by this factor. */
const maxRise = 1.05;
/** And by this much, so that a count of 0 is not the only one without room: one in a thousand operations. */
const slack = 0.001;
/** A busy worker rests 1 ms between turns. Counted in real time, where a loaded machine gives fewer: held to its bound. */
const maxWakeUpsPerSecond = 1000;
const howToRecord = 'record the baseline anew: node bench/counts.mjs --record';

/** A path's counts for each of its operations, from a line of the program and from callgrind. */
export function perOperation(
  { path, operation, operations, systemCalls, allocations, wakeUpsPerSecond },
  instructions,
) {
  if (path === 'wakeups') return { wakeUpsPerSecond };
  if (!(operations > 0)) throw new RangeError(`${path} did nothing.`);
  const each = (count) => Number((count / operations).toPrecision(6));
  return {
    operation,
    instructions: each(instructions),
    systemCalls: each(systemCalls),
    allocations: each(allocations),
  };
}

/** What is written down: wake-ups as their bound. */
export function baselineOf(counts) {
  return { ...counts, paths: { ...counts.paths, wakeups: { wakeUpsPerSecond: maxWakeUpsPerSecond } } };
}

/**
 * One verdict for each count of the baseline: `{ path, count, was, is, failed, note }`. Instructions depend on who
 * compiled: those of another compiler or architecture are told and not judged, unless `gateInstructions`; then the
 * difference itself fails.
 */
export function judge(counts, baseline, { gateInstructions }) {
  const same = counts.compiler === baseline.compiler && counts.architecture === baseline.architecture;
  const verdicts = [];
  for (const [path, wanted] of Object.entries(baseline.paths)) {
    for (const [count, was] of Object.entries(wanted)) {
      if (typeof was !== 'number') continue;
      const is = counts.paths[path]?.[count];
      const judged = judgeOne(was, is, { bound: path === 'wakeups', otherMakers: count === 'instructions' && !same });
      verdicts.push({ path, count, was, is, ...judged });
    }
  }
  for (const path of Object.keys(counts.paths))
    if (!(path in baseline.paths))
      verdicts.push({ path, count: '', failed: true, note: `not in the baseline; ${howToRecord}` });
  if (!same && gateInstructions)
    verdicts.push({ path: '', count: 'compiler', failed: true, note: otherMaker(counts, baseline) });
  return verdicts;
}

/** `bound`: to be below it is no news. */
function judgeOne(was, is, { bound, otherMakers }) {
  if (is === undefined) return { failed: true, note: 'was not counted' };
  if (otherMakers) return { failed: false, note: 'made by another compiler: not judged' };
  if (is > was * maxRise + slack) return { failed: true, note: 'has risen' };
  if (!bound && is < was / maxRise - slack) return { failed: false, note: 'has fallen' };
  return { failed: false, note: '' };
}

function otherMaker(counts, baseline) {
  const name = ({ compiler, architecture }) => `${compiler} for ${architecture}`;
  return `instructions were made by ${name(counts)} and the baseline by ${name(baseline)}; with the compiler that is to count from now on, ${howToRecord}`;
}

export function countTable(verdicts) {
  const heads = ['path', 'count', 'baseline', 'now', 'change', 'verdict'];
  return markdown(
    heads,
    verdicts.map(({ path, count, was, is, failed, note }) => [
      path,
      count,
      was === undefined ? '' : number(was),
      is === undefined ? '' : number(is),
      was > 0 && is !== undefined && count !== 'wakeUpsPerSecond' ? `${(((is - was) / was) * 100).toFixed(1)} %` : '',
      `${failed ? 'FAILED' : 'ok'}${note ? `: ${note}` : ''}`,
    ]),
  );
}
