// The arithmetic of the benchmarks' reports, and how a number is written: pure functions.

/** Of numbers in any order; with an even count the mean of the middle two. */
export function median(values) {
  if (values.length === 0) throw new RangeError('The median of nothing.');
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Three significant digits; from a thousand on whole numbers in groups. */
export function number(value) {
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
}

/** `1.2..1.4`, or one number where both ends read alike. */
export function range(low, high) {
  const [from, to] = [number(low), number(high)];
  return from === to ? from : `${from}..${to}`;
}
