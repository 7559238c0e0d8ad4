import { closeSync } from 'node:fs';
import { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import type { MicrophoneOptions, ViewerOptions } from '../engine/binding.d.ts';
import type { Microphone, Stream, Viewer } from '../engine/engine.ts';
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
  return handOver(socketOf(webSocket), stream, options);
}

/** What the client sends waits unread, until letGo() or handOverMicrophone(). */
export function hold(webSocket: WebSocket): void {
  socketOf(webSocket).pause();
}

export function letGo(webSocket: WebSocket): void {
  socketOf(webSocket).resume();
}

/** After hold(): what was read behind the handshake goes along. */
export function handOverMicrophone(
  webSocket: WebSocket,
  stream: Stream,
  codec: MicrophoneOptions['codec'],
): Microphone {
  const socket = socketOf(webSocket);
  return take(socket, stream, (fd) => {
    // Reading would also tell the one who parses messages.
    socket.removeAllListeners('data');
    const pending = socket.read() as Buffer | null;
    return stream.adoptMicrophone(fd, { codec, ...(pending && { pending }) });
  });
}

function socketOf(webSocket: WebSocket): Socket {
  return (webSocket as unknown as { _socket: Socket })._socket;
}

/** Any connected socket of Node, with nothing waiting in it. */
export function handOver(socket: Socket, stream: Stream, options: Options): Viewer {
  return take(socket, stream, (fd) => stream.adoptViewer(fd, options));
}

/** `adopt` takes over a descriptor, which is closed here. */
function take<T>(socket: Socket, stream: Stream, adopt: (fd: number) => T): T {
  const { _handle: handle, encrypted } = socket as unknown as WithHandle;
  if (encrypted) return relay(socket, stream, adopt);
  const fd = handle?.fd;
  if (fd === undefined || fd < 0 || socket.destroyed) throw new HttpError(499, 'player-gone', 'The player left.');
  // What Node still holds back would be lost with its half.
  if (socket.writableLength > 0) throw new HttpError(503, 'connection-busy', 'The connection is not free yet.');
  const adopted = adopt(fd);
  socket.destroy();
  return adopted;
}

/** Behind TLS the engine writes into a pair of sockets, and Node encrypts what comes out. */
function relay<T>(secure: Socket, stream: Stream, adopt: (fd: number) => T): T {
  const [inner, outer] = stream.openSocketPair();
  const adopted = adopt(inner);
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
  return adopted;
}
