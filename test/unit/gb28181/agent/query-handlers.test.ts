import { describe, expect, it } from 'vitest';
import { decodeFields, type QueryName, queries } from '../../../../src/gb28181/codec/command-set/index.ts';
import { child, children, type ReceivedManscdp, text } from '../../../../src/gb28181/codec/manscdp.ts';
import { cameraId, channelIds } from '../site.ts';
import { peerPlatform } from './peer-platform.ts';

const platform = peerPlatform();
const [channelId] = channelIds;

/** The answer in the words of the table. */
function read<N extends QueryName>(name: N, { fields }: ReceivedManscdp) {
  return decodeFields(queries[name].response as NonNullable<(typeof queries)[N]['response']>, fields);
}
/** All parts of a list's answer. */
async function list(name: QueryName, listName: string, item: string, fields = {}, id: string = channelId) {
  const parts = [await platform().ask(name, fields, id)];
  const sum = Number(text(parts[0]!.fields, 'SumNum'));
  const items = () => parts.flatMap((part) => children(child(part.fields, listName), item));
  while (items().length < sum) parts.push(await platform().told('Response', name));
  expect(parts.every((part) => text(part.fields, 'SumNum') === String(sum))).toBe(true);
  return { parts: parts.length, items: items() };
}

describe('[GB/T 28181-2016 §9.5] tells', () => {
  it('its catalog, two items at a time', async () => {
    await platform().agent({ catalogDetails: { IPAddress: '192.0.2.9', SecurityLevelCode: 'A' } });
    const { parts, items } = await list('Catalog', 'DeviceList', 'Item', {}, cameraId);
    expect(parts).toBe(2);
    expect(items.map((item) => text(item, 'DeviceID'))).toEqual([...channelIds]);
    const names = ['Name', 'IPAddress', 'SecurityLevelCode', 'Owner'];
    expect(names.map((name) => text(items[0]!, name))).toEqual(['channel 01', '192.0.2.9', 'A', '']);
  });

  it('[GB/T 28181-2016 annex A.2.1.9] the fields of its edition', async () => {
    await platform().agent({ edition: '2016', catalogDetails: { SecurityLevelCode: 'A' } });
    const { items } = await list('Catalog', 'DeviceList', 'Item', {}, cameraId);
    expect([text(items[0]!, 'Owner'), text(items[0]!, 'SecurityLevelCode')]).toEqual(['Owner', '']);
  });

  it('who it is and how it is', async () => {
    const agent = await platform().agent();
    expect(read('DeviceInfo', await platform().ask('DeviceInfo'))).toEqual({
      DeviceName: '北门',
      Result: 'OK',
      Manufacturer: 'Some',
      Model: 'M1',
      Firmware: '1.2',
      Channel: 3,
    });
    agent.state.unit(channelId).records.start();
    agent.state.unit(channelId).alarms.guarded = true;
    expect(read('DeviceStatus', await platform().ask('DeviceStatus', {}, channelId))).toEqual({
      Result: 'OK',
      Online: 'ONLINE',
      Status: 'OK',
      Encode: 'OFF',
      Record: 'ON',
      DeviceTime: '2026-01-01T08:00:00',
      Alarmstatus: [{ DeviceID: channelId, DutyStatus: 'ONDUTY' }],
    });
    const whole = read('DeviceStatus', await platform().ask('DeviceStatus'));
    expect(whole.Alarmstatus!.map(({ DutyStatus }) => DutyStatus)).toEqual(['OFFDUTY', 'ONDUTY', 'OFFDUTY', 'OFFDUTY']);
  });

  it('its records, two at a time', async () => {
    await platform().agent();
    const range = { StartTime: '2025-12-30T00:00:00', EndTime: '2025-12-31T00:00:00' };
    const { parts, items } = await list('RecordInfo', 'RecordList', 'Item', { ...range, Type: 'all' });
    expect([parts, items.length]).toEqual([3, 6]);
    expect(['DeviceID', 'StartTime', 'EndTime', 'Type', 'FileSize'].map((name) => text(items[2]!, name))).toEqual([
      channelId,
      '2025-12-30T08:30:00',
      '2025-12-30T08:31:00',
      'alarm',
      '15000000',
    ]);
    const alarms = await list('RecordInfo', 'RecordList', 'Item', { ...range, Type: 'alarm' });
    expect(alarms.items).toHaveLength(1);
    const none = { StartTime: '2030-01-01T00:00:00', EndTime: '2030-01-02T00:00:00' };
    expect((await list('RecordInfo', 'RecordList', 'Item', none)).items).toEqual([]);
  });

  it('presets, the home position, cruises', async () => {
    await platform().agent();
    const presets = await list('PresetQuery', 'PresetList', 'Item');
    expect(presets.items.map((item) => `${text(item, 'PresetID')} ${text(item, 'PresetName')}`)).toEqual([
      '1 大门',
      '2 停车场',
      '3 走廊',
    ]);
    const home = read('HomePositionQuery', await platform().ask('HomePositionQuery', {}, channelId));
    expect(home.HomePosition).toEqual({ Enabled: 0, ResetTime: 60, PresetIndex: 1 });
    const tracks = await list('CruiseTrackListQuery', 'CruiseTrackList', 'CruiseTrack');
    expect(tracks.items.map((item) => text(item, 'Name'))).toEqual(['环线']);
    const points = await list('CruiseTrackQuery', 'CruisePointList', 'CruisePoint', { Number: '0' });
    expect(points.items.map((item) => ['PresetIndex', 'StayTime', 'Speed'].map((name) => text(item, name)))).toEqual([
      ['1', '10', '8'],
      ['2', '10', '8'],
      ['3', '10', '8'],
    ]);
    expect((await list('CruiseTrackQuery', 'CruisePointList', 'CruisePoint', { Number: '9' })).items).toEqual([]);
  });

  it('where its head is, and its cards', async () => {
    const { state } = await platform().agent();
    state.unit(channelId).ptz.goTo({ Pan: 12, Tilt: -3, Zoom: 2 });
    platform().clock.advance(5000);
    expect(read('PTZPosition', await platform().ask('PTZPosition', {}, channelId))).toEqual({
      Pan: 12,
      Tilt: -3,
      Zoom: 2,
      HorizontalFieldAngle: 30,
      VerticalFieldAngle: 16.88,
      MaxViewDistance: 100,
    });
    state.cards.format(2);
    const { items } = await list('SDCardStatus', 'SDCardStatusInfo', 'Item', {}, cameraId);
    expect(items.map((item) => `${text(item, 'ID')} ${text(item, 'Status')} ${text(item, 'FormatProgress')}`)).toEqual([
      '1 ok ',
      '2 formatting 0',
    ]);
  });

  it('past alarms, those that were asked for', async () => {
    const agent = await platform().agent();
    await agent.alarm({ AlarmMethod: '5', AlarmPriority: '1', Info: { AlarmType: '2' } }, channelId);
    platform().clock.advance(60_000);
    await agent.alarm({ AlarmMethod: '6', AlarmPriority: '3' }, channelId);
    platform().messages.length = 0;
    const asked = async (fields: object) => {
      await platform().ask('Alarm', fields, channelId);
      await platform().settle();
      return platform()
        .messages.splice(0)
        .map(({ fields }) => text(fields, 'AlarmMethod'))
        .sort();
    };
    expect(await asked({})).toEqual(['5', '6']);
    expect(await asked({ AlarmMethod: '56', EndAlarmPriority: '2' })).toEqual(['5']);
    expect(await asked({ StartAlarmPriority: '2' })).toEqual(['6']);
    expect(await asked({ AlarmType: '2' })).toEqual(['5']);
    expect(await asked({ StartAlarmTime: '2026-01-01T08:00:30' })).toEqual(['6']);
    expect(await asked({ EndAlarmTime: '2026-01-01T08:00:30' })).toEqual(['5']);
  });

  it('where it is, by a Notify with the SN of the query', async () => {
    await platform().agent();
    await platform().send('Query', 'MobilePosition', { Interval: '5' });
    const { sn, fields } = await platform().told('Notify', 'MobilePosition');
    expect(sn).toBe('101');
    expect(children(child(fields, 'DeviceList'), 'Item')).toHaveLength(1);
  });
});

describe('a camera of GB/T 28181-2016', () => {
  it.each(Object.values(queries).filter(({ since }) => since === '2022'))('does not know $name', async ({ name }) => {
    await platform().agent({ edition: '2016' });
    expect(await platform().send('Query', name, { Number: '0' }, channelId)).toBe(200);
    await platform().settle();
    expect(platform().messages).toEqual([]);
  });
});

describe('every query of the table', () => {
  it.each(Object.keys(queries).filter((name) => name !== 'MobilePosition'))('%s is answered', async (name) => {
    await platform().agent();
    const fields = { StartTime: '2025-12-30T00:00:00', EndTime: '2025-12-31T00:00:00', Number: '0' };
    await platform().ask(name, { ...fields, ConfigType: 'BasicParam' });
  });
});
