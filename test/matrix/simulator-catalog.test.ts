// Cameras whose catalogs have every kind of item, and what REST tells of them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CatalogItem } from '../../src/gb28181/agent/catalog-of.ts';
import { TestPlatform } from '../support/platform.ts';
import { golden } from './goldens.ts';
import { told } from './rest.ts';
import { editions, titled, told as toldCells } from './rows.ts';
import { SimulatedCamera } from './simulated-camera.ts';

const kinds: Record<string, string> = {
  Device: 'camera',
  Region: 'directory',
  System: 'directory',
  BusinessGroup: 'group',
  VirtualOrganisation: 'group',
};

describe.each(editions)('of %s', (edition) => {
  let platform: TestPlatform;
  let cameras = 0;

  beforeAll(async () => {
    platform = await TestPlatform.start();
  });
  afterAll(() => platform.stop());

  const items = toldCells('simulator').filter((cell) => cell.edition === edition && cell.row.section === 'item');
  it.each(items.map(titled))('%s', async (_, { row }) => {
    const { DeviceList } = golden(row, edition, 'response').says as { DeviceList: [CatalogItem] };
    const [item] = DeviceList;
    const firstId = `3402000000132000000${++cameras}`;
    const camera = await SimulatedCamera.start(platform, edition, { firstId, device: { catalogDetails: item } });
    expect(await camera.query('Catalog', {}, camera.deviceId)).toMatchObject({ SumNum: 1, DeviceList: [item] });
    const { items } = await told<{ items: unknown[] }>(platform, 'GET', `/channels?deviceId=${camera.deviceId}`);
    expect(items).toMatchObject([{ id: item.DeviceID, name: item.Name, kind: kinds[row.name] }]);
  });
});
