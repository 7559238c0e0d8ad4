import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { probe, record } from '../support/real-tools.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'guanlan-demo-test-'));
let demo: ChildProcess | undefined;
afterAll(() => {
  demo?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

it('npm run demo prints one screen with a console, a password and URLs that play, and stops at a signal', async () => {
  demo = spawn(process.execPath, ['src/cli/bootstrap.mjs', 'demo'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let screen = '';
  demo.stdout!.on('data', (chunk) => {
    screen += chunk;
  });
  await expect.poll(() => screen, { timeout: 60_000 }).toMatch(/Cameras\n(.*\n){4}/);
  expect(screen.trim().split('\n').length).toBeLessThan(40);
  expect(screen).toMatch(/Log in {4}admin \/ [a-z2-9]{16}\n/);
  const consoleUrl = /Console {3}(\S+)/.exec(screen)![1]!;
  expect((await fetch(consoleUrl)).headers.get('content-type')).toMatch(/html/);
  const flv = /FLV {7}(\S+)/.exec(screen)![1]!;
  const mp4 = /MP4 {7}(\S+)/.exec(screen)![1]!;
  const urls = { flv, mp4, wsFlv: flv.replace(/^http/, 'ws'), wsMp4: mp4.replace(/^http/, 'ws') };
  const files = await Promise.all(
    Object.entries(urls).map(async ([name, url]) => {
      const file = join(folder, `${name}.${name.slice(-3).toLowerCase()}`);
      await record(url, file, 3000);
      return file;
    }),
  );
  for (const file of files) {
    const tracks = await probe(file);
    expect(tracks.map(({ codec }) => codec)).toEqual(['h264', file.endsWith('flv') ? 'pcm_alaw' : 'flac']);
    for (const { frames } of tracks) expect(frames).toBeGreaterThan(25);
  }
  demo.kill('SIGTERM');
  const [code] = await once(demo, 'exit');
  expect(code).toBe(0);
});
