// The cameras, as a process of their own: one engine whose clips play into senders.
import { once, setMaxListeners } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Clip, Engine, Sender, Stream } from '../../engine/engine.ts';
import { benchEngine, cpuUs, nowMs, showTo } from './bench-engine.ts';
import { answerCalls } from './calls.ts';
import { Player, type Seen } from './delay-probe.ts';
import type { Sample } from './measurement.ts';
import { loopSeconds, writeCamera } from './synthetic-camera.ts';

/**
 * Cameras that begin together; each group begins a little later than the one before, so that neither their pictures nor
 * their key frames fall on the same moment: 51 ms are one picture and 11 ms, and 40 groups take a whole loop.
 */
const maxGroups = 40;
const groupGapMs = 51;
/** A sender over UDP starts at once, and a connection is there at once on loopback. */
const startTimeoutMs = 10_000;

interface Wanted {
  ports: number[];
  transport: 'udp' | 'tcp';
  packetsPerSecond: number;
}

const streams: Stream[] = [];
const clips: Clip[] = [];
let engine: Engine;
let player: Player;
let camera: ReturnType<typeof writeCamera>;

export const sendingCalls = {
  /** Opens the senders and waits until all may send. */
  async open({ ports, transport, packetsPerSecond }: Wanted): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), 'guanlan-bench-'));
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
    camera = writeCamera(folder, packetsPerSecond);
    engine = benchEngine(ports.length);
    const started = ports.map((port, i) => {
      // The first one is watched by a player too, so it shares with nobody.
      const group = i === 0 ? 0 : 1 + ((i - 1) % Math.max(1, maxGroups - 1));
      streams[group] ??= engine.openStream({ name: `group-${group}`, onLoss: 'pass' });
      return startOf(
        streams[group].openSender({
          transport: transport === 'udp' ? 'udp' : 'tcp-active',
          remote: { address: '127.0.0.1', port },
          ssrc: i + 1,
          payloadType: 96,
          format: 'ps',
        }),
      );
    });
    await Promise.all(started);
  },
  /** The first camera's pictures to a player in this process. */
  async watch(): Promise<void> {
    player = await Player.open();
    await showTo(player.port, streams[0]!);
  },
  pictures: (): Seen[] => player.reader.seen,
  /** Begins, group by group, to play so many loops. Resolves with the times of the first and the last beginning. */
  async start(loops: number): Promise<{ firstMs: number; lastMs: number }> {
    const firstMs = nowMs();
    let lastMs = firstMs;
    for (const [index, stream] of streams.entries()) {
      await delay(Math.max(0, firstMs + index * groupGapMs - nowMs()));
      lastMs = nowMs();
      clips.push(stream.openClip({ ...camera, loops }));
    }
    return { firstMs, lastMs };
  },
  sample(): Sample {
    return { atMs: nowMs(), cpuUs: cpuUs(), totals: engine.stats().totals };
  },
  /** Resolves when all has been played. */
  async played(loops: number): Promise<void> {
    const signal = AbortSignal.timeout(2 * loops * loopSeconds * 1000 + startTimeoutMs);
    setMaxListeners(0, signal);
    await Promise.all(clips.map((clip) => clip.closed || once(clip, 'closed', { signal })));
  },
  totals: () => engine.stats().totals,
};

function startOf(sender: Sender): Promise<unknown> {
  return Promise.race([
    once(sender, 'started', { signal: AbortSignal.timeout(startTimeoutMs) }),
    once(sender, 'closed').then(([{ code, reason }]) =>
      Promise.reject(new Error(`A sender was closed: ${code} ${reason}`)),
    ),
  ]);
}

if (process.send) answerCalls(sendingCalls);
