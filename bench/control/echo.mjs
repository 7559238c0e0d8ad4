// The floor of SIP over UDP in Node: a socket that sends every datagram back.
import { createSocket } from 'node:dgram';
import { answer, cpuNs } from '../flow/child.mjs';

const socket = createSocket('udp4');
let startNs = 0;
let packets = 0;

answer({
  open: () =>
    new Promise((resolve) => {
      socket.on('message', (bytes, { port, address }) => {
        packets++;
        socket.send(bytes, port, address);
      });
      socket.bind(0, '127.0.0.1', () => resolve(socket.address().port));
    }),
  start() {
    startNs = cpuNs();
    packets = 0;
  },
  finish: () => ({ cpuNs: cpuNs() - startNs, packets }),
  close: () => socket.close(),
});
