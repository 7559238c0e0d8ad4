import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { version } from '../../src/base/version.ts';
import { greeting } from '../../src/cli/serve.ts';
import { ConfigError, loadConfig } from '../../src/config/load.ts';
import type { NativeOptions } from '../../src/engine/binding.d.ts';
import { FakeNativeEngine } from '../../src/engine/fake/fake-native-engine.ts';
import { defaultSettings } from '../../src/gb28181/model/device-settings.ts';
import { Guanlan, type StartOptions } from '../../src/main.ts';
import { SqlCallStore } from '../../src/storage/call-store.ts';
import { databaseFile, openDatabase } from '../../src/storage/database.ts';
import { SqlDeviceStore } from '../../src/storage/device-store.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { UdpPeer } from './sip/wire.ts';

const log = pino({ level: 'silent' });
let data: string;
let running: Guanlan[];
let native: NativeOptions | undefined;
let engine: FakeNativeEngine | undefined;

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'guanlan-main-'));
  running = [];
});
afterEach(async () => {
  for (const guanlan of running) await guanlan.stop();
  rmSync(data, { recursive: true, force: true });
});

async function start(flags: Record<string, string> = {}, more: Partial<StartOptions> = {}): Promise<Guanlan> {
  const loopback = { 'http.host': '127.0.0.1', 'sip.host': '127.0.0.1', 'media.host': '127.0.0.1' };
  const ports = { 'http.port': '0', 'sip.port': '0', 'media.port': '0' };
  const config = loadConfig({ flags: { data: join(data, 'data'), ...loopback, ...ports, ...flags } });
  const guanlan = await Guanlan.start(config, {
    log,
    consoleFolder: join(data, 'no console'),
    createNative: (options, onEvents) => {
      native = options;
      engine = new FakeNativeEngine(options, onEvents);
      return engine;
    },
    ...more,
  });
  running.push(guanlan);
  return guanlan;
}

const logIn = (guanlan: Guanlan, credentials: object) =>
  fetch(`http://127.0.0.1:${guanlan.httpPort}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(credentials),
  });

describe('a start after a kill', () => {
  it('ends by BYE the call that was left open', async () => {
    const camera = await UdpPeer.open(0);
    const db = await openDatabase(databaseFile(join(data, 'data')));
    const deviceId = '34020000001320000001';
    const times = { registeredAt: 1, expiresAt: Date.now() + 3_600_000, keepaliveAt: Date.now(), catalogAt: 1 };
    const facts = { name: '', manufacturer: '', model: '', firmware: '', version: '', settings: defaultSettings };
    const way = { online: true, transport: 'udp', address: '127.0.0.1', port: camera.port } as const;
    await new SqlDeviceStore(db).put({ id: deviceId, ...facts, ...way, ...times });
    const left = { callId: 'left', localTag: 'ours', remoteTag: 'theirs', remoteTarget: `sip:${deviceId}@10.0.0.1` };
    await new SqlCallStore(db).put({ deviceId, channelId: deviceId, ...left });
    await db.destroy();

    await start();
    const bye = await camera.nextRequest('BYE');
    expect([bye.uri, bye.callId, bye.fromTag, bye.toTag]).toEqual([left.remoteTarget, 'left', 'ours', 'theirs']);
    camera.close();
  });
});

describe('the first start', () => {
  it('makes an administrator whose password opens the API, and tells it once', async () => {
    const first = await start();
    expect(first.firstLogin?.name).toBe('admin');
    expect((await logIn(first, first.firstLogin!)).status).toBe(200);
    await first.stop();
    const second = await start();
    expect(second.firstLogin).toBeUndefined();
    expect((await logIn(second, first.firstLogin!)).status).toBe(200);
  });

  it('makes the password that devices share, unless one is configured', async () => {
    const first = await start();
    expect(first.sipPassword).toMatch(/^[a-z2-9]{16}$/);
    await first.stop();
    expect((await start()).sipPassword).toBe(first.sipPassword);
    expect((await start({ 'sip.password': 'configured' })).sipPassword).toBe('configured');
  });

  it('keeps what it made from other users', async () => {
    await start();
    expect(statSync(join(data, 'data')).mode & 0o777).toBe(0o700);
    expect(statSync(join(data, 'data/secrets.json')).mode & 0o777).toBe(0o600);
  });
});

describe('a running platform', () => {
  it('listens on the ports that it tells, and is ready', async () => {
    const guanlan = await start();
    const ready = await fetch(`http://127.0.0.1:${guanlan.httpPort}/readyz`);
    expect(await ready.json()).toEqual({ status: 'ready' });
    expect(guanlan.sipPort).toBeGreaterThan(0);
    expect(guanlan.mediaPort).toBeUndefined();
    expect(version).toMatch(/^\d+\.\d+\.\d+/);
  });

  it('passes limits and ports on to the engine', async () => {
    await start({ 'media.portMin': '31000', 'media.portMax': '31999', 'media.maxViewers': '7', 'media.workers': '3' });
    expect(native).toMatchObject({ workers: 3, bindAddress: '127.0.0.1', portMin: 31_000, portMax: 31_999 });
    expect(native).toMatchObject({ maxViewers: 7, maxStreams: 2000, maxReceivers: 2000, viewerAgeMs: 1500 });
  });

  it('logs once when a media worker does not keep up, and once when it does again', async () => {
    const lines: { level: number; worker?: number; msg: string }[] = [];
    await start({}, { log: pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) }) });
    for (const load of ['merging', 'keys-only', 'calm'] as const) engine!.changeLoad(2, load);
    await new Promise((resolve) => setImmediate(resolve));
    expect(lines.filter(({ worker }) => worker === 2).map(({ level, msg }) => [level, msg])).toEqual([
      [40, 'a media worker does not keep up: writes to viewers are merged'],
      [40, 'a media worker does not keep up: viewers get key frames only'],
      [30, 'a media worker keeps up again'],
    ]);
  });

  it('has writes merged unless the configuration says no', async () => {
    await start();
    expect(native?.mergeWrites).toBe(true);
    await start({ 'media.mergeWrites': 'false' });
    expect(native?.mergeWrites).toBe(false);
  });

  it('opens the shared port in the single-port mode', async () => {
    const guanlan = await start({ 'media.mode': 'single', 'media.port': '10000' });
    expect(guanlan.mediaPort).toBe(10_000);
    expect(engine!.list('sharedPort')).toHaveLength(1);
  });

  it('signs URLs that its own API takes', async () => {
    const guanlan = await start();
    const { flv } = guanlan.playUrls(`http://127.0.0.1:${guanlan.httpPort}`, 'gate');
    const answer = await fetch(flv);
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([404, 'stream-unknown']);
    expect((await fetch(flv.replace('gate', 'other'))).status).toBe(401);
  });

  it('greets with what an operator needs, and no secret but those', async () => {
    const guanlan = await start();
    const text = greeting(guanlan);
    expect(text).toContain(`http://127.0.0.1:${guanlan.httpPort}/`);
    expect(text).toContain(`admin / ${guanlan.firstLogin!.password}`);
    expect(text).toContain(`127.0.0.1:${guanlan.sipPort} (UDP and TCP), ID 34020000002000000001, domain 3402000000`);
    await guanlan.stop();
    expect(greeting(await start({ 'sip.password': 'chosen' }))).not.toMatch(/chosen|First login/);
  });
});

describe('stop', () => {
  it('ends every part once, for every call, and frees the ports', async () => {
    const guanlan = await start();
    const { httpPort, sipPort } = guanlan;
    const listeners = process.listenerCount('exit');
    const [first, second] = [guanlan.stop(), guanlan.stop()];
    await Promise.all([first, second]);
    expect(process.listenerCount('exit')).toBe(listeners - 1);
    await expect(fetch(`http://127.0.0.1:${httpPort}/healthz`)).rejects.toThrow();
    expect(() => engine!.openStream({ name: 'late', onLoss: 'pass' })).toThrow('the engine is stopped');
    const again = await start({ 'http.port': String(httpPort), 'sip.port': String(sipPort) });
    expect([again.httpPort, again.sipPort]).toEqual([httpPort, sipPort]);
  });

  it('closes the streams that run, and ends players that wait', async () => {
    const guanlan = await start();
    guanlan.engine.openStream({ name: 'gate', onLoss: 'pass' });
    const { flv } = guanlan.playUrls(`http://127.0.0.1:${guanlan.httpPort}`, 'gate');
    const waiting = fetch(flv).then(
      () => 'answered',
      () => 'ended',
    );
    await guanlan.stop();
    expect(await waiting).toBe('ended');
    expect(engine!.list('stream')).toEqual([]);
  });
});

/** Asks for an upgrade and then says nothing any more, not even to a close frame. Resolves with the first answer. */
function mute(port: number, path: string): Promise<{ socket: Socket; answer: string }> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', reject);
    socket.once('data', (data) => resolve({ socket, answer: data.toString() }));
    const handshake = 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n';
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${handshake}\r\n`);
  });
}

describe('stop, while a stranger holds a connection that asked for an upgrade', () => {
  it.each([
    ['/%zz', 400],
    ['/live/%zz.flv', 400],
    ['/', 404],
    ['/healthz', 404],
    ['/nothing', 404],
    ['/live/x.flv', 101],
  ])('to %s, does not wait for it', async (path, status) => {
    const guanlan = await start();
    const { socket, answer } = await mute(guanlan.httpPort, path);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    const begun = performance.now();
    await guanlan.stop();
    expect(performance.now() - begun).toBeLessThan(3000);
    socket.destroy();
  });
});

describe('a part that never stops', () => {
  it('is given up after its time, and the parts after it stop', async () => {
    const clock = new FakeClock();
    const guanlan = await start({}, { clock });
    const { gb28181 } = guanlan;
    let asked: (() => void) | undefined;
    const hanging = new Promise<void>((resolve) => {
      asked = resolve;
    });
    gb28181.stop = () => {
      asked!();
      return new Promise(() => {});
    };
    const stopped = guanlan.stop();
    await hanging;
    await clock.advanceAsync(5000);
    await stopped;
    expect(() => engine!.openStream({ name: 'late', onLoss: 'pass' })).toThrow('the engine is stopped');
  });
});

class NoPort extends FakeNativeEngine {
  override openSharedPort(): never {
    throw Object.assign(new Error('the port is taken'), { code: 'GL_ERR_PORT_IN_USE' });
  }
}

describe('a start that fails', () => {
  let blocker: Server;
  beforeEach(async () => {
    blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => blocker.close());

  it.each(['http.port', 'sip.port'])(
    'because of a taken %s stops what had started and makes no password',
    async (option) => {
      const { port } = blocker.address() as { port: number };
      const listeners = process.listenerCount('exit');
      const failed = start({ [option]: String(port) });
      await expect(failed).rejects.toThrow(ConfigError);
      await expect(failed).rejects.toThrow(new RegExp(`another program listens on port ${port} .*--${option}`));
      expect(process.listenerCount('exit')).toBe(listeners);
      expect(() => engine!.openStream({ name: 'late', onLoss: 'pass' })).toThrow('the engine is stopped');
      expect((await start()).firstLogin).toBeDefined();
    },
  );

  it.each(['http', 'sip'])('because of a foreign %s.host names the option', async (section) => {
    // RFC 5737: no machine has it.
    await expect(start({ [`${section}.host`]: '192.0.2.1' })).rejects.toThrow(
      `192.0.2.1 (${section}.host) is no address`,
    );
  });

  it('because of a taken media port names the option', async () => {
    await expect(
      start(
        { 'media.mode': 'single', 'media.port': '10000' },
        { createNative: (options, onEvents) => new NoPort(options, onEvents) },
      ),
    ).rejects.toThrow(/another program listens on port 10000 .*--media\.port/);
  });

  it('because of a broken database leaves it as it is', async () => {
    mkdirSync(join(data, 'data'));
    const file = join(data, 'data/guanlan.db');
    writeFileSync(file, 'no database');
    await expect(start()).rejects.toThrow();
    expect(readFileSync(file, 'utf8')).toBe('no database');
  });
});
