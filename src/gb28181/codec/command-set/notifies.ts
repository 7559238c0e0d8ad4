// Notifications: GB/T 28181-2016 annex A.2.5, GB/T 28181-2022 annex A.2.5.
import { catalogEvent } from './catalog-item.ts';
import { type Command, notify } from './command.ts';
import { sessionId } from './controls.ts';
import {
  countOf,
  fixed,
  group,
  id,
  latitude,
  list,
  longitude,
  number,
  optional,
  repeated,
  since2022,
  text,
  time,
  until2016,
  word,
} from './fields.ts';
import { ptzPosition } from './queries.ts';

const since = { since: '2022' } as const;
const speed = (facts = {}) => optional(number(0, 10_000, { description: 'km/h.', ...facts }));
const direction = (facts = {}) => optional(number(0, 360, { description: 'Degrees clockwise from north.', ...facts }));
const altitude = (facts = {}) => optional(number(-20_000, 100_000, { description: 'Metres.', ...facts }));

export const notifies = {
  Keepalive: notify('Keepalive', {
    Status: word(['OK', 'ERROR']),
    Info: optional(group({ DeviceID: repeated(id(), { description: 'What has failed below the device.' }) })),
  }),
  Alarm: notify(
    'Alarm',
    {
      AlarmPriority: word(['1', '2', '3', '4'], { description: '1 is the gravest.' }),
      AlarmMethod: word(['1', '2', '3', '4', '5', '6', '7'], {
        description: '1 phone, 2 device, 3 SMS, 4 GPS, 5 video, 6 fault, 7 other.',
      }),
      AlarmTime: time(),
      AlarmDescription: optional(text()),
      Longitude: optional(longitude()),
      Latitude: optional(latitude()),
      Info: optional(
        group({
          AlarmType: optional(text({ maxLength: 32 })),
          AlarmTypeParam: optional(
            group({ EventType: optional(word(['1', '2'], { description: '1 enters, 2 leaves.' })) }),
          ),
        }),
      ),
    },
    { due: true },
  ),
  MediaStatus: notify('MediaStatus', { NotifyType: fixed('121', { description: 'The file was sent to its end.' }) }),
  Broadcast: notify('Broadcast', { SourceID: id(), TargetID: id() }, { due: true, to: 'device' }),
  MobilePosition: notify('MobilePosition', {
    Time: time(),
    Longitude: optional(longitude(until2016)),
    Latitude: optional(latitude(until2016)),
    Speed: speed(until2016),
    Direction: direction(until2016),
    Altitude: altitude(until2016),
    SumNum: countOf('DeviceList', since2022),
    DeviceList: optional(
      list(
        group({
          DeviceID: id(),
          CaptureTime: optional(time()),
          Longitude: longitude(),
          Latitude: latitude(),
          Speed: speed(),
          Direction: direction(),
          Altitude: altitude(),
          Height: optional(number(-20_000, 100_000, { description: 'Metres above ground.' })),
        }),
        since2022,
      ),
    ),
  }),
  Catalog: notify('Catalog', { SumNum: countOf('DeviceList'), DeviceList: optional(list(catalogEvent)) }),
  PTZPosition: notify('PTZPosition', ptzPosition, since),
  UploadSnapShotFinished: notify(
    'UploadSnapShotFinished',
    {
      SessionID: sessionId,
      SnapShotList: list(text({ maxLength: 128 }), { 'x-item': 'SnapShotFileID', 'x-num': false, maxItems: 100 }),
    },
    since,
  ),
  VideoUploadNotify: notify(
    'VideoUploadNotify',
    { Time: time(), Longitude: optional(longitude()), Latitude: optional(latitude()) },
    since,
  ),
  DeviceUpgradeResult: notify(
    'DeviceUpgradeResult',
    {
      SessionID: sessionId,
      UpgradeResult: word(['OK', 'ERROR']),
      Firmware: text({ maxLength: 128 }),
      UpgradeFailedReason: optional(
        word(['01', '02', '03', '99'], { description: '01 wrong file, 02 no space, 03 transfer failed, 99 other.' }),
      ),
    },
    since,
  ),
} satisfies Record<string, Command>;

export type NotifyName = keyof typeof notifies;
