// A process with the engine and a plain HTTP server that hands every player's socket to it, as the platform's own does.
import { createServer } from 'node:http';
import { answer, cpuNs, openEngine } from './child.mjs';

const head = 'HTTP/1.1 200 OK\r\nContent-Type: video/x-flv\r\nConnection: close\r\n\r\n';
const engine = openEngine({ maxViewers: 2000 });
const stream = engine.openStream({ name: 'camera', onLoss: 'drop-to-key' });
const { port: rtpPort } = engine.openReceiver({ stream, transport: 'udp', silenceMs: 10_000 });
let started;

const server = createServer(({ socket }) => {
  engine.adoptViewer(socket._handle.fd, {
    stream,
    container: 'flv',
    audio: 'raw',
    hevcLegacy: false,
    websocket: false,
    head,
  });
  socket.destroy();
});

answer({
  open: () =>
    new Promise((resolve) => {
      server.listen({ port: 0, host: '127.0.0.1', backlog: 1024 }, () =>
        resolve({ rtpPort, httpPort: server.address().port }),
      );
    }),
  ready: () => engine.describeStream(stream).ready,
  start() {
    started = { at: process.hrtime.bigint(), cpuNs: cpuNs(), totals: engine.stats().totals };
  },
  finish() {
    const seconds = Number(process.hrtime.bigint() - started.at) / 1e9;
    const { totals, viewers } = engine.stats();
    const grown = Object.fromEntries(Object.entries(totals).map(([name, now]) => [name, now - started.totals[name]]));
    return { cpuNs: cpuNs() - started.cpuNs, seconds, viewers, ...grown };
  },
});
