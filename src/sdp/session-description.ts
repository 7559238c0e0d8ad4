// RFC 8866 session descriptions over sdp-transform, with the lines y= (SSRC) and f= (media parameters) that
// GB/T 28181-2016 annex F adds, and RFC 4145 setup and connection for media over TCP.
import { parse, write } from 'sdp-transform';
import grammar from 'sdp-transform/lib/grammar.js';
import { ownLines, type SubStreamAttribute, subStreamAttributes } from './own-lines.ts';

export interface PayloadMap {
  payload: number;
  /** "PS", "H264", ... */
  encoding: string;
  rate: number;
}

export interface SessionDescription extends SubStream {
  /** User name in o=. */
  username: string;
  /** Numeric address of the media. */
  address: string;
  /** "Play", "Playback", "Download", "Talk". */
  sessionName: string;
  kind: 'video' | 'audio';
  port: number;
  tcp: boolean;
  payloads: PayloadMap[];
  direction: 'recvonly' | 'sendonly' | 'sendrecv' | 'inactive';
  /** RFC 4145: who connects. */
  setup?: 'active' | 'passive' | 'actpass' | undefined;
  /** Ten decimal digits. */
  ssrc?: string | undefined;
  /** The text of f=, see media-format.ts. */
  format?: string | undefined;
  /** u=: whose record, `{channelId}:{0 all, 1 manual, 2 alarm, 3 by time}`. */
  uri?: string | undefined;
  /** t=: range of a record in UNIX seconds; absent: live. */
  timing?: { start: number; stop: number } | undefined;
  /** a=downloadspeed of a download. */
  downloadSpeed?: number | undefined;
  /** a=filesize in the answer to a download, in bytes. */
  fileSize?: number | undefined;
}

/** The stream of a channel that is wanted, or sent, in the words of its vendor; see own-lines.ts. */
export type SubStream = { [attribute in SubStreamAttribute]?: string | undefined };

/** A description that cannot be used; the message tells what is missing. */
export class SdpError extends Error {
  override readonly name = 'SdpError';
}

const maxSdpBytes = 16 * 1024;

// The library's grammar is the place where lines of one's own are told to it. Its last rule for a= takes any attribute.
for (const [name, { type, reg, format }] of Object.entries(ownLines)) {
  const names = name === 'timing' ? { names: ['start', 'stop'] } : {};
  const known = (grammar[type] ?? []).filter((rule) => rule.name !== name);
  grammar[type] = [...known.slice(0, -1), { name, reg, format, ...names }, ...known.slice(-1)];
}
const innerOrder = ['i', 'c', 'b', 'a', 'y', 'f'];

/** The types that come with the library know neither our lines nor the option. */
const writeInOrder = write as unknown as (session: object, options: { innerOrder: string[] }) => string;

export function writeSdp(description: SessionDescription): string {
  const { address } = description;
  const ipVer = address.includes(':') ? 6 : 4;
  const media = {
    type: description.kind,
    port: description.port,
    protocol: description.tcp ? 'TCP/RTP/AVP' : 'RTP/AVP',
    payloads: description.payloads.map(({ payload }) => payload).join(' '),
    direction: description.direction,
    rtp: description.payloads.map(({ payload, encoding, rate }) => ({ payload, codec: encoding, rate })),
    fmtp: [],
    ...(description.setup && { setup: description.setup, connectionType: 'new' }),
    ...(description.ssrc && { ssrc: description.ssrc }),
    ...defined(description, mediaLines),
  };
  const session = {
    version: 0,
    origin: { username: description.username, sessionId: 0, sessionVersion: 0, netType: 'IN', ipVer, address },
    name: description.sessionName,
    ...(description.uri !== undefined && { uri: description.uri }),
    connection: { version: ipVer, ip: address },
    timing: description.timing ?? { start: 0, stop: 0 },
    media: [media],
  };
  return writeInOrder(session, { innerOrder });
}

const mediaLines = ['format', 'downloadSpeed', 'fileSize', ...subStreamAttributes] as const;

function defined<T extends object, K extends keyof T>(from: T, names: readonly K[]): Partial<Pick<T, K>> {
  const found: Partial<Pick<T, K>> = {};
  for (const name of names) if (from[name] !== undefined) found[name] = from[name];
  return found;
}

/** Reads the first media section that has a port. Throws SdpError. */
export function parseSdp(body: Buffer | string): SessionDescription {
  const text = body.toString('utf8');
  if (text.length === 0) throw new SdpError('there is no session description');
  if (text.length > maxSdpBytes) throw new SdpError('the session description is too long');
  const session = parse(text) as unknown as ParsedSession;
  const media = session.media.find(({ port }) => port > 0) ?? session.media[0];
  if (!media) throw new SdpError('the session description has no m= line');
  if (!isPort(media.port)) throw new SdpError('the m= line cannot be read');
  const address = media.connection?.ip ?? session.connection?.ip;
  if (!address) throw new SdpError('the session description has no c= line');
  return {
    username: session.origin?.username ?? '',
    address,
    sessionName: (session.name ?? '').trim(),
    kind: media.type === 'audio' ? 'audio' : 'video',
    port: media.port,
    tcp: /TCP/i.test(media.protocol),
    payloads: payloadsOf(media),
    direction: media.direction ?? 'sendrecv',
    setup: media.setup as SessionDescription['setup'],
    // Some write y= before m=; both places are read.
    ssrc: padded(media.ssrc ?? session.ssrc),
    format: media.format ?? session.format,
    ...historyOf(session, media),
    ...subStreamOf({ ...session, ...media }),
  };
}

/** What only a record has. */
function historyOf(session: ParsedSession, media: ParsedMedia): Partial<SessionDescription> {
  const { uri, timing } = session;
  const start = Number(timing?.start ?? 0);
  const stop = Number(timing?.stop ?? 0);
  return {
    ...(uri !== undefined && { uri: String(uri).trim() }),
    ...((start !== 0 || stop !== 0) && { timing: { start, stop } }),
    ...defined({ ...session, ...media }, ['downloadSpeed', 'fileSize']),
  };
}

function subStreamOf(lines: ParsedLines): SubStream {
  const told = defined(lines, subStreamAttributes);
  return Object.fromEntries(Object.entries(told).map(([name, value]) => [name, String(value)]));
}

/** Lines that some write before the media and some behind. */
type ParsedLines = { [attribute in SubStreamAttribute]?: string | number } & {
  ssrc?: string | number;
  format?: string;
  downloadSpeed?: number;
  fileSize?: number;
};
interface ParsedMedia extends ParsedLines {
  type: string;
  port: number;
  protocol: string;
  payloads?: string;
  direction?: SessionDescription['direction'];
  setup?: string;
  rtp: { payload: number; codec: string; rate?: number }[];
  connection?: { ip: string };
}
interface ParsedSession extends ParsedLines {
  origin?: { username: string };
  name?: string;
  uri?: string | number;
  connection?: { ip: string };
  timing?: { start: string | number; stop: string | number };
  media: ParsedMedia[];
}

/** The library leaves the fields out when it does not understand the line. */
function isPort(port: unknown): boolean {
  return typeof port === 'number' && Number.isInteger(port) && port >= 0 && port <= 65_535;
}

function payloadsOf(media: ParsedMedia): PayloadMap[] {
  if (media.rtp.length > 0)
    return media.rtp.map(({ payload, codec, rate }) => ({ payload, encoding: codec, rate: rate ?? 90000 }));
  const listed = String(media.payloads ?? '')
    .split(/\s+/)
    .filter((text) => /^\d+$/.test(text));
  return listed.map((text) => ({ payload: Number(text), encoding: '', rate: 90000 }));
}

/** The library may have made a number of it; leading zeros belong to it. */
function padded(ssrc: string | number | undefined): string | undefined {
  return ssrc === undefined ? undefined : String(ssrc).padStart(10, '0');
}
