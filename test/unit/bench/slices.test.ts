import { describe, expect, it } from 'vitest';
import { isSteady, quantile, sliceResult } from '../../../bench/control/slices.mjs';

const about = { id: 'x', work: 'some work', maxRatio: 6, minPairs: 2 };
const slice = (cpuUs: number, calibration = 100) => ({ cpuUs, messages: 10, calibrations: [calibration, calibration] });
const pair = (subject: number, floor: number, calibration = 100) => ({
  subject: slice(subject, calibration),
  floor: slice(floor),
});

describe('slices', () => {
  it('takes quantiles of values in any order', () => {
    expect(quantile([4, 1, 3, 2, 5], 0.5)).toBe(3);
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(quantile([1, 2, 3, 4, 5], 0.25)).toBe(2);
    expect(() => quantile([], 0.5)).toThrow(RangeError);
  });

  it('calls slices steady whose calibrations agree to a tenth', () => {
    expect(isSteady(slice(1, 100), slice(1, 110))).toBe(true);
    expect(isSteady(slice(1, 100), slice(1, 111))).toBe(false);
    expect(isSteady({ calibrations: [100, 120] }, slice(1, 100))).toBe(false);
  });

  it('makes the ratio within each pair, and its median and quartiles', () => {
    // At half the machine's speed both sides cost twice as much.
    const result = sliceResult([pair(500, 100), pair(1200, 200), pair(700, 100)], about);
    expect(result).toMatchObject({
      id: 'x',
      unit: 'CPU us/message',
      value: 70,
      floor: 10,
      ratio: 6,
      spread: [5.5, 6.5],
    });
    expect(result).toMatchObject({ goal: 60, pass: true, pairs: 3, discarded: 0, perSecond: 14_286 });
  });

  it('leaves out pairs in which the machine changed its speed, and says how many', () => {
    const result = sliceResult([pair(500, 100), pair(9000, 100, 150), pair(700, 100)], about);
    expect(result).toMatchObject({ ratio: 6, pairs: 2, discarded: 1 });
  });

  it('tells a goal that is not met', () => {
    expect(sliceResult([pair(620, 100), pair(620, 100)], about)).toMatchObject({ ratio: 6.2, pass: false });
  });

  it('gives no number from too few pairs', () => {
    expect(() => sliceResult([pair(500, 100), pair(500, 100, 150)], about)).toThrow('1 of 2 pairs');
  });
});
