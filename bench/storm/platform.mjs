// A process with the whole platform, and what it says of its devices.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { loadConfig } from '../../dist/config/load.js';
import { Guanlan } from '../../dist/main.js';
import { answer, cpuNs } from '../flow/child.mjs';

const data = mkdtempSync(join(tmpdir(), 'guanlan-storm-'));
process.on('exit', () => rmSync(data, { recursive: true, force: true }));
const delay = monitorEventLoopDelay({ resolution: 10 });
const told = { online: 0, offline: 0, catalogs: 0 };
let guanlan;

answer({
  async open({ password, devices, keepaliveSeconds }) {
    const local = { 'http.host': '127.0.0.1', 'http.port': '0', 'sip.host': '127.0.0.1', 'sip.port': '0' };
    const sip = { 'sip.password': password, 'sip.keepaliveSeconds': String(keepaliveSeconds) };
    const flags = { ...local, ...sip, data, 'log.level': 'error', 'media.host': '127.0.0.1' };
    guanlan = await Guanlan.start(loadConfig({ flags: { ...flags, 'sip.maxDevices': String(devices) } }));
    guanlan.gb28181.on('device:online', () => told.online++);
    guanlan.gb28181.on('device:offline', () => told.offline++);
    guanlan.gb28181.on('catalog:updated', () => told.catalogs++);
    delay.enable();
    return guanlan.sipPort;
  },
  counts() {
    const { devicesOnline, registrations, messages, quirks } = guanlan.gb28181.stats();
    return { devicesOnline, registrations, keepalives: messages.Keepalive ?? 0, quirks, ...told, cpuMs: cpuNs() / 1e6 };
  },
  memory() {
    globalThis.gc?.();
    const { rss, heapUsed } = process.memoryUsage();
    return { rss, heapUsed };
  },
  /** Of the event loop since the last time, in ms. */
  lags() {
    const lags = { p50: delay.percentile(50) / 1e6, p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 };
    delay.reset();
    return lags;
  },
  async leave() {
    await guanlan.stop();
    setImmediate(() => process.exit(0));
  },
});
