import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import type { SipEndpoint } from '../../sip/index.ts';
import type { Edition } from '../codec/command-set/index.ts';
import type { ChannelRecord, MediaTransport, SignallingTransport } from '../ports.ts';
import type { CameraQuirk } from './camera-quirks.ts';
import type { CatalogItem } from './catalog-of.ts';

export interface AgentOptions {
  endpoint: SipEndpoint;
  clock: Clock;
  log: Logger;
  deviceId: string;
  password: string;
  /** The platform: its 20-digit ID, its domain, and where it is. */
  server: PlatformAddress;
  transport: SignallingTransport;
  registerSeconds: number;
  keepaliveSeconds: number;
  facts: { name: string; manufacturer: string; model: string; firmware: string };
  channels: ChannelRecord[];
  /** Address in the SDP of answers. */
  mediaAddress: string;
  media: MediaSource;
  /** What it hears broadcasts and conversations with; without, it refuses them. */
  speaker?: Speaker | undefined;
  /** A JPEG picture of what it sees; absent: it takes none. */
  takePicture?: (() => Promise<Buffer>) | undefined;
  /** What it knows and tells. Default 2022. */
  edition?: Edition | undefined;
  /** What it does wrong. */
  quirks?: readonly CameraQuirk[] | undefined;
  /** QUIRK nat-rebind: where its MESSAGEs go out and come in; the endpoint without. */
  reboundEndpoint?: SipEndpoint | undefined;
  /** More fields for each item of its catalog. */
  catalogDetails?: Partial<CatalogItem> | undefined;
  /** How long a restart takes. */
  bootMs?: number | undefined;
}

export interface PlatformAddress {
  id: string;
  domain: string;
  address: string;
  port: number;
}

/** What an invited agent sends from; whoever plugs it in owns the media. */
export interface MediaSource {
  /** Opens the sending side. Throws when the channel cannot be sent. */
  open(request: MediaRequest): OpenMedia;
  /** Opens the sending side of a record. Throws as open() does; absent: nothing is recorded. */
  openRecord?(request: RecordRequest): OpenRecord;
}

export interface MediaRequest {
  channelId: string;
  /** From our side: tcp-active means that we connect. */
  transport: MediaTransport;
  remote: { address: string; port: number };
  /** Ten digits, as in y=. */
  ssrc: string;
  payloadType: number;
}

/** A loudspeaker, and for conversations the microphone beside it; whoever plugs it in owns the media. */
export interface Speaker {
  /** How it asks for sound. From our side: tcp-active means that we connect. */
  transport: MediaTransport;
  format: 'audio' | 'ps';
  /** Opens the receiving side; `talk`: it sends too, by the same way. */
  open(request: SpeakerRequest): OpenSpeaker;
}

export interface SpeakerRequest {
  channelId: string;
  transport: MediaTransport;
  ssrc: string;
  talk?: { remote: { address: string; port: number } };
}

export interface OpenSpeaker extends OpenMedia {
  /** tcp-active: where the platform waits. */
  connect(remote: { address: string; port: number }): void;
}

export interface OpenMedia {
  /** Local port, for the answer. */
  port: number;
  close(): void;
}

/** A part of a record. */
export interface RecordRequest extends MediaRequest {
  /** Milliseconds from the beginning of the record. */
  startMs: number;
  endMs: number;
  /** Times real time; below 0: backwards. */
  scale: number;
  /** Called once, when all was sent. */
  onEnd: () => void;
}

export interface OpenRecord extends OpenMedia {
  /** The call stands: media may flow. */
  begin(): void;
  /** What is absent stays. `positionMs`: from the beginning of the record. */
  control(change: { paused?: boolean; scale?: number; positionMs?: number }): void;
}
