// The SIP stack as one object: a port, requests in both directions, dialogs. Layers of use() are offered each request
// outside of dialogs in order, until one takes it.

import type { Logger } from 'pino';
import { atMost, type Clock } from '../base/clock.ts';
import { TypedEmitter } from '../base/typed-emitter.ts';
import { SipCore } from './core.ts';
import { kCallIdBytes, kTagBytes } from './dialog/agent.ts';
import { ClientInvite } from './dialog/client-invite.ts';
import { exchange } from './dialog/exchange.ts';
import type { IncomingRequest } from './dialog/incoming-request.ts';
import { type Draft, type HeaderInit, inBrackets } from './dialog/outgoing.ts';
import { type Body, Subscription } from './dialog/subscription.ts';
import { SipError } from './errors.ts';
import type { Limits } from './limits.ts';
import type { SipQuirk, SipResponse } from './message/message.ts';
import { parseNameAddress } from './message/name-address.ts';
import { readEvent } from './message/subscription-state.ts';
import { decodedUser } from './message/uri.ts';
import type { SipStats } from './stats.ts';
import type { Timers } from './transaction/timers.ts';
import type { Flow, LiveFlow, Target } from './transport/flow.ts';
import { type MakeTransport, Transport } from './transport/transport.ts';

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
  headers?: HeaderInit;
  body?: Buffer | string;
  contentType?: string;
  target: Target;
  callId?: string;
  /** CSeq number of the first sending; each sending with credentials counts on. Default 1. */
  cseq?: number;
  fromTag?: string;
  /** For requests inside of a dialog that the caller keeps himself, as of a subscription. */
  toTag?: string;
  /** Answers one 401 or 407. */
  credentials?: { username: string; password: string };
  signal?: AbortSignal;
  /** Address written into Via and Contact instead of the one that the flow has. */
  viaAddress?: string;
}

export interface SubscribeInit extends Omit<RequestInit, 'method' | 'body' | 'cseq' | 'toTag' | 'signal'> {
  /** Event header: a package, and perhaps an id. */
  event: string;
  /** Wanted; the notifier may grant less. */
  expiresSeconds: number;
  /** Accept header. */
  accept?: string[];
  /** A function makes a new one for each SUBSCRIBE. */
  body?: Body | (() => Body);
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
  /** Methods of the Allow header. */
  allow?: string[];
  /** Media types that an INVITE may carry; others are answered 415. Default application/sdp. */
  inviteTypes?: string[];
  /** Random bytes, for tests. */
  random?: (bytes: number) => Buffer;
}

export interface EndpointEvents {
  /** A TCP connection has ended. */
  'flow:closed': [flow: Flow];
}

const kDefaultStopGraceMs = 1_000;
/** RFC 3261 §8.1.1.8, §10.2 and RFC 6665 §4.1.2.1: these carry a Contact. */
const contactMethods = new Set(['INVITE', 'SUBSCRIBE', 'REGISTER']);

export class SipEndpoint extends TypedEmitter<EndpointEvents> {
  // Owned.
  readonly #core: SipCore;

  /** `makeTransport` puts something else in the place of sockets, for tests. */
  constructor(options: SipEndpointOptions, makeTransport: MakeTransport = (...given) => new Transport(...given)) {
    super();
    this.#core = new SipCore(options, (flow) => this.emit('flow:closed', flow), makeTransport);
  }

  /** The port that is listened on, for UDP and TCP; 0 before start(). */
  get port(): number {
    return this.#core.transport.port;
  }

  /** Opens the sockets; rejects with the system's error when the port is taken. */
  start(): Promise<void> {
    return this.#core.transport.start();
  }

  /** Ends dialogs with BYE, waits up to `graceMs` for the answers, and closes everything. */
  async stop(graceMs = kDefaultStopGraceMs): Promise<void> {
    const { dialogs, subscriptions, largeRequests, clock, transactions, transport } = this.#core;
    const open = dialogs.all();
    if (open.length > 0 && graceMs > 0) await atMost(clock, graceMs, Promise.all(open.map((dialog) => dialog.bye())));
    for (const dialog of dialogs.all()) dialog.end('stopped');
    subscriptions.stop();
    largeRequests.stop();
    transactions.stop();
    await transport.stop();
  }

  /** Offers every request outside of dialogs, in order of use(), until a layer returns true. Returns what undoes it. */
  use(layer: (request: IncomingRequest) => boolean): () => void {
    return this.#core.use(layer);
  }

  /** Resolves with the final response of any class; rejects SipError. */
  async request(init: RequestInit): Promise<SipResponse> {
    if (init.signal?.aborted) throw new SipError('GL_SIP_ABORTED', `${init.method}: given up`);
    const fromTag = init.fromTag ?? this.#core.token(kTagBytes);
    const { flow, draft } = await this.#core.pathFor(init.target, (way) => this.#draft({ ...init, fromTag }, way));
    let cseq = init.cseq ?? 1;
    return exchange(this.#core, {
      draft,
      flow,
      nextCSeq: () => cseq++,
      credentials: init.credentials,
      signal: init.signal,
    });
  }

  /** Calls; see ClientInvite for how it goes on. Never throws. */
  invite(init: Omit<RequestInit, 'method'>): ClientInvite {
    const callId = init.callId ?? this.#core.token(kCallIdBytes);
    const localTag = init.fromTag ?? this.#core.token(kTagBytes);
    const whole = { ...init, method: 'INVITE', callId, fromTag: localTag };
    return new ClientInvite(this.#core, {
      draft: (flow) => ({ ...this.#draft(whole, flow), contact: this.#contact(whole, flow) }),
      callId,
      localTag,
      cseq: init.cseq ?? 1,
      target: init.target,
      credentials: init.credentials,
      signal: init.signal,
    });
  }

  /**
   * Subscribes; see Subscription for how it goes on. Throws SipError GL_SIP_LIMIT when there are too many, TypeError for
   * an event that is none.
   */
  subscribe(init: SubscribeInit): Subscription {
    const { event: eventText, expiresSeconds, accept, body, credentials, ...rest } = init;
    const event = readEvent(eventText);
    if (!event) throw new TypeError(`no event package: ${eventText}`);
    this.#core.subscriptions.checkRoom();
    const callId = init.callId ?? this.#core.token(kCallIdBytes);
    const localTag = init.fromTag ?? this.#core.token(kTagBytes);
    const headers = { ...init.headers, Event: eventText, ...(accept && { Accept: accept.join(', ') }) };
    const whole = { ...rest, method: 'SUBSCRIBE', callId, fromTag: localTag, headers };
    const subscription = new Subscription(this.#core, {
      draft: (flow) => this.#draft(whole, flow),
      callId,
      localTag,
      remoteUser: decodedUser(parseNameAddress(init.to).uri),
      event,
      expiresSeconds,
      body,
      target: init.target,
      credentials,
    });
    this.#core.subscriptions.add(subscription);
    return subscription;
  }

  stats(): SipStats {
    const { stats, transactions, dialogs, subscriptions, transport } = this.#core;
    return {
      ...structuredClone(stats),
      transactions: transactions.sizes,
      dialogs: dialogs.size,
      subscriptions: subscriptions.sizes,
      connections: transport.connections,
    };
  }

  #draft(init: RequestInit, flow: LiveFlow): Draft {
    const fromTag = init.fromTag ?? this.#core.token(kTagBytes);
    const withContact = init.contact !== undefined || contactMethods.has(init.method);
    return {
      method: init.method,
      uri: init.uri,
      from: `${inBrackets(init.from)};tag=${fromTag}`,
      to: init.toTag === undefined ? inBrackets(init.to) : `${inBrackets(init.to)};tag=${init.toTag}`,
      callId: init.callId ?? this.#core.token(kCallIdBytes),
      contact: withContact ? this.#contact(init, flow) : undefined,
      headers: init.headers,
      body: init.body,
      contentType: init.contentType,
      viaAddress: init.viaAddress,
    };
  }

  #contact(init: RequestInit, flow: LiveFlow): string {
    if (init.contact !== undefined) return init.contact;
    const user = parseNameAddress(init.from).uri.user;
    const hostPort = this.#core.hostPort(flow, init.viaAddress);
    return user.length > 0 ? `sip:${user}@${hostPort}` : `sip:${hostPort}`;
  }
}
