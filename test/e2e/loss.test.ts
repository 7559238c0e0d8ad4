import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { TestPlatform } from '../support/platform.ts';
import { pictures, record } from '../support/real-tools.ts';

const clip = join(import.meta.dirname, '../../src/cli/camera/clips/clip.h264');
/** A longer run: GUANLAN_LOSS_SECONDS=60. */
const seconds = Number(process.env['GUANLAN_LOSS_SECONDS'] ?? 20);
const seed = Number(process.env['GUANLAN_SEED'] ?? 7);
const pictureTicks = 90_000 / 25;
const folder = mkdtempSync(join(tmpdir(), 'guanlan-loss-'));
let platform: TestPlatform | undefined;
afterAll(async () => {
  await platform?.stop();
  rmSync(folder, { recursive: true, force: true });
});

it(`2 % loss and 5 % reordering for ${seconds} s (seed ${seed}): no broken picture, recovery at key frames, counters agree`, async () => {
  platform = await TestPlatform.start();
  const fleet = await platform.cameras(['udp'], { faults: { seed, loss: 0.02, reorder: 0.05 } });
  const name = `${fleet.deviceId(0)}/${fleet.channelId(0)}`;
  const file = join(folder, 'loss.mp4');
  await record(platform.urls(name).mp4, file, seconds * 1000);

  const { md5, ticks, complaints } = await pictures(file);
  expect(complaints).toBe('');
  const source = (await pictures(clip)).md5;
  expect(md5.filter((picture) => !source.includes(picture))).toEqual([]);
  // Whatever is missing, each picture stands at its own time: as many steps of 40 ms apart as in the clip, which goes round.
  const places = md5.map((picture) => source.indexOf(picture));
  const isOff = (_: number, i: number) =>
    ((ticks[i]! - ticks[0]!) / pictureTicks - (places[i]! - places[0]!)) % source.length !== 0;
  expect(ticks.filter(isOff)).toEqual([]);
  expect(ticks.at(-1)! / 90_000).toBeLessThan(seconds + 3);
  // Pictures come again after every loss: far more than one group of 50, far fewer than all.
  expect(md5.length).toBeGreaterThan(seconds * 25 * 0.2);
  expect(md5.length).toBeLessThan(seconds * 25);

  const receiver = [...platform.guanlan.engine.stream(name)!.receivers][0]!;
  const sender = [...fleet.engine.streams()].flatMap((stream) => [...stream.senders])[0]!;
  const injected = () => sender.describe().counters;
  const seen = () => receiver.describe().counters;
  // Both go on counting; what is under way between them is a handful of packets.
  await expect.poll(() => Math.abs(seen()['lost']! - injected()['lost']!), { timeout: 5000 }).toBeLessThanOrEqual(5);
  const { lost, duplicates, packets, late, timeJumps } = seen();
  console.log(
    `injected ${JSON.stringify(injected())}\nreceived ${JSON.stringify(seen())}\npictures ${md5.length} of ${seconds * 25}`,
  );
  expect(lost! / (packets! + lost!)).toBeGreaterThan(0.01);
  expect(duplicates).toBe(0);
  expect(timeJumps).toBe(0);
  expect(late).toBeLessThanOrEqual(injected()['reordered']! * 0.05 + 2);
});
