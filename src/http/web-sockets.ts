import type { Duplex } from 'node:stream';
import websocket from '@fastify/websocket';
import type { FastifyInstance } from 'fastify';
import type { WebSocket } from 'ws';
import { HttpError } from './http-error.ts';

/** Players have nothing to say, and what microphones say the engine reads. */
const maxMessageBytes = 4096;
/** Time for players to answer the close frame when the server stops. */
const closeGraceMs = 300;
const goingAway = 1001;

/** WebSocket close codes are the HTTP statuses plus 4000. */
const closeCodeBase = 4000;
const maxReasonBytes = 123;

/** As in a JSON answer: the word for programs, then the sentence. */
export function closeWith(socket: WebSocket, refusal: { status: number; code: string; message: string }): void {
  socket.close(closeCodeBase + refusal.status, cut(`${refusal.code}: ${refusal.message}`));
}

/** A close reason has at most 123 bytes (RFC 6455 §5.5). */
function cut(text: string): string {
  const bytes = Buffer.from(text);
  return bytes.length <= maxReasonBytes
    ? text
    : new TextDecoder().decode(bytes.subarray(0, maxReasonBytes - 3)).replace(/\uFFFD+$/, '');
}

/**
 * WebSockets, for the URLs of players and microphones alone. Once a client asked for an upgrade, its connection is no longer one of those
 * that Node closes with the server; they are kept here, so that none of them holds up the stop of the process.
 */
export async function registerWebSockets(app: FastifyInstance, urls: readonly string[]): Promise<void> {
  const sockets = new Set<Duplex>();
  app.server.on('upgrade', (_request, socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await app.register(websocket, {
    options: { maxPayload: maxMessageBytes },
    preClose: (done) => {
      // What asks for an upgrade from now on is an ordinary request.
      app.server.removeAllListeners('upgrade');
      void closeAll(app, sockets).then(() => done());
    },
  });
  app.addHook('onRequest', async (request) => {
    if (request.ws && !urls.includes(request.routeOptions.url ?? ''))
      throw new HttpError(404, 'not-found', 'There is no WebSocket here; players open /live/{stream}.flv or .mp4.');
  });
}

async function closeAll(app: FastifyInstance, sockets: Set<Duplex>): Promise<void> {
  for (const client of app.websocketServer.clients) client.close(goingAway, 'the server stops');
  app.websocketServer.close();
  const closed = Promise.all([...sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve))));
  const timer = setTimeout(() => {
    for (const socket of sockets) socket.destroy();
  }, closeGraceMs);
  await closed;
  clearTimeout(timer);
}
