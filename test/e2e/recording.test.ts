import { once } from 'node:events';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clips, NativeHarness } from '../addon/native-harness.ts';

let folder: string;
let browser: Browser;
let server: Server;
let origin: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guanlan-recording-'));
  // As file servers do it: browsers seek by ranges.
  server = createServer((request, response) => {
    if (request.url === '/') return response.setHeader('content-type', 'text/html').end('<video muted></video>');
    const path = join(folder, request.url ?? '');
    if (!existsSync(path)) return response.writeHead(404).end();
    const file = readFileSync(path);
    const [first = 0, last = file.length - 1] = (request.headers.range?.match(/\d+/g) ?? []).map(Number);
    const headers = {
      'content-type': 'video/mp4',
      'accept-ranges': 'bytes',
      'content-length': last - first + 1,
      'content-range': `bytes ${first}-${last}/${file.length}`,
    };
    return response.writeHead(206, headers).end(file.subarray(first, last + 1));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the server has no port');
  origin = `http://127.0.0.1:${address.port}`;
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
}, 60_000);

afterAll(async () => {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Shown {
  duration: number;
  at: number;
  width: number;
  colours: number;
}

/** Five seconds. */
const maxRepaints = 300;

/** Runs in the page, as text: this project's types know no browser. */
const look = (url: string, at: number) => `(async () => {
  const video = document.querySelector('video');
  const until = (event) => new Promise((resolve, reject) => {
    video.addEventListener(event, resolve, { once: true });
    video.addEventListener('error', () => reject(new Error(video.error.message)), { once: true });
  });
  const loaded = until('loadedmetadata');
  video.src = ${JSON.stringify(url)};
  await loaded;
  const sought = until('seeked');
  video.currentTime = ${at};
  await sought;
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  const context = canvas.getContext('2d');
  // The picture may be painted a few repaints behind the event that it was found.
  let colours = 0;
  for (let repaints = 0; repaints < ${maxRepaints} && colours <= 1; repaints++) {
    await new Promise(requestAnimationFrame);
    context.drawImage(video, 0, 0);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    colours = new Set(new Uint32Array(data.buffer)).size;
  }
  return { duration: video.duration, at: video.currentTime, width: video.videoWidth, colours };
})()`;

/** What Chromium shows of a file at a place in it. */
async function show(name: string, atSeconds: number): Promise<Shown> {
  const page = await browser.newPage();
  await page.goto(origin);
  const shown = await page.evaluate<Shown>(look(`${origin}/${name}`, atSeconds));
  await page.close();
  return shown;
}

describe('a recorded file in Chromium', () => {
  it('has its duration and can be sought in, and what a crash leaves can be played', async () => {
    const harness = new NativeHarness();
    const stream = harness.openStream('recorded');
    const recorder = harness.native.openRecorder({ stream, path: join(folder, 'whole.mp4') });
    const clip = harness.native.openClip({
      stream,
      video: { path: join(clips, 'clip.h264'), codec: 'H264', framesPerSecond: 50 },
      audio: { path: join(clips, 'clip.pcma'), codec: 'PCMA' },
      loops: 1,
    });
    await harness.until('closed', clip);
    const { durationMs } = harness.native.describeRecorder(recorder);
    expect(durationMs).toBeGreaterThan(2000);
    copyFileSync(join(folder, 'whole.mp4'), join(folder, 'crashed.mp4'));
    harness.native.closeRecorder(recorder);
    await harness.until('closed', recorder);
    const seconds = durationMs / 1000;
    for (const part of [0.25, 0.75]) {
      const shown = await show('whole.mp4', part * seconds);
      expect(shown.duration).toBeGreaterThanOrEqual(seconds - 0.6);
      expect(shown.at).toBeCloseTo(part * seconds, 1);
      expect(shown.width).toBeGreaterThan(0);
      expect(shown.colours, 'a picture, not one colour').toBeGreaterThan(10);
    }
    expect((await show('crashed.mp4', 0.25 * seconds)).colours).toBeGreaterThan(10);
  }, 60_000);
});
