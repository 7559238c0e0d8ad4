// The seam between INVITEs and what they mean: one usage for each session name (s=).
import type { SessionDescription } from '../../sdp/session-description.ts';
import type { Dialog, IncomingRequest } from '../../sip/index.ts';
import type { MediaTransport } from '../ports.ts';
import type { DeviceAgent } from './device-agent.ts';

export interface Invitation {
  incoming: IncomingRequest;
  channelId: string;
  offer: SessionDescription;
  /** From our side: tcp-active means that we connect. */
  transport: MediaTransport;
  /** Ten digits, as in y=. */
  ssrc: string;
  /** Of PS in the offer. */
  payloadType: number;
}

/** Opens what an INVITE asks for. Throws when that cannot be; it is answered 488. */
export type CallUsage = (invitation: Invitation, agent: DeviceAgent) => Call;

/** What runs while its dialog lives. */
export interface Call {
  /** Local media port; 0 when we connect. */
  port: number;
  /** Lines of the answer that differ from live pictures. */
  answer?: Partial<SessionDescription>;
  /** The 2xx has been sent. */
  answered?(dialog: Dialog): void;
  /** The platform's ACK has come. */
  acknowledged?(): void;
  /** An INFO inside of the dialog, to be answered here; 405 without. */
  info?(incoming: IncomingRequest): void;
  close(): void;
}
