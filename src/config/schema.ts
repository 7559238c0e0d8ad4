import { type Static, type TSchema, Type } from 'typebox';

/**
 * Every option of Guanlan, in one place. File, environment and flags are read against it, README.md beside this file is
 * written from it, and a test keeps both equal.
 */

const closed = { additionalProperties: false };
/** The defaults of its fields make the default of a section. */
const section = <T extends Record<string, TSchema>>(description: string, fields: T) =>
  Type.Object(fields, { ...closed, description, default: {} });
const text = (value: string, description: string, options = {}) =>
  Type.String({ default: value, description, ...options });
const integer = (value: number, minimum: number, maximum: number, description: string) =>
  Type.Integer({ default: value, minimum, maximum, description });
const flag = (value: boolean, description: string) => Type.Boolean({ default: value, description });
const oneOf = <T extends string[]>(words: [...T], description: string) =>
  Type.Enum(words, { default: words[0], description });

const port = (value: number, description: string) => integer(value, 0, 65535, description);
const ms = (value: number, description: string) => integer(value, 1, 86_400_000, description);

export const configSchema = Type.Object(
  {
    data: text('./data', 'Folder of the database and of the secrets that are made at the first start.'),
    log: section('Log lines go to standard output as JSON.', {
      level: oneOf(['info', 'trace', 'debug', 'warn', 'error', 'fatal', 'silent'], 'Least level that is written.'),
      pretty: flag(false, 'Lines for people instead of JSON.'),
    }),
    http: section('Players, REST API and console share one port.', {
      host: text('0.0.0.0', 'Address to listen on.'),
      port: port(8080, 'Port to listen on; 0 lets the system choose.'),
      publicUrl: text('', 'How players reach this server, e.g. https://video.example.org; empty: as in their request.'),
      playAuth: oneOf(
        ['signed', 'open'],
        'signed: play URLs need a signature, a session or an API key. open: anybody who reaches the port may play.',
      ),
      playUrlMinutes: integer(720, 1, 525_600, 'How long a signed play URL is valid.'),
      sessionMinutes: integer(720, 1, 525_600, 'How long an administrator stays logged in.'),
      corsOrigins: Type.Array(Type.String(), {
        default: ['*'],
        description: 'Origins whose pages may play and call the API with a key.',
      }),
      trustProxy: integer(
        0,
        0,
        16,
        'Number of proxies of your own that every request passes; so many X-Forwarded-For entries are believed.',
      ),
      metricsOpen: flag(false, '/metrics without a key from everywhere; otherwise from this machine only.'),
      maxWaitingPlayers: integer(1000, 1, 100_000, 'Players that wait for their picture at the same time.'),
    }),
    sip: section('Signalling: SIP over UDP and TCP on one port, GB/T 28181 upper platform.', {
      host: text('0.0.0.0', 'Address to listen on.'),
      port: port(5060, 'Port for UDP and TCP; 0 lets the system choose.'),
      advertisedAddress: text(
        '',
        'Our address as devices see it behind a translated address; empty: found per device.',
      ),
      id: text('34020000002000000001', '20-digit ID of this platform.', { pattern: '^[0-9]{20}$' }),
      domain: text('', '10-digit SIP domain and digest realm; empty: the first ten digits of the ID.', {
        pattern: '^([0-9]{10})?$',
      }),
      password: text('', 'Password that all devices share; empty: one is made at the first start and printed.'),
      keepaliveSeconds: integer(60, 5, 3600, 'Interval at which devices report.'),
      keepaliveMisses: integer(3, 1, 100, 'A device is offline after so many missed reports.'),
      registerMaxSeconds: integer(86_400, 60, 604_800, 'Longest registration that is granted.'),
      timeZone: text(
        'Asia/Shanghai',
        'IANA zone of the time that devices are told at registration; system: this machine’s; none: no time.',
      ),
      inviteTimeoutMs: ms(10_000, 'A device must answer an INVITE finally within this time.'),
      maxDevices: integer(20_000, 1, 1_000_000, 'Devices that may be known at the same time.'),
      redirect: text(
        '',
        'Nodes to send devices of 2022 to: ID@address:port, or with *share; separated by blanks; empty: none.',
        { pattern: String.raw`^\s*([0-9]{20}@[^@\s*]+:[0-9]{1,5}(\*[0-9]{1,4})?(\s+|$))*$` },
      ),
      redirectOwnShare: integer(1, 0, 9999, 'Share of those devices that stays here; 0: none.'),
    }),
    media: section('RTP from devices.', {
      host: text('0.0.0.0', 'Numeric address to receive on.'),
      address: text('', 'Our address written into SDP; empty: found per device by the route to it.'),
      mode: oneOf(['range', 'single'], 'range: one port per stream. single: one port for all, for containers and NAT.'),
      port: port(10_000, 'The port of the single mode, UDP and TCP.'),
      portMin: port(30_000, 'First port of the range mode; 0 here and in portMax: the system chooses.'),
      portMax: port(39_999, 'Last port of the range mode.'),
      transport: oneOf(
        ['tcp-passive', 'udp', 'tcp-active'],
        'How devices are asked for media unless set per device; passive: they connect to us.',
      ),
      onLoss: oneOf(['drop-to-key', 'pass'], 'After loss: no picture up to the next key frame, or damaged ones.'),
      silenceMs: ms(10_000, 'A source is given up after this time without a packet.'),
      workers: integer(0, 0, 256, 'Threads that move media; 0: one less than the cores.'),
      reorderPackets: integer(64, 0, 1024, 'Packets that wait for a missing one (UDP).'),
      reorderMs: integer(200, 0, 10_000, 'How long they wait.'),
      receiveBufferBytes: integer(4 << 20, 4096, 1 << 30, 'Wanted socket buffer; the system may grant less.'),
      ringBytes: integer(8 << 20, 65_536, 1 << 30, 'Most memory that the frames of one stream take.'),
      keepGop: flag(true, 'Keep the newest GOP of every stream: players begin at once, streams take its memory.'),
      viewerBytes: integer(4 << 20, 16_384, 1 << 30, 'A viewer farther behind jumps to the newest key frame.'),
      viewerAgeMs: ms(1500, 'The same in time.'),
      viewerStallMs: ms(10_000, 'A viewer that takes nothing for this long is closed.'),
      mergeWrites: flag(true, 'With 64 viewers of a stream, or under load, frames of 80 ms go in one write.'),
      maxStreams: integer(2000, 1, 1_000_000, 'Streams at the same time.'),
      maxViewers: integer(10_000, 1, 1_000_000, 'Viewers at the same time.'),
    }),
    downloads: section('Records of devices that are downloaded into MP4 files below the data folder.', {
      maxJobs: integer(8, 1, 1000, 'Downloads at the same time.'),
      maxBytes: integer(
        20 * 1024 ** 3,
        1 << 20,
        Number.MAX_SAFE_INTEGER,
        'Most room that all files together take; running downloads end when it is used up.',
      ),
      keepDays: integer(7, 1, 36_500, 'Files are removed after so many days.'),
    }),
    streams: section('Streams on demand.', {
      startTimeoutMs: ms(15_000, 'From a player’s wish to the first picture.'),
      lingerMs: ms(20_000, 'A source runs on for this long after its last viewer left.'),
      failureCacheMs: ms(3000, 'A failed start answers players that retry for this long.'),
    }),
    events: section('What devices told is kept in the database, and forgotten when it is old or too much.', {
      alarmDays: integer(90, 1, 3650, 'Days that alarms are kept.'),
      maxAlarms: integer(200_000, 100, 100_000_000, 'Alarms that are kept.'),
      positionDays: integer(30, 1, 3650, 'Days that positions are kept.'),
      maxPositions: integer(1_000_000, 100, 100_000_000, 'Positions that are kept.'),
    }),
    snapshots: section('Pictures of streams, made by the program ffmpeg, and pictures that devices upload.', {
      ffmpeg: text('ffmpeg', 'The program: a path, or a name that is looked for in PATH.'),
      maxParallel: integer(2, 1, 64, 'Pictures that are decoded at the same time.'),
      keepCount: integer(10_000, 1, 10_000_000, 'Uploaded pictures that are kept; the oldest go first.'),
      keepBytes: integer(1 << 30, 1 << 20, 2 ** 50, 'The same in bytes.'),
      keepDays: integer(30, 1, 36_500, 'The same in days.'),
    }),
    stopDrainMs: integer(2000, 1, 60_000, 'Time for viewers to take what is queued when the process stops.'),
  },
  closed,
);

export type Config = Static<typeof configSchema>;

/** One option: where it stands, and what may stand there. */
export interface Option {
  /** Path in the file, e.g. ["sip", "port"]. */
  path: string[];
  /** --sip.port */
  flag: string;
  /** GUANLAN_SIP_PORT */
  variable: string;
  schema: TSchema & {
    default?: unknown;
    description?: string;
    type?: string;
    enum?: string[];
    minimum?: number;
    maximum?: number;
  };
}

/** All options, flat, in the schema's order. */
export function options(schema: TSchema = configSchema, path: string[] = []): Option[] {
  const { properties } = schema as { properties?: Record<string, TSchema> };
  if (properties) return Object.entries(properties).flatMap(([key, inner]) => options(inner, [...path, key]));
  const variable = path.map((part) => part.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()).join('_');
  return [{ path, flag: `--${path.join('.')}`, variable: `GUANLAN_${variable}`, schema }];
}
