// A process with the whole platform and streams that are fed by receivers of their own.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { loadConfig } from '../../dist/config/load.js';
import { Guanlan } from '../../dist/main.js';
import { answer } from './child.mjs';

/** Every object of the engine has published its figures by then: they do so about every 500 ms. */
const publishedMs = 750;
const data = mkdtempSync(join(tmpdir(), 'guanlan-bench-'));
process.on('exit', () => rmSync(data, { recursive: true, force: true }));
let guanlan;

answer({
  async open({ streams }) {
    const local = { 'http.host': '127.0.0.1', 'http.port': '0', 'sip.host': '127.0.0.1', 'sip.port': '0' };
    const media = { 'media.host': '127.0.0.1', 'media.portMin': '0', 'media.portMax': '0' };
    const flags = { ...local, ...media, data, 'log.level': 'error', 'http.playAuth': 'open' };
    guanlan = await Guanlan.start(loadConfig({ flags }));
    const rtpPorts = [];
    for (let i = 0; i < streams; i++) {
      const stream = guanlan.engine.openStream({ name: `camera${i}`, onLoss: 'drop-to-key' });
      rtpPorts.push(stream.openReceiver({ transport: 'udp', silenceMs: 60_000 }).port);
    }
    return { httpPort: guanlan.httpPort, rtpPorts };
  },
  async totals() {
    await delay(publishedMs);
    return guanlan.engine.stats().totals;
  },
});
