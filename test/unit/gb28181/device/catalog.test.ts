import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kAnswerIdleMs, kMaxAnswerMs } from '../../../../src/gb28181/device/device-queries.ts';
import { cameraId, channelIds, recorderId, Site, type TestDevice, until } from '../site.ts';

let site: Site;
let recorder: TestDevice;

beforeEach(async () => {
  site = await Site.open();
  recorder = await site.device({ id: recorderId });
});
afterEach(() => site.close());

const stored = async (id = recorderId) =>
  (await site.channels.list(id, { offset: 0, limit: 100 })).items.map((item) => item.id).sort();
const [first, second, third] = channelIds;

/** Registers, answers nothing of the first interview. */
async function online(): Promise<void> {
  await recorder.register();
}

async function refresh(): Promise<{ done: Promise<number>; sn: string }> {
  const done = site.gb28181.refreshCatalog(recorderId);
  done.catch(() => {});
  return { done, sn: (await recorder.query('Catalog')).sn };
}

describe('asking', () => {
  it('[GB/T 28181-2016 §9.5] asks a device that came who it is and what it has', async () => {
    await recorder.register();
    await site.clock.advanceAsync(500);
    const info = await recorder.query('DeviceInfo');
    expect(info).toMatchObject({ kind: 'Query', deviceId: recorderId });
    const facts = { DeviceName: '录像机', Manufacturer: 'Some', Model: 'R8', Firmware: '4.1', Result: 'OK' };
    expect(recorder.queries).toEqual([]);
    expect((await recorder.notify('DeviceInfo', facts, 'Response', info.sn)).status).toBe(200);
    const catalog = await recorder.query('Catalog');
    await recorder.catalog(catalog.sn, 2, [first, second]);
    await until('catalog:updated', () => site.events.includes(`catalog:updated ${recorderId} 2`));
    expect(await stored()).toEqual([first, second]);
    expect(await site.devices.get(recorderId)).toMatchObject({ name: '录像机', model: 'R8', firmware: '4.1' });
    expect((await site.devices.get(recorderId))?.catalogAt).toBe(site.clock.now());
  });

  it('asks at most 16 devices at the same time', async () => {
    const ids = Array.from({ length: 20 }, (_, i) => `340200000011800001${String(i).padStart(2, '0')}`);
    const all: TestDevice[] = [];
    for (const id of ids) {
      const device = await site.device({ id });
      await device.register();
      all.push(device);
    }
    await site.clock.advanceAsync(500);
    const asked = (type: string) => all.filter(({ queries }) => queries.some(({ cmdType }) => cmdType === type)).length;
    await until('16 queries', () => asked('DeviceInfo') === 16);
    await site.clock.advanceAsync(kAnswerIdleMs);
    await until('their catalogs', () => asked('Catalog') === 16);
    await site.clock.advanceAsync(kAnswerIdleMs - 1);
    expect(asked('DeviceInfo')).toBe(16);
    await site.clock.advanceAsync(1);
    await until('the rest', () => asked('DeviceInfo') === 20);
  });

  it('asks for the catalog when the device did not say who it is, and again when it did not answer that', async () => {
    await recorder.register();
    await site.clock.advanceAsync(500);
    await recorder.query('DeviceInfo');
    await site.clock.advanceAsync(kAnswerIdleMs);
    await recorder.query('Catalog');
    await site.clock.advanceAsync(kAnswerIdleMs);
    await site.clock.advanceAsync(60_000);
    const info = await recorder.query('DeviceInfo');
    await recorder.notify('DeviceInfo', { Result: 'ERROR' }, 'Response', info.sn);
    const { sn } = await recorder.query('Catalog');
    await recorder.catalog(sn, 1, [first]);
    await until('the catalog', () => site.events.includes(`catalog:updated ${recorderId} 1`));
  });

  it('asks a device whose connection broke as soon as it is back, and not a minute later', async () => {
    const nvr = await site.device({ id: cameraId, transport: 'tcp' });
    await nvr.register();
    await nvr.endpoint.stop(0);
    await until('the loss of the connection', () => site.endpoint.stats().connections === 0);
    await site.clock.advanceAsync(500);
    const back = await site.device({ id: cameraId, transport: 'tcp' });
    await site.clock.advanceAsync(5000);
    expect(back.queries).toEqual([]);
    await back.register();
    await site.clock.advanceAsync(500);
    expect(await back.query('DeviceInfo')).toMatchObject({ deviceId: cameraId });
  });

  it('refuses to ask whom it does not know or cannot reach', async () => {
    await expect(site.gb28181.refreshCatalog(recorderId)).rejects.toMatchObject({
      status: 404,
      code: 'device-unknown',
    });
    await online();
    await recorder.register({ expires: 0 });
    await expect(site.gb28181.refreshCatalog(recorderId)).rejects.toMatchObject({ code: 'device-offline' });
  });

  it('tells that the device refused', async () => {
    await online();
    recorder.messageStatus = 488;
    await expect(site.gb28181.refreshCatalog(recorderId)).rejects.toMatchObject({
      status: 502,
      code: 'device-refused',
    });
  });

  it('asks once for two who want it at the same time', async () => {
    await online();
    const both = [site.gb28181.refreshCatalog(recorderId), site.gb28181.refreshCatalog(recorderId)];
    const { sn } = await recorder.query('Catalog');
    await recorder.catalog(sn, 1, [first]);
    expect(await Promise.all(both)).toEqual([1, 1]);
    expect(recorder.queries).toEqual([]);
  });
});

describe('parts', () => {
  it('[GB/T 28181-2016 §9.5.2] come in any number and order', async () => {
    await online();
    const { done, sn } = await refresh();
    await recorder.catalog(sn, 3, [third]);
    await recorder.catalog(sn, 3, [first]);
    await recorder.catalog(sn, 3, [second]);
    expect(await done).toBe(3);
    expect(await stored()).toEqual([first, second, third]);
  });

  it('remove what a whole catalog does not name any more', async () => {
    await site.registered({ id: recorderId });
    const { done, sn } = await refreshOf(site, recorderId);
    await recorder.catalog(sn, 1, [third]);
    expect(await done).toBe(1);
    expect(await stored()).toEqual([third]);
  });

  it('that were cut off remove nothing', async () => {
    await site.registered({ id: recorderId });
    const { done, sn } = await refreshOf(site, recorderId);
    await recorder.catalog(sn, 500, [third]);
    await site.clock.advanceAsync(kAnswerIdleMs);
    expect(await done).toBe(1);
    expect(await stored()).toEqual([first, second, third]);
    expect(site.gb28181.stats().quirks).toMatchObject({ 'sum-lies': 1 });
  });

  it('that are sent again count once', async () => {
    await online();
    const { done, sn } = await refresh();
    await recorder.catalog(sn, 2, [first]);
    await recorder.catalog(sn, 2, [first]);
    await recorder.catalog(sn, 2, [second]);
    expect(await done).toBe(2);
  });

  it('name an item twice in one part, and SumNum counts it twice', async () => {
    await online();
    const { done, sn } = await refresh();
    await recorder.catalog(sn, 2, [first, first]);
    expect(await done).toBe(1);
  });

  it('may drip, but not for ever', async () => {
    await online();
    const { done, sn } = await refresh();
    let over = false;
    done.finally(() => {
      over = true;
    });
    for (let ms = 0; ms < kMaxAnswerMs; ms += 9000) {
      expect(over).toBe(false);
      await recorder.catalog(sn, 1000, [first]);
      await site.clock.advanceAsync(9000);
    }
    expect(await done).toBe(1);
  });

  it('of another device do not count', async () => {
    await online();
    const other = await site.device({ id: cameraId });
    await other.register();
    const { done, sn } = await refresh();
    await other.catalog(sn, 1, [second]);
    await recorder.catalog(sn, 1, [first]);
    expect(await done).toBe(1);
    expect(await stored()).toEqual([first]);
  });

  it('with leading zeros in their SN are matched', async () => {
    await online();
    const { done, sn } = await refresh();
    await recorder.catalog(`00${sn}`, 1, [first]);
    expect(await done).toBe(1);
    expect(site.gb28181.stats().quirks).toMatchObject({ 'sn-leading-zeros': 1 });
  });

  it('without SN are taken, but may be a stray update: they remove nothing', async () => {
    await site.registered({ id: recorderId });
    const { done } = await refreshOf(site, recorderId);
    await recorder.catalog('', 1, [third]);
    await site.clock.advanceAsync(kAnswerIdleMs);
    expect(await done).toBe(1);
    expect(await stored()).toEqual([first, second, third]);
    expect(site.gb28181.stats().quirks).toMatchObject({ 'sn-missing': 1 });
    expect(site.gb28181.stats().quirks).not.toHaveProperty('sum-lies');
  });

  it('without SN do not stand for a part of the answer that is still to come', async () => {
    await online();
    const { done, sn } = await refresh();
    await recorder.catalog('', 1, [third]);
    await recorder.catalog(sn, 2, [first]);
    await recorder.catalog(sn, 2, [second]);
    expect(await done).toBe(3);
    expect(await stored()).toEqual([first, second, third]);
  });

  it.each([
    ['SumNum', { DeviceList: { '@Num': '0' } }],
    ['DeviceList', { SumNum: '0' }],
    ['both', {}],
  ])('without %s are never the whole catalog', async (_what, fields) => {
    await site.registered({ id: recorderId });
    const { done, sn } = await refreshOf(site, recorderId);
    await recorder.notify('Catalog', { Result: 'OK', ...fields }, 'Response', sn);
    await site.clock.advanceAsync(kAnswerIdleMs);
    expect(await done).toBe(0);
    expect(await stored()).toEqual([first, second]);
  });

  it('[GB/T 28181-2016 annex A.2.6] that say ERROR are a refusal, and remove nothing', async () => {
    await site.registered({ id: recorderId });
    const { done, sn } = await refreshOf(site, recorderId);
    await recorder.notify('Catalog', { Result: 'ERROR' }, 'Response', sn);
    await expect(done).rejects.toMatchObject({
      status: 502,
      code: 'device-refused',
      message: expect.stringMatching(/Result ERROR/),
    });
    expect(await stored()).toEqual([first, second]);
  });

  it('of an empty device end the query', async () => {
    await online();
    const { done, sn } = await refresh();
    await recorder.catalog(sn, 0, []);
    expect(await done).toBe(0);
    expect(await stored()).toEqual([]);
  });

  it('that never come are an error', async () => {
    await online();
    const { done } = await refresh();
    const failed = expect(done).rejects.toMatchObject({ status: 504, code: 'catalog-timeout' });
    await site.clock.advanceAsync(kAnswerIdleMs);
    await failed;
  });

  it('skip items without a usable ID, which still count', async () => {
    await online();
    const { done, sn } = await refresh();
    await recorder.catalog(sn, 3, [first, '', 'a/b']);
    expect(await done).toBe(1);
  });
});

describe('unasked items', () => {
  it('update, and remove nothing', async () => {
    const device = await site.registered({ id: recorderId });
    expect((await device.catalog('4711', 1, [third])).status).toBe(200);
    await until('the third channel', () => site.gb28181.stats().quirks['catalog-unasked'] === 1);
    await expect.poll(() => stored()).toEqual([first, second, third]);
  });

  it('are ignored where that is switched off', async () => {
    const device = await site.registered({ id: recorderId });
    await site.gb28181.updateSettings(recorderId, { quirks: { 'catalog-unasked': false } });
    expect((await device.catalog('4711', 1, [third])).status).toBe(200);
    expect((await device.keepalive()).status).toBe(200);
    expect(await stored()).toEqual([first, second]);
  });
});

it.each([
  ['empty', { DeviceList: { '@Num': '0' } }],
  ['absent', {}],
])('lists a camera as its own channel when its catalog names none: the list is %s', async (_what, list) => {
  const camera = await site.device({ id: cameraId });
  await camera.register();
  const done = site.gb28181.refreshCatalog(cameraId);
  await camera.notify('Catalog', { SumNum: '0', ...list }, 'Response', (await camera.query('Catalog')).sn);
  await site.clock.advanceAsync(kAnswerIdleMs);
  expect(await done).toBe(1);
  expect(await stored(cameraId)).toEqual([cameraId]);
});

async function refreshOf(from: Site, id: string): Promise<{ done: Promise<number>; sn: string }> {
  await recorder.register();
  const done = from.gb28181.refreshCatalog(id);
  done.catch(() => {});
  return { done, sn: (await recorder.query('Catalog')).sn };
}
