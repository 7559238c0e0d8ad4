import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { parseManscdp } from '../../../../src/gb28181/codec/manscdp.ts';
import { emptyStats } from '../../../../src/gb28181/config.ts';
import { CatalogSync, type CatalogSyncOptions } from '../../../../src/gb28181/device/catalog-sync.ts';
import type { Device } from '../../../../src/gb28181/device/device-registry.ts';
import { DeviceRegistry } from '../../../../src/gb28181/device/device-registry.ts';
import type { ChannelRecord } from '../../../../src/gb28181/ports.ts';
import { openDatabase } from '../../../../src/storage/database.ts';
import { SqlDeviceStore } from '../../../../src/storage/device-store.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { channelIds, recorderId } from '../site.ts';

const [first, second, third] = channelIds;

/** An answer that comes at once, whole; the store only remembers what it was given. */
async function world(
  maxChannels: number,
  duringQuery: (registry: DeviceRegistry) => Promise<unknown> = async () => {},
) {
  const lines: { msg: string; device?: string }[] = [];
  const log = pino({ base: null }, { write: (line: string) => lines.push(JSON.parse(line)) });
  const clock = new FakeClock();
  const store = new SqlDeviceStore(await openDatabase(':memory:'));
  const limits = { keepaliveSeconds: 60, keepaliveMisses: 3, maxDevices: 10 };
  const registry = new DeviceRegistry({ store, clock, log, quirks: {}, ...limits });
  const replaced: string[][] = [];
  const put: string[][] = [];
  const ids = (channels: ChannelRecord[]) => channels.map(({ id }) => id);
  const items = [first, second, third].map((id) => `<Item><DeviceID>${id}</DeviceID><Status>ON</Status></Item>`);
  const answer = parseManscdp(
    Buffer.from(
      `<Response><CmdType>Catalog</CmdType><SN>7</SN><SumNum>3</SumNum><DeviceList>${items.join('')}</DeviceList></Response>`,
    ),
  );
  const options: CatalogSyncOptions = {
    registry,
    clock,
    log,
    stats: emptyStats(),
    maxChannels,
    queries: {
      query: async (_device, _type, onPart) => {
        await duringQuery(registry);
        return onPart(answer);
      },
    },
    channels: {
      get: async () => undefined,
      list: async () => ({ total: 0, items: [] }),
      replaceAll: async (_id, channels) => void replaced.push(ids(channels)),
      putMany: async (channels) => void put.push(ids(channels)),
      remove: async () => {},
    },
  };
  await registry.updateSettings(recorderId, {});
  const device = registry.get(recorderId) as Device;
  return { catalog: new CatalogSync(options), device, registry, store, replaced, put, lines };
}

describe('bounds', () => {
  it('says that it cut a catalog with more channels than a device may have', async () => {
    const { catalog, device, replaced, lines } = await world(2);
    expect(await catalog.refresh(device)).toBe(2);
    expect(replaced).toEqual([[first, second]]);
    expect(lines).toMatchObject([{ device: recorderId, limit: 2, msg: 'catalog cut off: too many channels' }]);
  });

  it('says so of unasked items too, which are not taken', async () => {
    const { catalog, device, put, lines } = await world(2);
    const items = [first, second, third].map((DeviceID) => ({ DeviceID, Status: 'ON' }));
    const fields = { SumNum: '3', DeviceList: { Item: items } };
    await catalog.takeUnasked(device, { kind: 'Response', cmdType: 'Catalog', sn: '9', deviceId: recorderId, fields });
    expect(put).toEqual([]);
    expect(lines).toMatchObject([{ msg: 'catalog cut off: too many channels' }]);
  });

  it('says nothing of a catalog that fits', async () => {
    const { catalog, device, lines } = await world(3);
    expect(await catalog.refresh(device)).toBe(3);
    expect(lines).toEqual([]);
  });
});

describe('a device that was removed while it was asked', () => {
  it('is not written over the one that came anew', async () => {
    const { catalog, device, registry, store, replaced, put } = await world(10, async (known) => {
      await known.remove(recorderId);
      await known.updateSettings(recorderId, { password: 'new' });
    });
    await expect(catalog.refresh(device)).rejects.toMatchObject({ status: 404, code: 'device-unknown' });
    expect([replaced, put]).toEqual([[], []]);
    await registry.describe(device, { name: 'stale' });
    expect(await store.get(recorderId)).toMatchObject({ name: '', catalogAt: 0, settings: { password: 'new' } });
  });

  it('does not answer for the one that came anew', async () => {
    const { catalog, device, registry } = await world(10);
    const before = catalog.refresh(device);
    before.catch(() => {});
    await registry.remove(recorderId);
    await registry.updateSettings(recorderId, {});
    expect(await catalog.refresh(registry.get(recorderId)!)).toBe(3);
    await expect(before).rejects.toMatchObject({ code: 'device-unknown' });
  });
});
