// Two commits measured in turns: what changed. Pure functions.
import { median, number, range } from './numbers.mjs';
import { markdown } from './table.mjs';

/**
 * Rounds are `{ theirs: Result[], ours: Result[] }`, taken one right after the other. What is compared is the ratio to
 * the floor, or the value where there is none, and the change is made within each round.
 */
export function compare(rounds) {
  const ids = [...new Set(rounds.flatMap(({ theirs, ours }) => [...theirs, ...ours].map(({ id }) => id)))];
  return ids.map((id) => compareOne(id, rounds));
}

function compareOne(id, rounds) {
  const pairs = rounds.map(({ theirs, ours }) => [theirs, ours].map((side) => side.find((result) => result.id === id)));
  const side = (index) => {
    const found = pairs.map((pair) => pair[index]).filter(Boolean);
    if (found.length === 0) return undefined;
    const ratios = found.filter(({ ratio }) => ratio !== undefined).map(({ ratio }) => ratio);
    return {
      unit: found[0].unit,
      value: median(found.map(({ value }) => value)),
      ...(ratios.length > 0 && { ratio: median(ratios) }),
    };
  };
  const changes = pairs.filter(([a, b]) => a && b).map(([a, b]) => measureOf(b, a) / measureOf(a, b));
  return {
    id,
    theirs: side(0),
    ours: side(1),
    ...(changes.length > 0 && {
      change: { median: median(changes), min: Math.min(...changes), max: Math.max(...changes) },
    }),
  };
}

/** The ratio when both have one: the floor takes the machine's mood out. */
function measureOf(result, other) {
  return result.ratio !== undefined && other.ratio !== undefined ? result.ratio : result.value;
}

export function comparisonTable(rows, theirName) {
  const heads = ['id', theirName, 'ratio', 'ours', 'ratio', 'change', 'spread of the change'];
  return markdown(
    heads,
    rows.map(({ id, theirs, ours, change }) => [
      id,
      valueCell(theirs),
      ratioCell(theirs),
      valueCell(ours),
      ratioCell(ours),
      change ? percent(change.median) : '',
      change ? `${percent(change.min)}..${percent(change.max)}` : '',
    ]),
  );
}

function valueCell(side) {
  return side ? `${number(side.value)} ${side.unit}` : 'no number';
}

function ratioCell(side) {
  return side?.ratio === undefined ? '' : range(side.ratio, side.ratio);
}

function percent(factor) {
  const value = (factor - 1) * 100;
  return `${value >= 0 ? '+' : ''}${value.toFixed(1)} %`;
}
