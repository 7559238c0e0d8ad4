import { describe, expect, it } from 'vitest';
import { compare, comparisonTable } from '../../../bench/report/comparison.mjs';
import { result } from './result.ts';

const round = (theirs: number, ours: number) => ({
  theirs: [{ ...result, value: 600 * theirs, ratio: theirs }],
  ours: [{ ...result, value: 600 * ours, ratio: ours }],
});

describe('compare', () => {
  it('makes the change within each round and then takes the median', () => {
    const [row] = compare([round(2, 1), round(1.5, 1.2), round(1, 1)]);
    expect(row).toMatchObject({
      id: 'recv.udp',
      theirs: { value: 900, ratio: 1.5 },
      ours: { value: 600, ratio: 1 },
    });
    expect(row!.change!.median).toBeCloseTo(0.8);
    expect(row!.change).toMatchObject({ min: 0.5, max: 1 });
  });

  it('compares values where there is no floor', () => {
    const { floor: _floor, ratio: _ratio, ...alone } = result;
    const [row] = compare([{ theirs: [{ ...alone, value: 10 }], ours: [{ ...alone, value: 5 }] }]);
    expect(row!.change!.median).toBe(0.5);
    expect(row!.ours).toEqual({ unit: 'CPU ns/packet', value: 5 });
  });

  it('compares values when only one side has a floor', () => {
    const { floor: _floor, ratio: _ratio, ...alone } = result;
    const [row] = compare([{ theirs: [{ ...alone, value: 10 }], ours: [{ ...result, value: 20 }] }]);
    expect(row!.change!.median).toBe(2);
  });

  it('shows what only one side has, without a change', () => {
    const [row] = compare([{ theirs: [], ours: [result] }]);
    expect(row).toEqual({
      id: 'recv.udp',
      theirs: undefined,
      ours: { unit: 'CPU ns/packet', value: 812.1, ratio: 1.331 },
    });
  });
});

describe('comparisonTable', () => {
  it('names the commit, and gives the change in per cent with its spread', () => {
    const text = comparisonTable(compare([round(2, 1), round(1, 1.1)]), 'HEAD~1');
    expect(text).toContain('| HEAD~1 ');
    expect(text).toMatch(/\| -20\.0 % +\| -50\.0 %\.\.\+10\.0 % +\|/);
  });

  it('says where a side has no number', () => {
    expect(comparisonTable(compare([{ theirs: [], ours: [result] }]), 'x')).toContain('no number');
  });
});
