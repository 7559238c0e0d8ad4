// The floor of SIP over UDP in Node: a socket that sends every datagram back.
import { createSocket } from 'node:dgram';
import { answerMeasured } from './measured.mjs';

const socket = createSocket('udp4');
let packets = 0;

answerMeasured({
  open: () =>
    new Promise((resolve) => {
      socket.on('message', (bytes, { port, address }) => {
        packets++;
        socket.send(bytes, port, address);
      });
      socket.bind(0, '127.0.0.1', () => resolve(socket.address().port));
    }),
  counts: () => ({ packets }),
});
