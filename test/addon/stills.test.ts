import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { Engine } from '../../src/engine/engine.ts';
import { loadNative } from '../../src/engine/native.ts';
import { Stills } from '../../src/stills/stills.ts';
import { Streams } from '../../src/streams/streams.ts';
import { pictureRatio, pictureSize } from '../support/pictures.ts';
import { clips, options } from './native-harness.ts';

// The whole way of a picture but for HTTP: clip -> engine -> pair of sockets -> the real ffmpeg.

const folder = mkdtempSync(join(tmpdir(), 'guanlan-stills-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
/** A JPEG of quality 3 and a decoder that drifts by rounding stay above this; the next picture of the clip does not. */
const sameDecibel = 35;
let engine: Engine;
let streams: Streams;
let stills: Stills;

beforeEach(() => {
  engine = new Engine((onEvents) => new (loadNative().NativeEngine)(options, onEvents));
  const times = { lingerMs: 100, startTimeoutMs: 10_000, failureCacheMs: 10 };
  streams = new Streams({ clock: systemClock, find: (name) => engine.stream(name), maxSources: 10, ...times });
  stills = new Stills({ streams, clock: systemClock, ffmpeg: 'ffmpeg', maxParallel: 2 });
});
afterEach(() => engine.stop(1));

function play(codec: 'H264' | 'H265') {
  const stream = engine.openStream({ name: codec, onLoss: 'drop-to-key' });
  const path = join(clips, `clip.${codec.toLowerCase()}`);
  stream.openClip({ video: { path, codec, framesPerSecond: 25 }, loops: 0 });
  return stream;
}

describe.each(['H264', 'H265'] as const)('a picture of %s', (codec) => {
  it.each([
    ['jpeg', undefined, [640, 360]],
    ['png', undefined, [640, 360]],
    ['jpeg', 320, [320, 180]],
    ['png', 100, [100, 56]],
  ] as const)('as %s, %s wide, is a key frame of the clip in size and content', async (format, width, size) => {
    const stream = play(codec);
    const { image } = await stills.take(codec, { format, width });
    const file = join(folder, `${codec}-${width}.${format}`);
    writeFileSync(file, image);
    expect(await pictureSize(file)).toEqual({
      codec: format === 'png' ? 'png' : 'mjpeg',
      width: size[0],
      height: size[1],
    });
    // The clip begins a new GOP each 50 pictures.
    const clip = join(clips, `clip.${codec.toLowerCase()}`);
    const ratios = await Promise.all([0, 50, 100].map((index) => pictureRatio(file, clip, index)));
    expect(Math.max(...ratios)).toBeGreaterThan(sameDecibel);
    expect(await pictureRatio(file, clip, 25)).toBeLessThan(sameDecibel);
    await expect.poll(() => stream.viewers.size).toBe(0);
  });
});

it('of a stream that ends meanwhile fails, and leaves nothing open', async () => {
  const stream = play('H264');
  await new Promise<void>((resolve) => stream.once('ready', resolve));
  const slow = join(folder, 'slow-ffmpeg');
  // Reads to the end of what the engine sends, as a decoder that finds no key frame does.
  writeFileSync(slow, '#!/bin/sh\ncat >/dev/null\necho "no picture" >&2\nexit 1\n', { mode: 0o755 });
  const waiting = new Stills({ streams, clock: systemClock, ffmpeg: slow, maxParallel: 1 });
  const still = waiting.take('H264', { format: 'jpeg' });
  await expect.poll(() => stream.viewers.size).toBe(1);
  stream.close();
  await expect(still).rejects.toMatchObject({ code: 'decoder-failed', message: expect.stringContaining('no picture') });
  expect(engine.stats().viewers).toBe(0);
});
