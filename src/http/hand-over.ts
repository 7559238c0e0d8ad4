import { closeSync } from 'node:fs';
import { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import type { ViewerOptions } from '../engine/binding.d.ts';
import type { Stream, Viewer } from '../engine/engine.ts';
import { HttpError } from './http-error.ts';

/** Node keeps the descriptor on an undocumented field; that it is there is tested. */
interface WithHandle {
  _handle?: { fd?: number } | null;
  encrypted?: boolean;
}

type Options = Omit<ViewerOptions, 'stream'>;

/**
 * Gives a player's connection to the native engine, which answers and sends from then on. Node's own half is destroyed
 * without a shutdown, so that the connection lives on.
 */
export function handOverHttp(request: FastifyRequest, reply: FastifyReply, stream: Stream, options: Options): Viewer {
  const { socket } = request.raw;
  // A request that was sent ahead, before the answer to the one before, has not got the connection yet.
  if (reply.raw.socket !== socket || request.method !== 'GET')
    throw new HttpError(400, 'pipelined', 'Ask for a stream on a connection of its own.');
  const viewer = handOver(socket, stream, options);
  // Not before: a connection that the engine refuses still gets an answer.
  reply.hijack();
  return viewer;
}

/** After the handshake. What the client sent meanwhile is lost; players send nothing. */
export function handOverWebSocket(webSocket: WebSocket, stream: Stream, options: Options): Viewer {
  const { _socket: socket } = webSocket as unknown as { _socket: Socket };
  return handOver(socket, stream, options);
}

/** Any connected socket of Node, with nothing waiting in it. */
export function handOver(socket: Socket, stream: Stream, options: Options): Viewer {
  const { _handle: handle, encrypted } = socket as unknown as WithHandle;
  if (encrypted) return relay(socket, stream, options);
  const fd = handle?.fd;
  if (fd === undefined || fd < 0 || socket.destroyed) throw new HttpError(499, 'player-gone', 'The player left.');
  // What Node still holds back would be lost with its half.
  if (socket.writableLength > 0) throw new HttpError(503, 'connection-busy', 'The connection is not free yet.');
  const viewer = stream.adoptViewer(fd, options);
  socket.destroy();
  return viewer;
}

/** Behind TLS the engine writes into a pair of sockets, and Node encrypts what comes out. */
function relay(secure: Socket, stream: Stream, options: Options): Viewer {
  const [inner, outer] = stream.openSocketPair();
  const viewer = stream.adoptViewer(inner, options);
  closeSync(inner);
  const plain = new Socket({ fd: outer, readable: true, writable: true });
  plain.pipe(secure);
  secure.pipe(plain);
  for (const [one, other] of [
    [plain, secure],
    [secure, plain],
  ] as const) {
    one.on('error', () => other.destroy());
    one.on('close', () => other.destroy());
  }
  return viewer;
}
