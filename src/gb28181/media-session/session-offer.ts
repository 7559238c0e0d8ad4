// The offer of an INVITE of ours: GB/T 28181-2016 §9.2 and annex F; over TCP GB/T 28181-2016 annex D, RFC 4571, RFC 4145.
import { type PayloadMap, type SessionDescription, writeSdp } from '../../sdp/session-description.ts';
import type { MediaTransport } from '../ports.ts';

/** RFC 4145 §4.1: who connects has no port to tell. */
const discardPort = 9;

export const videoPayloads: PayloadMap[] = [
  { payload: 96, encoding: 'PS', rate: 90000 },
  { payload: 98, encoding: 'H264', rate: 90000 },
  { payload: 97, encoding: 'MPEG4', rate: 90000 },
  { payload: 99, encoding: 'H265', rate: 90000 },
];

/** What one kind of session asks for. Where the media go, by which way and with which SSRC is every session's own. */
export type Ask = Pick<SessionDescription, 'sessionName' | 'kind' | 'payloads' | 'direction'> &
  Omit<Partial<SessionDescription>, 'username' | 'address' | 'port' | 'tcp' | 'setup' | 'ssrc'>;

/** Any codec and size the device likes. */
export const liveAsk: Ask = {
  sessionName: 'Play',
  kind: 'video',
  payloads: videoPayloads,
  direction: 'recvonly',
  format: 'v/////a///',
};

/** The only sound that every device knows: GB/T 28181-2016 annex C.2.4. */
export const soundPayloads: PayloadMap[] = [{ payload: 8, encoding: 'PCMA', rate: 8000 }];
/** f= of G.711 at 64 kbit/s and 8 kHz; some platforms refuse an offer without it. */
export const soundFormat = 'v/////a/1/8/1';

/** A conversation: dropped from GB/T 28181-2022, known to most devices. */
export const talkAsk: Ask = {
  sessionName: 'Talk',
  kind: 'audio',
  payloads: soundPayloads,
  direction: 'sendrecv',
  format: soundFormat,
};

/** Where the media go. */
export interface Place {
  platformId: string;
  address: string;
  port: number;
  transport: MediaTransport;
  /** Ten digits. */
  ssrc: string;
}

export function writeOffer(ask: Ask, { platformId, address, port, transport, ssrc }: Place): string {
  const tcp = transport !== 'udp';
  return writeSdp({
    ...ask,
    username: platformId,
    address,
    port: transport === 'tcp-active' ? discardPort : port,
    tcp,
    setup: tcp ? (transport === 'tcp-active' ? 'active' : 'passive') : undefined,
    ssrc,
  });
}

/** GB/T 28181-2016 annex K: sender's ID and stream number, receiver's ID and stream number. */
export function subject(channelId: string, ssrc: string, platformId: string): string {
  return `${channelId}:${ssrc},${platformId}:0`;
}
