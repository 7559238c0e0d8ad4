import { Type } from 'typebox';
import { Endpoint, nullable } from './answers.ts';
import { MediaTransport } from './devices.ts';

export const Track = Type.Object({
  kind: Type.Enum(['video', 'audio']),
  codec: Type.String(),
  supported: Type.Boolean(),
  width: Type.Optional(Type.Integer()),
  height: Type.Optional(Type.Integer()),
  sampleRate: Type.Optional(Type.Integer()),
  channels: Type.Optional(Type.Integer()),
});

const Counters = Type.Record(Type.String(), Type.Number());

export const Receiver = Type.Object({
  id: Type.String(),
  stream: Type.String(),
  transport: MediaTransport,
  state: Type.Enum(['waiting', 'receiving', 'silent']),
  localPort: Type.Integer(),
  remote: nullable(Endpoint),
  ssrc: nullable(Type.Integer()),
  payload: Type.String({ description: 'What the bytes are: PS, H264, H265, PCMA, PCMU; empty until known.' }),
  idleMs: Type.Number({ description: 'Since the last packet; -1 before the first.' }),
  counters: Counters,
});

export const ReceiverDetails = Type.Object({ ...Receiver.properties, tracks: Type.Array(Track) });

export const Sender = Type.Object({
  id: Type.String(),
  stream: Type.String(),
  transport: MediaTransport,
  state: Type.Enum(['waiting', 'sending']),
  localPort: Type.Integer(),
  remote: nullable(Endpoint),
  ssrc: Type.Integer(),
  counters: Counters,
});

export const Viewer = Type.Object({
  id: Type.String(),
  stream: Type.String(),
  container: Type.Enum(['flv', 'mp4']),
  audio: Type.Enum(['flac', 'raw', 'aac', 'none']),
  websocket: Type.Boolean(),
  remote: nullable(Endpoint),
  bytes: Type.Number(),
  frames: Type.Number(),
  jumps: Type.Number({ description: 'Times it fell behind and went on at a newer key frame.' }),
  droppedFrames: Type.Number(),
  queuedBytes: Type.Number(),
  ageMs: Type.Number({ description: 'How far it is behind the newest frame, in milliseconds.' }),
});

export const Stream = Type.Object({
  name: Type.String(),
  ready: Type.Boolean(),
  tracks: Type.Array(Track),
  codecs: Type.String({ description: 'RFC 6381 codecs string of the MP4 output.' }),
  frames: Type.Number(),
  keyFrames: Type.Number(),
  bytes: Type.Number(),
  droppedFrames: Type.Number(),
  viewers: Type.Integer(),
  senders: Type.Integer(),
  idleMs: Type.Number(),
});

export const StreamDetails = Type.Object({
  ...Stream.properties,
  receivers: Type.Array(Receiver),
  sendersOpen: Type.Array(Sender),
  viewersOpen: Type.Array(Viewer),
});

/** Clients take the segments "." and ".." out of URLs, so that such a stream could never be played. */
const streamName = '^(?!\\.{1,2}(/|$))[A-Za-z0-9_.-]{1,100}(/(?!\\.{1,2}$)[A-Za-z0-9_.-]{1,100})?$';

export const ReceiverRequest = Type.Object(
  {
    stream: Type.String({ pattern: streamName, description: 'Plays at /live/{stream}.flv and .mp4.' }),
    transport: MediaTransport,
    port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65535, description: 'A port of your choice.' })),
    remote: Type.Optional(Endpoint),
    ssrc: Type.Optional(Type.Integer({ minimum: 0, maximum: 4_294_967_295 })),
  },
  { additionalProperties: false },
);

export const SenderRequest = Type.Object(
  {
    stream: Type.String({ pattern: streamName, description: 'A stream that runs.' }),
    transport: MediaTransport,
    port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65535 })),
    remote: Type.Optional(Endpoint),
    ssrc: Type.Optional(Type.Integer({ minimum: 0, maximum: 4_294_967_295 })),
    payloadType: Type.Optional(Type.Integer({ minimum: 0, maximum: 127 })),
    format: Type.Optional(Type.Enum(['ps', 'es', 'audio'])),
  },
  { additionalProperties: false },
);

export const OpenedAnswer = Type.Object({
  id: Type.String(),
  port: Type.Integer({ description: 'Local port; 0 for tcp-active.' }),
});
