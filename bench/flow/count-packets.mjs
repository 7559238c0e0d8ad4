// The baseline of receiving: a process that takes the same packets with Node's own sockets and only counts them.
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { answer, cpuNs } from './child.mjs';

const receiveBufferBytes = 4 << 20;
const lengthBytes = 2;
let packets = 0;
let startNs = 0;

answer({
  open: ({ transport, streams }) =>
    Promise.all(Array.from({ length: streams }, transport === 'udp' ? openUdp : openTcp)),
  start() {
    startNs = cpuNs();
  },
  packets: () => packets,
  finish: () => ({ cpuNs: cpuNs() - startNs, packets }),
});

function openUdp() {
  return new Promise((resolve) => {
    const socket = createSocket({ type: 'udp4', recvBufferSize: receiveBufferBytes });
    socket.on('message', () => {
      packets++;
    });
    socket.bind(0, '127.0.0.1', () => resolve(socket.address().port));
  });
}

function openTcp() {
  return new Promise((resolve) => {
    const server = createServer((connection) => connection.on('data', packetCounter()));
    server.listen(0, '127.0.0.1', () => resolve(server.address().port));
  });
}

/** Splits RFC 4571 framing: a packet counts once its last byte is there. Nothing is copied but split length fields. */
function packetCounter() {
  let missing = 0;
  let half = -1;
  return (chunk) => {
    let at = 0;
    while (at < chunk.length) {
      if (missing > 0) {
        const step = Math.min(missing, chunk.length - at);
        missing -= step;
        at += step;
        if (missing === 0) packets++;
      } else if (half >= 0) {
        missing = half * 256 + chunk[at++];
        half = -1;
      } else if (chunk.length - at < lengthBytes) {
        half = chunk[at++];
      } else {
        missing = chunk.readUInt16BE(at);
        at += lengthBytes;
      }
    }
  };
}
