// The tables: Markdown, aligned so that they read in a terminal too. Pure functions.
import { number, range } from './numbers.mjs';
import { verdict } from './results.mjs';

const heads = ['work', 'ours', 'floor', 'ratio', 'spread', 'goal', 'verdict'];

export function resultTable(results, missing = []) {
  const rows = results.map((result) => [
    workOf(result),
    withUnit(result.value, result.unit),
    result.floor === undefined ? '' : withUnit(result.floor, result.unit),
    result.ratio === undefined ? '' : number(result.ratio),
    result.spread ? range(...result.spread) : '',
    result.goalText ?? (result.goal === undefined ? '' : number(result.goal)),
    verdict(result),
  ]);
  const without = missing.map(({ id, reason }) => [id, '', '', '', '', '', `no number: ${cell(reason)}`]);
  return markdown(heads, [...rows, ...without]);
}

function workOf({ work, id }) {
  return id === work || work.startsWith(`${id},`) ? cell(work) : `${cell(work)} (\`${id}\`)`;
}

function withUnit(value, unit) {
  return `${number(value)} ${unit}`;
}

/** A bar would end the cell. */
function cell(text) {
  return text.replaceAll('|', '/').replaceAll('\n', ' ');
}

export function markdown(head, rows) {
  const widths = head.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i].length)));
  const line = (values) => `| ${values.map((value, i) => value.padEnd(widths[i])).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join('\n');
}
