// An engine with a clip, a sender and a receiver at work, for tests of how processes and threads end.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');
const { NativeEngine } = createRequire(import.meta.url)(join(root, 'build/Release/guanlan.node'));

export const options = {
  workers: 2,
  bindAddress: '127.0.0.1',
  portMin: 0,
  portMax: 0,
  maxStreams: 10,
  maxReceivers: 10,
  maxSenders: 10,
  maxViewers: 10,
  ringBytes: 1 << 20,
  keepGop: true,
  viewerBytes: 1 << 20,
  viewerAgeMs: 1500,
  viewerStallMs: 10_000,
  receiveBufferBytes: 1 << 20,
  reorderPackets: 64,
  reorderMs: 200,
};

export function start(onEvents) {
  const engine = new NativeEngine(options, onEvents);
  const from = engine.openStream({ name: 'from', onLoss: 'drop-to-key' });
  const to = engine.openStream({ name: 'to', onLoss: 'drop-to-key' });
  const path = join(root, 'src/cli/camera/clips/clip.h264');
  engine.openClip({ stream: from, video: { path, codec: 'H264', framesPerSecond: 100 }, loops: 0 });
  const { port } = engine.openReceiver({ stream: to, transport: 'udp', silenceMs: 1000 });
  const remote = { address: '127.0.0.1', port };
  engine.openSender({ stream: from, transport: 'udp', remote, ssrc: 1, payloadType: 96, format: 'ps' });
  return engine;
}
