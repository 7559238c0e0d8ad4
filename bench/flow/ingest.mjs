// Receive to frames: the engine, a plain Node receiver and a bare drain of the same sockets under the same load.
import { setTimeout as delay } from 'node:timers/promises';
import { runNative, startNative, startNode } from './processes.mjs';

const streams = 50;
const loops = 2;
const packetsPerSecond = 40_000;
/** The engine publishes its totals every 100 ms. */
const pollMs = 150;
const stillPolls = 4;

const subjects = {
  engine: () => startNode('./receive.mjs'),
  node: () => startNode('./count-packets.mjs'),
  drain: (transport) => startDrain(transport),
};

/** Answers the same calls as the Node processes do. */
function startDrain(transport) {
  const child = startNative('drain', transport, streams);
  const ask = async (line) => {
    child.write(line);
    return child.read();
  };
  const calls = {
    open: async () => (await child.read()).ports,
    start: () => child.write('start'),
    packets: async () => (await ask('packets')).packets,
    finish: () => ask('finish'),
  };
  return { call: (name) => calls[name](), end: () => child.end() };
}

/** One run in processes of its own. `cpuNs` is per packet. */
export async function receiveOnce(subject, transport, { rate = packetsPerSecond, loops: count = loops } = {}) {
  const child = subjects[subject](transport);
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
