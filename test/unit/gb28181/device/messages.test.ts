import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cameraId, channelIds, Site, type TestDevice } from '../site.ts';

const fixture = (file: string) => readFileSync(new URL(`../../../fixtures/manscdp/${file}`, import.meta.url));

let site: Site;
let camera: TestDevice;

beforeEach(async () => {
  site = await Site.open();
  camera = await site.device();
});
afterEach(() => site.close());

const stored = () => site.devices.get(cameraId);
const stats = () => site.gb28181.stats();

describe('keepalive', () => {
  it('[GB/T 28181-2016 §9.6] is answered 200 and keeps the device online', async () => {
    await camera.register();
    for (let minutes = 0; minutes < 10; minutes++) {
      site.clock.advance(60_000);
      expect((await camera.keepalive()).status).toBe(200);
    }
    expect(site.events).toEqual([`device:online ${cameraId}`]);
    expect(stats().messages).toMatchObject({ Keepalive: 10 });
  });

  it('[GB/T 28181-2016 §9.6] a device is offline after three missed ones', async () => {
    await camera.register();
    await site.clock.advanceAsync(3 * 60_000);
    expect(site.events).toEqual([`device:online ${cameraId}`]);
    await site.clock.advanceAsync(10_000);
    expect(site.events).toEqual([`device:online ${cameraId}`, `device:offline ${cameraId}`]);
    expect((await stored())?.online).toBe(false);
    expect(stats()).toMatchObject({ devices: 1, devicesOnline: 0 });
  });

  it('of a device that never registers again keeps it online, unless that is switched off', async () => {
    await camera.register({ expires: 60 });
    await site.clock.advanceAsync(61_000);
    expect((await camera.keepalive()).status).toBe(200);
    expect(stats()).toMatchObject({ devicesOnline: 1, quirks: { 'no-reregister': 1 } });
    await site.gb28181.updateSettings(cameraId, { quirks: { 'no-reregister': false } });
    expect((await camera.keepalive()).status).toBe(403);
    await camera.register();
    expect((await camera.keepalive()).status).toBe(200);
  });

  it('brings a device back online that was missed', async () => {
    await camera.register();
    await site.clock.advanceAsync(200_000);
    expect((await camera.keepalive()).status).toBe(200);
    expect(site.events.at(-1)).toBe(`device:online ${cameraId}`);
    expect((await stored())?.online).toBe(true);
  });

  it('of an unknown device is refused, so that it registers', async () => {
    const response = await camera.keepalive();
    expect(response).toMatchObject({ status: 403, reason: 'Register first' });
    expect(stats().messages).toMatchObject({ unknownSender: 1 });
    expect(await stored()).toBeUndefined();
  });

  it('of a device that an operator added but that never registered is refused', async () => {
    await site.gb28181.updateSettings(cameraId, { password: 'its own' });
    expect((await camera.keepalive()).status).toBe(403);
  });

  it('without a body counts, from a known device', async () => {
    await camera.register();
    await site.clock.advanceAsync(120_000);
    expect((await camera.message('')).status).toBe(200);
    await site.clock.advanceAsync(120_000);
    expect((await stored())?.online).toBe(true);
    expect(stats().quirks).toMatchObject({ 'bodyless-keepalive': 1 });
  });

  it('without a body is refused where that is switched off', async () => {
    await camera.register();
    await site.gb28181.updateSettings(cameraId, { quirks: { 'bodyless-keepalive': false } });
    expect((await camera.message('')).status).toBe(400);
  });

  it.each(['dahua/two-keepalives-one-body.txt', 'two-documents.xml', 'attr-instead-of-tag.xml'])(
    'of a device in the field is understood: %s',
    async (file) => {
      await camera.register();
      expect((await camera.message(fixture(file))).status).toBe(200);
      expect(stats().messages).toEqual({ Keepalive: 1 });
    },
  );
});

describe('a device that reports more rarely than configured', () => {
  const states = () => site.events.map((event) => event.replace(/device:(\w+) .*/, '$1'));
  /** Its reports, one every `seconds`. */
  async function reports(count: number, seconds: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      await site.clock.advanceAsync(seconds * 1000);
      expect((await camera.keepalive()).status).toBe(200);
    }
  }

  it('is missed once, then measured by its own interval', async () => {
    await camera.register();
    await reports(10, 300);
    expect(states()).toEqual(['online', 'offline', 'online']);
    // Once for each silence.
    expect(stats().quirks).toMatchObject({ 'slow-keepalive': 9 });
    await site.clock.advanceAsync(3 * 300_000);
    expect(states()).toEqual(['online', 'offline', 'online']);
    await site.clock.advanceAsync(10_000);
    expect(states()).toEqual(['online', 'offline', 'online', 'offline']);
  });

  it('is missed every time where that is switched off', async () => {
    await camera.register();
    await site.gb28181.updateSettings(cameraId, { quirks: { 'slow-keepalive': false } });
    await reports(3, 300);
    expect(states()).toEqual(['online', 'offline', 'online', 'offline', 'online', 'offline', 'online']);
  });

  it('is not given more than its Expires as its interval', async () => {
    await camera.register({ expires: 100 });
    await reports(1, 290);
    await site.clock.advanceAsync(300_000);
    expect(states()).toEqual(['online', 'offline', 'online']);
    await site.clock.advanceAsync(10_000);
    expect(states().at(-1)).toBe('offline');
  });

  it('is measured as configured when it reports more often again: one outage is no habit', async () => {
    await camera.register();
    await reports(1, 1200);
    await reports(12, 60);
    await site.clock.advanceAsync(190_000);
    expect(states()).toEqual(['online', 'offline', 'online', 'offline']);
  });

  it('is not one that was away and registered anew', async () => {
    await camera.register();
    await site.clock.advanceAsync(1_200_000);
    await camera.register();
    await site.clock.advanceAsync(190_000);
    expect(states()).toEqual(['online', 'offline', 'online', 'offline']);
  });

  it('is not one whose answers come in parts', async () => {
    await camera.register();
    await reports(2, 300);
    for (let i = 0; i < 20; i++) {
      await site.clock.advanceAsync(5000);
      await camera.catalog('1', 1, []);
    }
    await reports(1, 300);
    expect(states()).toEqual(['online', 'offline', 'online']);
  });
});

describe('a jump of the wall clock', () => {
  it.each([3_600_000, -3_600_000])('by %i ms takes no device offline, and keeps none online', async (ms) => {
    await camera.register({ expires: 86_400 });
    await site.clock.advanceAsync(30_000);
    site.clock.jump(ms);
    await site.clock.advanceAsync(100_000);
    expect(site.events).toEqual([`device:online ${cameraId}`]);
    await site.clock.advanceAsync(60_000);
    expect(site.events).toEqual([`device:online ${cameraId}`, `device:offline ${cameraId}`]);
  });
});

describe('where a device is', () => {
  it('follows a new port of its router', async () => {
    await camera.register();
    const before = (await stored())?.port;
    const rebound = await site.device();
    expect((await rebound.keepalive()).status).toBe(200);
    const after = (await stored())?.port;
    expect(after).toBe(rebound.endpoint.port);
    expect(after).not.toBe(before);
    expect(stats().quirks).toMatchObject({ 'nat-rebind': 1 });
  });

  it('does not follow to another protocol: a datagram takes no device off its connection', async () => {
    const camera = await site.registered({ transport: 'tcp' });
    const forger = await site.device();
    expect((await forger.keepalive()).status).toBe(403);
    expect((await site.devices.get(camera.id))!.transport).toBe('tcp');
  });

  it('refuses the new port where that is switched off', async () => {
    await camera.register();
    await site.gb28181.updateSettings(cameraId, { quirks: { 'nat-rebind': false } });
    const rebound = await site.device();
    expect((await rebound.keepalive()).status).toBe(403);
    expect(stats().messages).toMatchObject({ foreignSource: 1 });
  });

  it('does not follow another host: nobody speaks for a device that did not prove its password there', async () => {
    await camera.register();
    const before = await stored();
    const impostor = await site.device({ host: '127.0.0.2' });
    expect((await impostor.keepalive()).status).toBe(403);
    expect((await impostor.catalog('1', 1, channelIds)).status).toBe(403);
    expect(await stored()).toEqual(before);
    expect((await site.channels.list(cameraId, { offset: 0, limit: 10 })).total).toBe(0);
    expect(stats().messages).toMatchObject({ foreignSource: 2 });
  });

  it('follows it where an operator allows that, or after it registered there', async () => {
    await camera.register();
    const moved = await site.device({ host: '127.0.0.2' });
    await site.gb28181.updateSettings(cameraId, { quirks: { 'follow-any-host': true } });
    expect((await moved.keepalive()).status).toBe(200);
    expect((await stored())?.address).toBe('127.0.0.2');
    const again = await site.device({ host: '127.0.0.3' });
    await site.gb28181.updateSettings(cameraId, { quirks: {} });
    expect((await again.keepalive()).status).toBe(403);
    await again.register();
    expect((await again.keepalive()).status).toBe(200);
    expect((await stored())?.address).toBe('127.0.0.3');
  });
});

describe('bodies', () => {
  it.each(['xxe.xml', 'billion-laughs.xml', 'deep-nesting.xml'])('answers 400 to %s', async (file) => {
    // Too big for a datagram, one of them.
    const recorder = await site.device({ transport: 'tcp' });
    await recorder.register();
    expect((await recorder.message(fixture(file))).status).toBe(400);
    expect(stats().messages).toMatchObject({ malformed: 1 });
    expect((await recorder.keepalive()).status).toBe(200);
  });

  it('answers 200 to a command that it does not know, and counts it without its name', async () => {
    await camera.register();
    expect((await camera.notify('VendorPrivate', {})).status).toBe(200);
    expect((await camera.notify('__proto__', {})).status).toBe(200);
    expect(stats().messages).toEqual({ other: 2 });
  });

  it('answers 501 to it where that is switched off', async () => {
    await camera.register();
    await site.gb28181.updateSettings(cameraId, { quirks: { 'unknown-command': false } });
    expect((await camera.notify('VendorPrivate', {})).status).toBe(501);
  });

  it('counts each tolerated fault by its name, and refuses it where that is switched off', async () => {
    await camera.register();
    const body = '<Notify><CmdType>Keepalive</CmdType><SN>1</SN><Info>a&b</Info></Notify>\0';
    expect((await camera.message(body)).status).toBe(200);
    expect(stats().quirks).toMatchObject({ 'unescaped-markup': 1, 'control-characters': 1 });
    await site.gb28181.updateSettings(cameraId, { quirks: { 'unescaped-markup': false } });
    expect((await camera.message(body)).status).toBe(400);
    expect((await camera.keepalive()).status).toBe(200);
  });
});

it('an empty DeviceInfo, as of a refusal, takes nothing away', async () => {
  const camera = await site.registered();
  const told = { DeviceName: 'Gate', Manufacturer: 'Some', Model: 'M1', Firmware: '1.2' };
  await camera.notify('DeviceInfo', { Result: 'OK', ...told }, 'Response');
  await camera.notify('DeviceInfo', { Result: 'ERROR' }, 'Response');
  expect(await site.devices.get(camera.id)).toMatchObject({ name: 'Gate', model: 'M1', firmware: '1.2' });
});

describe('restart of the platform', () => {
  it('knows the devices again with their last address, and they are online until they are missed', async () => {
    await camera.register();
    await site.stop();
    const after = await Site.open({}, site);
    expect(after.gb28181.stats()).toMatchObject({ devices: 1, devicesOnline: 1 });
    await after.clock.advanceAsync(170_000);
    expect(after.events).toEqual([]);
    await after.clock.advanceAsync(20_000);
    expect(after.events).toEqual([`device:offline ${cameraId}`]);
    await after.stop();
  });

  it('does not take a registration for valid that ran out meanwhile', async () => {
    await camera.register({ expires: 60 });
    await site.stop();
    site.clock.advance(61_000);
    const after = await Site.open({}, site);
    expect(after.gb28181.stats()).toMatchObject({ devices: 1, devicesOnline: 0 });
    expect(await stored()).toMatchObject({ online: false });
    await after.stop();
  });
});

describe('removal', () => {
  it('forgets the device and its channels, until it registers again', async () => {
    const device = await site.registered();
    expect(await site.gb28181.removeDevice(cameraId)).toBe(true);
    expect(await site.gb28181.removeDevice(cameraId)).toBe(false);
    expect(await stored()).toBeUndefined();
    expect((await site.channels.list(cameraId, { offset: 0, limit: 10 })).total).toBe(0);
    expect((await device.keepalive()).status).toBe(403);
    expect((await device.register()).status).toBe(200);
    expect((await device.keepalive()).status).toBe(200);
  });

  it('ends a query that runs: what comes for the device of before changes nothing of the one that came anew', async () => {
    const device = await site.registered();
    const before = site.gb28181.refreshCatalog(cameraId);
    const { sn } = await device.query('Catalog');
    const failed = expect(before).rejects.toMatchObject({ status: 404, code: 'device-unknown' });
    await site.gb28181.removeDevice(cameraId);
    await failed;
    site.clock.advance(1000);
    expect((await device.register({ expires: 600 })).status).toBe(200);
    const again = await stored();
    expect((await device.catalog(sn, 1, [channelIds[2]])).status).toBe(200);
    await site.clock.advanceAsync(0);
    expect(await stored()).toMatchObject({
      registeredAt: again?.registeredAt,
      expiresAt: again?.expiresAt,
      catalogAt: 0,
    });
  });
});

it('refuses settings of something that is no device', async () => {
  expect(await site.gb28181.updateSettings('camera', { password: 'x' })).toBeUndefined();
});
