import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import type { WebSocket } from 'ws';
import type { HttpContext } from '../context.ts';
import { handOverMicrophone, hold, letGo } from '../hand-over.ts';
import { describeError, HttpError } from '../http-error.ts';
import type { PlaySigner } from '../play-url.ts';
import type { Authenticator } from '../plugins/auth.ts';
import { ErrorAnswer } from '../schemas/answers.ts';
import { closeWith } from '../web-sockets.ts';

export const microphonePath = '/microphone/:id';
const Params = Type.Object({ id: Type.String({ maxLength: 64 }) });
const Query = Type.Object({ expires: Type.Optional(Type.String()), sign: Type.Optional(Type.String()) });
type MicrophoneRequest = FastifyRequest<{ Params: Static<typeof Params>; Querystring: Static<typeof Query> }>;

/** Until its microphone came, a broadcast waits half a minute. */
const validMinutes = 1;

export function microphoneUrl(signer: PlaySigner, base: string, id: string): string {
  return `${base.replace(/^http/, 'ws')}/microphone/${id}?${signer.query(`microphone/${id}`, validMinutes)}`;
}

/** `/microphone/{broadcast}`: binary messages of sound, which the engine reads. */
export function registerMicrophone(
  app: FastifyInstance,
  { gb28181 }: HttpContext,
  authenticator: Authenticator,
  signer: PlaySigner,
): void {
  app.route({
    method: 'GET',
    url: microphonePath,
    exposeHeadRoute: false,
    schema: {
      tags: ['broadcasts'],
      summary: 'WebSocket that takes the microphone of a broadcast, as the broadcast’s microphoneUrl names it',
      params: Params,
      querystring: Query,
      security: [],
      response: { 401: ErrorAnswer, 404: ErrorAnswer, 426: ErrorAnswer },
    },
    handler: async () => {
      throw new HttpError(426, 'web-socket-only', 'Open this URL as a WebSocket and send sound in binary messages.');
    },
    wsHandler: (socket, request) => void take(socket, request as MicrophoneRequest),
  });

  async function take(socket: WebSocket, request: MicrophoneRequest): Promise<void> {
    // At once, before the first byte of sound is read.
    hold(socket);
    socket.on('error', () => {});
    try {
      const { id } = request.params;
      const { expires, sign } = request.query;
      const known = signer.check(`microphone/${id}`, expires, sign) || (await authenticator.identify(request));
      if (!known) throw new HttpError(401, 'unauthorized', 'The URL is not signed, or its time is over.');
      const broadcast = gb28181.broadcasts.get(id);
      if (!broadcast) throw HttpError.notFound(`broadcast ${id}; it may have ended`);
      if (!broadcast.wantsMicrophone)
        throw new HttpError(409, 'microphone-taken', 'The broadcast has a microphone, or plays a file.');
      broadcast.talk((voice, codec) => handOverMicrophone(socket, voice, codec));
    } catch (error) {
      closeWith(socket, describeError(error));
      letGo(socket);
    }
  }
}
