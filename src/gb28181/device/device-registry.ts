import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import { TypedEmitter } from '../../base/typed-emitter.ts';
import type { Flow, Target } from '../../sip/index.ts';
import { PlayError } from '../../streams/source-provider.ts';
import { type Edition, editionOf } from '../codec/command-set/index.ts';
import { defaultSettings } from '../model/device-settings.ts';
import type { DeviceRecord, DeviceSettings, DeviceStore } from '../ports.ts';
import { KeepaliveWatch, kWatchStepMs } from './keepalive-watch.ts';
import { isRestart, type RegistrationHabit } from './restarts.ts';

/** A known device: its record, and the way to it. */
export interface Device {
  record: DeviceRecord;
  /** Where its last message came from; absent after a restart of ours. */
  flow: Flow | undefined;
  /** Milliseconds that its clock was ahead of ours when it last told the time. */
  clockSkewMs?: number;
  /** Epoch milliseconds at which the log last told that its clock is wrong. */
  clockSkewLoggedAt?: number;
  /** Absent until it registered with this process. */
  habit?: RegistrationHabit;
}

/** What it may be sent. */
export function editionOfDevice({ record }: Device): Edition {
  return record.settings.edition ?? editionOf(record.version);
}

/**
 * RFC 3261 §18.1.1: a device that speaks UDP sends what is too large for a datagram by a connection. It does not live there:
 * the connection may end with its message.
 */
export function isAside({ record }: Device, flow: Flow): boolean {
  return record.transport === 'udp' && flow.protocol === 'tcp' && record.address === flow.remoteAddress;
}

export interface RegistryEvents {
  online: [device: Device];
  /** It started anew while it was taken for online: what it was asked for before, it does not know any more. */
  restarted: [device: Device];
  offline: [device: Device];
  /** A device that is online is at another address. */
  moved: [device: Device];
}

export interface RegistryOptions {
  store: DeviceStore;
  clock: Clock;
  log: Logger;
  keepaliveSeconds: number;
  keepaliveMisses: number;
  maxDevices: number;
  /** Counts of tolerated faults, by name. */
  quirks: Record<string, number>;
}

/** An accepted REGISTER. */
export interface Registration {
  expiresSeconds: number;
  callId: string;
  /** X-GB-Ver. */
  version?: string;
}

/** A keepalive alone is written to the store at most this often: thousands a second are no reason to write. */
const keepaliveSaveMs = 60_000;
/** What is no news is written together with what else comes in this time; a killed process loses no more than that. */
export const kSaveDelayMs = 100;

/**
 * The devices that are known, in memory, written through to the store.
 *
 *   unknown --REGISTER--> online --Expires 0, expiry, missed keepalives--> offline --REGISTER, keepalive--> online
 */
export class DeviceRegistry extends TypedEmitter<RegistryEvents> {
  readonly #options: RegistryOptions;
  readonly #watch: KeepaliveWatch;
  readonly #devices = new Map<string, Device>();
  readonly #savedKeepalive = new Map<string, number>();
  /** With news that could not be written. */
  readonly #unwritten = new Set<Device>();
  /** To be saved in kSaveDelayMs. */
  readonly #unsaved = new Set<Device>();
  #sweepTimer: object | undefined;
  #saveTimer: object | undefined;

  constructor(options: RegistryOptions) {
    super();
    this.#options = options;
    this.#watch = new KeepaliveWatch(options);
  }

  /** Knows again what was known before a restart. Time that we were away is not counted against a device. */
  async load(): Promise<void> {
    const now = this.#options.clock.now();
    for (const record of await this.#options.store.all()) {
      const registered = record.online && record.expiresAt > now;
      const device = {
        record: { ...record, online: registered, keepaliveAt: registered ? now : record.keepaliveAt },
        flow: undefined,
      };
      this.#devices.set(record.id, device);
      // Nothing else would: going offline is news of a device that was online.
      if (record.online !== registered) await this.#save(device);
    }
    this.#scheduleSweep();
  }

  /** Resolves when all is written. */
  async stop(): Promise<void> {
    this.#options.clock.clearTimeout(this.#sweepTimer);
    this.#options.clock.clearTimeout(this.#saveTimer);
    await this.#saveUnsaved();
  }

  get(id: string): Device | undefined {
    return this.#devices.get(id);
  }
  get size(): number {
    return this.#devices.size;
  }
  get online(): number {
    let count = 0;
    for (const { record } of this.#devices.values()) if (record.online) count++;
    return count;
  }
  get full(): boolean {
    return this.#devices.size >= this.#options.maxDevices;
  }

  /**
   * An accepted registration. Resolves when it is written, so that no device is told of one that a killed process would
   * not know of; one that only begins anew, at the same place, is known already. `version` is its X-GB-Ver.
   */
  async register(id: string, flow: Flow, { expiresSeconds, callId, version = '' }: Registration): Promise<Device> {
    const now = this.#options.clock.now();
    const device = this.#devices.get(id) ?? this.#add(id);
    const { record } = device;
    const restarted = record.online && this.#isRestart(device, callId);
    device.habit ??= { callId, kept: false, early: 0 };
    record.registeredAt = now;
    record.expiresAt = now + expiresSeconds * 1000;
    record.keepaliveAt = now;
    // Another camera may have taken the place of the one that told it.
    if (record.version !== version) this.#unwritten.add(device);
    record.version = version;
    // A device that registers again and again is refreshed, and no news.
    if (!(await this.#saveNews(device, flow))) this.#saveSoon(device);
    if (restarted) this.emit('restarted', device);
    return device;
  }

  #isRestart({ record, habit }: Device, callId: string): boolean {
    if (!habit) return false;
    const sinceMs = this.#options.clock.now() - record.registeredAt;
    return isRestart(habit, { callId, sinceMs, grantedMs: record.expiresAt - record.registeredAt });
  }

  /** The device signed off: it must register before it is listened to again. */
  async unregister(id: string): Promise<void> {
    const device = this.#devices.get(id);
    if (!device) return;
    device.record.expiresAt = 0;
    await this.#goOffline(device);
  }

  /** A message of a registered device: it lives, and is where the message came from. */
  async touch(device: Device, flow: Flow): Promise<void> {
    const { record } = device;
    const now = this.#options.clock.now();
    record.keepaliveAt = now;
    const saved = this.#savedKeepalive.get(record.id) ?? 0;
    const news = record.online && isAside(device, flow) ? false : await this.#saveNews(device, flow);
    if (!news && now - saved > keepaliveSaveMs) this.#saveSoon(device);
  }

  /** Changes fields that the device told of itself. Not of one that was removed: its ID may be another's by now. */
  async describe(
    device: Device,
    facts: Partial<Pick<DeviceRecord, 'name' | 'manufacturer' | 'model' | 'firmware' | 'catalogAt'>>,
  ): Promise<void> {
    if (this.#devices.get(device.record.id) !== device) return;
    Object.assign(device.record, facts);
    await this.#save(device);
  }

  /** Makes the device known when it is not yet, so that a password can be set before it registers. */
  async updateSettings(id: string, changes: Partial<DeviceSettings>): Promise<DeviceRecord> {
    const device = this.#devices.get(id) ?? this.#add(id);
    device.record.settings = { ...device.record.settings, ...changes };
    await this.#save(device);
    return device.record;
  }

  async remove(id: string): Promise<boolean> {
    const device = this.#devices.get(id);
    if (device) {
      this.#unsaved.delete(device);
      this.#unwritten.delete(device);
    }
    this.#devices.delete(id);
    this.#savedKeepalive.delete(id);
    return this.#options.store.remove(id);
  }

  /**
   * Where requests to a device go. Throws PlayError when there is no way: GB/T 28181-2022 §9.1.1 has both sides use the
   * connection that the device made, and nobody listens on the port that it made it from.
   */
  targetOf(device: Device): Target {
    const { record, flow } = device;
    const target: Target = {
      protocol: record.transport,
      address: record.address,
      port: record.port,
      largeByTcp: record.settings.largeByTcp ?? editionOfDevice(device) === '2022',
    };
    if (flow && !flow.closed) return { ...target, flow };
    if (record.transport === 'udp' && record.port > 0) return target;
    throw new PlayError(
      503,
      'device-unreachable',
      `The device ${record.id} has no open TCP connection to us; it must connect and register anew first.`,
    );
  }

  #add(id: string): Device {
    const record: DeviceRecord = {
      id,
      name: '',
      manufacturer: '',
      model: '',
      firmware: '',
      version: '',
      online: false,
      transport: 'udp',
      address: '',
      port: 0,
      registeredAt: 0,
      expiresAt: 0,
      keepaliveAt: 0,
      catalogAt: 0,
      settings: { ...defaultSettings },
    };
    const device = { record, flow: undefined };
    this.#devices.set(id, device);
    return device;
  }

  /** QUIRK nat-rebind: the address follows the packets; devices keep reporting from a new port of their router. */
  #moveTo(device: Device, flow: Flow): boolean {
    const { record } = device;
    device.flow = flow;
    const moved =
      record.address !== flow.remoteAddress || record.port !== flow.remotePort || record.transport !== flow.protocol;
    record.transport = flow.protocol;
    record.address = flow.remoteAddress;
    record.port = flow.remotePort;
    return moved;
  }

  /**
   * The device is online, and where the flow came from. True when that is news, which is written when this resolves; what
   * could not be written is news the next time.
   */
  async #saveNews(device: Device, flow: Flow): Promise<boolean> {
    const { record } = device;
    const moved = this.#moveTo(device, flow);
    const appeared = !record.online;
    if (!moved && !appeared && !this.#unwritten.has(device)) return false;
    record.online = true;
    try {
      await this.#save(device);
    } catch (error) {
      this.#unwritten.add(device);
      if (appeared) record.online = false;
      throw error;
    }
    if (appeared) this.emit('online', device);
    else if (moved) this.emit('moved', device);
    return true;
  }

  async #goOffline(device: Device): Promise<void> {
    if (!device.record.online) return;
    device.record.online = false;
    await this.#save(device);
    this.emit('offline', device);
  }

  #saveSoon(device: Device): void {
    this.#savedKeepalive.set(device.record.id, this.#options.clock.now());
    this.#unsaved.add(device);
    this.#saveTimer ??= this.#options.clock.setTimeout(() => void this.#saveUnsaved(), kSaveDelayMs);
  }

  /** Never rejects. */
  async #saveUnsaved(): Promise<void> {
    this.#saveTimer = undefined;
    const devices = [...this.#unsaved];
    this.#unsaved.clear();
    try {
      await this.#options.store.putTimes(devices.map(({ record }) => record));
    } catch (error) {
      this.#options.log.error({ err: error }, 'device state not saved');
    }
  }

  async #save(device: Device): Promise<void> {
    this.#unsaved.delete(device);
    this.#savedKeepalive.set(device.record.id, this.#options.clock.now());
    await this.#options.store.put(device.record);
    this.#unwritten.delete(device);
  }

  #scheduleSweep(): void {
    this.#sweepTimer = this.#options.clock.setTimeout(() => {
      this.#sweep();
      this.#scheduleSweep();
    }, kWatchStepMs);
  }

  /** Its registration has run out. */
  expired({ record }: Device): boolean {
    return record.expiresAt <= this.#options.clock.now();
  }

  /** Reports alone keep a device online; whether they are listened to is not decided here. */
  #sweep(): void {
    const { log } = this.#options;
    for (const device of this.#devices.values()) {
      if (!this.#watch.step(device)) continue;
      log.info({ device: device.record.id }, 'device offline: no keepalive');
      this.#goOffline(device).catch((error) => log.error({ err: error }, 'device state not saved'));
    }
  }
}
