// What devices are subscribed to: GB/T 28181-2016 §9.11, GB/T 28181-2022 §9.11. A subscription that is wanted is kept up as long
// as it is: it is made when the device comes, refreshed, made again when it was lost, and cancelled when nobody wants it.
//
//   waiting --device online, turn--> subscribing --2xx--> active --refreshed--> active
//      ^  ^                              |                   |
//      |  `-- kRetryMs ------- failed <--'<---- lost --------'
//      `------------------------- device offline, or online again ----------- any
import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import type { IncomingRequest, SipEndpoint, Subscription } from '../../sip/index.ts';
import { CommandError, type Edition, encodeFields, queries } from '../codec/command-set/index.ts';
import { buildManscdp, manscdpType, parseManscdp } from '../codec/manscdp.ts';
import { toleranceOf } from '../codec/quirks.ts';
import { bump, type Gb28181Config, type Gb28181Stats } from '../config.ts';
import type { PlatformEvent } from '../platform-event.ts';
import type { SubscribableEvent, SubscriptionStore, WantedSubscription } from '../ports.ts';
import type { DeviceCommands } from './device-commands.ts';
import { type Device, type DeviceRegistry, editionOfDevice } from './device-registry.ts';
import { type DeviceSender, hostPort } from './device-sender.ts';
import type { Notifications } from './notifications.ts';

export interface DeviceSubscriptionsOptions {
  endpoint: SipEndpoint;
  registry: DeviceRegistry;
  store: SubscriptionStore;
  notifications: Notifications;
  commands: Pick<DeviceCommands, 'control'>;
  sender: Pick<DeviceSender, 'nextSn'>;
  publish: (event: PlatformEvent) => void;
  config: Gb28181Config;
  stats: Gb28181Stats;
  clock: Clock;
  log: Logger;
}

export const subscribable = [
  'Catalog',
  'Alarm',
  'MobilePosition',
  'PTZPosition',
] as const satisfies SubscribableEvent[];
/** Subscriptions that are being made at the same time, when a site with thousands of devices comes up. */
export const kMaxParallelSubscribes = 16;
export const kRetryMs = 60_000;
export const kDefaultSubscriptionSeconds = 3_600;

/** Event headers, as devices know them: GB/T 28181-2016 §9.11.1 names the catalog's; the others are events of presence. */
const packages: Record<SubscribableEvent, string> = {
  Catalog: 'Catalog',
  Alarm: 'presence',
  MobilePosition: 'presence',
  PTZPosition: 'presence',
};

/** GB/T 28181-2016 annex A.2.4.6: all priorities, all methods. */
const allAlarms = { StartAlarmPriority: '0', EndAlarmPriority: '0', AlarmMethod: '0' };

export type DeviceSubscriptionState = 'waiting' | 'subscribing' | 'pending' | 'active' | 'failed';

export interface SubscriptionShown extends WantedSubscription {
  state: DeviceSubscriptionState;
  /** Why it failed last; '': it did not. */
  reason: string;
  /** Epoch milliseconds; 0: not active, never. */
  expiresAt: number;
  notifiedAt: number;
  notifications: number;
}

/** One that is wanted. */
interface Kept {
  wanted: WantedSubscription;
  state: DeviceSubscriptionState;
  reason: string;
  notifiedAt: number;
  notifications: number;
  subscription: Subscription | undefined;
  retry: object | undefined;
}

export class DeviceSubscriptions {
  readonly #options: DeviceSubscriptionsOptions;
  /** By device and event. */
  readonly #kept = new Map<string, Map<SubscribableEvent, Kept>>();
  readonly #queue = new Set<Kept>();
  #running = 0;
  #stopped = false;

  constructor(options: DeviceSubscriptionsOptions) {
    this.#options = options;
    const { registry } = options;
    registry.on('online', ({ record }) => this.#each(record.id, (kept) => this.#again(kept)));
    registry.on('restarted', ({ record }) => this.#each(record.id, (kept) => this.#again(kept)));
    registry.on('offline', ({ record }) => this.#each(record.id, (kept) => this.#rest(kept)));
    registry.on('moved', ({ record, flow }) =>
      this.#each(record.id, ({ subscription }) => flow && subscription?.moveTo(flow)),
    );
  }

  /** Knows again what was wanted before a restart. */
  async load(): Promise<void> {
    for (const wanted of await this.#options.store.all()) this.#add(wanted);
  }

  /** The endpoint listens: devices that are online by now are subscribed to. */
  resume(): void {
    for (const events of this.#kept.values()) for (const kept of events.values()) this.#again(kept);
  }

  /** Cancels at the devices what is active; resolves when they answered or their time is over. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#queue.clear();
    const all = [...this.#kept.values()].flatMap((events) => [...events.values()]);
    await Promise.all(
      all.map(async (kept) => {
        this.#options.clock.clearTimeout(kept.retry);
        await this.#leave(kept);
      }),
    );
  }

  /** Wants it from now on, with these fields. Throws CommandError; resolves when it is stored. */
  async want(wanted: WantedSubscription): Promise<SubscriptionShown> {
    const { registry, store } = this.#options;
    const { deviceId, event, fields } = wanted;
    const device = registry.get(deviceId);
    fieldsOf(wanted, device ? editionOfDevice(device) : '2022');
    const normal = { ...wanted, fields: { ...fields } };
    await store.put(normal);
    const known = this.#kept.get(deviceId)?.get(event);
    // In its place before that is left: what would make it anew meanwhile, as the device's return, makes this one.
    const kept = this.#add(normal);
    if (known) {
      this.#options.clock.clearTimeout(known.retry);
      await this.#leave(known);
    }
    this.#again(kept);
    return shown(kept);
  }

  /** False when it was not wanted. */
  async cancel(deviceId: string, event: SubscribableEvent): Promise<boolean> {
    const events = this.#kept.get(deviceId);
    const kept = events?.get(event);
    if (!events || !kept) return false;
    events.delete(event);
    if (events.size === 0) this.#kept.delete(deviceId);
    this.#options.clock.clearTimeout(kept.retry);
    await this.#options.store.remove(deviceId, event);
    await this.#leave(kept);
    return true;
  }

  /** The device was removed, with all that is wanted of it. */
  forget(deviceId: string): void {
    this.#each(deviceId, (kept) => {
      this.#options.clock.clearTimeout(kept.retry);
      void this.#leave(kept);
    });
    this.#kept.delete(deviceId);
  }

  list(deviceId: string): SubscriptionShown[] {
    return [...(this.#kept.get(deviceId)?.values() ?? [])].map(shown);
  }

  get(deviceId: string, event: SubscribableEvent): SubscriptionShown | undefined {
    const kept = this.#kept.get(deviceId)?.get(event);
    return kept && shown(kept);
  }

  #add(wanted: WantedSubscription): Kept {
    const kept: Kept = {
      wanted,
      state: 'waiting',
      reason: '',
      notifiedAt: 0,
      notifications: 0,
      subscription: undefined,
      retry: undefined,
    };
    const events = this.#kept.get(wanted.deviceId) ?? new Map<SubscribableEvent, Kept>();
    this.#kept.set(wanted.deviceId, events.set(wanted.event, kept));
    return kept;
  }

  #each(deviceId: string, act: (kept: Kept) => void): void {
    for (const kept of this.#kept.get(deviceId)?.values() ?? []) act(kept);
  }

  /** Made anew: a device that comes back may have restarted, and then knows nothing of what was. */
  #again(kept: Kept): void {
    const { registry } = this.#options;
    this.#rest(kept);
    if (!registry.get(kept.wanted.deviceId)?.record.online) return;
    this.#queue.add(kept);
    this.#next();
  }

  /** Waits for the device to come back. */
  #rest(kept: Kept): void {
    this.#options.clock.clearTimeout(kept.retry);
    const { subscription } = kept;
    kept.subscription = undefined;
    subscription?.removeAllListeners();
    subscription?.end('stopped');
    this.#become(kept, 'waiting', '');
  }

  #next(): void {
    while (this.#running < kMaxParallelSubscribes) {
      const [kept] = this.#queue;
      if (!kept) return;
      this.#queue.delete(kept);
      if (!this.#isWanted(kept)) continue;
      this.#running++;
      void this.#subscribe(kept).finally(() => {
        this.#running--;
        this.#next();
      });
    }
  }

  async #subscribe(kept: Kept): Promise<void> {
    const { registry, log } = this.#options;
    const { deviceId, event, arm } = kept.wanted;
    const device = registry.get(deviceId);
    if (!device?.record.online) return;
    this.#become(kept, 'subscribing', '');
    try {
      // Some tell of alarms only when they are armed.
      if (event === 'Alarm' && arm) await this.#arm(deviceId);
      if (!this.#isWanted(kept) || !device.record.online) return;
      const subscription = this.#make(device, kept);
      kept.subscription = subscription;
      await subscription.accepted;
    } catch (error) {
      log.info({ device: deviceId, event, reason: (error as Error).message }, 'not subscribed');
      // What the subscription itself has told is known already.
      if (kept.state === 'subscribing') this.#fail(kept, (error as Error).message);
    }
  }

  async #arm(deviceId: string): Promise<void> {
    const { commands, log } = this.#options;
    await commands
      .control(deviceId, deviceId, 'GuardCmd', { GuardCmd: 'SetGuard' })
      .catch((error: unknown) =>
        log.info({ device: deviceId, err: error }, 'not armed before its alarms are asked for'),
      );
  }

  #make(device: Device, kept: Kept): Subscription {
    const { endpoint, registry, config, sender } = this.#options;
    const { wanted } = kept;
    const { id, address, port, settings } = device.record;
    const fields = fieldsOf(wanted, editionOfDevice(device));
    const eventId = sender.nextSn();
    const subscription = endpoint.subscribe({
      uri: `sip:${id}@${hostPort(address, port)}`,
      from: `sip:${config.id}@${config.domain}`,
      to: `sip:${id}@${config.domain}`,
      target: registry.targetOf(device),
      event: `${packages[wanted.event]};id=${eventId}`,
      expiresSeconds: wanted.expiresSeconds,
      contentType: manscdpType,
      body: () => {
        const message = { kind: 'Query', cmdType: wanted.event, sn: sender.nextSn(), deviceId: id, fields } as const;
        return buildManscdp(message, settings.charset);
      },
    });
    subscription.on('active', () => this.#become(kept, 'active', ''));
    subscription.on('pending', () => this.#become(kept, 'pending', ''));
    subscription.on('notify', (incoming) => this.#notified(device, kept, incoming));
    subscription.on('terminated', (reason, detail) => {
      if (kept.subscription === subscription) this.#fail(kept, detail ? `${reason}: ${detail}` : reason);
    });
    return subscription;
  }

  #fail(kept: Kept, reason: string): void {
    kept.subscription = undefined;
    this.#become(kept, 'failed', reason);
    if (!this.#stopped) kept.retry = this.#options.clock.setTimeout(() => this.#again(kept), kRetryMs);
  }

  #notified(device: Device, kept: Kept, incoming: IncomingRequest): void {
    const { notifications, stats, clock } = this.#options;
    const { request } = incoming;
    kept.notifiedAt = clock.now();
    // RFC 6665 §4.2.1.4: the first may only tell the state.
    if (request.body.length === 0) return;
    kept.notifications++;
    try {
      const message = parseManscdp(request.body);
      const tolerate = toleranceOf(device.record.settings, stats.quirks);
      if (!message.quirks.every(tolerate)) incoming.respond(400, { reason: 'Fault not tolerated' });
      else notifications.take(device, message, { by: 'NOTIFY', callId: request.callId });
    } catch {
      bump(stats.messages, 'malformed');
      incoming.respond(400, { reason: 'Body not understood' });
    }
  }

  #become(kept: Kept, state: DeviceSubscriptionState, reason: string): void {
    const { deviceId, event } = kept.wanted;
    const news = kept.state !== state || kept.reason !== reason;
    kept.state = state;
    kept.reason = reason;
    if (news && this.#isWanted(kept)) this.#options.publish({ type: 'subscription', deviceId, event, state, reason });
  }

  #isWanted(kept: Kept): boolean {
    return this.#kept.get(kept.wanted.deviceId)?.get(kept.wanted.event) === kept && !this.#stopped;
  }

  async #leave(kept: Kept): Promise<void> {
    const { subscription } = kept;
    kept.subscription = undefined;
    // NOTIFYs under way are still events.
    await subscription?.unsubscribe();
  }
}

/** Elements of the body. Throws CommandError for those that do not fit, or that the device cannot know. */
function fieldsOf({ event, fields }: WantedSubscription, edition: Edition) {
  const { since, request } = queries[event];
  if (since > edition)
    throw new CommandError('edition-too-old', `${event} came with GB/T 28181-${since}; the device speaks ${edition}.`);
  return encodeFields(request, event === 'Alarm' ? { ...allAlarms, ...fields } : fields, edition);
}

function shown({ wanted, state, reason, notifiedAt, notifications, subscription }: Kept): SubscriptionShown {
  return { ...wanted, state, reason, expiresAt: subscription?.expiresAt ?? 0, notifiedAt, notifications };
}
