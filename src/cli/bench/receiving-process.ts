// The receiving side alone, as a process of its own: one engine with a receiver for each camera, as the platform has it.
import { readFileSync } from 'node:fs';
import type { Engine, Receiver, Stream } from '../../engine/engine.ts';
import { benchEngine, cpuUs, nowMs, showTo } from './bench-engine.ts';
import { answerCalls } from './calls.ts';
import type { Sample } from './measurement.ts';

const silenceMs = 30_000;
const streams: Stream[] = [];
const receivers: Receiver[] = [];
/** Of UDP. */
const ports = new Set<number>();
let engine: Engine;

export const receivingCalls = {
  /** Local ports, one for each camera; SSRCs count from 1. */
  open({ streams: count, transport }: { streams: number; transport: 'udp' | 'tcp' }): number[] {
    engine = benchEngine(count);
    for (let i = 0; i < count; i++) {
      const stream = engine.openStream({ name: `camera-${i}`, onLoss: 'drop-to-key' });
      streams.push(stream);
      const way = transport === 'udp' ? 'udp' : 'tcp-passive';
      receivers.push(stream.openReceiver({ transport: way, ssrc: i + 1, silenceMs }));
    }
    if (transport === 'udp') for (const { port } of receivers) ports.add(port);
    return receivers.map(({ port }) => port);
  },
  /** The first camera's pictures to the player on that port. */
  show: (port: number) => showTo(port, streams[0]!),
  sample(): Sample {
    return { atMs: nowMs(), cpuUs: cpuUs(), totals: engine.stats().totals };
  },
  finish() {
    return { totals: engine.stats().totals, kernelDrops: kernelDrops() };
  },
};

/**
 * Datagrams that the kernel dropped at these ports. The engine's own count comes with the next datagram, and so misses
 * what is dropped last.
 */
function kernelDrops(): number {
  let drops = 0;
  for (const line of readFileSync('/proc/self/net/udp', 'utf8').split('\n').slice(1)) {
    const cells = line.trim().split(/\s+/);
    const port = Number.parseInt(cells[1]?.split(':')[1] ?? '', 16);
    if (ports.has(port)) drops += Number(cells.at(-1));
  }
  return drops;
}

if (process.send) answerCalls(receivingCalls);
