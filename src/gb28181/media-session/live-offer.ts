// The offer of a live INVITE: GB/T 28181-2016 §9.2 and annex F; over TCP GB/T 28181-2016 annex D, RFC 4571, RFC 4145.
import type { SessionDescription } from '../../sdp/session-description.ts';
import { writeSdp } from '../../sdp/session-description.ts';
import type { MediaTransport } from '../ports.ts';

/** RFC 4145 §4.1: who connects has no port to tell. */
const discardPort = 9;

const payloads = [
  { payload: 96, encoding: 'PS', rate: 90000 },
  { payload: 98, encoding: 'H264', rate: 90000 },
  { payload: 97, encoding: 'MPEG4', rate: 90000 },
  { payload: 99, encoding: 'H265', rate: 90000 },
];

export interface LiveOffer {
  platformId: string;
  address: string;
  port: number;
  transport: MediaTransport;
  ssrc: string;
}

export function writeLiveOffer({ platformId, address, port, transport, ssrc }: LiveOffer): string {
  const tcp = transport !== 'udp';
  const description: SessionDescription = {
    username: platformId,
    address,
    sessionName: 'Play',
    kind: 'video',
    port: transport === 'tcp-active' ? discardPort : port,
    tcp,
    payloads,
    direction: 'recvonly',
    setup: tcp ? (transport === 'tcp-active' ? 'active' : 'passive') : undefined,
    ssrc,
    // Any codec and size the device likes.
    format: 'v/////a///',
  };
  return writeSdp(description);
}

/** GB/T 28181-2016 annex K: sender's ID and stream number, receiver's ID and stream number. */
export function subject(channelId: string, ssrc: string, platformId: string): string {
  return `${channelId}:${ssrc},${platformId}:0`;
}
