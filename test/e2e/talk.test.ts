import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CameraFleet } from '../../src/cli/camera/camera-fleet.ts';
import type { MediaTransport } from '../../src/gb28181/ports.ts';
import { TestPlatform } from '../support/platform.ts';
import { amplitudeOf, Listener, sampleRate, strongest, toneWav } from '../support/tone.ts';

// Somebody speaks in Debian's Chromium, whose microphone plays a file: a tone of 1 kHz at a level that is known. It is
// looked for in what the simulated camera's loudspeaker is sent.

const hertz = 1000;
const amplitude = 8000;
/**
 * One decibel: Chromium's capture, the page's resampling and A-law, each of which takes or adds a little. The tone must
 * also be nearly all there is: what else is heard has less than a tenth of its power.
 */
const levelTolerance = 0.12;
const maxOtherPower = 0.1;
/** The file is read in a loop, whose seam is heard as a click. */
const toneSeconds = 20;

const at = (name: string) => `[data-test="${name}"]`;
let platform: TestPlatform;
let browser: Browser;
let page: Page;
let folder: string;
let serial = 200;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guanlan-talk-'));
  const file = join(folder, 'tone.wav');
  writeFileSync(file, toneWav(hertz, amplitude, toneSeconds, 48_000));
  platform = await TestPlatform.start();
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--autoplay-policy=no-user-gesture-required',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-audio-capture=${file}`,
    ],
  });
  page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-US' });
  const { name, password } = platform.guanlan.firstLogin!;
  await page.goto(`${platform.base}/`);
  await page.fill(`${at('login-name')} input, input${at('login-name')}`, name);
  await page.fill(`${at('login-password')} input, input${at('login-password')}`, password);
  await page.click(at('login-submit'));
  await page.waitForSelector(at('logout'));
});
afterEach(() => page.mouse.up());
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Presses the button to speak and keeps it pressed. Resolves with the time of that. */
async function holdToSpeak(): Promise<number> {
  await page.hover(at('talk-hold'));
  await page.mouse.down();
  return Date.now();
}

/** Opens the page for a camera of its own and calls it. */
async function call(mode: string, fleet: CameraFleet): Promise<void> {
  await page.goto('about:blank');
  await page.goto(`${platform.base}/#/talk?mode=${mode}&targets=${fleet.deviceId(0)}/${fleet.channelId(0)}`);
  await page.click(at('talk-start'));
  await page.waitForSelector(`${at('talk-state')}[data-state="sending"]`, { timeout: 20_000 });
}

async function hear(fleet: CameraFleet, seconds: number): Promise<{ samples: number[]; delayMs: number }> {
  const listener = new Listener(fleet.engine.stream(`speaker-${fleet.channelId(0)}`)!);
  try {
    await holdToSpeak();
    await expect.poll(() => listener.samples.length, { timeout: 15_000 }).toBeGreaterThan((seconds + 1) * sampleRate);
    const samples = listener.samples.slice(-seconds * sampleRate);
    // Again, now that the receiver knows what it is sent: half a second without sound tells what belongs to it.
    await page.mouse.up();
    await expect.poll(() => Date.now() - listener.heardAt, { timeout: 15_000 }).toBeGreaterThan(500);
    const before = listener.samples.length;
    const spokenAt = await holdToSpeak();
    await expect.poll(() => listener.samples.length, { timeout: 15_000, interval: 5 }).toBeGreaterThan(before);
    return { samples, delayMs: listener.heardAt - spokenAt };
  } finally {
    listener.close();
  }
}

function expectTone(samples: number[]): void {
  expect(Math.abs(strongest(samples, hertz) - hertz)).toBeLessThanOrEqual(2);
  const level = amplitudeOf(samples, hertz);
  expect(level).toBeGreaterThan(amplitude * (1 - levelTolerance));
  expect(level).toBeLessThan(amplitude * (1 + levelTolerance));
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  expect(1 - (level * level) / 2 / power).toBeLessThan(maxOtherPower);
}

describe('the console', () => {
  it('tells that nobody hears before the button is pressed, and takes its hand off when it is let go', async () => {
    const fleet = await platform.cameras(['udp'], { firstId: `34020000001320000${serial++}` });
    await call('broadcast', fleet);
    const listener = new Listener(fleet.engine.stream(`speaker-${fleet.channelId(0)}`)!);
    await holdToSpeak();
    await expect.poll(() => listener.samples.length, { timeout: 15_000 }).toBeGreaterThan(0);
    await page.mouse.up();
    await page.click(at('talk-end'));
    await expect.poll(() => fleet.agents[0]!.sessions, { timeout: 10_000 }).toBe(0);
    listener.close();
  });

  const ways: [mode: 'broadcast' | 'talk', MediaTransport][] = [
    ['broadcast', 'udp'],
    ['broadcast', 'tcp-active'],
    ['broadcast', 'tcp-passive'],
    ['talk', 'udp'],
    ['talk', 'tcp-active'],
    ['talk', 'tcp-passive'],
  ];
  it.each(ways)('is heard in a %s by %s, at its frequency and level', async (mode, transport) => {
    const media = mode === 'talk' ? transport : 'udp';
    const fleet = await platform.cameras([media], {
      firstId: `34020000001320000${serial++}`,
      soundTransport: transport,
    });
    await call(mode, fleet);
    const { samples, delayMs } = await hear(fleet, 2);
    expectTone(samples);
    console.log(`${mode} by ${transport}: ${delayMs} ms from the button to the loudspeaker`);
    if (mode === 'talk') {
      const [said] = [...platform.guanlan.engine.streams()].filter(({ name }) => name.startsWith('talk-'));
      await expect.poll(() => said!.ready, { timeout: 10_000 }).toBe(true);
    }
    await page.mouse.up();
    await page.click(at('talk-end'));
    await expect.poll(() => fleet.agents[0]!.sessions, { timeout: 10_000 }).toBe(0);
  });
});
