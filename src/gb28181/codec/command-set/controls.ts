// Control commands: GB/T 28181-2016 annex A.2.3.1, GB/T 28181-2022 annex A.2.3.1. CmdType is DeviceControl for all of them.
import { type ControlCommand, control } from './command.ts';
import {
  count,
  fixed,
  flag,
  group,
  id,
  integer,
  number,
  optional,
  repeated,
  since2022,
  text,
  until2016,
  word,
} from './fields.ts';

/** Any control may carry it. */
const extraInfo = { ExtraInfo: optional(repeated(text(), { maxItems: 16 })) };
const streamNumber = { StreamNumber: optional(integer(0, 255, { ...since2022, description: '0: main stream.' })) };

/** Pixels of the window of the player. */
const area = {
  Length: count({ description: 'Of the window, in pixels.' }),
  Width: count({ description: 'Of the window, in pixels.' }),
  MidPointX: count({ description: 'Middle of the area.' }),
  MidPointY: count(),
  LengthX: count({ description: 'Of the area.' }),
  LengthY: count(),
};

/** GB/T 28181-2022 §9.13 and §9.14: letters, digits and hyphens. */
export const sessionId = text({ pattern: '^[A-Za-z0-9-]{32,128}$' });

export const controls = {
  PTZCmd: control('PTZCmd', {
    PTZCmd: text({ pattern: '^[0-9A-Fa-f]{16}$', description: 'Eight bytes in hexadecimal, annex A.3.' }),
    PTZCmdParams: optional(
      group(
        { PresetName: optional(text({ maxLength: 32 })), CruiseTrackName: optional(text({ maxLength: 32 })) },
        since2022,
      ),
    ),
    Info: optional(group({ ControlPriority: optional(integer(0, 255)) }, until2016)),
    ...extraInfo,
  }),
  TeleBoot: control('TeleBoot', { TeleBoot: fixed('Boot'), ...extraInfo }),
  RecordCmd: control(
    'RecordCmd',
    { RecordCmd: word(['Record', 'StopRecord']), ...streamNumber, ...extraInfo },
    'response',
  ),
  GuardCmd: control('GuardCmd', { GuardCmd: word(['SetGuard', 'ResetGuard']), ...extraInfo }, 'response'),
  AlarmCmd: control(
    'AlarmCmd',
    {
      AlarmCmd: fixed('ResetAlarm'),
      Info: optional(
        group({
          AlarmMethod: optional(
            text({ maxLength: 16, description: '0: all; 1 to 7, several written together or with /.' }),
          ),
          AlarmType: optional(text({ maxLength: 32 })),
        }),
      ),
      ...extraInfo,
    },
    'response',
  ),
  // GB/T 28181-2016 spells it without r; a device may know either.
  IFrameCmd: control('IFrameCmd', { IFameCmd: fixed('Send'), IFrameCmd: fixed('Send'), ...extraInfo }),
  DragZoomIn: control('DragZoomIn', { DragZoomIn: group(area), ...extraInfo }),
  DragZoomOut: control('DragZoomOut', { DragZoomOut: group(area), ...extraInfo }),
  HomePosition: control(
    'HomePosition',
    {
      HomePosition: group({
        Enabled: flag(),
        ResetTime: optional(count({ description: 'Seconds without a command until the camera goes home.' })),
        PresetIndex: optional(integer(0, 255)),
      }),
      ...extraInfo,
    },
    'response',
  ),
  PTZPreciseCtrl: control(
    'PTZPreciseCtrl',
    {
      PTZPreciseCtrl: group({
        Pan: optional(number(0, 360, { description: 'Degrees.' })),
        Tilt: optional(number(-30, 90, { description: 'Degrees.' })),
        Zoom: optional(number(0, 1000)),
      }),
      ...extraInfo,
    },
    'none',
    '2022',
  ),
  DeviceUpgrade: control(
    'DeviceUpgrade',
    {
      DeviceUpgrade: group({
        Firmware: text({ minLength: 1, maxLength: 128 }),
        FileURL: text({ minLength: 1, description: 'The device fetches it.' }),
        Manufacturer: text({ maxLength: 128 }),
        SessionID: sessionId,
      }),
      ...extraInfo,
    },
    'response',
    '2022',
  ),
  FormatSDCard: control(
    'FormatSDCard',
    { FormatSDCard: integer(0, 255, { description: 'Number of the card; 0: all.' }), ...extraInfo },
    'none',
    '2022',
  ),
  TargetTrack: control(
    'TargetTrack',
    {
      TargetTrack: word(['Auto', 'Manual', 'Stop']),
      DeviceID2: optional(id({ description: 'Channel of the whole scene.' })),
      TargetArea: optional(group(area)),
      ...extraInfo,
    },
    'none',
    '2022',
  ),
} satisfies Record<string, ControlCommand>;

export type ControlName = keyof typeof controls;

/** Which control the elements of a DeviceControl make. */
export function controlIn(elements: object): ControlCommand | undefined {
  // GB/T 28181-2016 annex A.2.3.1 has a key frame asked for by IFameCmd alone.
  if (Object.hasOwn(elements, 'IFameCmd')) return controls.IFrameCmd;
  return Object.values(controls).find(({ name }) => Object.hasOwn(elements, name));
}
