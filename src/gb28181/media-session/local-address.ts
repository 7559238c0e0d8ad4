import { createSocket } from 'node:dgram';
import { isIP } from 'node:net';

const anyPort = 9;
const loopback = '127.0.0.1';

/**
 * Our address on the way to a peer: the one that the kernel would send from. A connected UDP socket tells it without
 * sending anything. SDP with 0.0.0.0, or with the address of another network card, is what devices never answer.
 */
export function localAddressTo(peer: string): Promise<string> {
  const family = isIP(peer);
  if (family === 0) return Promise.resolve(loopback);
  return new Promise((resolve) => {
    const socket = createSocket(family === 6 ? 'udp6' : 'udp4');
    socket.connect(anyPort, peer, (failure?: Error) => {
      const address = failure ? loopback : socket.address().address;
      socket.close();
      resolve(address);
    });
  });
}
