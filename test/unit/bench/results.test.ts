import { describe, expect, it } from 'vitest';
import { inOrder, microResult, resultFault, verdict } from '../../../bench/report/results.mjs';
import { result } from './result.ts';

describe('a result', () => {
  it('is taken as it is printed', () => {
    expect(resultFault(result)).toBe('');
  });

  it('may be without a floor', () => {
    const { floor: _floor, ratio: _ratio, ...alone } = result;
    expect(resultFault(alone)).toBe('');
  });

  it.each([
    ['without a unit', { unit: '' }, /unit is missing/],
    ['whose value is none', { value: Number.NaN }, /value is no number/],
    ['whose value is text', { value: '812' }, /value is no number/],
    ['with a floor and no ratio', { ratio: undefined }, /come together/],
    ['with a ratio and no floor', { floor: undefined }, /come together/],
    ['with a spread of something else', { spread: [1, '2'] }, /spread/],
    ['that does not tell whether it met its goal', { pass: undefined }, /pass is missing/],
  ])('%s is none', (_name, change, fault) => {
    expect(resultFault({ ...result, ...change })).toMatch(fault);
  });
});

describe('verdict', () => {
  it('is met or missed, and nothing without a goal', () => {
    expect(verdict(result)).toBe('met');
    expect(verdict({ ...result, pass: false })).toBe('missed');
    const { pass: _pass, ...without } = result;
    expect(verdict(without)).toBe('');
  });
});

describe('microResult', () => {
  const line = { name: 'nal.split', nsPerOp: 68, op: 'packet', min: 63, max: 74, ratio: 3.7, baseline: 'nal.memcpy' };

  it('keeps what a micro benchmark printed', () => {
    expect(microResult(line)).toEqual({
      id: 'nal.split',
      work: 'nal.split, ratio to nal.memcpy',
      unit: 'ns/packet',
      value: 68,
      ratio: 3.7,
      spread: [63, 74],
    });
  });

  it('gives the baseline itself no ratio, and does without the optional facts', () => {
    expect(microResult({ ...line, name: 'nal.memcpy', ratio: 1 })).not.toHaveProperty('ratio');
    expect(microResult({ name: 'x', nsPerOp: 2 })).toEqual({
      id: 'x',
      work: 'x',
      unit: 'ns/operation',
      value: 2,
      spread: [2, 2],
    });
  });
});

describe('inOrder', () => {
  it('follows the order, with what it does not name at the end', () => {
    const ids = ['z', 'b', 'y', 'a'].map((id) => ({ id }));
    expect(inOrder(ids, ['a', 'b']).map(({ id }) => id)).toEqual(['a', 'b', 'z', 'y']);
  });
});
