import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createLogger } from '../../src/base/log.ts';
import { CameraFleet } from '../../src/cli/camera/camera-fleet.ts';
import { loopback, platformFlags } from '../support/platform.ts';
import { probe, record } from '../support/real-tools.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'guanlan-restart-'));
const password = 'a password of this test';
const serverId = '34020000002000000001';
let child: ChildProcess | undefined;
let fleet: CameraFleet | undefined;
afterAll(async () => {
  await fleet?.stop();
  child?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

async function start(httpPort: number, sipPort: number): Promise<ChildProcess> {
  const flags = {
    ...platformFlags(join(folder, 'data')),
    'http.port': httpPort,
    'sip.port': sipPort,
    'sip.password': password,
    'http.playAuth': 'open',
  };
  const args = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const started = spawn(process.execPath, ['src/cli/bootstrap.mjs', 'serve', ...args], { cwd: root, stdio: 'ignore' });
  await expect
    .poll(
      () =>
        fetch(`http://${loopback}:${httpPort}/readyz`).then(
          (r) => r.status,
          () => 0,
        ),
      { timeout: 60_000, interval: 100 },
    )
    .toBe(200);
  return started;
}

async function metric(httpPort: number, line: string): Promise<number> {
  const text = await (await fetch(`http://${loopback}:${httpPort}/metrics`)).text();
  const found = text.split('\n').find((one) => one.startsWith(`${line} `));
  return found === undefined ? Number.NaN : Number(found.split(' ').at(-1));
}

it('killed in the middle of streaming and started again: devices are known, the first play works without registering', async () => {
  const [httpPort, sipPort] = [await freePort(), await freePort()];
  child = await start(httpPort, sipPort);
  fleet = new CameraFleet({
    server: { id: serverId, domain: serverId.slice(0, 10), address: loopback, port: sipPort },
    password,
    count: 2,
    firstId: '34020000001320000041',
    channelsPerDevice: 1,
    transport: 'udp',
    video: 'H264',
    audio: 'PCMA',
    keepaliveSeconds: 3600,
    log: createLogger({ level: 'silent', pretty: false }),
  });
  await fleet.start();
  const url = (index: number) =>
    `http://${loopback}:${httpPort}/live/${fleet!.deviceId(index)}/${fleet!.channelId(index)}.flv`;
  const playable = () => fetch(url(1), { method: 'HEAD' }).then((response) => response.status);
  await expect.poll(playable, { timeout: 20_000 }).toBe(200);

  const before = record(url(0), join(folder, 'before.flv'), 60_000).catch(() => 0);
  await expect.poll(() => metric(httpPort, 'guanlan_engine_viewers'), { timeout: 20_000 }).toBe(1);
  child.kill('SIGKILL');
  await once(child, 'exit');
  await before;

  child = await start(httpPort, sipPort);
  const file = join(folder, 'after.flv');
  await record(url(1), file, 4000);
  expect(await metric(httpPort, 'guanlan_gb28181_registrations_total{kind="accepted"}')).toBe(0);
  expect(await metric(httpPort, 'guanlan_gb28181_devices')).toBe(2);
  const tracks = await probe(file);
  expect(tracks.map(({ codec }) => codec)).toEqual(['h264', 'pcm_alaw']);
  expect(tracks[0]!.frames).toBeGreaterThan(50);
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, loopback, () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
