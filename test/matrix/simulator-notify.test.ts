// What simulated cameras tell by themselves or because they are subscribed to, and what REST knows of it then.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { encodePtz } from '../../src/gb28181/codec/ptz.ts';
import { TestPlatform } from '../support/platform.ts';
import { EventStream, told } from './rest.ts';
import { cellName, type Edition, editions, rows } from './rows.ts';
import { SimulatedCamera } from './simulated-camera.ts';

let platform: TestPlatform;
let camera: SimulatedCamera;
let events: EventStream;

const titleOf = (name: string, edition: Edition) =>
  cellName({
    row: rows.find((row) => row.section === 'notify' && row.name === name)!,
    edition,
    aspect: 'simulator',
  });
async function subscribe(event: string): Promise<void> {
  const path = `/devices/${camera.deviceId}/subscriptions/${event}`;
  await told(platform, 'PUT', path, {});
  await expect.poll(() => told(platform, 'GET', path)).toMatchObject({ state: 'active' });
}

describe.each(editions)('of %s', (edition) => {
  beforeAll(async () => {
    platform = await TestPlatform.start();
    camera = await SimulatedCamera.start(platform, edition, { channelsPerDevice: 2 });
  });
  afterAll(() => platform.stop());
  beforeEach(async () => {
    events = await EventStream.open(platform);
  });
  afterEach(() => events.close());

  it(titleOf('Alarm', edition), async () => {
    const { deviceId, channelId, agent } = camera;
    const { confirmedAlarms } = agent.state;
    const Info = { AlarmType: '6', AlarmTypeParam: { EventType: '1' } } as const;
    expect(await agent.alarm({ AlarmPriority: '1', AlarmDescription: '区域入侵', Info }, channelId)).toBe(true);
    const alarm = { deviceId, channelId, priority: 1, method: 5, type: '6', eventType: 1, description: '区域入侵' };
    expect(await events.next('alarm')).toMatchObject({ alarm });
    expect(await told(platform, 'GET', `/alarms?deviceId=${deviceId}`)).toMatchObject({ items: [alarm] });
    await expect.poll(() => agent.state.confirmedAlarms).toBe(confirmedAlarms + 1);
  });

  it(titleOf('MobilePosition', edition), async () => {
    await subscribe('MobilePosition');
    const moved = {
      deviceId: camera.deviceId,
      longitude: expect.closeTo(116.39, 1),
      latitude: expect.closeTo(39.9, 1),
      speed: 36,
      altitude: 44,
      height: edition === '2022' ? 2 : null,
    };
    expect(await events.next('position')).toMatchObject({ position: moved });
    const path = `/positions?deviceId=${camera.deviceId}&latest=true`;
    expect(await told(platform, 'GET', path)).toMatchObject({ items: [moved] });
  });

  it(titleOf('Catalog', edition), async () => {
    await subscribe('Catalog');
    const id = camera.fleet.channelId(0, 1);
    await camera.agent.channelEvent('UPDATE', id, { name: '南门' });
    expect(await events.next('catalog:changed')).toMatchObject({ changes: [{ channelId: id, event: 'UPDATE' }] });
    const channel = () => told(platform, 'GET', `/devices/${camera.deviceId}/channels/${id}`);
    expect(await channel()).toMatchObject({ name: '南门', status: 'ON' });
    await camera.agent.channelEvent('OFF', id);
    await expect.poll(channel).toMatchObject({ status: 'OFF' });
  });

  // Behind the one before, which left a channel that is off.
  it(titleOf('Keepalive', edition), async () => {
    expect(await camera.agent.report()).toBe(200);
    const failed = [camera.fleet.channelId(0, 1)];
    expect(await events.next('device:failed-parts')).toMatchObject({ deviceId: camera.deviceId, failed });
  });

  if (edition === '2016') return;

  it(titleOf('PTZPosition', edition), async () => {
    const { deviceId, channelId } = camera;
    await subscribe('PTZPosition');
    const right = { kind: 'move', pan: 1, tilt: 0, zoom: 0, panSpeed: 255, tiltSpeed: 0, zoomSpeed: 0 } as const;
    await camera.control('PTZCmd', { PTZCmd: encodePtz(right) });
    await camera.control('PTZCmd', { PTZCmd: encodePtz({ ...right, pan: 0 }) });
    const position = await camera.rest();
    for (;;) {
      const event = (await events.next('ptz:position')) as unknown as { channelId: string; position: { Pan: number } };
      if (event.channelId !== channelId || event.position.Pan !== position.Pan) continue;
      expect(event).toMatchObject({ deviceId, position: { ...position, ...camera.unit.ptz.head.view } });
      return;
    }
  });

  it(titleOf('UploadSnapShotFinished', edition), async () => {
    const order = { SnapNum: 2, Interval: 1 };
    const { sessionId } = await told<{ sessionId: string }>(platform, 'POST', camera.path('snapshots'), order);
    const session = () => told<{ state: string; told: string[] }>(platform, 'GET', `/snapshots/sessions/${sessionId}`);
    await expect.poll(async () => (await session()).state).toBe('finished');
    const file = expect.stringMatching(new RegExp(`^${camera.channelId}02\\d{19}$`));
    expect((await session()).told).toEqual([file, file]);
  });

  it(titleOf('VideoUploadNotify', edition), async () => {
    expect(await camera.agent.askForUpload()).toBe(200);
    expect(await events.next('video-upload')).toMatchObject({
      deviceId: camera.deviceId,
      told: { Time: expect.stringMatching(/^\d{4}-/), Longitude: expect.closeTo(116.39, 1) },
    });
  });

  it(titleOf('DeviceUpgradeResult', edition), async () => {
    const files = createServer((_, response) => response.end('firmware')).listen(0, '127.0.0.1');
    await once(files, 'listening');
    const order = {
      Firmware: 'V2.1.7',
      FileURL: `http://127.0.0.1:${(files.address() as AddressInfo).port}/V2.1.7.bin`,
      Manufacturer: 'Guanlan',
      SessionID: '3f1d6c2a-90b7-4e55-8a41-5c0de7b19f26',
    };
    await camera.control('DeviceUpgrade', { DeviceUpgrade: order });
    const { Firmware, SessionID } = order;
    expect(await events.next('upgrade')).toMatchObject({
      deviceId: camera.deviceId,
      result: { SessionID, Firmware, UpgradeResult: 'OK' },
    });
    files.close();
  });
});
