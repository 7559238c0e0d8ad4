import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import { TypedEmitter } from '../base/typed-emitter.ts';
import type { ClientInvite } from './dialog/client-invite.ts';
import type { IncomingRequest } from './dialog/incoming-request.ts';
import type { Limits } from './limits.ts';
import type { SipQuirk, SipResponse } from './message/message.ts';
import type { Timers } from './transaction/timers.ts';
import type { Flow, Target } from './transport/flow.ts';

export interface RequestInit {
  method: string;
  /** Request-URI. */
  uri: string;
  /** URI, without tag. */
  from: string;
  /** URI, without tag. */
  to: string;
  /** URI of our Contact; default for INVITE, SUBSCRIBE and REGISTER: the user of `from` at our address. */
  contact?: string;
  headers?: Record<string, string | string[]>;
  body?: Buffer | string;
  contentType?: string;
  target: Target;
  callId?: string;
  cseq?: number;
  fromTag?: string;
  toTag?: string;
  /** Answers one 401 or 407. */
  credentials?: { username: string; password: string };
  signal?: AbortSignal;
  /** Address written into Via and Contact instead of the one that the flow has. */
  viaAddress?: string;
}

export interface SipEndpointOptions {
  host: string;
  /** 0: a free one, the same for UDP and TCP. */
  port: number;
  /** Default true. */
  udp?: boolean;
  /** Default true. */
  tcp?: boolean;
  /** What peers see of us behind a translated address. */
  advertised?: { address?: string; port?: number };
  userAgent: string;
  clock: Clock;
  log: Logger;
  timers?: Partial<Timers>;
  limits?: Partial<Limits>;
  /** Tolerances switched off or on by name. */
  quirks?: Partial<Record<SipQuirk, boolean>>;
  /** Media types that an INVITE may carry; others are answered 415. Default application/sdp. */
  inviteTypes?: string[];
  /** Random bytes, for tests. */
  random?: (bytes: number) => Buffer;
}

export interface EndpointEvents {
  /** A TCP connection has ended. */
  'flow:closed': [flow: Flow];
}

export interface SipStats {
  received: { requests: number; responses: number; keepalives: number };
  sent: { requests: number; responses: number };
  retransmitted: { requests: number; responses: number };
  /** Retransmissions of the peer that a server transaction took. */
  absorbed: number;
  /** Responses that match no transaction. */
  stray: number;
  /** Malformed messages by fault. */
  malformed: Record<string, number>;
  quirks: Record<string, number>;
  /** Refusals by the name of the limit. */
  refused: Record<string, number>;
  transactions: { client: number; server: number };
  dialogs: number;
  connections: number;
}

export declare class SipEndpoint extends TypedEmitter<EndpointEvents> {
  constructor(options: SipEndpointOptions);
  readonly port: number;
  start(): Promise<void>;
  /** Ends dialogs with BYE and waits up to `graceMs` for the answers. */
  stop(graceMs?: number): Promise<void>;
  /** Offered every request outside of dialogs, in order of use() until one returns true. Returns what undoes it. */
  use(layer: (request: IncomingRequest) => boolean): () => void;
  /** Resolves with the final response of any class; rejects SipError. */
  request(init: RequestInit): Promise<SipResponse>;
  invite(init: Omit<RequestInit, 'method'>): ClientInvite;
  stats(): SipStats;
}
