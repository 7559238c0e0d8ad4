import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { TypedEmitter } from '../../../src/base/typed-emitter.ts';
import { loadConfig } from '../../../src/config/load.ts';
import type { Config } from '../../../src/config/schema.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import type { FakeNativeEngine } from '../../../src/engine/fake/fake-native-engine.ts';
import { emptyStats } from '../../../src/gb28181/config.ts';
import { type SnapShotConfig, SnapshotSessions } from '../../../src/gb28181/device/snapshot-sessions.ts';
import type { Gb28181, Gb28181Events } from '../../../src/gb28181/gb28181.ts';
import type { ChannelRecord, DeviceRecord } from '../../../src/gb28181/ports.ts';
import type { HttpContext } from '../../../src/http/context.ts';
import { buildServer } from '../../../src/http/server.ts';
import type { SipStats } from '../../../src/sip/index.ts';
import { Stills } from '../../../src/stills/stills.ts';
import { AccountStore } from '../../../src/storage/account-store.ts';
import { SqlAlarmStore } from '../../../src/storage/alarm-store.ts';
import { AnnouncementFiles } from '../../../src/storage/announcement-files.ts';
import { SqlChannelStore } from '../../../src/storage/channel-store.ts';
import { type Database, openDatabase } from '../../../src/storage/database.ts';
import { SqlDeviceStore } from '../../../src/storage/device-store.ts';
import { SqlPositionStore } from '../../../src/storage/position-store.ts';
import { SqlSnapshotStore } from '../../../src/storage/snapshot-store.ts';
import type { PlayError, SourceProvider } from '../../../src/streams/source-provider.ts';
import { Streams } from '../../../src/streams/streams.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { fakeEngine } from '../../support/fake-engine.ts';

export const deviceId = '34020000001320000001';
export const channelId = '34020000001310000001';

/** What the routes ask of GB28181, as a test decides. */
export class FakeGb28181 extends TypedEmitter<Pick<Gb28181Events, 'published'>> {
  explanation: { code: string; text: string } | undefined;
  catalog: () => Promise<number> = async () => 3;
  settingsChanges: unknown[] = [];
  /** What a device says to an order of pictures. */
  snapShotConfig: (deviceId: string, channelId: string, config: SnapShotConfig) => Promise<void> = async () => {};
  known: DeviceRecord | undefined;
  observations = { clockSkewMs: null as number | null, contestedBy: null as string | null };

  explain(): { code: string; text: string } | undefined {
    return this.explanation;
  }
  observed() {
    return this.observations;
  }
  refreshCatalog(): Promise<number> {
    return this.catalog();
  }
  async updateSettings(_id: string, changes: object): Promise<DeviceRecord | undefined> {
    this.settingsChanges.push(changes);
    return this.known;
  }
  async removeDevice(id: string): Promise<boolean> {
    return id === deviceId;
  }
  stats() {
    return { ...emptyStats(), devices: 4, devicesOnline: 3, messages: { Keepalive: 9 } };
  }
}

/** Starts a source for every name with a slash; what becomes of it is the test's choice. */
export class TestSources implements SourceProvider {
  starts: string[] = [];
  stops: string[] = [];
  failure: PlayError | undefined;
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  start(name: string) {
    if (!name.includes('/')) return undefined;
    this.starts.push(name);
    return this.#run(name);
  }

  async #run(name: string) {
    if (this.failure) throw this.failure;
    const stream = this.#engine.openStream({ name, onLoss: 'drop-to-key' });
    const stop = async (reason: string) => {
      this.stops.push(reason);
      stream.close();
    };
    return { stream, stop };
  }
}

/** The whole HTTP side over an engine in memory and a database in memory. */
export class HttpWorld {
  readonly app: FastifyInstance;
  readonly db: Database;
  readonly context: HttpContext;
  readonly engine: Engine;
  readonly fake: FakeNativeEngine;
  readonly clock: FakeClock;
  readonly gb28181: FakeGb28181;
  readonly sources: TestSources;
  readonly key: string;
  readonly #folder: string;

  private constructor(app: FastifyInstance, parts: WorldParts, key: string) {
    this.app = app;
    this.key = key;
    this.#folder = parts.folder;
    this.db = parts.db;
    this.context = parts.context;
    this.engine = parts.engine;
    this.fake = parts.fake;
    this.clock = parts.clock;
    this.gb28181 = parts.gb28181;
    this.sources = parts.sources;
  }

  static async start(flags: Record<string, string> = {}, context: Partial<HttpContext> = {}): Promise<HttpWorld> {
    const parts = await makeParts(loadConfig({ flags: { 'media.portMin': '30000', ...flags } }), context);
    const { accounts } = parts.context;
    const { key } = await accounts.createKey('test');
    return new HttpWorld(await buildServer(parts.context), parts, key);
  }

  /** One request with the API key. */
  async call(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, payload?: object) {
    const request = { method, url: `/api/v1${url}`, headers: { 'x-api-key': this.key } };
    const response = await this.app.inject(payload ? { ...request, payload } : request);
    this.#expectDeclared(method, request.url, response.statusCode);
    return { status: response.statusCode, body: response.body === '' ? undefined : response.json() };
  }

  /** Whatever a test asks for, the OpenAPI document must know of the answer. */
  #expectDeclared(method: string, url: string, status: number): void {
    const { paths } = this.app.swagger() as unknown as { paths: Paths };
    const path = url.split('?')[0]!;
    const [, operations] = Object.entries(paths).find(([name]) => matcher(name).test(path)) ?? [];
    const responses = operations?.[method.toLowerCase()]?.responses;
    if (responses && !(status in responses)) throw new Error(`${method} ${path} answers ${status}, undeclared`);
  }

  /** Listens on a free port of loopback. */
  async listen(): Promise<number> {
    await this.app.listen({ host: '127.0.0.1', port: 0 });
    return (this.app.server.address() as AddressInfo).port;
  }

  async addChannel(changes: Partial<ChannelRecord> = {}): Promise<void> {
    await this.context.devices.put(device());
    await this.context.channels.putMany([{ ...channel(), ...changes }]);
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.db.destroy();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

type Paths = Record<string, Record<string, { responses: object }>>;

function matcher(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}

interface WorldParts {
  db: Database;
  context: HttpContext;
  engine: Engine;
  fake: FakeNativeEngine;
  clock: FakeClock;
  gb28181: FakeGb28181;
  sources: TestSources;
  /** For files. */
  folder: string;
}

async function makeParts(config: Config, changes: Partial<HttpContext>): Promise<WorldParts> {
  const clock = new FakeClock();
  const { engine, fake } = fakeEngine();
  const db = await openDatabase(':memory:');
  const streams = new Streams({
    clock,
    find: (name) => engine.stream(name),
    ...config.streams,
    maxSources: config.media.maxStreams,
  });
  const sources = new TestSources(engine);
  streams.addProvider(sources);
  const gb28181 = new FakeGb28181();
  const folder = mkdtempSync(join(tmpdir(), 'guanlan-http-'));
  const snapshots = new SqlSnapshotStore(db, folder, config.snapshots, clock);
  const configure = (...order: Parameters<FakeGb28181['snapShotConfig']>) => gb28181.snapShotConfig(...order);
  const context: HttpContext = {
    config,
    secrets: { playKey: 'play', sessionKey: 'session', sipPassword: 'made at the first start' },
    engine,
    sharedPort: config.media.mode === 'single' ? engine.openSharedPort(config.media.port) : undefined,
    streams,
    stills: new Stills({ streams, clock, ...config.snapshots }),
    gb28181: gb28181 as unknown as Gb28181,
    devices: new SqlDeviceStore(db),
    channels: new SqlChannelStore(db),
    alarms: new SqlAlarmStore(db, () => clock.now()),
    positions: new SqlPositionStore(db, () => clock.now()),
    snapshots,
    snapshotSessions: new SnapshotSessions({ store: snapshots, configure, clock }),
    announcements: new AnnouncementFiles(join(folder, 'announcements')),
    accounts: new AccountStore(db, () => clock.now()),
    sipStats: () => sipStats,
    sipPort: () => 5060,
    clock,
    startedAt: clock.now(),
    log: pino({ level: process.env['GUANLAN_TEST_LOG'] ?? 'silent' }),
    version: '1.2.3',
    ...changes,
  };
  return { db, context, engine, fake, clock, gb28181, sources, folder };
}

const sipStats: SipStats = {
  received: { requests: 7, responses: 5, keepalives: 0 },
  sent: { requests: 5, responses: 7 },
  retransmitted: { requests: 1, responses: 0 },
  absorbed: 0,
  stray: 2,
  malformed: { 'start-line': 4 },
  quirks: {},
  refused: {},
  transactions: { client: 1, server: 2 },
  dialogs: 1,
  subscriptions: { subscriber: 2, notifier: 0 },
  connections: 0,
};

export function device(changes: Partial<DeviceRecord> = {}): DeviceRecord {
  return {
    id: deviceId,
    name: '大门',
    manufacturer: 'Some',
    model: 'M1',
    firmware: '1.0',
    version: '2.0',
    online: true,
    transport: 'udp',
    address: '192.0.2.7',
    port: 5060,
    registeredAt: 1,
    expiresAt: 2,
    keepaliveAt: 3,
    catalogAt: 4,
    settings: {
      password: 'device secret',
      mediaTransport: null,
      mediaAddress: null,
      charset: 'GB18030',
      largeByTcp: null,
      soundAfterAck: true,
      edition: null,
      resetAlarms: false,
      quirks: {},
    },
    ...changes,
  };
}

export function channel(): ChannelRecord {
  return {
    deviceId,
    id: channelId,
    name: '门口',
    manufacturer: '',
    model: '',
    owner: '',
    civilCode: '340200',
    address: '',
    parentId: deviceId,
    kind: 'camera',
    status: 'ON',
    ptzType: 0,
    longitude: null,
    latitude: 31.5,
  };
}
