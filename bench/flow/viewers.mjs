// One stream to many viewers: the engine, and a bare loop that writes the same camera's frames to as many sockets.
import { setTimeout as delay } from 'node:timers/promises';
import { startNative, startNode } from './processes.mjs';

const measuredMs = 3000;
const loadLoops = 30;
const realTime = 0;
const pollMs = 50;
const maxPolls = 200;
const path = '/live/camera.flv';

/** One run in processes of its own. `cpuNs` is per viewer and second. */
export async function serveOnce(subject, viewers) {
  const processes = [];
  const own = (child) => {
    processes.push(child);
    return child;
  };
  try {
    return await (subject === 'engine' ? engineOnce(own, viewers) : writeLoopOnce(own, viewers));
  } finally {
    for (const child of processes.reverse()) await child.end();
  }
}

async function engineOnce(own, viewers) {
  const server = own(startNode('./serve-viewers.mjs'));
  const { rtpPort, httpPort } = await server.call('open');
  own(startNative('rtp_load', 'udp', realTime, loadLoops, rtpPort));
  for (let i = 0; !(await server.call('ready')); i++) {
    if (i === maxPolls) throw new Error('The stream does not become ready.');
    await delay(pollMs);
  }
  const audience = own(startNative('viewer_load', httpPort, viewers, path));
  await audience.read();
  await server.call('start');
  audience.write('start');
  await delay(measuredMs);
  const result = await server.call('finish');
  audience.write('stop');
  return perViewerSecond(result, await audience.read());
}

async function writeLoopOnce(own, viewers) {
  const loop = own(startNative('write_loop', viewers));
  const { port } = await loop.read();
  const audience = own(startNative('viewer_load', port, viewers, path));
  await audience.read();
  loop.write('start');
  audience.write('start');
  await delay(measuredMs);
  loop.write('stop');
  const result = await loop.read();
  audience.write('stop');
  return perViewerSecond(result, await audience.read());
}

function perViewerSecond({ cpuNs, seconds, ...result }, seen) {
  return { ...result, seconds, seen, cpuNs: cpuNs / seen.viewers / seconds };
}
