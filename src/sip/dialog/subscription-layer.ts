// RFC 6665 §4.1.3 and §4.2.1: NOTIFYs of subscriptions of ours, SUBSCRIBEs inside of those of peers.

import { SipError } from '../errors.ts';
import type { Limits } from '../limits.ts';
import type { SipQuirk, SipRequest } from '../message/message.ts';
import { eventOf } from '../message/subscription-state.ts';
import { decodedUser } from '../message/uri.ts';
import { countIn, type SipStats } from '../stats.ts';
import { dialogId } from './dialog.ts';
import type { IncomingRequest } from './incoming-request.ts';
import type { ServerSubscription } from './server-subscription.ts';
import type { Subscription } from './subscription.ts';

export interface SubscriptionLayerOptions {
  limits: Limits;
  stats: SipStats;
  tolerates(quirk: SipQuirk): boolean;
}

export class SubscriptionLayer {
  // Given.
  readonly #options: SubscriptionLayerOptions;

  // State.
  readonly #byCallId = new Map<string, Subscription>();
  readonly #byRemoteUser = new Map<string, Set<Subscription>>();
  readonly #servers = new Map<string, ServerSubscription>();

  constructor(options: SubscriptionLayerOptions) {
    this.#options = options;
  }

  get sizes(): { subscriber: number; notifier: number } {
    return { subscriber: this.#byCallId.size, notifier: this.#servers.size };
  }

  /** Throws SipError GL_SIP_LIMIT when one more would be too many. */
  checkRoom(): void {
    if (this.#byCallId.size + this.#servers.size < this.#options.limits.maxSubscriptions) return;
    countIn(this.#options.stats.refused, 'subscriptions');
    throw new SipError('GL_SIP_LIMIT', 'too many subscriptions');
  }

  add(subscription: Subscription): void {
    this.#byCallId.set(subscription.callId, subscription);
    const same = this.#byRemoteUser.get(subscription.remoteUser) ?? new Set();
    this.#byRemoteUser.set(subscription.remoteUser, same.add(subscription));
  }

  remove(subscription: Subscription): void {
    if (this.#byCallId.get(subscription.callId) !== subscription) return;
    this.#byCallId.delete(subscription.callId);
    const same = this.#byRemoteUser.get(subscription.remoteUser);
    same?.delete(subscription);
    if (same?.size === 0) this.#byRemoteUser.delete(subscription.remoteUser);
  }

  addServer(subscription: ServerSubscription): void {
    this.#servers.set(subscription.id, subscription);
  }

  removeServer(subscription: ServerSubscription): void {
    if (this.#servers.get(subscription.id) === subscription) this.#servers.delete(subscription.id);
  }

  stop(): void {
    for (const subscription of [...this.#byCallId.values(), ...this.#servers.values()]) subscription.stop();
  }

  /** Takes what belongs to a subscription; false when it is for others. */
  receive(incoming: IncomingRequest): boolean {
    const { request } = incoming;
    if (request.method === 'NOTIFY') {
      const subscription = this.#byCallId.get(request.callId);
      const found = subscription ? this.#checked(subscription, incoming) : this.#outsideDialog(incoming);
      found?.receive(incoming);
      return found !== undefined;
    }
    if (request.method !== 'SUBSCRIBE' || request.toTag === undefined) return false;
    const server = this.#servers.get(dialogId(request.callId, request.toTag, request.fromTag ?? ''));
    if (server) server.receive(incoming);
    else incoming.respond(481);
    return true;
  }

  /**
   * QUIRK notify-wrong-tags: the Call-ID is ours, a tag is left out or made anew; from the notifier's address it is taken
   * [fixture sip/field/notify-wrong-tags.sip].
   * DEVIATION RFC 6665 §4.1.4: so is the NOTIFY of a fork, because nothing forks between us and a device.
   */
  #checked(subscription: Subscription, { request, source }: IncomingRequest): Subscription | undefined {
    const { localTag, remoteTag } = subscription;
    const right = request.toTag === localTag && (remoteTag === undefined || request.fromTag === remoteTag);
    if (right) return subscription;
    if (subscription.address !== source.address) return undefined;
    return this.#tolerated('notify-wrong-tags') ? subscription : undefined;
  }

  /**
   * QUIRK notify-outside-dialog: each NOTIFY has a Call-ID of its own; sender, address and Event say which subscription is
   * meant, as long as it is one [fixture sip/field/notify-outside-dialog.sip].
   */
  #outsideDialog({ request, source }: IncomingRequest): Subscription | undefined {
    const subscriptions = this.#byRemoteUser.get(decodedUser(request.from.uri));
    if (!subscriptions) return undefined;
    const meant = [...subscriptions].filter((one) => one.address === source.address && isOf(one, request));
    return meant.length === 1 && this.#tolerated('notify-outside-dialog') ? meant[0] : undefined;
  }

  #tolerated(quirk: SipQuirk): boolean {
    if (!this.#options.tolerates(quirk)) return false;
    countIn(this.#options.stats.quirks, quirk);
    return true;
  }
}

function isOf(subscription: Subscription, request: SipRequest): boolean {
  const { package: name, id } = subscription.event;
  const event = eventOf(request);
  return subscription.state !== 'terminated' && event?.package === name && (event.id === undefined || event.id === id);
}
