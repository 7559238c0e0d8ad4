// A process with the whole platform, for loads on its signalling.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../dist/config/load.js';
import { kSaveDelayMs } from '../../dist/gb28181/device/device-registry.js';
import { Guanlan } from '../../dist/main.js';
import { answerMeasured } from './measured.mjs';

const data = mkdtempSync(join(tmpdir(), 'guanlan-bench-'));
process.on('exit', () => rmSync(data, { recursive: true, force: true }));
let guanlan;

answerMeasured({
  async open({ password }) {
    const local = { 'http.host': '127.0.0.1', 'http.port': '0', 'sip.host': '127.0.0.1', 'sip.port': '0' };
    const flags = { ...local, data, 'log.level': 'error', 'sip.password': password, 'media.host': '127.0.0.1' };
    guanlan = await Guanlan.start(loadConfig({ flags }));
    return guanlan.sipPort;
  },
  counts() {
    const { registrations, messages, devicesOnline } = guanlan.gb28181.stats();
    return { registrations: registrations.accepted, keepalives: messages.Keepalive ?? 0, devicesOnline };
  },
  // What is no news is written to the database so much later.
  settled: () => new Promise((resolve) => setTimeout(resolve, 2 * kSaveDelayMs)),
  close: () => guanlan.stop(),
});
