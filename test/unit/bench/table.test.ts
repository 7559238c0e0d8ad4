import { describe, expect, it } from 'vitest';
import { resultTable } from '../../../bench/report/table.mjs';
import { result } from './result.ts';

const cells = (line: string | undefined) =>
  line!
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

describe('resultTable', () => {
  const alone = { id: 'loss', work: 'Frames after loss', unit: 'frames', value: 519, pass: false, goal: 531 };
  const lines = resultTable([result, alone], [{ id: 'demux', reason: 'md5 a|b differs' }]).split('\n');

  it('is Markdown whose lines have the same cells and the same width', () => {
    expect(cells(lines[0])).toEqual(['work', 'ours', 'floor', 'ratio', 'spread', 'goal', 'verdict']);
    expect(lines[1]).toMatch(/^\|( -+ \|)+$/);
    expect(new Set(lines.map((line) => line.length)).size).toBe(1);
    expect(new Set(lines.map((line) => line.split('|').length))).toEqual(new Set([9]));
  });

  it('writes units with the figures, and the verdict', () => {
    expect(cells(lines[2])).toEqual([
      'UDP receive to frames, 1,000 streams (`recv.udp`)',
      '812 CPU ns/packet',
      '610 CPU ns/packet',
      '1.33',
      '1.28..1.39',
      'at most 1.25 x floor + 250 ns',
      'met',
    ]);
  });

  it('leaves cells empty that a result has nothing for', () => {
    expect(cells(lines[3])).toEqual(['Frames after loss (`loss`)', '519 frames', '', '', '', '531', 'missed']);
  });

  it('tells why there is no number', () => {
    expect(cells(lines[4])).toEqual(['demux', '', '', '', '', '', 'no number: md5 a/b differs']);
  });
});
