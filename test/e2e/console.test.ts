import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestPlatform } from '../support/platform.ts';

// The console in Debian's Chromium, as `npm run demo` serves it. Pictures and sound are judged by what the page's own
// video elements decoded.

const screenshots = join(import.meta.dirname, '../../coverage/screenshots');
const at = (name: string) => `[data-test="${name}"]`;
let platform: TestPlatform;
let browser: Browser;
let page: Page;
let playing: string[];
let black: string;

beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  platform = await TestPlatform.start({ 'streams.startTimeoutMs': '8000' });
  const fleet = await platform.cameras(['udp', 'tcp-passive']);
  playing = [0, 1].map((i) => `${fleet.deviceId(i)}/${fleet.channelId(i)}`);
  black = `${fleet.deviceId(0)}/34020000001310009999`;
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'],
  });
  page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-US' });
});
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

async function login(): Promise<void> {
  const { name, password } = platform.guanlan.firstLogin!;
  await page.goto(`${platform.base}/`);
  await page.fill(`${at('login-name')} input, input${at('login-name')}`, name);
  await page.fill(`${at('login-password')} input, input${at('login-password')}`, password);
  await page.click(at('login-submit'));
  await page.waitForSelector(at('logout'));
}

/** What a page's video element tells; the test itself runs where there is no DOM. */
interface Video {
  currentTime: number;
  videoWidth: number;
  webkitAudioDecodedByteCount: number;
  getVideoPlaybackQuality(): { totalVideoFrames: number; droppedVideoFrames: number };
}

interface Decoded {
  time: number;
  pictures: number;
  dropped: number;
  sound: number;
  width: number;
}

function decoded(): Promise<Decoded[]> {
  return page.$$eval(`${at('tile')} video`, (videos) =>
    videos.map((element) => {
      const video = element as unknown as Video;
      const { totalVideoFrames, droppedVideoFrames } = video.getVideoPlaybackQuality();
      return {
        time: video.currentTime,
        pictures: totalVideoFrames,
        dropped: droppedVideoFrames,
        sound: video.webkitAudioDecodedByteCount,
        width: video.videoWidth,
      };
    }),
  );
}

describe('console', () => {
  it('lets the administrator in and nobody else', async () => {
    await page.goto(`${platform.base}/`);
    await page.fill(`${at('login-name')} input, input${at('login-name')}`, 'admin');
    await page.fill(`${at('login-password')} input, input${at('login-password')}`, 'wrong');
    await page.click(at('login-submit'));
    await page.waitForSelector(at('login-failure'));
    await login();
  });

  it('lists the devices', async () => {
    await page.goto(`${platform.base}/#/devices`);
    await page.waitForSelector(at('device-state'));
    expect(await page.locator(at('device-state')).count()).toBe(2);
  });

  it.each(['flv', 'mp4'])('plays a wall with picture and sound as %s, and tells each tile’s facts', async (player) => {
    await page.goto('about:blank');
    await page.goto(`${platform.base}/#/wall?streams=${playing.join(',')}&size=4&player=${player}`);
    await expect
      .poll(async () => (await decoded()).filter(({ pictures, sound }) => pictures > 25 && sound > 0).length, {
        timeout: 30_000,
      })
      .toBe(2);
    const before = await decoded();
    await expect.poll(async () => (await decoded())[0]!.time, { timeout: 10_000 }).toBeGreaterThan(before[0]!.time + 1);
    for (const { width } of before) expect(width).toBe(640);
    await expect
      .poll(() => page.locator(at('tile-facts')).first().innerText(), { timeout: 10_000 })
      .toMatch(/H264[\s\S]*640/);
    await page.screenshot({ path: join(screenshots, `wall-${player}.png`) });
  });

  it('says in one sentence why a tile stays black', async () => {
    await page.goto('about:blank');
    await page.goto(`${platform.base}/#/wall?streams=${black}&size=1`);
    await expect
      .poll(() => page.locator(at('tile-reason')).first().innerText(), { timeout: 20_000 })
      .toMatch(/channel/i);
    await page.screenshot({ path: join(screenshots, 'black.png') });
  });

  it('speaks Chinese', async () => {
    await page.click(at('language'));
    await expect.poll(() => page.locator('body').innerText(), { timeout: 5000 }).toMatch(/[\u4e00-\u9fff]{2}/);
    await page.screenshot({ path: join(screenshots, 'chinese.png') });
  });
});
