// What a socket that plays a device tells, by MESSAGE or by NOTIFY, and what REST knows of it then.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TestPlatform } from '../support/platform.ts';
import { type Golden, golden } from './goldens.ts';
import { channelId, deviceId, RawDevice, withoutSn, withSn } from './raw-device.ts';
import { call, EventStream, told } from './rest.ts';
import { cellName, type Edition, editions, rows } from './rows.ts';

let platform: TestPlatform;
let device: RawDevice;
let events: EventStream;

const rowOf = (name: string) => rows.find((row) => row.section === 'notify' && row.name === name)!;
const titleOf = (name: string, edition: Edition) => cellName({ row: rowOf(name), edition, aspect: 'REST' });
const place = { longitude: 117.281305, latitude: 31.866521 };
const of = { deviceId, channelId };

/** The platform subscribes as it is told to, and gets what it subscribed to. */
async function notified(event: string, message: Golden): Promise<void> {
  const subscribed = call(platform, 'PUT', `/devices/${deviceId}/subscriptions/${event}`, {});
  const { request, cmdType, kind } = await device.next({ method: 'SUBSCRIBE' });
  expect({ cmdType, kind }).toEqual({ cmdType: event, kind: 'Query' });
  device.answer(request, undefined, '', [`Expires: ${request.headers.get('Expires')}`]);
  expect((await subscribed).status).toBeLessThan(300);
  expect(await device.notify(request, message.wire)).toBe(200);
}

describe.each(editions)('of %s', (edition) => {
  const message = (name: string) => golden(rowOf(name), edition, 'notify');

  beforeAll(async () => {
    platform = await TestPlatform.start();
    device = await RawDevice.register(platform, edition);
  });
  afterAll(async () => {
    device.close();
    await platform.stop();
  });
  beforeEach(async () => {
    device.forget();
    events = await EventStream.open(platform);
  });
  afterEach(() => events.close());

  it(titleOf('Keepalive', edition), async () => {
    expect(await device.message(message('Keepalive').wire)).toBe(200);
    const failed = [channelId, '34020000001310000002'];
    expect(await events.next('device:failed-parts')).toMatchObject({ deviceId, failed });
  });

  it(titleOf('Alarm', edition), async () => {
    const response = golden(rowOf('Alarm'), edition, 'response');
    expect(await device.message(withSn(message('Alarm').wire, '77'))).toBe(200);
    const answer = await device.next({ kind: 'Response', cmdType: 'Alarm' });
    expect(answer.sn).toBe('77');
    expect(withoutSn(answer.body)).toBe(withoutSn(response.wire));
    const alarm = {
      ...of,
      ...place,
      time: '2026-03-01T12:00:05',
      priority: 1,
      method: 5,
      type: '6',
      eventType: 1,
      description: '区域入侵',
    };
    expect(await events.next('alarm')).toMatchObject({ alarm });
    expect(await told(platform, 'GET', `/alarms?deviceId=${deviceId}`)).toMatchObject({ items: [alarm] });
  });

  it(titleOf('MobilePosition', edition), async () => {
    await notified('MobilePosition', message('MobilePosition'));
    const moved = { ...of, ...place, speed: 36.5, direction: 270, altitude: 42.5 };
    const expected =
      edition === '2016'
        ? { ...moved, time: '2026-03-01T12:00:05' }
        : { ...moved, time: '2026-03-01T12:00:04', height: 3.2 };
    expect(await events.next('position')).toMatchObject({ position: expected });
    expect(await told(platform, 'GET', `/positions?deviceId=${deviceId}&channelId=${channelId}`)).toMatchObject({
      items: [expected],
    });
  });

  it(titleOf('Catalog', edition), async () => {
    await notified('Catalog', message('Catalog'));
    const { changes } = (await events.next('catalog:changed')) as unknown as { changes: { event: string }[] };
    const happened = ['ON', 'OFF', 'VLOST', 'DEFECT', 'DEL', 'ADD', 'UPDATE'];
    expect(changes.map(({ event }) => event)).toEqual(expect.arrayContaining(happened));
    const { items } = await told<{ items: { id: string }[] }>(platform, 'GET', `/channels?deviceId=${deviceId}`);
    const channels = Object.fromEntries(items.map((item) => [item.id.slice(-1), item]));
    expect(items.some(({ id }) => id === '34020000001310000005')).toBe(false);
    expect(channels).toMatchObject({
      2: { status: 'OFF' },
      4: { status: 'OFF' },
      3: { name: '南门', status: 'ON' },
      6: { name: '西门', status: 'ON' },
    });
  });

  it(titleOf('PTZPosition', edition), async () => {
    if (edition === '2016') {
      const answered = await call(platform, 'PUT', `/devices/${deviceId}/subscriptions/PTZPosition`, {});
      expect(answered).toMatchObject({ status: 409, body: { code: 'edition-too-old' } });
      expect(device.forget()).toEqual([]);
      return;
    }
    const { says } = message('PTZPosition');
    await notified('PTZPosition', message('PTZPosition'));
    expect(await events.next('ptz:position')).toMatchObject({ ...of, position: says });
  });

  if (edition === '2016') return;

  it(titleOf('UploadSnapShotFinished', edition), async () => {
    const { wire, says } = message('UploadSnapShotFinished');
    const path = `/devices/${deviceId}/channels/${channelId}/snapshots`;
    const ordered = told<{ sessionId: string }>(platform, 'POST', path, { SnapNum: 2, Interval: 1 });
    const { sn } = await device.next({ kind: 'Control', cmdType: 'DeviceConfig' });
    const config = rows.find(({ name }) => name === 'SnapShotConfig')!;
    await device.message(withSn(golden(config, edition, 'response').wire, sn));
    const { sessionId } = await ordered;
    const { SessionID, SnapShotList } = says as { SessionID: string; SnapShotList: string[] };
    await device.message(Buffer.from(wire.toString('latin1').replace(SessionID, sessionId), 'latin1'));
    const session = `/snapshots/sessions/${sessionId}`;
    await expect
      .poll(() => told(platform, 'GET', session))
      .toMatchObject({ ...of, state: 'finished', told: SnapShotList });
  });

  it(titleOf('VideoUploadNotify', edition), async () => {
    const { wire, says } = message('VideoUploadNotify');
    expect(await device.message(wire)).toBe(200);
    expect(await events.next('video-upload')).toMatchObject({ ...of, told: says });
  });

  it(titleOf('DeviceUpgradeResult', edition), async () => {
    const { wire, says } = message('DeviceUpgradeResult');
    expect(await device.message(wire)).toBe(200);
    expect(await events.next('upgrade')).toMatchObject({ deviceId, result: says });
  });
});
