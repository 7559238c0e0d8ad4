import { Type } from 'typebox';
import { PageQuery } from './answers.ts';

export const SnapshotOrder = Type.Object(
  {
    SnapNum: Type.Integer({ minimum: 1, maximum: 10, description: 'Pictures.' }),
    Interval: Type.Optional(Type.Integer({ default: 1, minimum: 1, maximum: 86_400, description: 'Seconds.' })),
  },
  { additionalProperties: false },
);

export const Snapshot = Type.Object({
  id: Type.String(),
  deviceId: Type.String(),
  channelId: Type.String(),
  sessionId: Type.String(),
  fileId: Type.String({ description: 'What the device calls it; empty when it did not tell.' }),
  bytes: Type.Integer(),
  receivedAt: Type.Number({ description: 'Epoch milliseconds.' }),
});

export const SnapshotSession = Type.Object({
  sessionId: Type.String(),
  deviceId: Type.String(),
  channelId: Type.String(),
  snapNum: Type.Integer({ description: 'Pictures that were ordered.' }),
  orderedAt: Type.Number({ description: 'Epoch milliseconds.' }),
  state: Type.Enum(['taking', 'finished', 'expired'], {
    description: 'expired: the device neither uploaded all in time nor said that it had finished.',
  }),
  pictures: Type.Array(Snapshot),
  told: Type.Array(Type.String(), { description: 'IDs of all files, as the device told them at its end.' }),
});

const { offset, limit } = PageQuery.properties;
const id = Type.Optional(Type.String({ maxLength: 128 }));
export const SnapshotQuery = Type.Object({ offset, limit, deviceId: id, channelId: id, sessionId: id });
