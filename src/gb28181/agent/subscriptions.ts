// The notifier's side of subscriptions: GB/T 28181-2016 §9.11 (catalog, alarm, mobile position), GB/T 28181-2022 §9.11 (PTZ
// position too). As devices do, it tells positions at once and then as they change, and the others when they happen.
import type { TObject } from 'typebox';
import type { IncomingRequest, ServerSubscription } from '../../sip/index.ts';
import { type NotifyName, notifies, resultAnswer } from '../codec/command-set/index.ts';
import { manscdpType, parseManscdp, type ReceivedManscdp, text } from '../codec/manscdp.ts';
import type { DeviceAgent, NotifyFields } from './device-agent.ts';

/** What can be subscribed to, by CmdType of the SUBSCRIBE's body. */
const subscribable = ['Catalog', 'Alarm', 'MobilePosition', 'PTZPosition'] as const satisfies NotifyName[];
export type SubscribedName = (typeof subscribable)[number];

const kMaxSubscriptions = 32;
const maxSeconds = 86_400;
/** GB/T 28181-2016 annex A.2.4.9. */
const defaultIntervalSeconds = 5;
const maxIntervalSeconds = 86_400;

interface Subscribed {
  name: SubscribedName;
  /** The device, which stands for all that it has, or one of its channels. */
  deviceId: string;
  subscription: ServerSubscription;
  intervalSeconds: number;
  timer?: object | undefined;
}

export class Subscriptions {
  // Given.
  readonly #agent: DeviceAgent;
  // State.
  readonly #subscribed = new Set<Subscribed>();

  constructor(agent: DeviceAgent) {
    this.#agent = agent;
  }

  get names(): string[] {
    return [...this.#subscribed].map(({ name }) => name);
  }

  received(incoming: IncomingRequest): void {
    const message = readBody(incoming);
    if (!message) {
      incoming.respond(400);
      return;
    }
    const name = subscribable.find((one) => one === message.cmdType);
    if (!name || notifies[name].since > this.#agent.edition) {
      incoming.respond(489);
      return;
    }
    if (this.#subscribed.size >= kMaxSubscriptions) {
      incoming.respond(503);
      return;
    }
    this.#accept(incoming, name, message);
  }

  /** NOTIFY to those who want it; false when nobody does. */
  async notify<N extends SubscribedName>(name: N, fields: NotifyFields<N>, deviceId: string): Promise<boolean> {
    const wanted = this.#wanting(name, deviceId);
    await Promise.all(wanted.map((one) => this.#notify(one, fields, deviceId)));
    return wanted.length > 0;
  }

  wants(name: SubscribedName, deviceId: string): boolean {
    return this.#wanting(name, deviceId).length > 0;
  }

  /** The power is gone; subscribers are not told. */
  forget(): void {
    for (const { subscription } of this.#subscribed) subscription.stop();
  }

  #accept(incoming: IncomingRequest, name: SubscribedName, message: ReceivedManscdp): void {
    const { deviceId } = this.#agent.options;
    const { cmdType, sn } = message;
    const body = this.#agent.body({ kind: 'Response', cmdType, sn, deviceId: message.deviceId }, resultAnswer, {
      Result: 'OK',
    });
    const subscription = incoming.acceptSubscription(maxSeconds, { body, contentType: manscdpType });
    const subscribed: Subscribed = {
      name,
      deviceId: message.deviceId || deviceId,
      subscription,
      intervalSeconds: intervalOf(message) ?? defaultIntervalSeconds,
    };
    this.#subscribed.add(subscribed);
    subscription.on('refreshed', (refresh) => {
      const again = readBody(refresh);
      subscribed.intervalSeconds = (again && intervalOf(again)) ?? subscribed.intervalSeconds;
      this.#run(subscribed);
    });
    subscription.on('terminated', () => {
      this.#agent.options.clock.clearTimeout(subscribed.timer);
      this.#subscribed.delete(subscribed);
    });
    this.#run(subscribed);
  }

  #run(subscribed: Subscribed): void {
    if (subscribed.name === 'MobilePosition') this.#repeat(subscribed);
    if (subscribed.name !== 'PTZPosition') return;
    const { deviceId } = subscribed;
    void this.#notify(subscribed, this.#agent.ptzPosition(deviceId), deviceId);
  }

  #repeat(subscribed: Subscribed): void {
    const { clock } = this.#agent.options;
    clock.clearTimeout(subscribed.timer);
    void this.#notify(subscribed, this.#agent.mobilePosition(), subscribed.deviceId);
    subscribed.timer = clock.setTimeout(() => this.#repeat(subscribed), subscribed.intervalSeconds * 1000);
  }

  #wanting(name: SubscribedName, deviceId: string): Subscribed[] {
    const { deviceId: own } = this.#agent.options;
    const meant = (one: Subscribed) => one.name === name && (one.deviceId === deviceId || one.deviceId === own);
    return [...this.#subscribed].filter(meant);
  }

  async #notify({ name, subscription }: Subscribed, fields: object, deviceId: string): Promise<void> {
    const schema: TObject = notifies[name].request;
    const body = this.#agent.body({ kind: 'Notify', cmdType: name, deviceId }, schema, fields);
    try {
      await subscription.notify({ body, contentType: manscdpType });
    } catch (error) {
      this.#agent.options.log.warn({ notify: name, reason: (error as Error).message }, 'subscriber not told');
    }
  }
}

function readBody(incoming: IncomingRequest): ReceivedManscdp | undefined {
  try {
    return parseManscdp(incoming.request.body);
  } catch {
    return undefined;
  }
}

function intervalOf({ fields }: ReceivedManscdp): number | undefined {
  const seconds = Number.parseInt(text(fields, 'Interval'), 10);
  return seconds >= 1 && seconds <= maxIntervalSeconds ? seconds : undefined;
}
