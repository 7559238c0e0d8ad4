import { describe, expect, it } from 'vitest';
import { goldenFiles, goldens } from '../../matrix/goldens.ts';
import { cellName, cells, rows } from '../../matrix/rows.ts';
import { matrixOf } from '../../matrix/table.ts';

const all = cells.map((cell) => ({ title: cellName(cell), passed: true }));

describe('the table', () => {
  it('is proven when each cell has its test', () => {
    const { open, proven, faults, lines } = matrixOf(all);
    expect({ open, proven, faults }).toEqual({ open: 0, proven: cells.length, faults: [] });
    expect(lines.at(-1)).toBe(`cells: ${cells.length} proven, 0 open`);
  });

  it('is open where no test ran, and where one failed', () => {
    const [first, second, ...rest] = all;
    const { open, lines } = matrixOf([{ ...second!, passed: false }, ...rest]);
    expect(open).toBe(2);
    expect(lines.join('\n')).toMatch(/PTZCmd +open +FAILED +proven/);
    expect(first!.title).toBe('[control PTZCmd 2016 encode]');
  });

  it('tells refused from proven', () => {
    const title = '[control TargetTrack 2016 REST] asks nothing';
    expect(matrixOf([{ title, passed: true }]).lines.join('\n')).toMatch(/TargetTrack +- +- +refused +- +open/);
  });

  it.each([
    ['no cell', [{ title: '[control Nothing 2016 REST]', passed: true }]],
    ['a cell that two have', [all[0]!, all[0]!]],
  ])('takes no test of %s', (_, tests) => {
    expect(matrixOf(tests).faults).toHaveLength(1);
  });
});

it('has no message that belongs to no row', () => {
  const wanted = rows.flatMap((row) =>
    row.editions.flatMap((edition) => {
      const name = `${row.name}.${edition}`;
      const parts = goldens(row, edition).map(({ part }) => part);
      return [`${name}.json`, ...parts.map((part) => `${name}.${part}.${row.section === 'mansrtsp' ? 'txt' : 'xml'}`)];
    }),
  );
  expect(goldenFiles().sort()).toEqual(wanted.sort());
});
