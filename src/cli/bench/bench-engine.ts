import { connect } from 'node:net';
import { loadConfig } from '../../config/load.ts';
import type { NativeOptions } from '../../engine/binding.d.ts';
import { Engine, type Stream } from '../../engine/engine.ts';
import { loadNative } from '../../engine/native.ts';
import { handOver } from '../../http/hand-over.ts';

/** An engine as the platform's defaults make it, on loopback, with ports that the system chooses. */
export function benchEngine(streams: number): Engine {
  const { media } = loadConfig();
  const options: NativeOptions = {
    workers: media.workers,
    bindAddress: '127.0.0.1',
    portMin: 0,
    portMax: 0,
    maxStreams: streams,
    maxReceivers: streams,
    maxSenders: streams,
    maxViewers: 1,
    ringBytes: media.ringBytes,
    keepGop: media.keepGop,
    viewerBytes: media.viewerBytes,
    viewerAgeMs: media.viewerAgeMs,
    viewerStallMs: media.viewerStallMs,
    receiveBufferBytes: media.receiveBufferBytes,
    reorderPackets: media.reorderPackets,
    reorderMs: media.reorderMs,
  };
  const native = loadNative();
  return new Engine((onEvents) => new native.NativeEngine(options, onEvents));
}

/** Lets the player that listens on `port` watch the stream's pictures as FLV. Resolves when the engine has it. */
export function showTo(port: number, stream: Stream): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('error', reject);
    socket.once('connect', () => {
      const options = { container: 'flv', audio: 'none', hevcLegacy: false, websocket: false, head: '' } as const;
      handOver(socket, stream, options);
      resolve();
    });
  });
}

/** User and system time of this process, all threads, in microseconds. */
export function cpuUs(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** The same clock in all processes of the machine. */
export function nowMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
