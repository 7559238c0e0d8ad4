// Receive to frames: the engine and a plain Node receiver under the same load.
import { setTimeout as delay } from 'node:timers/promises';
import { runNative, startNode } from './processes.mjs';

const streams = 50;
const loops = 2;
const packetsPerSecond = 40_000;
const settleMs = 3000;
const pollMs = 50;
const expectedTracks = 'H264 640x360 PCMA';

/** One run in processes of its own. `cpuNs` is per packet. */
export async function receiveOnce(subject, transport, { rate = packetsPerSecond, loops: count = loops } = {}) {
  const child = startNode(subject === 'engine' ? './receive.mjs' : './count-packets.mjs');
  try {
    const ports = await child.call('open', { transport, streams });
    await child.call('start');
    const [load] = await runNative('rtp_load', transport, rate, count, ...ports);
    await settled(child, load.packets);
    const result = await child.call('finish');
    return { ...result, load, loops: count, cpuNs: result.cpuNs / Math.max(1, result.packets) };
  } finally {
    await child.end();
  }
}

/** Until all have arrived or no more come. */
async function settled(child, expected) {
  const deadline = Date.now() + settleMs;
  let before = -1;
  let now = await child.call('packets');
  while (now < expected && (now !== before || before === -1 || Date.now() < deadline)) {
    await delay(pollMs * 4);
    before = now;
    now = await child.call('packets');
    if (Date.now() > deadline && now === before) return;
  }
}

/** What is wrong with a run, or ''. */
export function faultOf(subject, { packets, load, loops: count, ...run }) {
  if (packets !== load.packets) return `${load.packets} packets were sent and ${packets} received`;
  if (subject !== 'engine') return '';
  const losses = ['lost', 'kernelDrops', 'damagedFrames', 'droppedFrames', 'malformed', 'psResyncs'];
  const lost = losses.filter((name) => run[name] > 0).map((name) => `${name} is ${run[name]}`);
  if (lost.length > 0) return lost.join(', ');
  // The last block of sound waits for its successor.
  const sounds = count * load.audioFramesPerLoop - 1;
  const expected = {
    frames: streams * (count * load.videoFramesPerLoop + sounds),
    keyFrames: streams * count,
    frameBytes: streams * (count * load.videoBytesPerLoop + sounds * load.soundBytes),
  };
  const wrong = Object.keys(expected).filter((name) => run[name] !== expected[name]);
  if (wrong.length > 0) return wrong.map((name) => `${name} is ${run[name]}, not ${expected[name]}`).join(', ');
  const tracks = run.tracks.find((found) => found !== expectedTracks);
  return tracks === undefined ? '' : `the tracks are ${tracks}`;
}
