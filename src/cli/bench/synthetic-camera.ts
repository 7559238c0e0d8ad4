import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

// A camera as files that the engine's clips play: one group of pictures of 1080p25 with G.711A, of as many bytes as make
// the wanted number of packets.

export const framesPerSecond = 25;
export const framesPerLoop = 50;
export const loopSeconds = framesPerLoop / framesPerSecond;
export const soundsPerLoop = 50;
/** What a camera of 4 Mbit/s sends. */
export const cameraPacketsPerSecond = 390;
export const minPacketsPerSecond = 100;
export const maxPacketsPerSecond = 5000;

/** A key frame is about so many times another picture. */
const keyFactor = 5.5;
/** RTP payload of the engine's senders, and what PS adds to a picture. */
const payloadBytes = 1400;
const headBytes = 40;
const soundBytes = 320;
const silence = 0xd5;
/** Pictures differ in size by so many bytes, so that each is known by it. */
const sizeStep = 2;

// H.264 baseline profile, level 4.0, 1920x1080 (ITU-T H.264 §7.3.2.1.1).
const sps = [
  ...[0x67, 0x42, 0xc0, 0x28, 0xd9, 0x00, 0x78, 0x02, 0x27, 0xe5, 0xc0, 0x44, 0x00],
  ...[0x00, 0x03, 0x00, 0x04, 0x00, 0x00, 0x03, 0x00, 0xc8, 0x3c, 0x60, 0xc9, 0x20],
];
const pps = [0x68, 0xce, 0x3c, 0x80];
const startCode = [0, 0, 0, 1];

/** Bytes of each picture of the loop, so that a second has about so many packets; sound has one a picture. */
export function pictureSizes(packetsPerSecond: number): number[] {
  const wanted = packetsPerSecond * loopSeconds - soundsPerLoop;
  let [low, high] = [1, 4 << 20];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (packetsOf(sizesOf(middle)) <= wanted) low = middle;
    else high = middle - 1;
  }
  return sizesOf(low);
}

function sizesOf(pictureBytes: number): number[] {
  return Array.from(
    { length: framesPerLoop },
    (_, i) => Math.max(100, Math.round(i === 0 ? pictureBytes * keyFactor : pictureBytes)) + i * sizeStep,
  );
}

function packetsOf(sizes: number[]): number {
  return sizes.reduce((sum, bytes) => sum + Math.ceil((bytes + headBytes) / payloadBytes), 0);
}

/** Writes both files; gives what a clip is opened with. */
export function writeCamera(folder: string, packetsPerSecond: number) {
  const video = join(folder, 'camera.h264');
  const audio = join(folder, 'camera.pcma');
  const pictures = pictureSizes(packetsPerSecond).map((bytes, i) => slice(i === 0, bytes));
  writeFileSync(video, Buffer.concat([unit(sps), unit(pps), ...pictures]));
  writeFileSync(audio, Buffer.alloc(soundBytes * soundsPerLoop, silence));
  return {
    video: { path: video, codec: 'H264', framesPerSecond },
    audio: { path: audio, codec: 'PCMA' },
  } as const;
}

function unit(bytes: number[]): Buffer {
  return Buffer.from([...startCode, ...bytes]);
}

/** Of the bytes of one slice it only matters that no decoder's start code is among them. */
function slice(key: boolean, bytes: number): Buffer {
  const out = Buffer.alloc(startCode.length + bytes);
  let seed = bytes;
  for (let i = startCode.length; i < out.length; i++) {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    out[i] = (seed >>> 24) | 1;
  }
  // nal_unit_type 5 or 1, then first_mb_in_slice 0.
  out.set([...startCode, key ? 0x65 : 0x41, 0x9a]);
  return out;
}
