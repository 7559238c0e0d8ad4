import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineChart, ticks } from '../../../bench/report/plot.mjs';

const chart = lineChart({
  title: 'cost <of> "a" packet & more',
  xLabel: 'streams',
  yLabel: 'ns',
  lines: [
    {
      name: 'ours',
      points: [
        [50, 800],
        [1000, 900],
      ],
    },
    {
      name: 'floor',
      points: [
        [50, 600],
        [1000, 610],
      ],
    },
    { name: 'goal', points: [] },
  ],
});

describe('lineChart', () => {
  it('draws each line that has points, and names it with its last value', () => {
    expect(chart.match(/<polyline/g)).toHaveLength(2);
    expect(chart.match(/<circle/g)).toHaveLength(4);
    expect(chart).toContain('>ours 900</text>');
    expect(chart).toContain('>floor 610</text>');
    expect(chart).not.toContain('>goal');
  });

  it('escapes texts', () => {
    expect(chart).toContain('cost &lt;of&gt; &quot;a&quot; packet &amp; more');
  });

  it('has colours for light and dark pages', () => {
    expect(chart).toContain('prefers-color-scheme: dark');
  });

  it('stays on its sheet, whatever the values', () => {
    const points = fc.uniqueArray(
      fc.tuple(fc.integer({ min: 1, max: 1e5 }), fc.double({ min: 0, max: 1e9, noNaN: true })),
      {
        minLength: 1,
        maxLength: 8,
        selector: ([x]) => x,
      },
    );
    fc.assert(
      fc.property(points, (list) => {
        const svg = lineChart({ title: 't', xLabel: 'x', yLabel: 'y', lines: [{ name: 'ours', points: list }] });
        for (const [, x, y] of svg.matchAll(/cx="([^"]+)" cy="([^"]+)"/g)) {
          expect(Number(x)).toBeGreaterThanOrEqual(0);
          expect(Number(x)).toBeLessThanOrEqual(720);
          expect(Number(y)).toBeGreaterThanOrEqual(0);
          expect(Number(y)).toBeLessThanOrEqual(360);
        }
        expect(svg).not.toMatch(/NaN|undefined/);
      }),
    );
  });
});

describe('ticks', () => {
  it.each([
    [5, [0, 1, 2, 3, 4, 5]],
    [812, [0, 200, 400, 600, 800, 1000]],
    [0, [0, 1]],
  ])('up to %d are %j', (max, expected) => {
    expect(ticks(max)).toEqual(expected);
  });

  it('reach the greatest value in a few steps', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e9, noNaN: true }), (max) => {
        const made = ticks(max);
        expect(made.at(-1)).toBeGreaterThanOrEqual(max * (1 - 1e-9));
        expect(made.length).toBeLessThanOrEqual(7);
      }),
    );
  });
});
