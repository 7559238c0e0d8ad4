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
