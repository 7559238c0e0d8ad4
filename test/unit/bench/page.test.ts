import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pageOf, plotsOf, writePage } from '../../../bench/report/page.mjs';
import { result } from './result.ts';

const machine = {
  date: '2026-01-02',
  commit: 'abc1234',
  cpu: 'Some CPU',
  cores: 2,
  memoryGb: 8,
  kernel: '6.1',
  node: '20.1',
  loadAverageBefore: 0.1,
  loadedCores: 0,
};
const point = (x: number, value: number) => ({ x, xLabel: 'streams', value, floor: 600, ratio: value / 600 });
const sized = { ...result, points: [point(1000, 812), point(100, 700)] };
const missed = { ...result, id: 'delay', value: 9, goalText: 'p50 2 ms', goal: 2, pass: false };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guanlan-page-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('plotsOf', () => {
  it('gives one for each result of several sizes, in the order of the sizes', () => {
    const [plot, ...rest] = plotsOf([sized, missed, { ...missed, points: [point(1, 1)] }]);
    expect(rest).toEqual([]);
    expect(plot).toMatchObject({ id: 'recv.udp', file: 'recv.udp.svg' });
    expect(plot!.svg).toContain('>ours 812</text>');
  });
});

describe('pageOf', () => {
  const page = pageOf([{ machine, results: [sized, missed] }], plotsOf([sized]));

  it('has machine, table, what was missed, plots and how to run again', () => {
    expect(page).toContain('2026-01-02, commit abc1234: Some CPU, 2 cores');
    expect(page).toContain('UDP receive to frames, 1,000 streams (`recv.udp`)');
    expect(page).toContain('- `delay`: 9 CPU ns/packet; the goal is p50 2 ms, which was 2 here.');
    expect(page).toContain('(results/recv.udp.svg)');
    expect(page).toContain('npm run bench');
  });

  it('does not hide what has no number', () => {
    const missing = [{ id: 'demux', reason: 'not built' }];
    expect(pageOf([{ machine, results: [], missing }], [])).toContain('no number: not built');
  });

  it('tells a loaded run from a quiet one', () => {
    const two = pageOf(
      [
        { machine, results: [] },
        { machine: { ...machine, loadedCores: 1 }, results: [] },
      ],
      [],
    );
    expect(two).toContain('## On a quiet machine');
    expect(two).toContain('## With 1 of 2 cores kept busy');
    const busy = pageOf([{ machine: { ...machine, loadAverageBefore: 3 }, results: [] }], []);
    expect(busy).toContain('## On a machine with other work');
    expect(two).toContain('None.');
  });
});

describe('writePage', () => {
  it('writes the page and its plots, and removes plots that are no more', () => {
    mkdirSync(join(folder, 'results'));
    writeFileSync(join(folder, 'results/gone.svg'), '');
    expect(writePage(folder, [{ machine, results: [sized] }])).toEqual([
      'bench/RESULTS.md',
      'bench/results/recv.udp.svg',
    ]);
    expect(readdirSync(join(folder, 'results'))).toEqual(['recv.udp.svg']);
    expect(readFileSync(join(folder, 'RESULTS.md'), 'utf8')).toMatch(/^# Results/);
  });
});
