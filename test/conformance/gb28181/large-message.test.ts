// RFC 3261 §18.1.1: a MESSAGE near the MTU goes by TCP to a device that takes it.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { DeviceSettings } from '../../../src/gb28181/ports.ts';
import { cameraId, Site, type TestDevice } from '../../unit/gb28181/site.ts';

let site: Site;
let camera: TestDevice;

beforeEach(async () => {
  site = await Site.open();
  camera = await site.registered();
});
afterEach(() => site.close());

/** An upgrade from a file with a name of that length; resolves when the device has it. */
async function upgrade(letters: number, settings: Partial<DeviceSettings>): Promise<void> {
  await site.gb28181.updateSettings(cameraId, { edition: '2022', ...settings });
  const DeviceUpgrade = {
    Firmware: '2.0',
    FileURL: `http://192.0.2.1/${'f'.repeat(letters)}`,
    Manufacturer: 'Some',
    SessionID: '0123456789abcdef0123456789abcdef',
  };
  site.gb28181.commands.control(cameraId, cameraId, 'DeviceUpgrade', { DeviceUpgrade }).catch(() => {});
  await camera.query('DeviceControl');
}

const connections = () => camera.endpoint.stats().connections;

it('[RFC 3261 §18.1.1] goes by TCP to a device of 2022 that registered over UDP', async () => {
  await upgrade(1000, {});
  expect(connections()).toBe(1);
  expect((await camera.keepalive()).status).toBe(200);
  expect(await site.devices.get(cameraId)).toMatchObject({ transport: 'udp', online: true });
});

it.each([
  [100, {}],
  [1000, { largeByTcp: false }],
])('goes by UDP with %d letters and %o', async (letters, settings) => {
  await upgrade(letters, settings);
  expect(connections()).toBe(0);
});

it('goes by UDP to a device that does not listen for TCP', async () => {
  await camera.endpoint.stop(0);
  camera = await site.device({ tcp: false });
  await camera.register();
  await upgrade(1000, { largeByTcp: true });
  expect(site.endpoint.stats().refused).toEqual({ 'tcp-for-large-request': 1 });
});

it('[RFC 3261 §18.1.1] is taken by TCP from a device that lives on UDP, and stays there', async () => {
  const large = await site.device({ transport: 'tcp' });
  const info = `<Info>${'i'.repeat(2000)}</Info>`;
  const body = `<?xml version="1.0"?><Notify><CmdType>Keepalive</CmdType><SN>1</SN><DeviceID>${cameraId}</DeviceID>${info}</Notify>`;
  expect((await large.message(body)).status).toBe(200);
  await large.endpoint.stop(0);
  expect(await site.devices.get(cameraId)).toMatchObject({ transport: 'udp', online: true });
  await upgrade(100, {});
});
