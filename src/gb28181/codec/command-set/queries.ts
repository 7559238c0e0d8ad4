// Queries and their answers: GB/T 28181-2016 annex A.2.4 and A.2.6, GB/T 28181-2022 annex A.2.4 and A.2.6.
import type { TOptional, TSchema } from 'typebox';
import { catalogItem } from './catalog-item.ts';
import { type Command, query } from './command.ts';
import { type ConfigName, configs, snapShot } from './configs.ts';
import {
  count,
  countOf,
  flag,
  group,
  id,
  integer,
  list,
  number,
  optional,
  result,
  since2022,
  text,
  time,
  word,
} from './fields.ts';

const since = { since: '2022' } as const;
const name = optional(text({ maxLength: 256 }));

/** Elements of every section, since a device may tell several. */
const sections = {
  ...(Object.fromEntries(Object.values(configs).map(({ name, section }) => [name, optional(section as TSchema)])) as {
    [N in ConfigName]: TOptional<(typeof configs)[N]['section']>;
  }),
  // GB/T 28181-2022 annex A.2.6.11 calls it so in the answer.
  SnapShotConfig: optional(group(snapShot, { 'x-written': 'SnapShot' })),
};

const recordType = ['time', 'alarm', 'manual', 'all'] as const;

const recordItem = group({
  DeviceID: id(),
  Name: name,
  FilePath: optional(text()),
  Address: optional(text()),
  StartTime: optional(time()),
  EndTime: optional(time()),
  Secrecy: optional(flag()),
  Type: optional(word(['time', 'alarm', 'manual', 'all'])),
  RecorderID: optional(text({ maxLength: 64 })),
  FileSize: optional(text({ maxLength: 32, description: 'Bytes.' })),
  RecordLocation: optional(text({ ...since2022, maxLength: 32, description: '0: camera, 1: recorder ...' })),
  StreamNumber: optional(integer(0, 255, since2022)),
});

/** Also told by NOTIFY. */
export const ptzPosition = {
  Pan: optional(number(0, 360, { description: 'Degrees.' })),
  Tilt: optional(number(-90, 90, { description: 'Degrees.' })),
  Zoom: optional(number(0, 1000)),
  HorizontalFieldAngle: optional(number(0, 360)),
  VerticalFieldAngle: optional(number(0, 360)),
  MaxViewDistance: optional(number(0, 1_000_000, { description: 'Metres.' })),
};

export const queries = {
  Catalog: query(
    'Catalog',
    { StartTime: optional(time()), EndTime: optional(time()) },
    { SumNum: countOf('DeviceList'), DeviceList: optional(list(catalogItem)) },
    { items: 'DeviceList' },
  ),
  DeviceInfo: query(
    'DeviceInfo',
    {},
    {
      DeviceName: optional(text({ maxLength: 128 })),
      Result: result,
      Manufacturer: optional(text({ maxLength: 128 })),
      Model: optional(text({ maxLength: 128 })),
      Firmware: optional(text({ maxLength: 128 })),
      Channel: optional(count()),
    },
  ),
  DeviceStatus: query(
    'DeviceStatus',
    {},
    {
      Result: result,
      Online: word(['ONLINE', 'OFFLINE']),
      Status: word(['OK', 'ERROR']),
      Reason: optional(text()),
      Encode: optional(word(['ON', 'OFF'])),
      Record: optional(word(['ON', 'OFF'])),
      DeviceTime: optional(time()),
      Alarmstatus: optional(list(group({ DeviceID: id(), DutyStatus: word(['ONDUTY', 'OFFDUTY', 'ALARM']) }))),
    },
  ),
  RecordInfo: query(
    'RecordInfo',
    {
      StartTime: time(),
      EndTime: time(),
      FilePath: optional(text()),
      Address: optional(text()),
      Secrecy: optional(flag()),
      // Some recorders tell nothing unless they are asked for all.
      Type: optional(word([...recordType], { default: 'all' })),
      RecorderID: optional(text({ maxLength: 64 })),
      IndistinctQuery: optional(
        text({ maxLength: 8, description: '0: what is on the device, 1: what is in the centre.' }),
      ),
      StreamNumber: optional(integer(0, 255, since2022)),
      AlarmMethod: optional(text({ ...since2022, maxLength: 16 })),
      AlarmType: optional(text({ ...since2022, maxLength: 32 })),
    },
    { Name: name, SumNum: countOf('RecordList'), RecordList: optional(list(recordItem)) },
    { items: 'RecordList' },
  ),
  Alarm: query(
    'Alarm',
    {
      StartAlarmPriority: optional(text({ maxLength: 8, description: '0: all, 1 the gravest to 4.' })),
      EndAlarmPriority: optional(text({ maxLength: 8 })),
      AlarmMethod: optional(text({ maxLength: 16, description: '0: all; 1 to 7, several written together.' })),
      AlarmType: optional(text({ maxLength: 32 })),
      StartAlarmTime: optional(time()),
      EndAlarmTime: optional(time()),
    },
    { Result: result },
  ),
  ConfigDownload: query(
    'ConfigDownload',
    { ConfigType: text({ minLength: 1, maxLength: 256, description: 'Names of sections, joined by /.' }) },
    { Result: result, ...sections },
  ),
  PresetQuery: query(
    'PresetQuery',
    {},
    {
      SumNum: countOf('PresetList'),
      PresetList: optional(
        list(group({ PresetID: text({ maxLength: 16 }), PresetName: optional(text({ maxLength: 128 })) })),
      ),
    },
    { items: 'PresetList' },
  ),
  MobilePosition: query(
    'MobilePosition',
    { Interval: optional(integer(1, 86_400, { default: 5, description: 'Seconds between reports.' })) },
    {},
    { answeredBy: 'MobilePosition' },
  ),
  HomePositionQuery: query(
    'HomePositionQuery',
    {},
    {
      HomePosition: optional(
        group({ Enabled: flag(), ResetTime: optional(count()), PresetIndex: optional(integer(0, 255)) }),
      ),
    },
    since,
  ),
  CruiseTrackListQuery: query(
    'CruiseTrackListQuery',
    {},
    {
      SumNum: countOf('CruiseTrackList'),
      CruiseTrackList: optional(
        list(group({ Number: count(), Name: optional(text({ maxLength: 32 })) }), { 'x-item': 'CruiseTrack' }),
      ),
    },
    { ...since, items: 'CruiseTrackList' },
  ),
  CruiseTrackQuery: query(
    'CruiseTrackQuery',
    { Number: count({ description: 'Of the track; the first is 0.' }) },
    {
      Number: optional(count()),
      Name: optional(text({ maxLength: 32 })),
      SumNum: countOf('CruisePointList'),
      CruisePointList: optional(
        list(group({ PresetIndex: integer(0, 255), StayTime: count(), Speed: integer(1, 15) }), {
          'x-item': 'CruisePoint',
        }),
      ),
    },
    { ...since, items: 'CruisePointList' },
  ),
  PTZPosition: query('PTZPosition', {}, ptzPosition, since),
  SDCardStatus: query(
    'SDCardStatus',
    {},
    {
      SumNum: countOf('SDCardStatusInfo'),
      SDCardStatusInfo: optional(
        list(
          group({
            ID: count(),
            HddName: optional(text({ maxLength: 128 })),
            Status: word(['ok', 'formatting', 'unformatted', 'idle', 'error']),
            FormatProgress: optional(integer(0, 100, { description: 'Per cent.' })),
            Capacity: optional(count({ description: 'MB.' })),
            FreeSpace: optional(count({ description: 'MB.' })),
          }),
        ),
      ),
    },
    { ...since, items: 'SDCardStatusInfo' },
  ),
} satisfies Record<string, Command>;

export type QueryName = keyof typeof queries;
