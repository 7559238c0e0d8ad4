// How long a picture takes through the whole platform: the first one of a player, and every one.
import { runNative, startNode } from './processes.mjs';

const warm = { players: 500, aSecond: 250 };
const coldStreams = 100;
const delayStreams = 100;
const delayLoops = 4;
const losses = ['lost', 'kernelDrops', 'damagedFrames', 'droppedFrames', 'malformed', 'markerLies', 'viewerJumps'];

/** firstkey.warm, firstkey.cold and delay, each with a platform of its own. `quick`: does it work? */
export async function measureLatency({ quick = false } = {}) {
  const part = (whole) => (quick ? Math.ceil(whole / 10) : whole);
  return [
    await withPlatform(1, ({ httpPort, rtpPorts }) =>
      runNative('first_key', 'warm', httpPort, part(warm.players), warm.aSecond, ...rtpPorts),
    ),
    await withPlatform(part(coldStreams), ({ httpPort, rtpPorts }) =>
      runNative('first_key', 'cold', httpPort, ...rtpPorts),
    ),
    await withPlatform(part(delayStreams), ({ httpPort, rtpPorts }) =>
      runNative('delay', httpPort, part(delayLoops), ...rtpPorts),
    ),
  ];
}

async function withPlatform(streams, measure) {
  const platform = startNode('./latency-platform.mjs');
  try {
    const [result] = await measure(await platform.call('open', { streams }));
    const totals = await platform.call('totals');
    const lost = losses.filter((name) => totals[name] > 0).map((name) => `${name} is ${totals[name]}`);
    if (lost.length > 0) throw new Error(`${result.id}: ${lost.join(', ')}`);
    return result;
  } finally {
    await platform.end();
  }
}
