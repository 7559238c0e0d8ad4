import { setTimeout as delay } from 'node:timers/promises';
import { nowMs } from './bench-engine.ts';
import { MeasuredProcess } from './calls.ts';
import { delaysOf, Player, type Seen } from './delay-probe.ts';
import type { receivingCalls } from './receiving-process.ts';
import type { sendingCalls } from './sending-process.ts';
import { framesPerLoop, loopSeconds, soundsPerLoop } from './synthetic-camera.ts';

export interface Wanted {
  streams: number;
  packetsPerSecond: number;
  transport: 'udp' | 'tcp';
  seconds: number;
}

/**
 * Figures of one process at one moment. An engine's totals are at most publishMs old, and about as old at the end of whole
 * seconds as at their beginning.
 */
export interface Sample {
  atMs: number;
  cpuUs: number;
  totals: Record<string, number>;
}

export interface Measured {
  /** At the beginning and at the end of the time in which all cameras sent. */
  sending: [Sample, Sample];
  receiving: [Sample, Sample];
  /** Over the whole run. */
  sent: Record<string, number>;
  received: Record<string, number>;
  kernelDrops: number;
  expectedFrames: number;
  delaysMs: number[];
}

/** Each object of an engine publishes its figures about this often, in turns. */
const publishMs = 500;
/** After all have begun: until all have published; receivers know their cameras after some pictures. */
const warmUpMs = publishMs + 250;
const pollMs = 100;
/** So many polls without anything new, and nothing more comes. */
const stillPolls = Math.ceil(warmUpMs / pollMs);

/** Cameras and receivers in processes of their own, until all cameras have sent together for so many seconds. */
export async function measure({ streams, packetsPerSecond, transport, seconds }: Wanted): Promise<Measured> {
  const receiving = new MeasuredProcess<typeof receivingCalls>('receiving-process');
  const sending = new MeasuredProcess<typeof sendingCalls>('sending-process');
  const player = await Player.open();
  try {
    const ports = await receiving.call('open', { streams, transport });
    await sending.call('open', { ports, transport, packetsPerSecond });
    await Promise.all([sending.call('watch'), receiving.call('show', player.port)]);
    const samples = () => Promise.all([sending.call('sample'), receiving.call('sample')]);
    const loops = loopsFor(streams, seconds);
    await sending.call('start', loops);
    await delay(warmUpMs);
    const begin = await samples();
    await delay(begin[1].atMs + seconds * 1000 - nowMs());
    const end = await samples();
    await sending.call('played', loops);
    await settled(receiving, sending);
    const { totals, kernelDrops } = await receiving.call('finish');
    return {
      sending: [begin[0], end[0]],
      receiving: [begin[1], end[1]],
      sent: await sending.call('totals'),
      received: totals,
      kernelDrops,
      expectedFrames: streams * loops * (framesPerLoop + soundsPerLoop),
      delaysMs: delaysOf(await sending.call('pictures'), player.reader.seen.filter(within(begin[1], end[1]))),
    };
  } finally {
    player.close();
    receiving.end();
    sending.end();
  }
}

function within(begin: Sample, end: Sample): (seen: Seen) => boolean {
  return ({ atMs }) => atMs >= begin.atMs && atMs <= end.atMs;
}

/** Whole loops, so that what must arrive is known; groups of cameras begin within about one. */
function loopsFor(streams: number, seconds: number): number {
  const spreadSeconds = streams > 1 ? loopSeconds + 0.1 : 0;
  return Math.ceil((seconds + spreadSeconds + (2 * warmUpMs) / 1000) / loopSeconds);
}

/** Until as many packets have arrived as were sent, or nothing more comes. */
async function settled(
  receiving: MeasuredProcess<typeof receivingCalls>,
  sending: MeasuredProcess<typeof sendingCalls>,
): Promise<void> {
  await delay(warmUpMs);
  let before = -1;
  for (let still = 0; still < stillPolls; ) {
    const sent = (await sending.call('totals'))['sentPackets'] ?? 0;
    const { totals } = await receiving.call('sample');
    const packets = totals['packets'] ?? 0;
    if (packets >= sent && sent === before) return;
    still = packets === before ? still + 1 : 0;
    before = packets;
    await delay(pollMs);
  }
}
