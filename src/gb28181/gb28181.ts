import type { Logger } from 'pino';
import { atMost, type Clock } from '../base/clock.ts';
import { TypedEmitter } from '../base/typed-emitter.ts';
import type { Engine } from '../engine/engine.ts';
import { decodedUser, type IncomingRequest, type SipEndpoint } from '../sip/index.ts';
import { PlayError, type SourceProvider } from '../streams/source-provider.ts';
import { bump, emptyStats, type Gb28181Config, type Gb28181Stats } from './config.ts';
import { AddressContests } from './device/address-contests.ts';
import { CatalogChanges } from './device/catalog-changes.ts';
import { CatalogSync } from './device/catalog-sync.ts';
import { DeviceClocks } from './device/clock-skew.ts';
import { DeviceCommands } from './device/device-commands.ts';
import { DeviceQueries } from './device/device-queries.ts';
import { DeviceRegistry } from './device/device-registry.ts';
import { DeviceSender } from './device/device-sender.ts';
import { EventLog } from './device/event-log.ts';
import { FairQueue } from './device/fair-queue.ts';
import { Interviews } from './device/interviews.ts';
import { MessageLayer } from './device/message-layer.ts';
import { Notifications } from './device/notifications.ts';
import { PtzControl } from './device/ptz-control.ts';
import { RecordSearches } from './device/record-searches.ts';
import { Registrar } from './device/registrar.ts';
import { DeviceSubscriptions } from './device/subscriptions.ts';
import { Broadcasts } from './media-session/broadcasts.ts';
import { type Explanation, Explanations } from './media-session/explanations.ts';
import { History } from './media-session/history.ts';
import { InvitedSessions } from './media-session/invited-sessions.ts';
import { kMaxByeMs, LeftCalls } from './media-session/left-calls.ts';
import { LiveProvider } from './media-session/live-provider.ts';
import { isDeviceId } from './model/device-id.ts';
import { SsrcAllocator } from './model/ssrc.ts';
import type { PlatformEvent } from './platform-event.ts';
import type {
  AlarmStore,
  CallStore,
  ChannelStore,
  DeviceRecord,
  DeviceSettings,
  DeviceStore,
  DownloadStore,
  PositionStore,
  SubscriptionStore,
} from './ports.ts';

export interface Gb28181Options {
  endpoint: SipEndpoint;
  engine: Engine;
  devices: DeviceStore;
  channels: ChannelStore;
  calls: CallStore;
  alarms: AlarmStore;
  positions: PositionStore;
  subscriptions: SubscriptionStore;
  downloads: DownloadStore;
  clock: Clock;
  log: Logger;
  config: Gb28181Config;
}

export interface Gb28181Events {
  'device:online': [deviceId: string];
  'device:offline': [deviceId: string];
  'catalog:updated': [deviceId: string, channels: number];
  /** All that happens, these three too. */
  published: [event: PlatformEvent];
}

export interface DeviceObservations {
  /** Milliseconds by which its clock was ahead when it last told the time; null: it told none. */
  clockSkewMs: number | null;
  /** Another address that registers with its ID, and is refused for it; null: none. */
  contestedBy: string | null;
}

/** Seconds, for a device that sends more than is handled. */
const kRetryAfterSeconds = '5';

/** The upper platform: devices register here, are asked for what they have, and are invited to send. */
export class Gb28181 extends TypedEmitter<Gb28181Events> {
  readonly live: SourceProvider;
  readonly history: History;
  readonly broadcasts: Broadcasts;
  readonly commands: DeviceCommands;
  readonly ptz: PtzControl;
  readonly subscriptions: DeviceSubscriptions;
  /** What devices tell, by its name. */
  readonly notifications = new Notifications();
  readonly #options: Gb28181Options;
  readonly #registry: DeviceRegistry;
  readonly #queries: DeviceQueries;
  readonly #catalog: CatalogSync;
  readonly #registrar: Registrar;
  readonly #messages: MessageLayer;
  readonly #leftCalls: LeftCalls;
  readonly #sessions: InvitedSessions;
  readonly #explanations = new Explanations();
  readonly #stats = emptyStats();
  readonly #interviews: Interviews;
  readonly #contests: AddressContests;
  readonly #clocks: DeviceClocks;
  readonly #requests = new FairQueue();
  readonly #eventLog: EventLog;
  #undoUse: (() => void) | undefined;

  constructor(options: Gb28181Options) {
    super();
    this.#options = options;
    const { endpoint, engine, devices, channels, calls, clock, log, config } = options;
    const { keepaliveSeconds, keepaliveMisses, maxDevices } = config;
    const { quirks } = this.#stats;
    const limits = { keepaliveSeconds, keepaliveMisses, maxDevices };
    const registry = new DeviceRegistry({ store: devices, clock, log, quirks, ...limits });
    this.#registry = registry;
    const sender = new DeviceSender({ endpoint, registry, config });
    this.#queries = new DeviceQueries({ sender, clock });
    const common = { registry, channels, queries: this.#queries, sender, notifications: this.notifications };
    this.commands = new DeviceCommands({ ...common, clock, stats: this.#stats });
    this.ptz = new PtzControl({
      commands: this.commands,
      clock,
      onError: (device, channel, error) => log.warn({ device, channel, err: error }, 'a camera could not be stopped'),
    });
    this.#catalog = new CatalogSync({ queries: this.#queries, registry, channels, clock, log, stats: this.#stats });
    this.#contests = new AddressContests(clock);
    this.#clocks = new DeviceClocks({ clock, log, timeZone: config.timeZone });
    const contests = this.#contests;
    this.#registrar = new Registrar({ config, registry, clock, log, stats: this.#stats, contests });
    this.#messages = new MessageLayer({
      registry,
      queries: this.#queries,
      catalog: this.#catalog,
      notifications: this.notifications,
      clocks: this.#clocks,
      stats: this.#stats,
      log,
    });
    const ssrcs = new SsrcAllocator(config.domain, clock.now());
    const shared = { registry, ssrcs, explanations: this.#explanations, stats: this.#stats };
    this.#leftCalls = new LeftCalls({ endpoint, registry, store: calls, config, clock, log });
    const publish = (event: PlatformEvent) => this.publish(event);
    const context = { endpoint, engine, channels, calls, config, clock, log, publish, ...shared };
    this.#sessions = new InvitedSessions(context, this.#leftCalls);
    this.live = new LiveProvider(this.#sessions);
    this.broadcasts = new Broadcasts({ ...context, queries: this.#queries }, this.#sessions);
    const searches = new RecordSearches({ queries: this.#queries, config, stats: this.#stats, clock });
    this.history = new History({ context, sessions: this.#sessions, searches, downloads: options.downloads });
    const told = { notifications: this.notifications, publish, clock, log };
    const { alarms, positions, subscriptions } = options;
    this.#eventLog = new EventLog({
      ...common,
      ...told,
      commands: this.commands,
      alarms,
      positions,
      retention: config,
      stats: this.#stats,
    });
    new CatalogChanges({ ...told, catalog: this.#catalog, channels, stats: this.#stats });
    const wishes = { ...common, ...told, endpoint, store: subscriptions, config, stats: this.#stats };
    this.subscriptions = new DeviceSubscriptions({ ...wishes, commands: this.commands });
    this.#interviews = new Interviews({ ask: (id) => this.#interview(id), clock, log });
    registry.on('online', ({ record }) => {
      this.emit('device:online', record.id);
      publish({ type: 'device:online', deviceId: record.id });
      this.#interviews.add(record.id);
    });
    registry.on('restarted', ({ record }) => {
      bump(this.#stats.registrations, 'restarted');
      this.#interviews.add(record.id);
    });
    registry.on('offline', ({ record }) => {
      this.emit('device:offline', record.id);
      publish({ type: 'device:offline', deviceId: record.id });
    });
  }

  /** Before the endpoint listens, so that its first request finds all known. */
  async start(): Promise<void> {
    await this.#registry.load();
    await this.#leftCalls.load();
    await this.subscriptions.load();
    this.#eventLog.start();
    await this.history.downloads.load();
    this.#undoUse = this.#options.endpoint.use((request) => this.#take(request));
  }

  /** The endpoint listens: what a killed process left open is ended, and what is wanted is subscribed to. */
  resume(): void {
    this.#leftCalls.endAll();
    this.subscriptions.resume();
  }

  /** BYE to every device that sends; resolves when they answered or their time is over. */
  async stop(): Promise<void> {
    this.#undoUse?.();
    this.#requests.stop();
    this.#interviews.stop();
    this.#eventLog.stop();
    const { clock, log } = this.#options;
    const reason = 'the platform stops';
    // At once: a device that does not answer takes no time from what the others are to be told.
    const parts = await Promise.allSettled([
      atMost(clock, kMaxByeMs, this.ptz.stop()),
      atMost(clock, kMaxByeMs, this.subscriptions.stop()),
      this.broadcasts.stop(reason),
      this.history.downloads.stop(),
      this.#sessions.stop(reason),
    ]);
    for (const part of parts)
      if (part.status === 'rejected') log.warn({ err: part.reason }, 'not all devices were told');
    await this.#registry.stop();
  }

  /** Tells those who listen to all that happens. */
  publish(event: PlatformEvent): void {
    this.emit('published', event);
  }

  /** Asks the device for its channels; resolves with their number. Rejects PlayError. */
  async refreshCatalog(deviceId: string): Promise<number> {
    const device = this.#registry.get(deviceId);
    if (!device) throw new PlayError(404, 'device-unknown', `No device ${deviceId} is known.`);
    if (!device.record.online) throw new PlayError(503, 'device-offline', `The device ${deviceId} is offline.`);
    const channels = await this.#catalog.refresh(device);
    this.emit('catalog:updated', deviceId, channels);
    this.publish({ type: 'catalog:read', deviceId, channels });
    return channels;
  }

  /** Forgets the device and its channels; false when it was unknown. It may register again. */
  async removeDevice(deviceId: string): Promise<boolean> {
    await this.broadcasts.stopDevice(deviceId, 'the device was removed');
    await this.#sessions.stopDevice(deviceId, 'the device was removed');
    this.#contests.forget(deviceId);
    this.subscriptions.forget(deviceId);
    const removed = this.#registry.remove(deviceId);
    this.#queries.forget(deviceId, new PlayError(404, 'device-unknown', `The device ${deviceId} was removed.`));
    return removed;
  }

  /** Undefined for an ID that no device can have. */
  async updateSettings(deviceId: string, changes: Partial<DeviceSettings>): Promise<DeviceRecord | undefined> {
    return isDeviceId(deviceId) ? this.#registry.updateSettings(deviceId, changes) : undefined;
  }

  /** What is seen of a device now, and stands in no record. */
  observed(deviceId: string): DeviceObservations {
    return {
      clockSkewMs: this.#registry.get(deviceId)?.clockSkewMs ?? null,
      contestedBy: this.#contests.rivalOf(deviceId) ?? null,
    };
  }

  /** How far the last start of a channel came, or why it failed. */
  explain(deviceId: string, channelId: string): Explanation | undefined {
    return this.#explanations.get(`${deviceId}/${channelId}`);
  }

  stats(): Gb28181Stats {
    return {
      ...this.#stats,
      devices: this.#registry.size,
      devicesOnline: this.#registry.online,
      sessions: this.#sessions.size,
    };
  }

  #take(incoming: IncomingRequest): boolean {
    if (this.history.take(incoming)) return true;
    const { method } = incoming.request;
    if (method === 'INVITE') return this.broadcasts.take(incoming);
    const layer = method === 'REGISTER' ? this.#registrar : method === 'MESSAGE' ? this.#messages : undefined;
    if (!layer) return false;
    // By its address as well: nobody fills the place of a device by writing its ID.
    const { address } = incoming.source;
    const sender = `${address} ${decodedUser(incoming.request.from.uri)}`;
    if (!this.#requests.add(sender, () => this.#run(incoming, layer))) {
      bump(this.#stats.messages, 'tooMany');
      incoming.respond(503, { headers: { 'Retry-After': kRetryAfterSeconds } });
    }
    return true;
  }

  /** What goes wrong in handling one message is that message's, not the process's. */
  async #run(incoming: IncomingRequest, layer: Registrar | MessageLayer): Promise<void> {
    try {
      await layer.handle(incoming);
      this.#onHandled(incoming);
    } catch (error) {
      this.#options.log.error({ err: error, method: incoming.request.method }, 'request failed');
      if (!incoming.answered) incoming.respond(500);
    }
  }

  /** The message came from the device itself when its way to us is the one that the device is known by now. */
  #onHandled({ request, flow }: IncomingRequest): void {
    const device = this.#registry.get(decodedUser(request.from.uri));
    if (device?.flow !== flow || !device.record.online) return;
    const date = request.headers.get('Date');
    if (date !== undefined) this.#clocks.told(device, date);
    this.#interviews.reached(device.record.id);
    void this.#leftCalls.end(device);
  }

  /**
   * What a device that came is asked: who it is, and what it has. One after the other: parallel queries confuse
   * devices, and those that do not tell who they are may still tell what they have.
   */
  async #interview(id: string): Promise<void> {
    const device = this.#registry.get(id);
    if (!device?.record.online) return;
    await this.#queries
      .query(device, 'DeviceInfo', () => true)
      .catch((error: PlayError) => {
        if (error.code === 'device-unreachable') throw error;
      });
    // It may have gone meanwhile; when it comes back, it is asked anew.
    if (!device.record.online) return;
    await this.refreshCatalog(id);
  }
}
