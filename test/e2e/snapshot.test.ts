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
/** The camera's own picture has a lower quality. */
const uploadedDecibel = 30;
const folder = mkdtempSync(join(tmpdir(), 'guanlan-snapshot-'));
interface Session {
  sessionId: string;
  state: string;
  pictures: { id: string; fileId: string }[];
  told: string[];
}

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

describe('pictures that the device takes by itself', () => {
  it('[GB/T 28181-2022 §9.14] are ordered, uploaded by the camera, told, and kept', async () => {
    const ordered = await platform.api('POST', `${channel}/snapshots`, { SnapNum: 3, Interval: 1 });
    expect(ordered.status).toBe(202);
    const { sessionId } = (await ordered.json()) as Session;
    const session = async () =>
      (await (await platform.api('GET', `/snapshots/sessions/${sessionId}`)).json()) as Session;
    await expect.poll(async () => (await session()).state, { timeout: 15_000 }).toBe('finished');
    const { pictures, told } = await session();
    // The camera names its files, and tells the names of those that it uploaded.
    expect(pictures.map(({ fileId }) => fileId)).toEqual(told);
    expect(new Set(told).size).toBe(3);
    for (const name of told) expect(name).toMatch(/^34020000001310000001\d{2}\d{17}\d{2}$/);
    const list = (await (await platform.api('GET', `/snapshots?sessionId=${sessionId}`)).json()) as { total: number };
    expect(list.total).toBe(3);
    const image = await platform.api('GET', `/snapshots/${pictures[0]!.id}/image`);
    const file = await save('uploaded.jpg', image);
    expect(await pictureSize(file)).toEqual({ codec: 'mjpeg', width: 640, height: 360 });
    expect(await pictureRatio(file, clip, 0)).toBeGreaterThan(uploadedDecibel);
  });

  it('are refused with the reason by a device of the edition of 2016', async () => {
    await platform.cameras(['udp'], { device: { edition: '2016' }, firstId: '34020000001320000101' });
    const old = '/devices/34020000001320000101/channels/34020000001310000101/snapshots';
    const refused = await platform.api('POST', old, { SnapNum: 1 });
    expect(((await refused.json()) as { code: string }).code).toBe('edition-too-old');
  });
});
