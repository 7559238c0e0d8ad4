// The arithmetic and the table of the benchmarks: pure functions.

/** Of numbers in any order; with an even count the mean of the middle two. */
export function median(values) {
  if (values.length === 0) throw new RangeError('The median of nothing.');
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export function spread(values) {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values), runs: values.length };
}

/**
 * One row from runs that were taken in pairs: the ratio is made within each pair, where the machine was in the same
 * mood, and then its median is taken.
 */
export function row(name, unit, { subject, baseline, baselineName, direction }) {
  const ratios = subject.map((value, i) =>
    direction === 'baseline/engine' ? baseline[i] / value : value / baseline[i],
  );
  return {
    name,
    unit,
    ...spread(subject),
    baseline: { name: baselineName, ...spread(baseline) },
    direction,
    ratio: spread(ratios),
  };
}

/** Three significant digits; from a thousand on whole numbers in groups. */
export function number(value) {
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
}

function range({ median: middle, min, max }) {
  return min === max ? number(middle) : `${number(middle)} (${number(min)}..${number(max)})`;
}

const heads = ['benchmark', 'unit', 'median (min..max)', 'baseline', 'its median (min..max)', 'ratio', 'ratio is'];

/** A Markdown table, aligned so that it reads in a terminal too. */
export function table(rows) {
  const cells = rows.map((r) => [
    r.name,
    r.unit,
    range(r),
    r.baseline?.name ?? '',
    r.baseline?.median === undefined ? '' : range(r.baseline),
    r.ratio ? range(r.ratio) : '',
    r.direction ?? '',
  ]);
  const widths = heads.map((head, i) => Math.max(head.length, ...cells.map((line) => line[i].length)));
  const line = (values) => `| ${values.map((value, i) => value.padEnd(widths[i])).join(' | ')} |`;
  return [line(heads), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...cells.map(line)].join('\n');
}

/** A row from a line that a micro benchmark printed; its ratio is its own median over the runs. */
export function microRow({ name, nsPerOp, op, min, max, ratio, baseline, runs, ...more }) {
  const extra = Object.keys(more).length > 0 ? { more } : {};
  const of = name === baseline ? undefined : { median: ratio, min: ratio, max: ratio };
  return {
    name,
    unit: `ns per ${op ?? 'operation'}`,
    median: nsPerOp,
    min: min ?? nsPerOp,
    max: max ?? nsPerOp,
    ...(runs === undefined ? {} : { runs }),
    ...(baseline === undefined || !of ? {} : { baseline: { name: baseline }, ratio: of, direction: 'time/baseline' }),
    ...extra,
  };
}

/**
 * The highest rate that `holds`, between `low` and `high`: doubles until one fails, then halves the gap `refinements`
 * times. 0 when even `low` fails. It asks at most log2(high / low) + 1 + refinements times.
 */
export async function highestRate({ low, high, refinements, holds }) {
  let good = 0;
  let rate = low;
  while (rate <= high && (await holds(rate))) {
    good = rate;
    rate *= 2;
  }
  if (good === 0 || rate > high) return good;
  let bad = rate;
  for (let i = 0; i < refinements; i++) {
    const middle = Math.round((good + bad) / 2);
    if (await holds(middle)) good = middle;
    else bad = middle;
  }
  return good;
}
