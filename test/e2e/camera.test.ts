import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loopback, TestPlatform } from '../support/platform.ts';

const root = join(import.meta.dirname, '../..');
const cameraId = '34020000001320000051';
let platform: TestPlatform;
let camera: ChildProcess | undefined;
beforeAll(async () => {
  platform = await TestPlatform.start();
});
afterAll(async () => {
  camera?.kill('SIGKILL');
  await platform.stop();
});

it('guanlan camera registers, does what it is told line by line, and signs off at a signal', async () => {
  const { guanlan } = platform;
  const argv = ['camera', '--server', `${loopback}:${guanlan.sipPort}`, '--server-id', guanlan.config.sip.id];
  const more = ['--password', guanlan.sipPassword, '--first-id', cameraId, '--quirk', 'sum-lies', '--edition', '2022'];
  camera = spawn(process.execPath, ['src/cli/bootstrap.mjs', ...argv, ...more], { cwd: root });
  let said = '';
  let told = '';
  camera.stderr!.on('data', (chunk) => {
    said += chunk;
  });
  camera.stdout!.on('data', (chunk) => {
    told += chunk;
  });
  await expect.poll(() => said, { timeout: 60_000 }).toContain('1 cameras are registered; type help');

  camera.stdin!.write('show 1\n');
  await expect.poll(() => told).toMatch(/\n}\n$/);
  expect(JSON.parse(told)).toMatchObject({ id: cameraId, edition: '2022', cards: [{ ID: 1 }, { ID: 2 }] });

  const { messages } = guanlan.gb28181.stats();
  expect(messages['Alarm'] ?? 0).toBe(0);
  camera.stdin!.write('alarm 1 method=5 type=2\n');
  await expect.poll(() => told).toMatch(/told\n$/);
  await expect.poll(() => guanlan.gb28181.stats().messages['Alarm']).toBe(1);
  // The quirk shows where its catalog is read.
  await expect.poll(() => guanlan.gb28181.stats().quirks['sum-lies'], { timeout: 30_000 }).toBeGreaterThan(0);

  const offline = once(camera, 'exit');
  camera.kill('SIGTERM');
  expect((await offline)[0]).toBe(0);
  await expect.poll(() => guanlan.gb28181.stats().devicesOnline).toBe(0);
});
