// RFC 6665 §4.1: a subscription of ours.
//
//   subscribing --2xx, NOTIFY active--> active --before its expiry, refresh()--> active
//        |   `--NOTIFY pending--> pending --NOTIFY active--> active
//        `--refusal, no answer------------------------------------------.
//   active, pending --refresh refused, 481, no answer--> terminated <---'
//                   --NOTIFY terminated--------------->
//                   --unsubscribe(): SUBSCRIBE with Expires 0, its answer--> terminated,
//                       NOTIFYs under way are answered for Timer N (64*T1) more
//
// DEVIATION RFC 6665 §4.1.2.4: the 2xx alone makes it active, because devices send no NOTIFY before something happens.
// DEVIATION RFC 3261 §12.2.2: a NOTIFY with a lower CSeq is taken, because some senders count each from 1, and a late
// event is better than none; transactions absorb what is sent twice.

import { TypedEmitter } from '../../base/typed-emitter.ts';
import type { Credentials } from '../auth/digest-client.ts';
import { SipError } from '../errors.ts';
import type { SipResponse } from '../message/message.ts';
import {
  type EventHeader,
  eventOf,
  type SubscriptionStateHeader,
  subscriptionStateOf,
} from '../message/subscription-state.ts';
import { countIn } from '../stats.ts';
import { TimerSet } from '../transaction/timer-set.ts';
import type { Flow, LiveFlow, Target } from '../transport/flow.ts';
import type { Agent } from './agent.ts';
import { exchange } from './exchange.ts';
import { type IncomingRequest, routeValues } from './incoming-request.ts';
import type { Draft } from './outgoing.ts';
import { endByError, kMaxSubscriptionSeconds, type SubscriptionEnd } from './subscription-end.ts';

export type SubscriptionState = 'subscribing' | 'pending' | 'active' | 'terminated';
export type Body = Buffer | string;

export interface SubscriptionEvents {
  /** Accepted, refreshed, or let in after pending; seconds until it expires. */
  active: [expiresSeconds: number];
  /** Accepted, but the notifier has not decided yet. */
  pending: [];
  /** A NOTIFY; answered 200 behind the listeners unless one of them has answered. */
  notify: [incoming: IncomingRequest];
  /** Once, last; `detail` is the refusal's status line or the notifier's reason. */
  terminated: [reason: SubscriptionEnd, detail: string];
}

/** The notifier refused with a final response of 300 to 699. */
export class SubscribeRejected extends Error {
  readonly response: SipResponse;

  constructor(response: SipResponse) {
    super(`SUBSCRIBE refused: ${response.status} ${response.reason}`);
    this.name = 'SubscribeRejected';
    this.response = response;
  }
}

export interface SubscriptionInit {
  /** A request outside of any dialog; later ones are made of it. */
  draft: (flow: LiveFlow) => Draft;
  callId: string;
  localTag: string;
  /** User of the notifier's URI. */
  remoteUser: string;
  event: EventHeader;
  expiresSeconds: number;
  /** Made anew for each SUBSCRIBE where it is a function. */
  body: Body | (() => Body) | undefined;
  target: Target;
  credentials?: Credentials | undefined;
}

/** A subscription is refreshed so long before it expires that the answer comes in time, but not before half of it. */
const kRefreshAt = 0.8;
/** However short the time that a notifier grants: a subscription that lives shorter is found gone, and costs little. */
export const kMinRefreshMs = 5_000;

export class Subscription extends TypedEmitter<SubscriptionEvents> {
  readonly callId: string;
  readonly localTag: string;
  readonly remoteUser: string;
  readonly event: EventHeader;
  /** The first 2xx. Rejects SubscribeRejected or SipError. */
  readonly accepted: Promise<SipResponse>;

  // Given.
  readonly #agent: Agent;
  readonly #init: SubscriptionInit;

  // Owned.
  readonly #timers: TimerSet;

  // State.
  #state: SubscriptionState = 'subscribing';
  #target: Target;
  #remoteTag: string | undefined;
  /** Where requests go by their Request-URI, when the notifier has told. */
  #remoteTarget: string | undefined;
  #routes: readonly string[] = [];
  #cseq = 0;
  #expiresSeconds: number;
  #expiresAt = 0;
  /** SUBSCRIBEs go one after the other. */
  #last: Promise<unknown>;
  #leaving: Promise<void> | undefined;

  constructor(agent: Agent, init: SubscriptionInit) {
    super();
    this.#agent = agent;
    this.#init = init;
    this.callId = init.callId;
    this.localTag = init.localTag;
    this.remoteUser = init.remoteUser;
    this.event = init.event;
    this.#target = init.target;
    this.#expiresSeconds = Math.min(init.expiresSeconds, kMaxSubscriptionSeconds);
    this.#timers = new TimerSet(agent.clock);
    this.accepted = this.#refresh(undefined);
    this.#last = this.accepted.catch(() => {});
  }

  get state(): SubscriptionState {
    return this.#state;
  }

  get remoteTag(): string | undefined {
    return this.#remoteTag;
  }

  /** Where requests go, and sloppy NOTIFYs come from. */
  get address(): string {
    return this.#target.flow?.remoteAddress ?? this.#target.address;
  }

  /** Epoch milliseconds; 0 before it was accepted. */
  get expiresAt(): number {
    return this.#expiresAt;
  }

  /** SUBSCRIBE again now; resolves with the 2xx, rejects SubscribeRejected or SipError: then it is terminated. */
  refresh(body?: Body): Promise<SipResponse> {
    const next = this.#last.then(() => this.#refresh(body));
    this.#last = next.catch(() => {});
    return next;
  }

  /** Ends it by Expires 0; resolves when the notifier has answered or is given up, never rejects. */
  unsubscribe(body?: Body): Promise<void> {
    this.#leaving ??= this.#last.then(() => this.#unsubscribe(body));
    return this.#leaving;
  }

  /** Further requests go by another flow, as after the notifier has connected anew. */
  moveTo(flow: Flow): void {
    const { protocol, remoteAddress: address, remotePort: port } = flow;
    this.#target = { ...this.#target, protocol, address, port, flow };
  }

  /** A NOTIFY that belongs here. */
  receive(incoming: IncomingRequest): void {
    const { request } = incoming;
    if (this.#state === 'terminated') {
      incoming.respond(200);
      if (subscriptionStateOf(request)?.state === 'terminated') this.#forget();
      return;
    }
    if (!this.#isOurEvent(eventOf(request))) {
      // RFC 6665 §4.1.3.
      incoming.respond(489, { reason: 'Bad Event' });
      return;
    }
    this.#remoteTag ??= request.fromTag;
    this.#remoteTarget = request.contact?.uri.text ?? this.#remoteTarget;
    const state = subscriptionStateOf(request) ?? this.#withoutState();
    this.emit('notify', incoming);
    if (!incoming.answered) incoming.respond(200);
    this.#told(state);
  }

  /** Without a word to the notifier. */
  end(reason: SubscriptionEnd, detail = ''): void {
    if (this.#state === 'terminated') return;
    this.#state = 'terminated';
    this.#timers.stopAll();
    if (reason === 'unsubscribed') this.#timers.start('N', 64 * this.#agent.timers.t1, () => this.#forget());
    else this.#forget();
    this.emit('terminated', reason, detail);
    this.removeAllListeners();
  }

  /** As end(), and nothing is waited for. */
  stop(): void {
    this.end('stopped');
    this.#forget();
  }

  #forget(): void {
    this.#timers.stopAll();
    this.#agent.subscriptions.remove(this);
  }

  /**
   * QUIRK notify-event-differs: the Call-ID says which subscription is meant; Event is left out or names something else
   * [fixture sip/field/notify-event-differs.sip].
   */
  #isOurEvent(event: EventHeader | undefined): boolean {
    const ours = this.event;
    if (event?.package === ours.package && (event.id === undefined || event.id === ours.id)) return true;
    if (!this.#agent.tolerates('notify-event-differs')) return false;
    countIn(this.#agent.stats.quirks, 'notify-event-differs');
    return true;
  }

  /** QUIRK notify-without-state: Subscription-State is left out, which means active [fixture sip/field/notify-without-state.sip]. */
  #withoutState(): SubscriptionStateHeader {
    countIn(this.#agent.stats.quirks, 'notify-without-state');
    return { state: 'active', expires: undefined, reason: undefined, retryAfter: undefined };
  }

  #told({ state, expires, reason }: SubscriptionStateHeader): void {
    // A listener may have ended it.
    if ((this.#state as SubscriptionState) === 'terminated') return;
    if (state === 'terminated') {
      // The last NOTIFY may overtake the answer to Expires 0.
      this.end(this.#leaving ? 'unsubscribed' : 'notifier', reason);
      this.#forget();
      return;
    }
    // RFC 6665 §4.1.3: what the notifier says of the time is right. 0 is not: then it would be terminated.
    const { clock } = this.#agent;
    if (expires && clock.now() + expires * 1000 < this.#expiresAt) this.#runFor(expires);
    this.#become(state);
  }

  #become(state: 'active' | 'pending'): void {
    if (this.#state === state) return;
    this.#state = state;
    if (state === 'pending') this.emit('pending');
    else this.emit('active', Math.max(0, Math.round((this.#expiresAt - this.#agent.clock.now()) / 1000)));
  }

  async #refresh(body: Body | undefined): Promise<SipResponse> {
    if (this.#state === 'terminated') throw new SipError('GL_SIP_ABORTED', 'SUBSCRIBE: the subscription is over');
    const renewing = this.#state !== 'subscribing';
    let response = await this.#subscribe(this.#expiresSeconds, body);
    const wanted = response.status === 423 ? minExpires(response) : undefined;
    if (wanted !== undefined && wanted > this.#expiresSeconds && wanted <= kMaxSubscriptionSeconds) {
      this.#expiresSeconds = wanted;
      response = await this.#subscribe(wanted, body);
    }
    if (response.status >= 300) {
      this.end(response.status === 481 ? 'gone' : 'refused', `${response.status} ${response.reason}`);
      throw new SubscribeRejected(response);
    }
    const granted = response.expires ?? this.#expiresSeconds;
    this.#runFor(Math.min(granted || this.#expiresSeconds, this.#expiresSeconds));
    if (this.#state === 'subscribing') this.#become('active');
    else if (renewing && this.#state === 'active') this.emit('active', granted);
    return response;
  }

  async #unsubscribe(body: Body | undefined): Promise<void> {
    if (this.#state === 'terminated') return;
    this.#timers.stopAll();
    // Whatever the answer: we do not want it any more.
    await this.#subscribe(0, body).catch(() => {});
    this.end('unsubscribed');
  }

  /** Resolves with the final response; a failure ends the subscription. */
  async #subscribe(expires: number, body: Body | undefined): Promise<SipResponse> {
    try {
      // Made in the next turn, so that whoever subscribes can listen first.
      await undefined;
      const draft = (flow: LiveFlow) => this.#draft(flow, expires, body ?? this.#body());
      const { flow, draft: made } = await this.#agent.pathFor(this.#target, draft);
      const { credentials } = this.#init;
      const response = await exchange(this.#agent, { draft: made, flow, nextCSeq: () => ++this.#cseq, credentials });
      if (response.status < 300) this.#learn(response);
      return response;
    } catch (error) {
      this.end(endByError(error), (error as Error).message);
      throw error;
    }
  }

  #body(): Body | undefined {
    const { body } = this.#init;
    return typeof body === 'function' ? body() : body;
  }

  #draft(flow: LiveFlow, expires: number, body: Body | undefined): Draft {
    const first = this.#init.draft(flow);
    const headers = { ...first.headers, Expires: String(expires) };
    const to = this.#remoteTag === undefined ? first.to : `${first.to};tag=${this.#remoteTag}`;
    return { ...first, uri: this.#remoteTarget ?? first.uri, to, routes: this.#routes, headers, body };
  }

  /** RFC 3261 §12.1.2: what the dialog is made of. A NOTIFY may have come before (RFC 6665 §4.1.2.4). */
  #learn(response: SipResponse): void {
    this.#remoteTag ??= response.toTag;
    this.#remoteTarget = response.contact?.uri.text ?? this.#remoteTarget;
    if (this.#cseq === 1) this.#routes = routeValues(response, true);
  }

  #runFor(seconds: number): void {
    const ms = seconds * 1000;
    const answerMs = 64 * this.#agent.timers.t1;
    this.#expiresAt = this.#agent.clock.now() + ms;
    // NOTIFYs may come behind an unsubscribe().
    if (this.#leaving) return;
    this.#timers.start('refresh', Math.max(kMinRefreshMs, ms / 2, Math.min(ms * kRefreshAt, ms - answerMs)), () => {
      this.refresh().catch((error) => this.#agent.log.debug({ err: error, callId: this.callId }, 'not refreshed'));
    });
  }
}

/** RFC 6665 §4.2.1.1: 423 tells the shortest time that is granted. */
function minExpires(response: SipResponse): number | undefined {
  const value = response.headers.get('min-expires') ?? '';
  return /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}
