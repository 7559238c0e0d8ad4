// RFC 8866 session descriptions over sdp-transform, with the lines y= (SSRC) and f= (media parameters) that
// GB/T 28181-2016 annex F adds, and RFC 4145 setup and connection for media over TCP.
import { parse, write } from 'sdp-transform';
import grammar from 'sdp-transform/lib/grammar.js';

export interface PayloadMap {
  payload: number;
  /** "PS", "H264", ... */
  encoding: string;
  rate: number;
}

export interface SessionDescription {
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
  format?: string | undefined;
}

/** A description that cannot be used; the message tells what is missing. */
export class SdpError extends Error {
  override readonly name = 'SdpError';
}

const maxSdpBytes = 16 * 1024;

// The library's grammar is the place where lines of one's own are told to it.
grammar['y'] = [{ name: 'ssrc', reg: /^\s*(\d{1,10})\s*$/, format: '%s' }];
grammar['f'] = [{ name: 'format', reg: /^(.*)$/, format: '%s' }];
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
    ...(description.format !== undefined && { format: description.format }),
  };
  const session = {
    version: 0,
    origin: { username: description.username, sessionId: 0, sessionVersion: 0, netType: 'IN', ipVer, address },
    name: description.sessionName,
    connection: { version: ipVer, ip: address },
    timing: { start: 0, stop: 0 },
    media: [media],
  };
  return writeInOrder(session, { innerOrder });
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
  };
}

interface ParsedMedia {
  type: string;
  port: number;
  protocol: string;
  payloads?: string;
  direction?: SessionDescription['direction'];
  setup?: string;
  rtp: { payload: number; codec: string; rate?: number }[];
  connection?: { ip: string };
  ssrc?: string | number;
  format?: string;
}
interface ParsedSession {
  origin?: { username: string };
  name?: string;
  connection?: { ip: string };
  media: ParsedMedia[];
  ssrc?: string | number;
  format?: string;
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
