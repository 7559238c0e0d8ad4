import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '../../src/base/log.ts';
import { CameraFleet, type FleetOptions } from '../../src/cli/camera/camera-fleet.ts';
import { loadConfig } from '../../src/config/load.ts';
import type { MediaTransport } from '../../src/gb28181/ports.ts';
import type { PlayUrls } from '../../src/http/play-url.ts';
import { Guanlan } from '../../src/main.ts';

export const loopback = '127.0.0.1';
const quiet = createLogger({ level: process.env['GUANLAN_TEST_LOG'] ?? 'silent', pretty: false });
const catalogTimeoutMs = 20_000;

/** A whole platform on free ports of loopback, with a data folder that goes when it stops. */
export class TestPlatform {
  readonly guanlan: Guanlan;
  readonly data: string;
  readonly #fleets: CameraFleet[] = [];
  #token: Promise<string> | undefined;

  private constructor(guanlan: Guanlan, data: string) {
    this.guanlan = guanlan;
    this.data = data;
  }

  static async start(flags: Record<string, string> = {}): Promise<TestPlatform> {
    const data = mkdtempSync(join(tmpdir(), 'guanlan-e2e-'));
    const guanlan = await Guanlan.start(loadConfig({ flags: { ...platformFlags(data), ...flags } }), { log: quiet });
    return new TestPlatform(guanlan, data);
  }

  /** Cameras that are registered and whose catalogs are read, one device for each way of sending. */
  async cameras(transports: MediaTransport[], options: Partial<FleetOptions> = {}): Promise<CameraFleet> {
    const { guanlan } = this;
    const { id } = guanlan.config.sip;
    const fleet = new CameraFleet({
      server: { id, domain: id.slice(0, 10), address: loopback, port: guanlan.sipPort },
      password: guanlan.sipPassword,
      count: transports.length,
      firstId: '34020000001320000001',
      channelsPerDevice: 1,
      transport: 'udp',
      video: 'H264',
      audio: 'PCMA',
      keepaliveSeconds: 30,
      log: quiet,
      ...options,
    });
    this.#fleets.push(fleet);
    for (const [i, mediaTransport] of transports.entries())
      await guanlan.gb28181.updateSettings(fleet.deviceId(i), { mediaTransport });
    const read = this.#catalogs(transports.length);
    await fleet.start();
    await read;
    return fleet;
  }

  get base(): string {
    return `http://${loopback}:${this.guanlan.httpPort}`;
  }
  urls(stream: string): PlayUrls {
    return this.guanlan.playUrls(this.base, stream);
  }

  /** A request to the REST API by the administrator; `path` begins behind /api/v1, a Buffer goes as it is. */
  async api(method: string, path: string, body?: object, signal?: AbortSignal): Promise<Response> {
    this.#token ??= this.#logIn();
    const authorization = `Bearer ${await this.#token}`;
    const type = Buffer.isBuffer(body) ? 'application/octet-stream' : 'application/json';
    return fetch(`${this.base}/api/v1${path}`, {
      method,
      headers: { authorization, ...(body && { 'content-type': type }) },
      ...(body && { body: Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body) }),
      ...(signal && { signal }),
    });
  }

  async stop(): Promise<void> {
    await Promise.all(this.#fleets.map((fleet) => fleet.stop()));
    await this.guanlan.stop();
    rmSync(this.data, { recursive: true, force: true });
  }

  async #logIn(): Promise<string> {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify(this.guanlan.firstLogin);
    const response = await fetch(`${this.base}/api/v1/session`, { method: 'POST', headers, body });
    return ((await response.json()) as { token: string }).token;
  }

  #catalogs(count: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('catalogs were not read in time')), catalogTimeoutMs);
      let read = 0;
      this.guanlan.gb28181.on('catalog:updated', () => {
        if (++read < count) return;
        clearTimeout(timer);
        resolve();
      });
    });
  }
}

export function platformFlags(data: string): Record<string, string> {
  return {
    data,
    'log.level': process.env['GUANLAN_TEST_LOG'] ?? 'silent',
    'http.host': loopback,
    'http.port': '0',
    'sip.host': loopback,
    'sip.port': '0',
    'media.host': loopback,
    'media.port': '0',
  };
}
