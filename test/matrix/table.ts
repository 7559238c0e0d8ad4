import { aspects, type Cell, cellName, cells, editions, type Row, rows } from './rows.ts';

export interface RanTest {
  readonly title: string;
  readonly passed: boolean;
}

export interface Matrix {
  readonly lines: string[];
  readonly proven: number;
  readonly open: number;
  /** Titles that name a cell which is not there, or one that another test has. */
  readonly faults: string[];
}

/** A cell is proven by one test of its name that passed, and open otherwise. */
export function matrixOf(tests: readonly RanTest[]): Matrix {
  const faults: string[] = [];
  const known = new Set(cells.map(cellName));
  const passed = new Map<string, boolean>();
  for (const test of tests) {
    const name = /^\[[^\]]*\]/.exec(test.title)?.[0] ?? test.title;
    if (!known.has(name)) faults.push(`no cell has the name of the test ${test.title}`);
    else if (passed.has(name)) faults.push(`two tests have the cell ${name}`);
    passed.set(name, test.passed && passed.get(name) !== false);
  }
  const states = new Map(cells.map((cell) => [cellName(cell), stateOf(cell, passed.get(cellName(cell)))]));
  const proven = [...states.values()].filter(isProven).length;
  const open = states.size - proven;
  const lines = [heading, ...rows.map((row) => line(row, states)), '', `cells: ${proven} proven, ${open} open`];
  return { lines, proven, open, faults };
}

function stateOf({ row, edition }: Cell, passed: boolean | undefined): string {
  if (passed === undefined) return 'open';
  if (!passed) return 'FAILED';
  return row.editions.includes(edition) ? 'proven' : 'refused';
}

const isProven = (state: string) => state === 'proven' || state === 'refused';

const firstColumns = 33;
const columnWidth = 11;
const heading = [
  ' '.repeat(firstColumns) + editions.map((edition) => edition.padEnd(aspects.length * columnWidth)).join(''),
  ' '.repeat(firstColumns) + editions.map(() => aspects.map((aspect) => aspect.padEnd(columnWidth)).join('')).join(''),
]
  .map((text) => text.trimEnd())
  .join('\n');

function line(row: Row, states: Map<string, string>): string {
  const columns = editions.flatMap((edition) =>
    aspects.map((aspect) => states.get(cellName({ row, edition, aspect })) ?? '-'),
  );
  const name = `${row.section.padEnd(9)}${row.name}`.padEnd(firstColumns);
  return `${name}${columns.map((column) => column.padEnd(columnWidth)).join('')}`.trimEnd();
}
