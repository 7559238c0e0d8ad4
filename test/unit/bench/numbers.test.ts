import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median, number, range } from '../../../bench/report/numbers.mjs';

const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 30 });

describe('median', () => {
  it('takes the middle of an odd count and the mean of the middle two of an even one', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([7])).toBe(7);
  });

  it('orders by value, not by text', () => {
    expect(median([10, 9, 100])).toBe(10);
  });

  it('leaves its input as it was', () => {
    const input = [3, 1, 2];
    median(input);
    expect(input).toEqual([3, 1, 2]);
  });

  it('has no answer for nothing', () => {
    expect(() => median([])).toThrow(RangeError);
  });

  it('has as many values below as above, whatever the order', () => {
    fc.assert(
      fc.property(values, (list) => {
        const middle = median(list);
        const below = list.filter((value) => value < middle).length;
        const above = list.filter((value) => value > middle).length;
        expect(below).toBeLessThanOrEqual(list.length / 2);
        expect(above).toBeLessThanOrEqual(list.length / 2);
        expect(median([...list].reverse())).toBe(middle);
      }),
    );
  });
});

describe('number', () => {
  it.each([
    [0, '0'],
    [0.012345, '0.0123'],
    [1.2, '1.2'],
    [17.36, '17.4'],
    [728.4, '728'],
    [999.4, '999'],
    [1260.6, '1,261'],
    [250_000, '250,000'],
    [-1500, '-1,500'],
  ])('writes %d as %s', (value, text) => {
    expect(number(value)).toBe(text);
  });
});

describe('range', () => {
  it('writes both ends, or one number where they read alike', () => {
    expect(range(1.28, 1.39)).toBe('1.28..1.39');
    expect(range(1.3001, 1.3002)).toBe('1.3');
  });
});
