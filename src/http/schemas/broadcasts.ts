import { Type } from 'typebox';
import { announcementName } from '../../storage/announcement-files.ts';
import { nullable } from './answers.ts';
import { MediaTransport } from './devices.ts';

const maxTargets = 64;

export const SoundTarget = Type.Object(
  {
    deviceId: Type.String({ minLength: 1, maxLength: 64 }),
    channelId: Type.String({
      minLength: 1,
      maxLength: 64,
      description: 'The loudspeaker or the camera that has one; the device’s own ID for a device without channels.',
    }),
  },
  { additionalProperties: false },
);

export const Mode = Type.Enum(['broadcast', 'talk'], {
  description:
    'broadcast: the devices are told, call back and hear (GB/T 28181-2016 §9.12). talk: they are invited to speak and ' +
    'hear (s=Talk of GB/T 28181-2016, which GB/T 28181-2022 has dropped).',
});

export const MicrophoneCodec = Type.Enum(['PCM16', 'PCMA', 'PCMU'], {
  description: 'What the WebSocket’s binary messages hold: 8 kHz mono, 16-bit little-endian samples or G.711.',
});

export const BroadcastRequest = Type.Object(
  {
    targets: Type.Array(SoundTarget, { minItems: 1, maxItems: maxTargets, uniqueItems: true }),
    mode: Mode,
    source: Type.Union([
      Type.Object({ kind: Type.Literal('microphone'), codec: MicrophoneCodec }, { additionalProperties: false }),
      Type.Object(
        { kind: Type.Literal('file'), name: Type.String({ pattern: announcementName }) },
        { additionalProperties: false },
      ),
    ]),
  },
  { additionalProperties: false },
);

export const SoundSession = Type.Object({
  deviceId: Type.String(),
  channelId: Type.String(),
  state: Type.Enum(['notifying', 'waiting', 'connecting', 'sending', 'ended'], {
    description:
      'notifying: it is told or invited. waiting: it has not called yet. connecting: the call stands. sending: sound ' +
      'flows. ended: see error.',
  }),
  transport: nullable(MediaTransport),
  format: nullable(Type.Enum(['audio', 'ps'])),
  since: Type.Integer({ description: 'Epoch milliseconds of the last change of state.' }),
  error: nullable(Type.Object({ code: Type.String(), message: Type.String() })),
  stream: nullable(Type.String({ description: 'Of a conversation: the stream of what the device says.' })),
});

export const Broadcast = Type.Object({
  id: Type.String(),
  mode: Mode,
  source: Type.Union([
    Type.Object({ kind: Type.Literal('microphone'), codec: Type.String() }),
    Type.Object({ kind: Type.Literal('file'), name: Type.String() }),
  ]),
  live: Type.Boolean({ description: 'Somebody talks, or the file plays.' }),
  createdAt: Type.Integer({ description: 'Epoch milliseconds.' }),
  sessions: Type.Array(SoundSession),
});

export const StartedBroadcast = Type.Object({
  ...Broadcast.properties,
  microphoneUrl: nullable(
    Type.String({
      description:
        'Signed URL of the WebSocket that takes the microphone; the broadcast ends with it, or when it does not come ' +
        'within 30 s.',
    }),
  ),
});

export const Announcement = Type.Object({
  name: Type.String(),
  codec: Type.Enum(['WAV', 'PCMA', 'PCMU']),
  bytes: Type.Integer(),
  changedAt: Type.Integer({ description: 'Epoch milliseconds.' }),
});
