// What a result is: `{ id, work, unit, value, floor?, ratio?, spread, goal, goalText, better, pass, pairs?, discarded?, points? }`.
// See bench/README.md. Pure functions.

/** What keeps a result from being one, or ''. */
export function resultFault(result) {
  const wrong = (what) => `what was printed for it is no result: ${what}`;
  for (const name of ['id', 'work', 'unit'])
    if (typeof result[name] !== 'string' || result[name] === '') return wrong(`${name} is missing`);
  if (!Number.isFinite(result.value)) return wrong('value is no number');
  for (const name of ['floor', 'ratio', 'goal'])
    if (result[name] !== undefined && !Number.isFinite(result[name])) return wrong(`${name} is no number`);
  if ((result.floor === undefined) !== (result.ratio === undefined)) return wrong('floor and ratio come together');
  if (result.spread !== undefined && !(Array.isArray(result.spread) && result.spread.every(Number.isFinite)))
    return wrong('spread is no pair of numbers');
  if (typeof result.pass !== 'boolean') return wrong('pass is missing');
  return '';
}

/** A line of a micro benchmark, which has no goal, as a result. Its ratio is to another line of the same program. */
export function microResult({ name, nsPerOp, op, min, max, ratio, baseline }) {
  const compared = baseline !== undefined && baseline !== name;
  return {
    id: name,
    work: compared ? `${name}, ratio to ${baseline}` : name,
    unit: `ns/${op ?? 'operation'}`,
    value: nsPerOp,
    ...(compared && { ratio }),
    spread: [min ?? nsPerOp, max ?? nsPerOp],
  };
}

export function verdict({ pass }) {
  if (pass === undefined) return '';
  return pass ? 'met' : 'missed';
}

/** Results in the order of the ids; what the order does not name comes last, as it came. */
export function inOrder(results, order) {
  const place = ({ id }) => (order.includes(id) ? order.indexOf(id) : order.length);
  return [...results].sort((a, b) => place(a) - place(b));
}
