import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pictureRatio, pictureSize } from '../support/pictures.ts';
import { TestPlatform } from '../support/platform.ts';

const clip = join(import.meta.dirname, '../../src/cli/camera/clips/clip.h264');
/** The clip begins a new GOP each 50 pictures. */
const keyFrames = [0, 50, 100];
const sameDecibel = 35;
const folder = mkdtempSync(join(tmpdir(), 'guanlan-snapshot-'));
let platform: TestPlatform;
let channel: string;

beforeAll(async () => {
  platform = await TestPlatform.start({ 'streams.lingerMs': '200' });
  const fleet = await platform.cameras(['udp']);
  channel = `/devices/${fleet.deviceId(0)}/channels/${fleet.channelId(0)}`;
});
afterAll(async () => {
  await platform?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function save(name: string, response: Response): Promise<string> {
  expect(response.status).toBe(200);
  const file = join(folder, name);
  writeFileSync(file, Buffer.from(await response.arrayBuffer()));
  return file;
}

describe('a snapshot of a channel that nobody watches', () => {
  it.each([
    ['jpeg', ''],
    ['png', '&width=320'],
  ])('starts the stream, is the camera’s picture as %s, and lets the stream go', async (format, more) => {
    const response = await platform.api('GET', `${channel}/snapshot?format=${format}${more}`);
    expect(response.headers.get('content-type')).toBe(`image/${format}`);
    const file = await save(`channel.${format}`, response);
    const { width, height } = await pictureSize(file);
    expect([width, height]).toEqual(more ? [320, 180] : [640, 360]);
    const ratios = await Promise.all(keyFrames.map((index) => pictureRatio(file, clip, index)));
    expect(Math.max(...ratios)).toBeGreaterThan(sameDecibel);
    await expect.poll(() => [...platform.guanlan.engine.streams()].length).toBe(0);
  });
});
