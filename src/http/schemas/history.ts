import { Type } from 'typebox';
import { nullable, PlayUrls } from './answers.ts';

/** A point of time with its zone, as 2026-01-31T08:00:00+08:00. */
export const Instant = Type.String({
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,3})?)?(Z|[+-]\\d\\d:\\d\\d)$',
  description: 'ISO 8601 with a zone, as 2026-01-31T08:00:00+08:00.',
});

export const RecordType = Type.Enum(['all', 'time', 'alarm', 'manual'], { default: 'all' });

export const RecordQuery = Type.Object({ start: Instant, end: Instant, type: Type.Optional(RecordType) });

const Record = Type.Object({
  channelId: Type.String(),
  name: Type.String(),
  start: Type.String(),
  end: Type.String(),
  type: Type.String(),
  filePath: Type.String(),
  recorderId: Type.String(),
  fileSize: Type.Number({ description: 'Bytes; 0: the device does not tell.' }),
});

export const RecordSearch = Type.Object({
  id: Type.String(),
  deviceId: Type.String(),
  channelId: Type.String(),
  start: Type.String(),
  end: Type.String(),
  type: Type.String(),
  state: Type.Enum(['running', 'done', 'failed']),
  sum: nullable(Type.Integer({ description: 'Records that there are, as the device says; null until it has.' })),
  found: Type.Integer({ description: 'Records that have come.' }),
  missing: Type.Integer({ description: 'Of `sum`, those that never came.' }),
  records: Type.Array(Record),
  error: nullable(Type.Object({ code: Type.String(), message: Type.String() })),
});

export const Range = Type.Object({ start: Instant, end: Instant }, { additionalProperties: false });

export const Playback = Type.Object({
  id: Type.String(),
  deviceId: Type.String(),
  channelId: Type.String(),
  stream: Type.String({ description: 'Name of the stream that it is.' }),
  start: Type.String(),
  end: Type.String(),
  state: Type.Enum(['playing', 'paused', 'ended']),
  scale: Type.Number({ description: 'What the device says it uses; below 0: backwards.' }),
  position: Type.Number({ description: 'About where it is: seconds from the start of the range.' }),
  at: Type.String({ description: 'The same as a point of time.' }),
  leaseEnds: Type.String({ description: 'It ends then, unless it is watched or asked for before.' }),
  ended: nullable(
    Type.Object({
      code: Type.Enum(['finished', 'stopped', 'device-ended', 'media-lost', 'media-connection', 'lease-over']),
      text: Type.String(),
    }),
  ),
});

export const PlaybackStarted = Type.Object({ ...Playback.properties, urls: PlayUrls });

export const PlaybackChange = Type.Object(
  {
    paused: Type.Optional(Type.Boolean()),
    scale: Type.Optional(
      Type.Number({
        minimum: -32,
        maximum: 32,
        description: 'Times real time; below 0: backwards, by devices of GB/T 28181-2022.',
      }),
    ),
    position: Type.Optional(Type.Number({ minimum: 0, description: 'Seconds from the start of the range.' })),
  },
  { additionalProperties: false, minProperties: 1 },
);

export const PlaybackChanged = Type.Object({
  ...Playback.properties,
  answers: Type.Array(
    Type.Object({
      command: Type.Enum(['seek', 'scale', 'pause', 'resume']),
      status: Type.Integer(),
      reason: Type.String(),
      scale: nullable(Type.Number({ description: 'The scale that the device says it uses; null: it does not say.' })),
    }),
    { description: 'What the device answered to each command.' },
  ),
});

export const DownloadWish = Type.Object(
  {
    ...Range.properties,
    speed: Type.Optional(
      Type.Number({ minimum: 0.25, maximum: 32, default: 4, description: 'How many times faster than real time.' }),
    ),
  },
  { additionalProperties: false },
);

export const Download = Type.Object({
  id: Type.String(),
  deviceId: Type.String(),
  channelId: Type.String(),
  start: Type.String(),
  end: Type.String(),
  speed: Type.Number(),
  state: Type.Enum(['running', 'done', 'partial', 'failed']),
  reason: Type.String({ description: 'Why it ended so.' }),
  created: Type.String(),
  ended: nullable(Type.String()),
  progress: Type.Number({ description: '0 to 1, by the time of the media.' }),
  receivedMs: Type.Number({ description: 'Media that has been received.' }),
  bytes: Type.Number({ description: 'Size of the file.' }),
  fileSize: nullable(Type.Number({ description: 'As the device tells it, which is often wrong.' })),
  file: nullable(Type.String({ description: 'Path of the MP4 file; null: there is none, or not yet.' })),
});
