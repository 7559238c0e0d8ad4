import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeviceAgent } from '../../src/gb28181/agent/device-agent.ts';
import { TestPlatform } from '../support/platform.ts';

// The console's control page in Debian's Chromium, and a simulated camera that does what the buttons say.

const screenshots = join(import.meta.dirname, '../../coverage/screenshots');
const at = (name: string) => `[data-test="${name}"]`;
let platform: TestPlatform;
let browser: Browser;
let page: Page;
let camera: DeviceAgent;
let channel: string;
let deviceId: string;

beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  platform = await TestPlatform.start();
  const fleet = await platform.cameras(['udp']);
  camera = fleet.agents[0]!;
  deviceId = fleet.deviceId(0);
  channel = fleet.channelId(0);
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'],
  });
  page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: 'en-US' });
  const { name, password } = platform.guanlan.firstLogin!;
  await page.goto(`${platform.base}/`);
  await page.fill(`${at('login-name')} input, input${at('login-name')}`, name);
  await page.fill(`${at('login-password')} input, input${at('login-password')}`, password);
  await page.click(at('login-submit'));
  await page.waitForSelector(at('logout'));
});
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

const unit = () => camera.state.unit(channel);
const moves = () => unit().ptz.head.restsInMs > 0;
/** What the page tells under a name of the standard, within a card. */
const told = (card: string, name: string) =>
  page
    .locator(`${at(card)} ${at(`told-${name}`)}`)
    .first()
    .innerText();

/** Waits for the page's own question about where the camera looks. */
async function positionOnPage(): Promise<{ pan: number; zoom: number }> {
  const answered = page.waitForResponse((response) => response.url().endsWith('/query/PTZPosition'));
  await page.click(at('position-ask'));
  await answered;
  await page.waitForSelector(`${at('position')} ${at('told-Pan')}`);
  return { pan: Number(await told('position', 'Pan')), zoom: Number(await told('position', 'Zoom')) };
}

async function hold(name: string, ms: number): Promise<void> {
  await page.locator(at(name)).hover();
  await page.mouse.down();
  await page.waitForTimeout(ms);
  await page.mouse.up();
}

describe('the control page', () => {
  it('is reached from the channels', async () => {
    await page.goto(`${platform.base}/#/channels`);
    await page.locator(at('channel-control')).first().click();
    await page.waitForSelector(at('control-page'));
    expect(page.url()).toContain(`/devices/${deviceId}/channels/${channel}`);
  });

  it('turns the camera while a button is held, and stops it when that is let go', async () => {
    const before = await positionOnPage();
    await hold('ptz-right', 1000);
    await expect.poll(moves, { timeout: 5000 }).toBe(false);
    const after = await positionOnPage();
    const turned = (after.pan - before.pan + 360) % 360;
    expect(turned).toBeGreaterThan(1);
    expect(turned).toBeLessThan(180);
    // It stands still now.
    expect((await positionOnPage()).pan).toBe(after.pan);
    await page.screenshot({ path: join(screenshots, 'control.png') });
  });

  it('shows the live picture beside the buttons', async () => {
    await page.click(at('control-live'));
    const shown = () =>
      page.$eval(`${at('tile')} video`, (video) => (video as unknown as { currentTime: number }).currentTime);
    await expect.poll(() => shown().catch(() => 0), { timeout: 20_000 }).toBeGreaterThan(0.5);
    const { width, height } = (await page.locator(at('tile')).boundingBox())!;
    expect([width > 300, height > 200]).toEqual([true, true]);
    await page.screenshot({ path: join(screenshots, 'control-live.png') });
  });

  it('zooms in, and the page that goes away while it does leaves nothing moving', async () => {
    const before = await positionOnPage();
    await page.locator(at('ptz-zoom-in')).hover();
    await page.mouse.down();
    await expect.poll(moves, { timeout: 5000 }).toBe(true);
    await page.goto(`${platform.base}/#/devices`);
    await page.mouse.up();
    await expect.poll(moves, { timeout: 5000 }).toBe(false);
    await page.goto(`${platform.base}/#/devices/${deviceId}/channels/${channel}`);
    await page.waitForSelector(at('position-ask'));
    expect((await positionOnPage()).zoom).toBeGreaterThan(before.zoom);
  });

  it('sets a preset by number and goes back to it', async () => {
    const { pan } = await positionOnPage();
    await page.fill(`${at('preset-number')} input`, '7');
    await page.keyboard.press('Enter');
    await page.click(at('preset-set'));
    await page.waitForSelector(`${at('presets')} td:has-text("7")`);
    await hold('ptz-left', 600);
    await expect.poll(moves, { timeout: 5000 }).toBe(false);
    expect((await positionOnPage()).pan).not.toBe(pan);
    await page.locator(`${at('presets')} tr:has-text("7") ${at('preset-call')}`).click();
    await expect.poll(async () => (await positionOnPage()).pan, { timeout: 20_000 }).toBeCloseTo(pan, 1);
  });

  it('reads a section of the configuration, and changes it', async () => {
    await page.click('#tab-config');
    await page.waitForSelector(at('operation-config'));
    const name = `${at('field.BasicParam.Name')} input, input${at('field.BasicParam.Name')}`;
    await page.waitForSelector(name);
    await expect.poll(() => page.inputValue(name), { timeout: 10_000 }).not.toBe('');
    await page.fill(name, '大门');
    await page.click(at('config-send'));
    await expect.poll(() => unit().configuration.get('BasicParam')?.Name, { timeout: 10_000 }).toBe('大门');
    await page.screenshot({ path: join(screenshots, 'configuration.png') });
  });

  it('asks for the state of the device and shows the answer under the standard’s names', async () => {
    await page.goto(`${platform.base}/#/devices/${deviceId}/channels/${deviceId}`);
    await page.waitForSelector(at('operation-query'));
    await choose('query-name', 'DeviceInfo');
    await page.click(at('query-send'));
    await expect
      .poll(() => told('operation-query', 'Manufacturer').catch(() => ''), { timeout: 10_000 })
      .toBe('Guanlan');
  });

  it('shows a picture of the stream, and those that the device took', async () => {
    await page.goto(`${platform.base}/#/devices/${deviceId}/channels/${channel}`);
    await page.click('#tab-pictures');
    await page.click(at('still-take'));
    const width = (selector: string) =>
      page.$eval(selector, (image) => (image as unknown as { naturalWidth: number }).naturalWidth);
    await expect.poll(() => width(at('still')).catch(() => 0), { timeout: 20_000 }).toBe(640);
    await page.click(at('snapshots-order'));
    await expect.poll(() => width(`${at('snapshot')} img`).catch(() => 0), { timeout: 20_000 }).toBe(640);
    await page.screenshot({ path: join(screenshots, 'pictures.png') });
  });
});

describe('the alarms page', () => {
  const rows = () => page.locator(`${at('alarms')} tbody tr`);

  it('shows an alarm as it comes, without being asked', async () => {
    await page.goto(`${platform.base}/#/alarms`);
    await page.waitForSelector(at('alarms'));
    expect(await page.locator(at('alarm')).count()).toBe(0);
    await camera.alarm({ AlarmMethod: '5', AlarmPriority: '1', Info: { AlarmType: '2' } }, channel);
    await expect.poll(() => page.locator(at('alarm')).count(), { timeout: 10_000 }).toBe(1);
    const row = await rows().first().innerText();
    expect(row).toContain(channel);
    expect(row).toContain('video: moving target');
    expect(await rows().first().locator('.el-tag').innerText()).toBe('1');
    await page.screenshot({ path: join(screenshots, 'alarms.png') });
  });

  it('filters by what is chosen, and deletes', async () => {
    await choose('alarm-method', 'fault');
    await expect.poll(() => page.locator(at('alarm')).count(), { timeout: 10_000 }).toBe(0);
    await choose('alarm-method', 'video');
    await expect.poll(() => page.locator(at('alarm')).count(), { timeout: 10_000 }).toBe(1);
    await rows().first().locator('button').click();
    await expect.poll(() => page.locator(at('alarm')).count(), { timeout: 10_000 }).toBe(0);
  });
});

describe('subscriptions', () => {
  it('are switched on and off on the page of the device', async () => {
    await page.goto(`${platform.base}/#/devices/${deviceId}/channels/${deviceId}`);
    await page.click('#tab-subscriptions');
    await page.click(at('subscribe-Catalog'));
    const state = page.locator(at('subscription-Catalog'));
    await expect.poll(() => state.innerText().catch(() => ''), { timeout: 15_000 }).toBe('active');
    await page.click(at('subscribe-Catalog'));
    await expect.poll(() => state.count(), { timeout: 15_000 }).toBe(0);
  });
});

/** Picks an entry of a select. */
async function choose(select: string, entry: string): Promise<void> {
  await page.click(at(select));
  await page.locator('.el-select-dropdown__item:visible', { hasText: new RegExp(`^${entry}$`) }).click();
}
