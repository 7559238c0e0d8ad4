// RFC 6665 §4.2: a subscription of the peer's, of which we notify.
//
//   (2xx sent) --> active --SUBSCRIBE--> active, for its time anew
//                    |--SUBSCRIBE with Expires 0, expiry, end(): NOTIFY terminated--> terminated
//                    `--NOTIFY refused for good or unanswered--> terminated
//
// DEVIATION RFC 6665 §4.2.1.2: the NOTIFY behind each 2xx is left to the application, which knows whether there is
// anything to tell.

import { TypedEmitter } from '../../base/typed-emitter.ts';
import type { SipRequest, SipResponse } from '../message/message.ts';
import { TimerSet } from '../transaction/timer-set.ts';
import type { LiveFlow } from '../transport/flow.ts';
import type { Agent } from './agent.ts';
import { dialogId } from './dialog.ts';
import { exchange } from './exchange.ts';
import { type IncomingRequest, routeValues } from './incoming-request.ts';
import type { Draft, HeaderInit } from './outgoing.ts';
import { reopened } from './reopened.ts';
import { endByError, kMaxSubscriptionSeconds, type SubscriptionEnd } from './subscription-end.ts';

export interface ServerSubscriptionEvents {
  /** A SUBSCRIBE inside of it, already answered 200. */
  refreshed: [incoming: IncomingRequest];
  /** Once, last. */
  terminated: [reason: SubscriptionEnd];
}

/** RFC 6665 §4.1.3: what the subscriber shall make of the end. */
export type NotifierReason =
  | 'deactivated'
  | 'probation'
  | 'rejected'
  | 'timeout'
  | 'giveup'
  | 'noresource'
  | 'invariant';

export interface NotifyInit {
  headers?: HeaderInit;
  body?: Buffer | string;
  contentType?: string;
}

export interface ServerSubscriptionParts {
  agent: Agent;
  request: SipRequest;
  flow: LiveFlow;
  localTag: string;
  /** URI of our Contact. */
  contact: string;
  /** What the subscriber gets at most. */
  maxSeconds: number;
}

const kDefaultSeconds = 3600;
/** RFC 5057 §5.1: these say that the subscription is not there any more. */
const finalRefusals = new Set([404, 405, 410, 416, 480, 481, 482, 483, 484, 485, 489, 501, 604]);

export class ServerSubscription extends TypedEmitter<ServerSubscriptionEvents> {
  readonly id: string;
  /** Event header of the SUBSCRIBE, as written. */
  readonly event: string;

  // Given.
  readonly #agent: Agent;
  readonly #parts: ServerSubscriptionParts;

  // Owned.
  readonly #timers: TimerSet;

  // State.
  #terminated = false;
  #flow: LiveFlow;
  #remoteTarget: string;
  #cseq = 0;
  #expiresAt = 0;

  constructor(parts: ServerSubscriptionParts) {
    super();
    const { agent, request } = parts;
    this.#agent = agent;
    this.#parts = parts;
    this.#flow = parts.flow;
    this.id = dialogId(request.callId, parts.localTag, request.fromTag ?? '');
    this.event = request.headers.get('event') ?? '';
    this.#remoteTarget = request.contact?.uri.text ?? request.from.uri.text;
    this.#timers = new TimerSet(agent.clock);
    this.#runFor(this.granted(request));
  }

  get terminated(): boolean {
    return this.#terminated;
  }

  /** Seconds that are left. */
  get expiresSeconds(): number {
    return Math.max(0, Math.ceil((this.#expiresAt - this.#agent.clock.now()) / 1000));
  }

  /** Sends further requests by another flow. */
  moveTo(flow: LiveFlow): void {
    this.#flow = flow;
  }

  /** Seconds that a SUBSCRIBE gets. */
  granted(request: SipRequest): number {
    return Math.min(request.expires ?? kDefaultSeconds, this.#parts.maxSeconds, kMaxSubscriptionSeconds);
  }

  /**
   * Tells the subscriber; resolves with its answer, rejects SipError. A subscription that asked for no time (RFC 6665
   * §4.4.3) is over behind it.
   */
  notify(init: NotifyInit): Promise<SipResponse> {
    const left = this.expiresSeconds;
    if (left > 0) return this.#notify(`active;expires=${left}`, init);
    const last = this.#notify('terminated;reason=timeout', init);
    this.#end('expired');
    return last;
  }

  /** Ends it with a last NOTIFY; resolves when that is answered or given up, never rejects. */
  async end(reason: NotifierReason = 'noresource', init: NotifyInit = {}): Promise<void> {
    await this.#finish('notifier', reason, init);
  }

  /** Without a word to the subscriber. */
  stop(): void {
    this.#end('stopped');
  }

  /** A SUBSCRIBE inside of this subscription. */
  receive(incoming: IncomingRequest): void {
    const { request, flow } = incoming;
    const seconds = this.granted(request);
    this.#flow = flow as LiveFlow;
    this.#remoteTarget = request.contact?.uri.text ?? this.#remoteTarget;
    incoming.respond(200, { headers: { Expires: String(seconds), Contact: `<${this.#parts.contact}>` } });
    if (seconds === 0) {
      void this.#finish('unsubscribed', 'timeout', {});
      return;
    }
    this.#runFor(seconds);
    this.emit('refreshed', incoming);
  }

  async #finish(end: SubscriptionEnd, reason: NotifierReason, init: NotifyInit): Promise<void> {
    if (this.#terminated) return;
    const last = this.#notify(`terminated;reason=${reason}`, init);
    this.#end(end);
    await last.catch((error) => this.#agent.log.debug({ err: error }, 'the last NOTIFY had no answer'));
  }

  async #notify(state: string, init: NotifyInit): Promise<SipResponse> {
    const draft = this.#draft({ ...init.headers, Event: this.event, 'Subscription-State': state }, init);
    try {
      this.#flow = await reopened(this.#agent, this.#flow);
      const response = await exchange(this.#agent, { draft, flow: this.#flow, nextCSeq: () => ++this.#cseq });
      if (finalRefusals.has(response.status)) this.#end(response.status === 481 ? 'gone' : 'refused');
      return response;
    } catch (error) {
      this.#end(endByError(error));
      throw error;
    }
  }

  #draft(headers: HeaderInit, { body, contentType }: NotifyInit): Draft {
    const { request, localTag, contact } = this.#parts;
    return {
      method: 'NOTIFY',
      uri: this.#remoteTarget,
      from: `${request.headers.get('to')};tag=${localTag}`,
      to: request.headers.get('from') ?? '',
      callId: request.callId,
      routes: routeValues(request, false),
      contact,
      headers,
      body,
      contentType,
      headEncoding: request.headEncoding,
    };
  }

  #runFor(seconds: number): void {
    this.#expiresAt = this.#agent.clock.now() + seconds * 1000;
    this.#timers.stopAll();
    if (seconds > 0) this.#timers.start('expiry', seconds * 1000, () => void this.#finish('expired', 'timeout', {}));
  }

  #end(reason: SubscriptionEnd): void {
    if (this.#terminated) return;
    this.#terminated = true;
    this.#timers.stopAll();
    this.#agent.subscriptions.removeServer(this);
    this.emit('terminated', reason);
    this.removeAllListeners();
  }
}
