import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clockRow, makeBurntClock, readClock } from '../support/burnt-clock.ts';
import { TestPlatform } from '../support/platform.ts';

// A record in Chromium, judged by the clock that is burnt into its pictures: what the viewer sees, not what the server says.

const screenshots = join(import.meta.dirname, '../../coverage/screenshots');
const recordSeconds = 600;
const at = (name: string) => `[data-test="${name}"]`;

let platform: TestPlatform;
let browser: Browser;
let page: Page;
let folder: string;

beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  folder = mkdtempSync(join(tmpdir(), 'guanlan-playback-'));
  const clip = join(folder, 'clock.h264');
  await makeBurntClock(clip, recordSeconds);
  platform = await TestPlatform.start();
  const records = { video: { path: clip, codec: 'H264' as const, framesPerSecond: 25 } };
  const fleet = await platform.cameras(['tcp-passive'], { records, device: { edition: '2022' } });
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'],
  });
  page = await browser.newPage({
    viewport: { width: 1280, height: 1000 },
    locale: 'en-US',
    timezoneId: 'Asia/Shanghai',
  });
  await login();
  const day = new Date(Date.now() + 8 * 3_600_000 - 24 * 3_600_000).toISOString().slice(0, 10);
  const query = new URLSearchParams({ deviceId: fleet.deviceId(0), channelId: fleet.channelId(0), day });
  await page.goto(`${platform.base}/#/history?${query}`);
});
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function login(): Promise<void> {
  const { name, password } = platform.guanlan.firstLogin!;
  await page.goto(`${platform.base}/`);
  await page.fill(`${at('login-name')} input, input${at('login-name')}`, name);
  await page.fill(`${at('login-password')} input, input${at('login-password')}`, password);
  await page.click(at('login-submit'));
  await page.waitForSelector(at('logout'));
}

/** What the page's own document has; the test itself runs where there is none. */
interface Canvas {
  width: number;
  height: number;
  getContext(kind: '2d'): {
    drawImage(source: unknown, x: number, y: number, width: number, height: number): void;
    getImageData(x: number, y: number, width: number, height: number): { data: Uint8ClampedArray };
  };
}

/** The time in the picture that is shown now, in seconds. */
async function clock(): Promise<number | undefined> {
  const row = await page.$eval(
    at('history-video'),
    (video, { width, height, y }) => {
      const { document } = globalThis as unknown as { document: { createElement(name: 'canvas'): Canvas } };
      const canvas = document.createElement('canvas');
      canvas.width = width;
      canvas.height = height;
      const context = canvas.getContext('2d');
      context.drawImage(video, 0, 0, width, height);
      const { data } = context.getImageData(0, y, width, 1);
      return Array.from({ length: width }, (_, x) => data[x * 4 + 1] ?? 0);
    },
    clockRow,
  );
  return readClock(row);
}

/** The time in the picture, once it is shown. */
async function shown(): Promise<number> {
  let time: number | undefined;
  await expect.poll(async () => (time = await clock()), { timeout: 30_000 }).toBeDefined();
  return time!;
}

/** How fast the clock in the picture runs, against that of the wall. */
async function rate(overMs: number): Promise<number> {
  const [from, began] = [await shown(), performance.now()];
  await setTimeout(overMs);
  const [to, ended] = [await shown(), performance.now()];
  return ((to - from) * 1000) / (ended - began);
}

/** A place of the first record on the bar, from 0 to 1. */
async function clickRecord(place: number): Promise<void> {
  const box = (await page.locator(at('timeline-record')).first().boundingBox())!;
  await page.mouse.click(box.x + Math.max(0.5, box.width * place), box.y + box.height / 2);
}

async function chooseScale(label: string): Promise<void> {
  await page.click(at('history-scale'));
  await page.locator('.el-select-dropdown__item:visible', { hasText: new RegExp(`^${label}×$`) }).click();
}

describe('a record in the browser', () => {
  it('stands on the bar of its day, and plays', async () => {
    await expect.poll(() => page.locator(at('timeline-record')).count(), { timeout: 30_000 }).toBe(6);
    await page.click(at('history-play'));
    expect(await shown()).toBeLessThan(10);
    expect(await rate(4000)).toBeCloseTo(1, 0);
    await page.screenshot({ path: join(screenshots, 'history.png') });
  });

  it('pauses: the clock stands, and goes on where it stood', async () => {
    await page.click(at('history-play'));
    await expect.poll(() => page.locator(at('history-play')).innerText()).toBe('Play');
    // What is buffered still plays.
    await setTimeout(2000);
    const stood = await shown();
    await setTimeout(3000);
    expect(await shown()).toBe(stood);
    await page.click(at('history-play'));
    await expect.poll(clock, { timeout: 15_000 }).toBeGreaterThan(stood);
    expect((await shown()) - stood).toBeLessThan(6);
  });

  it('seeks: the clock jumps, forwards and backwards', async () => {
    await clickRecord(0.7);
    await expect.poll(clock, { timeout: 15_000 }).toBeGreaterThan(300);
    const forwards = await shown();
    await clickRecord(0.3);
    await expect.poll(clock, { timeout: 15_000 }).toBeLessThan(forwards - 60);
    expect(await rate(3000)).toBeCloseTo(1, 0);
  });

  it('plays at four times its speed: the clock runs four times as fast', async () => {
    await chooseScale('4');
    await expect.poll(() => rate(2000), { timeout: 20_000 }).toBeGreaterThan(3);
    const fast = await rate(5000);
    expect(fast).toBeGreaterThan(3.4);
    expect(fast).toBeLessThan(4.6);
  });

  it('[GB/T 28181-2022 annex B] plays backwards: the clock runs back', async () => {
    await chooseScale('-1');
    await expect.poll(() => rate(3000), { timeout: 20_000 }).toBeLessThan(0);
    const back = await rate(6000);
    expect(back).toBeGreaterThan(-1.5);
    expect(back).toBeLessThan(-0.6);
  });

  it('stops: the camera sends no more', async () => {
    await page.click(at('history-stop'));
    await expect.poll(() => platform.guanlan.gb28181.stats().sessions, { timeout: 10_000 }).toBe(0);
  });
});
