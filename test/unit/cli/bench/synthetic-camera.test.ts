import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  cameraPacketsPerSecond,
  framesPerLoop,
  maxPacketsPerSecond,
  minPacketsPerSecond,
  pictureSizes,
  writeCamera,
} from '../../../../src/cli/bench/synthetic-camera.ts';

const packetsPerSecond = (sizes: number[]) =>
  (50 + sizes.reduce((sum, bytes) => sum + Math.ceil((bytes + 40) / 1400), 0)) / 2;

describe('pictureSizes', () => {
  it.each([minPacketsPerSecond, 200, cameraPacketsPerSecond, 1000, maxPacketsPerSecond])(
    'makes about %d packets a second',
    (wanted) => {
      const made = packetsPerSecond(pictureSizes(wanted));
      expect(made).toBeLessThanOrEqual(wanted);
      // Every picture but the key frame has the same number of packets: steps of 24.5 a second.
      expect(made).toBeGreaterThan(wanted - 26);
    },
  );

  it('gives 50 pictures that are told apart by their sizes, the first one the largest', () => {
    const sizes = pictureSizes(cameraPacketsPerSecond);
    expect(new Set(sizes).size).toBe(framesPerLoop);
    expect(Math.max(...sizes)).toBe(sizes[0]);
  });

  it('makes a camera of about 4 Mbit/s by default', () => {
    const bits = pictureSizes(cameraPacketsPerSecond).reduce((sum, bytes) => sum + bytes, 0) * 4;
    expect(bits / 1e6).toBeGreaterThan(3.6);
    expect(bits / 1e6).toBeLessThan(4.4);
  });
});

describe('writeCamera', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'guanlan-camera-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('writes parameter sets and slices, with start codes nowhere else', () => {
    const { video, audio } = writeCamera(folder, cameraPacketsPerSecond);
    const bytes = readFileSync(video.path);
    const types: number[] = [];
    for (let at = bytes.indexOf('000001', 0, 'hex'); at >= 0; at = bytes.indexOf('000001', at + 3, 'hex'))
      types.push(bytes[at + 3]! & 0x1f);
    expect(types).toEqual([7, 8, 5, ...Array(framesPerLoop - 1).fill(1)]);
    expect(readFileSync(audio.path)).toHaveLength(50 * 320);
  });
});
