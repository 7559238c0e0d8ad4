// Results made of pairs of slices: pure functions.

/** Calibrations of one pair may differ by so much. */
export const maxCalibrationRatio = 1.1;

/** Whether the machine kept its speed: all calibrations of a pair's slices agree. */
export function isSteady(...slices) {
  const all = slices.flatMap(({ calibrations }) => calibrations);
  return Math.max(...all) <= maxCalibrationRatio * Math.min(...all);
}

/** The value below which such a share of the values lies, by linear interpolation: 0.5 is the median. */
export function quantile(values, share) {
  if (values.length === 0) throw new RangeError('The quantile of nothing.');
  const sorted = [...values].sort((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const low = sorted[Math.floor(place)];
  return low + (sorted[Math.ceil(place)] - low) * (place - Math.floor(place));
}

/**
 * One result from pairs `{ subject, floor }` of slices `{ cpuUs, messages, calibrations }`: the ratio is made within each
 * pair, where the machine had one speed. Throws when fewer than `minPairs` pairs were steady.
 */
export function sliceResult(pairs, { id, work, maxRatio, minPairs }) {
  const kept = pairs.filter(({ subject, floor }) => isSteady(subject, floor));
  if (kept.length < minPairs)
    throw new Error(
      `${id}: the machine kept its speed in ${kept.length} of ${pairs.length} pairs, not in ${minPairs}.`,
    );
  const costs = (side) => kept.map((pair) => pair[side].cpuUs / pair[side].messages);
  const [values, floors] = [costs('subject'), costs('floor')];
  const ratios = values.map((value, i) => value / floors[i]);
  const [value, floor, ratio] = [values, floors, ratios].map((list) => quantile(list, 0.5));
  return {
    id,
    work,
    unit: 'CPU us/message',
    value,
    floor,
    ratio,
    spread: [quantile(ratios, 0.25), quantile(ratios, 0.75)],
    goal: maxRatio * floor,
    goalText: `at most ${maxRatio} x floor`,
    better: 'lower',
    pass: ratio <= maxRatio,
    pairs: kept.length,
    discarded: pairs.length - kept.length,
    perSecond: Math.round(1e6 / value),
  };
}
