import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { result } from './result.ts';

const run = { machine: { date: '2026-01-02', cpu: 'Some CPU', cores: 2 }, results: [result] };
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guanlan-bench-run-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function bench(...args: string[]) {
  return spawnSync(process.execPath, [join(import.meta.dirname, '../../../bench/run.mjs'), ...args], {
    encoding: 'utf8',
  });
}

describe('npm run bench', () => {
  it('prints the table of a run that was kept, and writes it again', () => {
    const [from, to] = [join(folder, 'from.json'), join(folder, 'to.json')];
    writeFileSync(from, JSON.stringify({ ...run, results: [{ ...result, pass: false }] }));
    const { status, stdout } = bench('--from', from, '--json', to);
    // A goal that was missed is no failure.
    expect(status).toBe(0);
    expect(stdout).toContain('cpu: Some CPU');
    expect(stdout).toMatch(/UDP receive to frames, 1,000 streams \(`recv\.udp`\) .*\| missed/);
    const written = JSON.parse(readFileSync(to, 'utf8'));
    expect(Object.keys(written)).toEqual(['machine', 'results']);
    expect(written.results).toEqual([{ ...result, pass: false }]);
  });

  it('keeps what has no number with the figures, so that a page made of them tells it too', () => {
    const [from, to] = [join(folder, 'from.json'), join(folder, 'to.json')];
    const missing = [{ id: 'demux', reason: 'stopped after 180 s' }];
    writeFileSync(from, JSON.stringify({ ...run, missing }));
    expect(bench('--from', from, '--json', to).status).toBe(1);
    expect(JSON.parse(readFileSync(to, 'utf8')).missing).toEqual(missing);
    const { status, stdout } = bench('--from', to);
    expect(status).toBe(1);
    expect(stdout).toContain('no number: stopped after 180 s');
  });

  it('refuses a file that is no run', () => {
    const file = join(folder, 'other.json');
    writeFileSync(file, '{}');
    const { status, stderr } = bench('--from', file);
    expect(status).toBe(1);
    expect(stderr).toContain('has no results');
  });

  it('refuses names that it does not know, and tells those that it does', () => {
    const { status, stderr } = bench('recv', 'ingest-udp');
    expect(status).toBe(2);
    expect(stderr).toMatch(/No benchmark is called ingest-udp\. There are: .*recv\.udp/);
  });

  it('refuses options that it does not know', () => {
    expect(bench('--fast').status).toBe(1);
  });

  it('explains itself', () => {
    const { status, stdout } = bench('--help');
    expect(status).toBe(0);
    expect(stdout).toContain('--compare COMMIT');
  });
});
