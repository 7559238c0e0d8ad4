import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import type { BenchReport } from '../../src/cli/bench/bench-report.ts';

const root = join(import.meta.dirname, '../..');

it.each(['udp', 'tcp'] as const)('guanlan bench over %s receives every packet and every frame', async (transport) => {
  const options = ['--streams', '3', '--seconds', '1', '--transport', transport, '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, ['src/cli/bootstrap.mjs', 'bench', ...options], {
    cwd: root,
  });
  const report = JSON.parse(stdout) as BenchReport;
  expect(report.faults).toEqual([]);
  expect(report).toMatchObject({ streams: 3, transport, lostPackets: 0, kernelDrops: 0 });
  // Whole loops of 50 pictures and 50 sounds of each camera.
  expect(report.frames).toBe(report.expectedFrames);
  expect(report.expectedFrames % (3 * 100)).toBe(0);
  expect(report.sentPackets).toBeGreaterThan(3 * 2 * 300);
  expect(report.delayMs?.pictures).toBeGreaterThan(0);
});

it('guanlan bench refuses what it cannot do', async () => {
  const run = promisify(execFile)(process.execPath, ['src/cli/bootstrap.mjs', 'bench', '--streams', '0'], {
    cwd: root,
  });
  await expect(run).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('--streams must be') });
});
