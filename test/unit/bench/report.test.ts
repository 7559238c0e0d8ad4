import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highestRate, median, microRow, number, row, spread, table } from '../../../bench/flow/report.mjs';

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

describe('spread', () => {
  it('tells the ends and how many runs there were', () => {
    expect(spread([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3, runs: 3 });
  });
});

describe('row', () => {
  const runs = { subject: [100, 400, 200], baseline: [200, 400, 800], baselineName: 'plain' };

  it('makes the ratio within each pair of runs, not of the medians', () => {
    const made = row('x', 'ns', { ...runs, direction: 'baseline/engine' });
    // 2, 1 and 4; the medians alone would give 400 / 200.
    expect(made.ratio).toEqual({ median: 2, min: 1, max: 4, runs: 3 });
    expect(made).toMatchObject({
      name: 'x',
      unit: 'ns',
      median: 200,
      min: 100,
      max: 400,
      direction: 'baseline/engine',
    });
    expect(made.baseline).toEqual({ name: 'plain', median: 400, min: 200, max: 800, runs: 3 });
  });

  it('turns the ratio round when told', () => {
    const made = row('x', 'ns', { ...runs, direction: 'engine/baseline' });
    expect(made.ratio).toEqual({ median: 0.5, min: 0.25, max: 1, runs: 3 });
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

describe('table', () => {
  const rows = [
    row('ingest.udp', 'CPU ns', {
      subject: [1000, 1200],
      baseline: [2000, 2400],
      baselineName: 'Node',
      direction: 'baseline/engine',
    }),
    { name: 'alone', unit: 'ns', median: 5, min: 5, max: 5 },
  ];

  it('is Markdown with as many cells in each line', () => {
    const lines = table(rows).split('\n');
    expect(lines).toHaveLength(4);
    expect(new Set(lines.map((line) => line.split('|').length))).toEqual(new Set([9]));
    expect(lines[1]).toMatch(/^\|( -+ \|)+$/);
  });

  it('is aligned', () => {
    expect(
      new Set(
        table(rows)
          .split('\n')
          .map((line) => line.length),
      ).size,
    ).toBe(1);
  });

  it('shows the range only where there is one', () => {
    const [, , first, second] = table(rows).split('\n');
    expect(first).toContain('1,100 (1,000..1,200)');
    expect(first).toMatch(/\| 2 +\|/);
    expect(second).toMatch(/\| alone +\| ns +\| 5 +\| +\| +\| +\| +\|$/);
  });
});

describe('microRow', () => {
  const line = {
    name: 'nal.split',
    nsPerOp: 68,
    op: 'packet',
    min: 63,
    max: 74,
    ratio: 3.7,
    baseline: 'nal.memcpy',
    runs: 9,
  };

  it('keeps what a micro benchmark printed', () => {
    expect(microRow(line)).toEqual({
      name: 'nal.split',
      unit: 'ns per packet',
      median: 68,
      min: 63,
      max: 74,
      runs: 9,
      baseline: { name: 'nal.memcpy' },
      ratio: { median: 3.7, min: 3.7, max: 3.7 },
      direction: 'time/baseline',
    });
  });

  it('gives the baseline itself no ratio', () => {
    expect(microRow({ ...line, name: 'nal.memcpy', ratio: 1 })).not.toHaveProperty('ratio');
  });

  it('keeps further facts, and does without the optional ones', () => {
    expect(microRow({ name: 'x', nsPerOp: 2, mbPerS: 700 })).toEqual({
      name: 'x',
      unit: 'ns per operation',
      median: 2,
      min: 2,
      max: 2,
      more: { mbPerS: 700 },
    });
  });
});

describe('highestRate', () => {
  const search = async (limit: number, low = 50, high = 800, refinements = 3) => {
    const asked: number[] = [];
    const rate = await highestRate({
      low,
      high,
      refinements,
      holds: async (wanted) => {
        asked.push(wanted);
        return wanted <= limit;
      },
    });
    return { rate, asked };
  };

  it('doubles until one fails, then halves the gap', async () => {
    expect(await search(260)).toEqual({ rate: 250, asked: [50, 100, 200, 400, 300, 250, 275] });
  });

  it('is 0 when even the lowest fails, and asks for no more', async () => {
    expect(await search(10)).toEqual({ rate: 0, asked: [50] });
  });

  it('ends at the upper bound', async () => {
    expect(await search(1e9)).toEqual({ rate: 800, asked: [50, 100, 200, 400, 800] });
  });

  it('never gives a rate that failed, and asks a bounded number of times', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 2000 }),
        fc.integer({ min: 0, max: 6 }),
        async (limit, refinements) => {
          const { rate, asked } = await search(limit, 50, 800, refinements);
          expect(rate).toBeLessThanOrEqual(limit);
          expect(asked.length).toBeLessThanOrEqual(Math.log2(800 / 50) + 1 + refinements);
          // Rounding aside, the gap left is the doubling's gap halved as often.
          if (rate > 0 && rate < 800 && limit < 800)
            expect(limit - rate).toBeLessThanOrEqual(400 / 2 ** refinements + 1);
        },
      ),
    );
  });
});
