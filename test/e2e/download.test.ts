import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeBurntClock } from '../support/burnt-clock.ts';
import { TestPlatform } from '../support/platform.ts';
import { probe, runTool } from '../support/real-tools.ts';

// A record of ten minutes comes at eight times its speed into one file, over the whole way: SIP, RTP, MP4.

const recordSeconds = 600;
const speed = 8;
const framesPerSecond = 25;
const maxMs = 150_000;

let platform: TestPlatform;
let folder: string;
let channelPath: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guanlan-download-'));
  const clip = join(folder, 'clock.h264');
  await makeBurntClock(clip, recordSeconds);
  platform = await TestPlatform.start();
  const records = { video: { path: clip, codec: 'H264' as const, framesPerSecond } };
  const fleet = await platform.cameras(['tcp-passive'], { records });
  channelPath = `/devices/${fleet.deviceId(0)}/channels/${fleet.channelId(0)}`;
});
afterAll(async () => {
  await platform?.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Download {
  id: string;
  state: string;
  reason: string;
  progress: number;
  receivedMs: number;
  bytes: number;
}

const answer = async <T>(response: Response): Promise<T> => {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  return JSON.parse(text) as T;
};

/** The day before, so that it is past everywhere. */
function yesterday(): string {
  return new Date(Date.now() + 8 * 3_600_000 - 24 * 3_600_000).toISOString().slice(0, 10);
}

it('downloads ten minutes at eight times their speed, with figures that rise, into a whole file', async () => {
  const day = { start: `${yesterday()}T00:00:00+08:00`, end: `${yesterday()}T23:59:59+08:00` };
  const query = new URLSearchParams(day);
  const found = await answer<{ records: { start: string; end: string }[] }>(
    await platform.api('GET', `${channelPath}/records?${query}`),
  );
  const record = found.records.find(({ start, end }) => Date.parse(end) - Date.parse(start) === recordSeconds * 1000);
  const { start, end } = record!;
  const began = Date.now();
  const { id } = await answer<Download>(await platform.api('POST', `${channelPath}/downloads`, { start, end, speed }));
  const figures: number[] = [];
  let now: Download;
  do {
    await setTimeout(500);
    now = await answer<Download>(await platform.api('GET', `/downloads/${id}`));
    if (now.progress !== figures.at(-1)) figures.push(now.progress);
  } while (now.state === 'running' && Date.now() - began < maxMs);
  const tookSeconds = (Date.now() - began) / 1000;
  expect(now).toMatchObject({ state: 'done', progress: 1 });
  expect(figures.length).toBeGreaterThan(50);
  expect(figures).toEqual([...figures].sort((a, b) => a - b));
  // In 75 s, and what the start and the end take.
  expect(tookSeconds).toBeLessThan(recordSeconds / speed + 20);

  const file = join(folder, 'record.mp4');
  const bytes = Buffer.from(await (await platform.api('GET', `/downloads/${id}/file`)).arrayBuffer());
  writeFileSync(file, bytes);
  expect(bytes.length).toBe(now.bytes);
  const { stdout } = await runTool('ffprobe', [
    '-v',
    'error',
    '-show_entries',
    'format=duration',
    '-of',
    'csv=p=0',
    file,
  ]);
  expect(Math.abs(Number(stdout) - recordSeconds)).toBeLessThanOrEqual(1);
  const [picture] = await probe(file);
  expect(picture?.codec).toBe('h264');
  expect(Math.abs(picture!.frames - recordSeconds * framesPerSecond)).toBeLessThanOrEqual(framesPerSecond);
  console.log(
    `10 minutes at ${speed}x: ${tookSeconds.toFixed(1)} s, ${figures.length} figures, ${bytes.length} bytes, ` +
      `${Number(stdout).toFixed(3)} s, ${picture?.frames} frames`,
  );
}, 240_000);
