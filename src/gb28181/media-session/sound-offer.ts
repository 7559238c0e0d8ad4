// The INVITE of a device that wants to hear a broadcast: GB/T 28181-2016 §9.12 and annex C.2.4; over TCP annex D.
import type { SessionDescription } from '../../sdp/session-description.ts';
import type { MediaTransport } from '../ports.ts';

export interface SoundWish {
  /** From our side: tcp-passive means that the device connects. */
  transport: MediaTransport;
  format: 'audio' | 'ps';
  payloadType: number;
}

const alaw = 8;

/** How a device wants its sound; undefined: in no way that we have. Raw A-law is taken before a Program Stream. */
export function soundWish(offer: SessionDescription): SoundWish | undefined {
  if (offer.port === 0 || offer.direction === 'sendonly' || offer.direction === 'inactive') return undefined;
  const transport: MediaTransport = !offer.tcp ? 'udp' : offer.setup === 'passive' ? 'tcp-active' : 'tcp-passive';
  const raw = offer.payloads.find(({ payload, encoding }) => payload === alaw || encoding.toUpperCase() === 'PCMA');
  if (raw) return { transport, format: 'audio', payloadType: raw.payload };
  const program = offer.payloads.find(({ encoding }) => encoding.toUpperCase() === 'PS');
  return program && { transport, format: 'ps', payloadType: program.payload };
}
