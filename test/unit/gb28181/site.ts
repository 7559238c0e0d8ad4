import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Engine } from '../../../src/engine/engine.ts';
import type { FakeNativeEngine, FakeReceiver } from '../../../src/engine/fake/fake-native-engine.ts';
import {
  buildManscdp,
  type Manscdp,
  manscdpType,
  parseManscdp,
  type XmlNode,
} from '../../../src/gb28181/codec/manscdp.ts';
import type { Gb28181Config } from '../../../src/gb28181/config.ts';
import { Gb28181 } from '../../../src/gb28181/gb28181.ts';
import type { PlatformEvent } from '../../../src/gb28181/platform-event.ts';
import type { ChannelRecord, SignallingTransport } from '../../../src/gb28181/ports.ts';
import { parseSdp, type SessionDescription, writeSdp } from '../../../src/sdp/session-description.ts';
import { type Dialog, type IncomingRequest, SipEndpoint, type SipResponse } from '../../../src/sip/index.ts';
import { SqlAlarmStore } from '../../../src/storage/alarm-store.ts';
import { SqlCallStore } from '../../../src/storage/call-store.ts';
import { SqlChannelStore } from '../../../src/storage/channel-store.ts';
import { type Database, openDatabase } from '../../../src/storage/database.ts';
import { SqlDeviceStore } from '../../../src/storage/device-store.ts';
import { SqlDownloadStore } from '../../../src/storage/download-store.ts';
import { SqlPositionStore } from '../../../src/storage/position-store.ts';
import { SqlSubscriptionStore } from '../../../src/storage/subscription-store.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { fakeEngine } from '../../support/fake-engine.ts';

export const silent = pino({ level: 'silent' });

export const platformId = '34020000002000000001';
export const domain = '3402000000';
export const cameraId = '34020000001320000001';
export const recorderId = '34020000001180000001';
export const channelIds = ['34020000001310000001', '34020000001310000002', '34020000001310000003'] as const;
export const password = 'correct horse';

const maxWaitMs = 10_000;

/** Lets the event loop turn until `look` gives something; sockets on loopback need no more than that. */
export async function until<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  const latest = Date.now() + maxWaitMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > latest) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

export const defaultConfig: Gb28181Config = {
  id: platformId,
  domain,
  password,
  keepaliveSeconds: 60,
  keepaliveMisses: 3,
  registerMaxSeconds: 86_400,
  timeZone: 'Asia/Shanghai',
  mediaTransport: 'udp',
  mediaAddress: '',
  onLoss: 'drop-to-key',
  inviteTimeoutMs: 10_000,
  silenceMs: 10_000,
  maxDevices: 100,
  alarms: { days: 90, rows: 1000 },
  positions: { days: 30, rows: 1000 },
  downloads: { folder: join(tmpdir(), `guanlan-downloads-${process.pid}`), maxJobs: 2, maxBytes: 1 << 30, keepDays: 7 },
};

export type SiteConfig = Partial<Omit<Gb28181Config, 'sharedPort'>> & { sharedPort?: boolean };

/** The upper platform on loopback sockets, with stores and an engine in memory, and the time in the test's hand. */
export class Site {
  readonly clock: FakeClock;
  readonly db: Database;
  readonly endpoint: SipEndpoint;
  readonly engine: Engine;
  readonly fake: FakeNativeEngine;
  readonly devices: SqlDeviceStore;
  readonly channels: SqlChannelStore;
  readonly calls: SqlCallStore;
  readonly alarms: SqlAlarmStore;
  readonly positions: SqlPositionStore;
  /** All that was published. */
  readonly published: PlatformEvent[] = [];
  readonly downloads: SqlDownloadStore;
  readonly gb28181: Gb28181;
  readonly events: string[] = [];
  readonly #peers: TestDevice[] = [];

  private constructor(clock: FakeClock, db: Database, endpoint: SipEndpoint, config: SiteConfig) {
    this.clock = clock;
    this.db = db;
    this.endpoint = endpoint;
    const { engine, fake } = fakeEngine();
    this.engine = engine;
    this.fake = fake;
    this.devices = new SqlDeviceStore(db);
    this.channels = new SqlChannelStore(db);
    this.calls = new SqlCallStore(db);
    this.alarms = new SqlAlarmStore(db, () => clock.now());
    this.positions = new SqlPositionStore(db, () => clock.now());
    this.downloads = new SqlDownloadStore(db);
    this.gb28181 = new Gb28181({
      endpoint,
      engine,
      devices: this.devices,
      channels: this.channels,
      calls: this.calls,
      alarms: this.alarms,
      positions: this.positions,
      subscriptions: new SqlSubscriptionStore(db),
      downloads: this.downloads,
      clock,
      log: silent,
      config: {
        ...defaultConfig,
        ...config,
        sharedPort: config.sharedPort ? engine.openSharedPort(0).handle : undefined,
      },
    });
    this.gb28181.on('published', (event) => this.published.push(event));
    for (const name of ['device:online', 'device:offline', 'catalog:updated'] as const)
      this.gb28181.on(name, (...args: unknown[]) => this.events.push([name, ...args].join(' ')));
  }

  /** `before`: a site whose database and clock are taken over, as after a restart of the process. */
  static async open(config: SiteConfig = {}, before?: Site): Promise<Site> {
    const clock = before?.clock ?? new FakeClock();
    const db = before?.db ?? (await openDatabase(':memory:'));
    const endpoint = await startEndpoint(clock, '127.0.0.1');
    const site = new Site(clock, db, endpoint, config);
    await site.gb28181.start();
    site.gb28181.resume();
    return site;
  }

  async device(options: Partial<TestDeviceOptions> = {}): Promise<TestDevice> {
    const { host = '127.0.0.1', tcp = true, ...rest } = options;
    const endpoint = await startEndpoint(this.clock, host, { tcp });
    const device = new TestDevice(endpoint, {
      id: cameraId,
      password,
      transport: 'udp',
      ...rest,
      port: this.endpoint.port,
    });
    this.#peers.push(device);
    return device;
  }

  /** A device that is registered, with its channels in the store. */
  async registered(options: Partial<TestDeviceOptions> = {}): Promise<TestDevice> {
    const device = await this.device(options);
    const response = await device.register();
    if (response.status !== 200) throw new Error(`registration answered ${response.status}`);
    await this.channels.replaceAll(device.id, [channel(device.id, channelIds[0]), channel(device.id, channelIds[1])]);
    return device;
  }

  receiver(): FakeReceiver {
    return this.fake.list('receiver')[0]!;
  }

  async closePeers(): Promise<void> {
    await Promise.all(this.#peers.splice(0).map((peer) => peer.endpoint.stop(0)));
  }

  async stop(): Promise<void> {
    await this.gb28181.stop();
    await this.endpoint.stop(0);
  }

  async close(): Promise<void> {
    await this.closePeers();
    await this.endpoint.stop(0);
    await this.db.destroy();
  }
}

export async function startEndpoint(clock: FakeClock, host: string, { tcp = true } = {}): Promise<SipEndpoint> {
  const endpoint = new SipEndpoint({ host, port: 0, userAgent: 'test', clock, log: silent, tcp });
  await endpoint.start();
  return endpoint;
}

export function channel(deviceId: string, id: string, changes: Partial<ChannelRecord> = {}): ChannelRecord {
  return {
    deviceId,
    id,
    name: `channel ${id.slice(-2)}`,
    manufacturer: 'Some',
    model: 'M1',
    owner: '',
    civilCode: '3402',
    address: '',
    parentId: deviceId,
    kind: 'camera',
    status: 'ON',
    ptzType: 0,
    longitude: null,
    latitude: null,
    ...changes,
  };
}

export interface TestDeviceOptions {
  id: string;
  password: string;
  transport: SignallingTransport;
  /** Loopback address that it sends from. */
  host: string;
  /** It listens for TCP as well. */
  tcp: boolean;
  /** SIP port of the platform. */
  port: number;
}

/** A device that does what a test tells it to. */
export class TestDevice {
  readonly endpoint: SipEndpoint;
  readonly id: string;
  readonly queries: Manscdp[] = [];
  readonly invites: IncomingRequest[] = [];
  readonly subscribes: IncomingRequest[] = [];
  /** Status of the answers to the platform's MESSAGEs. */
  messageStatus = 200;
  readonly #options: Omit<TestDeviceOptions, 'host' | 'tcp'>;
  #port: number;
  #cseq = 0;

  constructor(endpoint: SipEndpoint, options: Omit<TestDeviceOptions, 'host' | 'tcp'>) {
    this.endpoint = endpoint;
    this.id = options.id;
    this.#options = options;
    this.#port = options.port;
    endpoint.use((incoming) => {
      if (incoming.request.method === 'INVITE') this.invites.push(incoming);
      else if (incoming.request.method === 'SUBSCRIBE') this.subscribes.push(incoming);
      else {
        incoming.respond(this.messageStatus);
        this.queries.push(parseManscdp(incoming.request.body));
      }
      return true;
    });
  }

  register(
    init: {
      expires?: number;
      password?: string;
      username?: string;
      id?: string;
      headers?: Record<string, string>;
    } = {},
  ): Promise<SipResponse> {
    const id = init.id ?? this.id;
    return this.endpoint.request({
      ...this.#addressed('REGISTER', id),
      headers: { Expires: String(init.expires ?? 3600), ...init.headers },
      credentials: { username: init.username ?? id, password: init.password ?? this.#options.password },
    });
  }

  /** The platform is at another port now. */
  moveTo(port: number): void {
    this.#port = port;
  }

  keepalive(): Promise<SipResponse> {
    return this.notify('Keepalive', { Status: 'OK' });
  }

  notify(cmdType: string, fields: XmlNode, kind: Manscdp['kind'] = 'Notify', sn = '1'): Promise<SipResponse> {
    return this.message(buildManscdp({ kind, cmdType, sn, deviceId: this.id, fields }, 'GB18030'));
  }

  message(body: Buffer | string, from = this.id): Promise<SipResponse> {
    return this.endpoint.request({ ...this.#addressed('MESSAGE', from), contentType: manscdpType, body });
  }

  /** The platform's next query of that kind. */
  async query(cmdType: string): Promise<Manscdp> {
    const index = await until(`query ${cmdType}`, () => {
      const found = this.queries.findIndex((query) => query.cmdType === cmdType);
      return found >= 0 && { found };
    });
    return this.queries.splice(index.found, 1)[0]!;
  }

  /** One part of the answer to a catalog query. */
  catalog(sn: string, total: number | string, ids: readonly string[], status = 'ON'): Promise<SipResponse> {
    const Item = ids.map((id) => ({ DeviceID: id, Name: `枪机 ${id.slice(-2)}`, ParentID: this.id, Status: status }));
    return this.notify(
      'Catalog',
      { SumNum: String(total), DeviceList: { '@Num': String(ids.length), Item } },
      'Response',
      sn,
    );
  }

  /** The platform's next INVITE, with its offer. */
  async invited(): Promise<{ incoming: IncomingRequest; offer: SessionDescription }> {
    const incoming = await until('INVITE', () => this.invites.shift());
    return { incoming, offer: parseSdp(incoming.request.body) };
  }

  /** The platform's next SUBSCRIBE, with what it asks for. */
  async subscribed(): Promise<{ incoming: IncomingRequest; query: Manscdp }> {
    const incoming = await until('SUBSCRIBE', () => this.subscribes.shift());
    return { incoming, query: parseManscdp(incoming.request.body) };
  }

  /** Accepts as a well-behaved camera does, but for `changes`. */
  accept(incoming: IncomingRequest, changes: Partial<SessionDescription> = {}): Dialog {
    const offer = parseSdp(incoming.request.body);
    const setup = offer.setup === 'active' ? 'passive' : 'active';
    const answer: SessionDescription = {
      username: incoming.request.requestUri.user,
      address: '127.0.0.1',
      sessionName: 'Play',
      kind: 'video',
      port: 15_060,
      tcp: offer.tcp,
      payloads: [{ payload: 96, encoding: 'PS', rate: 90_000 }],
      direction: 'sendonly',
      ...(offer.tcp && { setup }),
      ssrc: offer.ssrc,
      ...changes,
    };
    return incoming.accept({ body: writeSdp(answer), contentType: 'application/sdp' });
  }

  #addressed(method: string, id: string) {
    const { transport } = this.#options;
    return {
      method,
      uri: `sip:${platformId}@${domain}`,
      from: `sip:${id}@${domain}`,
      to: method === 'REGISTER' ? `sip:${id}@${domain}` : `sip:${platformId}@${domain}`,
      target: { protocol: transport, address: '127.0.0.1', port: this.#port },
      cseq: ++this.#cseq,
    };
  }
}
