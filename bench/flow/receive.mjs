// A process with the engine and nothing else: receivers for the load, and its own CPU time.
import { answer, cpuNs, openEngine } from './child.mjs';

const engine = openEngine({ maxStreams: 1000, maxReceivers: 1000, reorderPackets: 512 });
const streams = [];
let startNs = 0;

answer({
  open({ transport, streams: count }) {
    const ports = [];
    for (let i = 0; i < count; i++) {
      const stream = engine.openStream({ name: `camera-${i}`, onLoss: 'drop-to-key' });
      const { port } = engine.openReceiver({
        stream,
        transport: transport === 'udp' ? 'udp' : 'tcp-passive',
        silenceMs: 10_000,
      });
      streams.push(stream);
      ports.push(port);
    }
    return ports;
  },
  start() {
    startNs = cpuNs();
  },
  packets: () => engine.stats().totals.packets,
  finish() {
    const cpu = cpuNs() - startNs;
    const { totals } = engine.stats();
    return { cpuNs: cpu, ...totals, tracks: streams.map((stream) => describeTracks(engine.describeStream(stream))) };
  },
});

function describeTracks({ tracks }) {
  return tracks.map(({ codec, width, height }) => (width ? `${codec} ${width}x${height}` : codec)).join(' ');
}
