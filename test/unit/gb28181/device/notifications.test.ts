import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { XmlNode } from '../../../../src/gb28181/codec/manscdp.ts';
import { buildManscdp } from '../../../../src/gb28181/codec/manscdp.ts';
import { kMaxWaitingChanges } from '../../../../src/gb28181/device/catalog-changes.ts';
import { kMaxBehind, kMaxUnanswered, kSweepRows } from '../../../../src/gb28181/device/event-log.ts';
import type { PlatformEvent } from '../../../../src/gb28181/platform-event.ts';
import { cameraId, channel, channelIds, Site, type TestDevice, until } from '../site.ts';

let site: Site;
let camera: TestDevice;
const [first, second, third] = channelIds;

beforeEach(async () => {
  site = await Site.open();
  camera = await site.registered();
});
afterEach(() => site.close());

/** The next event of that type that was published. */
const published = <T extends PlatformEvent['type']>(type: T) =>
  until(type, () => {
    const index = site.published.findIndex((event) => event.type === type);
    return index >= 0 && (site.published.splice(index, 1)[0] as Extract<PlatformEvent, { type: T }>);
  });

describe('alarms', () => {
  const fields = {
    AlarmPriority: '1',
    AlarmMethod: '5',
    AlarmTime: '2026-01-01T08:00:00',
    AlarmDescription: '有人',
    Longitude: '117.2',
    Latitude: '31.8',
    Info: { AlarmType: '6', AlarmTypeParam: { EventType: '1' } },
  };
  const tell = (more: XmlNode = {}, deviceId: string = first, sn = '7') =>
    camera.message(
      buildManscdp({ kind: 'Notify', cmdType: 'Alarm', sn, deviceId, fields: { ...fields, ...more } }, 'GB18030'),
    );

  it('[GB/T 28181-2016 §9.4.2] are answered by a Response, kept, and told', async () => {
    expect((await tell()).status).toBe(200);
    const answer = await camera.query('Alarm');
    expect(answer).toMatchObject({ kind: 'Response', sn: '7', deviceId: first, fields: { Result: 'OK' } });
    const { alarm } = await published('alarm');
    expect(alarm).toEqual({
      id: expect.any(Number),
      deviceId: cameraId,
      channelId: first,
      receivedAt: site.clock.now(),
      time: '2026-01-01T08:00:00',
      priority: 1,
      method: 5,
      type: '6',
      eventType: 1,
      description: '有人',
      longitude: 117.2,
      latitude: 31.8,
    });
    expect(await site.alarms.list({ offset: 0, limit: 9 })).toEqual({ total: 1, items: [alarm] });
  });

  it('are kept also when they say next to nothing', async () => {
    await tell({ AlarmPriority: 'x', AlarmMethod: '', AlarmTime: '', Longitude: '999', Info: '' });
    const { alarm } = await published('alarm');
    expect(alarm).toMatchObject({ priority: 0, method: 0, time: '', type: '', longitude: null, latitude: null });
  });

  it('[GB/T 28181-2016 §9.4.1] of the device itself are reset where that is set, so that it tells of the next', async () => {
    await site.gb28181.updateSettings(cameraId, { resetAlarms: true });
    await tell({ AlarmMethod: '5' });
    await tell({ AlarmMethod: '2' }, cameraId, '8');
    const reset = await camera.query('DeviceControl');
    expect(reset.fields).toMatchObject({ AlarmCmd: 'ResetAlarm', Info: { AlarmMethod: '2' }, DeviceID: cameraId });
    expect(camera.queries.map(({ cmdType }) => cmdType)).toEqual(['Alarm', 'Alarm']);
  });

  it('of a device that takes no answers are kept, and do not use up the transactions of others', async () => {
    camera.messageStatus = 100;
    const alarms = kMaxUnanswered + 8;
    for (let i = 0; i < alarms; i++) await tell({}, first, `${i}`);
    await until('all', async () => (await site.alarms.list({ offset: 0, limit: 1 })).total === alarms);
    expect(site.endpoint.stats().transactions.client).toBe(kMaxUnanswered);
    expect(site.gb28181.stats().messages['notificationsDropped']).toBeUndefined();
  });

  it('are kept only so long, and only so many', async () => {
    await tell();
    await published('alarm');
    await site.clock.advanceAsync(3_600_000);
    expect((await site.alarms.list({ offset: 0, limit: 1 })).total).toBe(1);
    site.clock.jump(90 * 86_400_000);
    await site.clock.advanceAsync(3_600_000);
    await until('the sweep', async () => (await site.alarms.list({ offset: 0, limit: 1 })).total === 0);
  });
});

describe('positions', () => {
  it('[GB/T 28181-2016 annex A.2.5.4] come one at a time', async () => {
    const told = { Time: '2026-01-01T08:00:00', Longitude: '117.2', Latitude: '31.8', Speed: '12.5', Direction: '90' };
    await camera.notify('MobilePosition', { ...told, Altitude: '3' });
    const { position } = await published('position');
    const place = { longitude: 117.2, latitude: 31.8, speed: 12.5, direction: 90, altitude: 3, height: null };
    expect(position).toMatchObject({ deviceId: cameraId, channelId: cameraId, time: told.Time, ...place });
    expect((await site.positions.list({ offset: 0, limit: 9 })).items).toEqual([position]);
  });

  it('[GB/T 28181-2022 annex A.2.5.4] come as a list, of which those without a place are left out', async () => {
    const item = (id: string, more: XmlNode = {}) => ({ DeviceID: id, Longitude: '117', Latitude: '31', ...more });
    const Item = [
      item(first, { CaptureTime: '2026-01-01T07:59:59', Height: '2' }),
      item(second, { Latitude: '' }),
      item(third, { Latitude: '-91' }),
    ];
    await camera.notify('MobilePosition', { Time: '2026-01-01T08:00:00', SumNum: '3', DeviceList: { Item } });
    const { position } = await published('position');
    expect(position).toMatchObject({ channelId: first, time: '2026-01-01T07:59:59', height: 2, speed: null });
    expect((await site.positions.list({ offset: 0, limit: 9 })).total).toBe(1);
  });
});

describe('more than can be kept', () => {
  const place = { Longitude: '117', Latitude: '31' };

  it('is dropped while what one device told before is being written', async () => {
    let release = () => {};
    const written = new Promise<void>((resolve) => {
      release = resolve;
    });
    const add = site.positions.add.bind(site.positions);
    site.positions.add = (position) => written.then(() => add(position));
    for (let i = 0; i < kMaxBehind + 3; i++) await camera.notify('MobilePosition', place);
    await until('dropped', () => site.gb28181.stats().messages['notificationsDropped'] === 3);
    release();
    await until('kept', async () => (await site.positions.list({ offset: 0, limit: 1 })).total === kMaxBehind);
    await camera.notify('MobilePosition', place);
    await until('one more', async () => (await site.positions.list({ offset: 0, limit: 1 })).total === kMaxBehind + 1);
  });

  it('is forgotten before the hour is over', async () => {
    let swept = 0;
    const sweep = site.positions.sweep.bind(site.positions);
    site.positions.sweep = (retention) => {
      swept++;
      return sweep(retention);
    };
    for (let told = 0; told < kSweepRows; told += 400) {
      await camera.notify('MobilePosition', { DeviceList: { Item: Array(400).fill(place) } });
    }
    await until('a sweep', () => swept === 1);
  });
});

describe('changes of the catalog', () => {
  const item = (id: string, Event: string, more: XmlNode = {}) => ({ DeviceID: id, Event, ...more });
  const tell = (...items: XmlNode[]) =>
    camera.notify('Catalog', { SumNum: String(items.length), DeviceList: { Item: items } });
  const stored = async (id: string) => site.channels.get(cameraId, id);

  it('[GB/T 28181-2016 annex A.2.5.5] turn channels off and on', async () => {
    for (const [event, status] of [
      ['OFF', 'OFF'],
      ['ON', 'ON'],
      ['VLOST', 'OFF'],
      ['DEFECT', 'OFF'],
    ]) {
      await tell(item(first, event!));
      expect((await published('catalog:changed')).changes).toEqual([{ channelId: first, event }]);
      expect((await stored(first))?.status).toBe(status);
    }
    expect((await stored(first))?.name).toBe('channel 01');
    expect((await stored(second))?.status).toBe('ON');
  });

  it('[GB/T 28181-2016 annex A.2.5.5] add, change and remove channels; what is left out stays', async () => {
    await tell(item(third, 'ADD', { Name: 'new', Status: 'OFF' }), item(first, 'UPDATE', { Name: 'other' }));
    await published('catalog:changed');
    expect(await stored(third)).toMatchObject({ name: 'new', status: 'OFF', deviceId: cameraId });
    expect(await stored(first)).toMatchObject({ name: 'other', manufacturer: 'Some', status: 'ON' });
    await tell(item(first, 'DEL'), item(third, 'update', { Longitude: '117.5', Latitude: '31' }));
    await published('catalog:changed');
    expect(await stored(first)).toBeUndefined();
    expect(await stored(third)).toMatchObject({ name: 'new', longitude: 117.5 });
  });

  it('are taken in their order: what is removed and added again is there', async () => {
    await tell(item(first, 'DEL'), item(first, 'ADD', { Name: 'again' }), item(second, 'DEL'), item(second, 'ON'));
    await published('catalog:changed');
    expect(await stored(first)).toMatchObject({ name: 'again' });
    expect(await stored(second)).toBeUndefined();
  });

  it('that mean nothing are left out', async () => {
    await tell(item(third, 'OFF'), item(third, 'DEL'), item(first, 'BROKEN'), item('?', 'ADD'));
    await tell(item(second, 'OFF'));
    expect((await published('catalog:changed')).changes).toEqual([{ channelId: second, event: 'OFF' }]);
    expect(await stored(third)).toBeUndefined();
  });

  it('are not believed of a device that lies', async () => {
    await site.gb28181.updateSettings(cameraId, { quirks: { 'status-notify-lies': true } });
    await tell(item(first, 'OFF'), item(third, 'ADD', { Name: 'new' }));
    expect((await published('catalog:changed')).changes).toEqual([{ channelId: third, event: 'ADD' }]);
    expect((await stored(first))?.status).toBe('ON');
    expect(site.gb28181.stats().quirks['status-notify-lies']).toBe(1);
  });

  it('wait for the catalog that is being read, so that none is lost', async () => {
    const reading = site.gb28181.refreshCatalog(cameraId);
    const { sn } = await camera.query('Catalog');
    await tell(item(first, 'DEL'));
    await camera.catalog(sn, 2, [first, second]);
    await reading;
    await published('catalog:changed');
    expect(await stored(first)).toBeUndefined();
    expect(await stored(second)).toBeDefined();
  });

  it('are bounded for each device', async () => {
    const reading = site.gb28181.refreshCatalog(cameraId);
    const { sn } = await camera.query('Catalog');
    for (let i = 0; i <= kMaxWaitingChanges; i++) await tell(item(first, 'OFF'));
    expect(site.gb28181.stats().messages['catalogChangesDropped']).toBe(1);
    await camera.catalog(sn, 1, [first]);
    await reading;
    await published('catalog:changed');
  });

  it('add no more than a device may have', async () => {
    await site.channels.replaceAll(cameraId, [channel(cameraId, first)]);
    await tell(item(second, 'ADD', { Name: 'b' }));
    await published('catalog:changed');
    expect((await site.channels.list(cameraId, { offset: 0, limit: 9 })).total).toBe(2);
  });
});

describe('others', () => {
  it('are cut where somebody made up IDs without end', async () => {
    const long = 'x'.repeat(5000);
    await camera.message(
      buildManscdp({ kind: 'Notify', cmdType: 'PTZPosition', sn: '1', deviceId: long, fields: {} }, 'GB18030'),
    );
    expect((await published('ptz:position')).channelId).toBe('x'.repeat(64));
    await camera.notify('Keepalive', { Status: 'ERROR', Info: { DeviceID: [long] } });
    expect((await published('device:failed-parts')).failed).toEqual(['x'.repeat(1024)]);
  });

  it('[GB/T 28181-2016 §9.6] keepalives tell which parts have failed', async () => {
    await camera.notify('Keepalive', { Status: 'ERROR', Info: { DeviceID: [first, second] } });
    expect(await published('device:failed-parts')).toMatchObject({ deviceId: cameraId, failed: [first, second] });
  });

  it('[GB/T 28181-2022 annex A.2.5] are told by their names', async () => {
    const session = 'a'.repeat(32);
    await camera.notify('DeviceUpgradeResult', { SessionID: session, UpgradeResult: 'OK', Firmware: '2.0' });
    expect((await published('upgrade')).result).toEqual({ SessionID: session, UpgradeResult: 'OK', Firmware: '2.0' });
    await camera.notify('VideoUploadNotify', { Time: '2026-01-01T08:00:00', Longitude: '1', Latitude: '2' });
    expect((await published('video-upload')).told).toMatchObject({ Longitude: 1, Latitude: 2 });
    await camera.notify('PTZPosition', { Pan: '12.5', Tilt: '-3', Zoom: '2' });
    expect(await published('ptz:position')).toMatchObject({ channelId: cameraId, position: { Pan: 12.5, Tilt: -3 } });
    const files = { SnapShotFileID: ['a', 'b'] };
    await camera.notify('UploadSnapShotFinished', { SessionID: session, SnapShotList: files });
    expect(await published('snapshot')).toMatchObject({ sessionId: session, files: ['a', 'b'] });
  });

  it('that nobody knows are answered, and no more', async () => {
    const before = site.published.length;
    expect((await camera.notify('constructor', { A: '1' })).status).toBe(200);
    expect((await camera.notify('SomethingElse', { A: '1' })).status).toBe(200);
    expect(site.published.length).toBe(before);
  });
});
