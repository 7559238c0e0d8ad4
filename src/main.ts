import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { type Clock, systemClock, type TimerHandle } from './base/clock.ts';
import { createLogger } from './base/log.ts';
import { version } from './base/version.ts';
import { opening } from './config/bind-error.ts';
import type { Config } from './config/schema.ts';
import { loadSecrets, readablePassword, type Secrets } from './config/secrets.ts';
import type { NativeEngine, NativeEvent, NativeOptions } from './engine/binding.d.ts';
import { Engine, type SharedPort } from './engine/engine.ts';
import { loadNative } from './engine/native.ts';
import { redirectByShare } from './gb28181/device/register-redirect.ts';
import { SnapshotSessions } from './gb28181/device/snapshot-sessions.ts';
import { Gb28181 } from './gb28181/gb28181.ts';
import { PlaySigner, type PlayUrls } from './http/play-url.ts';
import { buildServer } from './http/server.ts';
import { SipEndpoint } from './sip/index.ts';
import { Stills } from './stills/stills.ts';
import { AccountStore } from './storage/account-store.ts';
import { SqlAlarmStore } from './storage/alarm-store.ts';
import { AnnouncementFiles } from './storage/announcement-files.ts';
import { SqlCallStore } from './storage/call-store.ts';
import { SqlChannelStore } from './storage/channel-store.ts';
import { type Database, databaseFile, openDatabase } from './storage/database.ts';
import { SqlDeviceStore } from './storage/device-store.ts';
import { SqlDownloadStore } from './storage/download-store.ts';
import { SqlPositionStore } from './storage/position-store.ts';
import { SqlSnapshotStore } from './storage/snapshot-store.ts';
import { SqlSubscriptionStore } from './storage/subscription-store.ts';
import { Streams } from './streams/streams.ts';

/** Guanlan's own folder, seen from src/main.ts or dist/main.js. */
const root = join(import.meta.dirname, '..');
export const administrator = 'admin';

export interface StartOptions {
  clock?: Clock;
  log?: Logger;
  /** Folder of the built console; without one it is not served. */
  consoleFolder?: string;
  /** Makes the native half; tests put one in memory in its place. */
  createNative?: (options: NativeOptions, onEvents: (batch: NativeEvent[]) => void) => NativeEngine;
}

export interface Credentials {
  name: string;
  password: string;
}

/** A part gets this long to stop, so that one that hangs does not keep the others from it. */
const stopDeadlineMs = 5000;

/** Undoes one step of the start. */
interface Undo {
  part: string;
  run: () => Promise<void> | void;
  deadlineMs?: number;
}

interface Parts {
  secrets: Secrets;
  engine: Engine;
  sharedPort: SharedPort | undefined;
  sip: SipEndpoint;
  gb28181: Gb28181;
  http: FastifyInstance;
  signer: PlaySigner;
  firstLogin: Credentials | undefined;
}

/** The whole platform: makes every part, starts them in order and stops them in the reverse one. Knows no policy. */
export class Guanlan {
  // Given.
  readonly config: Config;
  readonly log: Logger;
  readonly engine: Engine;
  readonly gb28181: Gb28181;
  /** The administrator's first password, at the first start only; it is kept nowhere. */
  readonly firstLogin: Credentials | undefined;
  readonly #clock: Clock;
  readonly #parts: Parts;
  readonly #undo: Undo[];

  // State.
  #stopped: Promise<void> | undefined;

  private constructor(config: Config, clock: Clock, log: Logger, parts: Parts, undo: Undo[]) {
    this.config = config;
    this.#clock = clock;
    this.log = log;
    this.engine = parts.engine;
    this.gb28181 = parts.gb28181;
    this.firstLogin = parts.firstLogin;
    this.#parts = parts;
    this.#undo = undo;
  }

  /** Rejects with the first part's error, after what had started is stopped again. */
  static async start(config: Config, options: StartOptions = {}): Promise<Guanlan> {
    const log = options.log ?? createLogger(config.log);
    const undo: Undo[] = [];
    try {
      const parts = await startParts(config, log, options, undo);
      const guanlan = new Guanlan(config, options.clock ?? systemClock, log, parts, undo);
      const { httpPort, sipPort, mediaPort } = guanlan;
      log.info({ httpPort, sipPort, mediaPort }, 'Guanlan is ready');
      return guanlan;
    } catch (error) {
      await unwind(undo, options.clock ?? systemClock, log);
      throw error;
    }
  }

  /** Port of players, REST API and console. */
  get httpPort(): number {
    return (this.#parts.http.server.address() as AddressInfo | null)?.port ?? 0;
  }
  get sipPort(): number {
    return this.#parts.sip.port;
  }
  /** In the single-port mode. */
  get mediaPort(): number | undefined {
    return this.#parts.sharedPort?.port;
  }
  /** Password of devices that have none of their own. */
  get sipPassword(): string {
    return sipPassword(this.config, this.#parts.secrets);
  }
  get sipDomain(): string {
    return sipDomain(this.config);
  }

  /** Signed URLs of a stream below `base`, e.g. "http://192.0.2.1:8080". */
  playUrls(base: string, stream: string): PlayUrls {
    return this.#parts.signer.urls(base, stream, this.config.http.playUrlMinutes);
  }

  /** No new request, BYE to every device, viewers drained, SIP closed, database closed. The same end for every call. */
  stop(): Promise<void> {
    this.#stopped ??= unwind(this.#undo, this.#clock, this.log);
    return this.#stopped;
  }
}

/** Last started, first stopped. A part that fails or hangs is logged and keeps none of the others from their stop. */
async function unwind(undo: Undo[], clock: Clock, log: Logger): Promise<void> {
  for (const { part, run, deadlineMs = stopDeadlineMs } of undo.splice(0).reverse()) {
    let timer: TimerHandle | undefined;
    const late = new Promise<void>((_resolve, reject) => {
      timer = clock.setTimeout(() => reject(new Error(`not stopped after ${deadlineMs} ms`)), deadlineMs);
    });
    try {
      await Promise.race([run(), late]);
    } catch (error) {
      log.error({ part, err: error }, 'a part did not stop in order');
    } finally {
      clock.clearTimeout(timer);
    }
  }
}

async function startParts(config: Config, log: Logger, options: StartOptions, undo: Undo[]): Promise<Parts> {
  const clock = options.clock ?? systemClock;
  const secrets = loadSecrets(config.data);
  const db = await openDatabase(databaseFile(config.data));
  undo.push({ part: 'database', run: () => db.destroy() });
  const accounts = new AccountStore(db, () => clock.now());
  const stores = makeStores(db, clock);

  const sip = makeEndpoint(config, clock, log);
  undo.push({ part: 'sip', run: () => sip.stop() });
  const engine = openEngine(config, options.createNative ?? nativeEngine, log, undo);
  const sharedPort =
    config.media.mode === 'single'
      ? await opening('media', config, () => engine.openSharedPort(config.media.port))
      : undefined;
  const gb28181 = new Gb28181({
    endpoint: sip,
    engine,
    ...stores,
    clock,
    log: log.child({ part: 'gb28181' }),
    config: gb28181Config(config, sipPassword(config, secrets), sharedPort),
  });
  const { snapshots, snapshotSessions } = await openSnapshots(config, db, gb28181, clock, undo);
  const streams = makeStreams(config, engine, clock, log);
  streams.addProvider(gb28181.live);
  await gb28181.start();
  undo.push({ part: 'gb28181', run: () => gb28181.stop() });
  // Its layer listens already, so that the first request finds it.
  await opening('sip', config, () => sip.start());
  gb28181.resume();

  const http = await buildServer({
    config,
    secrets,
    engine,
    sharedPort,
    streams,
    stills: new Stills({ streams, clock, ...config.snapshots }),
    gb28181,
    ...stores,
    snapshots,
    snapshotSessions,
    announcements: await openAnnouncements(config),
    accounts,
    sipStats: () => sip.stats(),
    sipPort: () => sip.port,
    clock,
    startedAt: clock.now(),
    log: log.child({ part: 'http' }),
    version,
    consoleFolder: options.consoleFolder ?? join(root, 'dist/console'),
  });
  undo.push({ part: 'http', run: () => http.close() });
  await opening('http', config, () => http.listen({ host: config.http.host, port: config.http.port }));
  // Last: the password of a start that fails would never be shown.
  const firstLogin = await makeAdministrator(accounts);
  const signer = new PlaySigner(secrets.playKey, () => clock.now());
  return { secrets, engine, sharedPort, sip, gb28181, http, signer, firstLogin };
}

function makeStores(db: Database, clock: Clock) {
  const now = () => clock.now();
  return {
    devices: new SqlDeviceStore(db),
    channels: new SqlChannelStore(db),
    calls: new SqlCallStore(db),
    alarms: new SqlAlarmStore(db, now),
    positions: new SqlPositionStore(db, now),
    subscriptions: new SqlSubscriptionStore(db),
    downloads: new SqlDownloadStore(db),
  };
}

async function makeAdministrator(accounts: AccountStore): Promise<Credentials | undefined> {
  if (await accounts.hasAdmin()) return undefined;
  const password = readablePassword();
  await accounts.setPassword(administrator, password);
  return { name: administrator, password };
}

function makeEndpoint({ sip: { host, port, advertisedAddress } }: Config, clock: Clock, log: Logger): SipEndpoint {
  return new SipEndpoint({
    host,
    port,
    ...(advertisedAddress && { advertised: { address: advertisedAddress } }),
    userAgent: `Guanlan/${version}`,
    clock,
    log: log.child({ part: 'sip' }),
  });
}

function openEngine(
  config: Config,
  create: NonNullable<StartOptions['createNative']>,
  log: Logger,
  undo: Undo[],
): Engine {
  const engine = new Engine((onEvents) => create(nativeOptions(config), onEvents));
  engine.on('load', (worker, load) => {
    if (load === 'calm') log.info({ worker }, 'a media worker keeps up again');
    else log.warn({ worker }, `a media worker does not keep up: ${measures[load]}`);
  });
  // process.exit() and an uncaught exception skip the addon's own clean-up; its threads must not outlive the process.
  const onExit = () => engine.stopNow();
  process.once('exit', onExit);
  undo.push({
    part: 'engine',
    run: async () => {
      await engine.stop(config.stopDrainMs);
      process.off('exit', onExit);
    },
    deadlineMs: config.stopDrainMs + stopDeadlineMs,
  });
  return engine;
}

function makeStreams({ streams, media }: Config, engine: Engine, clock: Clock, log: Logger): Streams {
  return new Streams({
    clock,
    find: (name) => engine.stream(name),
    ...streams,
    maxSources: media.maxStreams,
    onStopError: (stream, error) => log.warn({ stream, err: error }, 'a stream did not stop in order'),
  });
}

async function openAnnouncements(config: Config): Promise<AnnouncementFiles> {
  const announcements = new AnnouncementFiles(join(config.data, 'announcements'));
  await announcements.start();
  return announcements;
}

/** Pictures that devices upload. */
async function openSnapshots(config: Config, db: Database, gb28181: Gb28181, clock: Clock, undo: Undo[]) {
  const snapshots = new SqlSnapshotStore(db, join(config.data, 'snapshots'), config.snapshots, clock);
  await snapshots.start();
  const snapshotSessions = new SnapshotSessions({
    store: snapshots,
    configure: (deviceId, channelId, order) =>
      gb28181.commands.setConfig(deviceId, channelId, 'SnapShotConfig', { SnapShotConfig: order }),
    clock,
  });
  gb28181.notifications.on('UploadSnapShotFinished', ({ device, fields }) => {
    snapshotSessions.finished(device.record.id, fields);
  });
  const stop = async () => {
    snapshotSessions.stop();
    await snapshots.stop();
  };
  undo.push({ part: 'snapshots', run: stop });
  return { snapshots, snapshotSessions };
}

const measures = { merging: 'writes to viewers are merged', 'keys-only': 'viewers get key frames only' };

function nativeEngine(options: NativeOptions, onEvents: (batch: NativeEvent[]) => void): NativeEngine {
  const { NativeEngine } = loadNative();
  return new NativeEngine(options, onEvents);
}

function nativeOptions({ media }: Config): NativeOptions {
  const { workers, portMin, portMax, maxStreams, maxViewers, ringBytes, viewerBytes, viewerAgeMs, viewerStallMs } =
    media;
  return {
    workers,
    bindAddress: media.host,
    portMin,
    portMax,
    maxStreams,
    maxReceivers: maxStreams,
    maxSenders: maxStreams,
    maxViewers,
    ringBytes,
    keepGop: media.keepGop,
    viewerBytes,
    viewerAgeMs,
    viewerStallMs,
    receiveBufferBytes: media.receiveBufferBytes,
    reorderPackets: media.reorderPackets,
    reorderMs: media.reorderMs,
    mergeWrites: media.mergeWrites,
  };
}

function gb28181Config(config: Config, password: string, sharedPort: SharedPort | undefined) {
  const { sip, media, events } = config;
  return {
    id: sip.id,
    domain: sipDomain(config),
    password,
    keepaliveSeconds: sip.keepaliveSeconds,
    keepaliveMisses: sip.keepaliveMisses,
    registerMaxSeconds: sip.registerMaxSeconds,
    timeZone: sip.timeZone,
    inviteTimeoutMs: sip.inviteTimeoutMs,
    maxDevices: sip.maxDevices,
    redirect: redirectByShare(sip.redirect, sip.redirectOwnShare),
    alarms: { days: events.alarmDays, rows: events.maxAlarms },
    positions: { days: events.positionDays, rows: events.maxPositions },
    mediaTransport: media.transport,
    mediaAddress: media.address,
    onLoss: media.onLoss,
    silenceMs: media.silenceMs,
    downloads: { ...config.downloads, folder: resolve(config.data, 'downloads') },
    sharedPort: sharedPort?.handle,
  };
}

function sipPassword({ sip }: Config, secrets: Secrets): string {
  return sip.password || secrets.sipPassword;
}

/** A platform's ID begins with its SIP domain. */
function sipDomain({ sip }: Config): string {
  return sip.domain || sip.id.slice(0, 10);
}
