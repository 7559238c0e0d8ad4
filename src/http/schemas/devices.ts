import { type TBoolean, type TOptional, Type } from 'typebox';
import { type QuirkName, quirks } from '../../gb28181/codec/quirks.ts';
import { nullable } from './answers.ts';

const Edition = Type.Enum(['2016', '2022'], {
  description: 'Edition of GB/T 28181 that the device is taken to speak, whatever it tells by X-GB-Ver.',
});
export const MediaTransport = Type.Enum(['udp', 'tcp-passive', 'tcp-active']);

/** Settings as they are shown: the password never is. */
export const DeviceSettings = Type.Object({
  hasPassword: Type.Boolean({ description: 'It has a password of its own.' }),
  mediaTransport: nullable(MediaTransport),
  mediaAddress: nullable(Type.String()),
  charset: Type.Enum(['GB18030', 'UTF-8']),
  edition: nullable(Edition),
  largeByTcp: nullable(Type.Boolean()),
  soundAfterAck: Type.Boolean(),
  resetAlarms: Type.Boolean(),
  quirks: Type.Record(Type.String(), Type.Boolean()),
});

const quirkSwitches = Object.fromEntries(
  Object.entries(quirks).map(([name, { what }]) => [name, Type.Optional(Type.Boolean({ description: `It ${what}.` }))]),
) as Record<QuirkName, TOptional<TBoolean>>;

export const DeviceSettingsChange = Type.Object(
  {
    password: Type.Optional(nullable(Type.String({ minLength: 1, maxLength: 128 }))),
    mediaTransport: Type.Optional(nullable(MediaTransport)),
    mediaAddress: Type.Optional(
      nullable(Type.String({ maxLength: 64, description: 'Numeric IPv4 or IPv6 address that is written into SDP.' })),
    ),
    charset: Type.Optional(Type.Enum(['GB18030', 'UTF-8'])),
    edition: Type.Optional(nullable(Edition)),
    largeByTcp: Type.Optional(
      nullable(Type.Boolean({ description: 'Send requests near the MTU by TCP; null: to devices of 2022.' })),
    ),
    soundAfterAck: Type.Optional(
      Type.Boolean({ description: 'Sound to it begins when it has acknowledged our answer; false: with the answer.' }),
    ),
    resetAlarms: Type.Optional(
      Type.Boolean({ description: 'Reset alarms of the device itself at once, since it tells of no other before.' }),
    ),
    quirks: Type.Optional(
      Type.Object(quirkSwitches, { additionalProperties: false, description: 'Faults that are tolerated, or not.' }),
    ),
  },
  { additionalProperties: false },
);

export const Device = Type.Object({
  id: Type.String(),
  name: Type.String(),
  manufacturer: Type.String(),
  model: Type.String(),
  firmware: Type.String(),
  version: Type.String({ description: 'X-GB-Ver, as 2.0 (GB/T 28181-2016) or 3.0 (-2022); empty: it told none.' }),
  online: Type.Boolean(),
  transport: Type.Enum(['udp', 'tcp']),
  address: Type.String(),
  port: Type.Integer(),
  registeredAt: Type.Number({ description: 'Epoch milliseconds; 0: never.' }),
  expiresAt: Type.Number(),
  keepaliveAt: Type.Number(),
  catalogAt: Type.Number(),
  clockSkewMs: nullable(
    Type.Number({ description: 'By which its clock was ahead when it last told the time; null: it told none.' }),
  ),
  contestedBy: nullable(
    Type.String({ description: 'Another address that registers with its ID, and is refused for it.' }),
  ),
  settings: DeviceSettings,
});

export const Channel = Type.Object({
  deviceId: Type.String(),
  id: Type.String(),
  name: Type.String(),
  manufacturer: Type.String(),
  model: Type.String(),
  owner: Type.String(),
  civilCode: Type.String(),
  address: Type.String(),
  parentId: Type.String(),
  kind: Type.Enum(['camera', 'directory', 'group', 'other']),
  status: Type.Enum(['ON', 'OFF']),
  ptzType: Type.Integer(),
  longitude: nullable(Type.Number()),
  latitude: nullable(Type.Number()),
  stream: Type.String({ description: 'Name of its stream, as in /live/{stream}.flv.' }),
});

export const Explanation = Type.Object({
  code: Type.String({ description: 'Stable word; the console has a text for each.' }),
  text: Type.String({ description: 'The same as one English sentence, with the particulars.' }),
});
