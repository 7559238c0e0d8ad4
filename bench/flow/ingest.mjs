// Receive to frames: the engine and a plain Node receiver under the same load.
import { setTimeout as delay } from 'node:timers/promises';
import { runNative, startNode } from './processes.mjs';

const streams = 50;
const loops = 2;
const packetsPerSecond = 40_000;
/** The engine publishes its totals every 100 ms. */
const pollMs = 150;
const stillPolls = 4;

/** One run in processes of its own. `cpuNs` is per packet. */
export async function receiveOnce(subject, transport, { rate = packetsPerSecond, loops: count = loops } = {}) {
  const child = startNode(subject === 'engine' ? './receive.mjs' : './count-packets.mjs');
  try {
    const ports = await child.call('open', { transport, streams });
    await child.call('start');
    const [load] = await runNative('rtp_load', transport, rate, count, ...ports);
    await settled(child, load.packets);
    const result = await child.call('finish');
    return { ...result, streams, load, loops: count, cpuNs: result.cpuNs / Math.max(1, result.packets) };
  } finally {
    await child.end();
  }
}

/** Until all have arrived, or nothing more has for a while. */
async function settled(child, expected) {
  let before = -1;
  for (let still = 0; still < stillPolls; ) {
    const now = await child.call('packets');
    if (now >= expected) return;
    still = now === before ? still + 1 : 0;
    before = now;
    await delay(pollMs);
  }
}
