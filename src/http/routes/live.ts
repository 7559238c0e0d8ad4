import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import type { WebSocket } from 'ws';
import type { AudioMode, Container } from '../../engine/binding.d.ts';
import type { Lease } from '../../streams/source-provider.ts';
import type { HttpContext } from '../context.ts';
import { handOverHttp, handOverWebSocket } from '../hand-over.ts';
import { describeError, HttpError } from '../http-error.ts';
import type { PlaySigner } from '../play-url.ts';
import type { Authenticator } from '../plugins/auth.ts';
import { ErrorAnswer } from '../schemas/answers.ts';
import { closeWith } from '../web-sockets.ts';

/** Of every play URL. */
export const livePath = '/live/*';
const LiveQuery = Type.Object({
  audio: Type.Optional(
    Type.Enum(['flac', 'raw', 'aac', 'none'], { description: 'Default: raw for .flv, flac for .mp4.' }),
  ),
  hevc: Type.Optional(Type.Enum(['enhanced', 'legacy'], { description: 'H.265 in FLV: hvc1, or codec id 12.' })),
  expires: Type.Optional(Type.String()),
  sign: Type.Optional(Type.String()),
});
const LiveParams = Type.Object({ '*': Type.String({ maxLength: 255 }) });
type LiveQuery = Static<typeof LiveQuery>;
type LiveRequest = FastifyRequest<{ Params: { '*': string }; Querystring: LiveQuery }>;

interface Wish {
  name: string;
  container: Container;
  audio: AudioMode;
  hevcLegacy: boolean;
}

const contentTypes: Record<Container, string> = { flv: 'video/x-flv', mp4: 'video/mp4' };

/** `/live/{stream}.flv` and `.mp4`, plain and as WebSocket. Opening one starts its source. */
export class LiveRoutes {
  readonly #context: HttpContext;
  readonly #authenticator: Authenticator;
  readonly #signer: PlaySigner;
  #waiting = 0;

  constructor(context: HttpContext, authenticator: Authenticator, signer: PlaySigner) {
    this.#context = context;
    this.#authenticator = authenticator;
    this.#signer = signer;
  }

  register(app: FastifyInstance): void {
    const answers = { 401: ErrorAnswer, 404: ErrorAnswer, 502: ErrorAnswer, 503: ErrorAnswer, 504: ErrorAnswer };
    const media = { schema: Type.String({ format: 'binary' }) };
    const schema = {
      tags: ['play'],
      summary: 'Play a stream as HTTP-FLV or fragmented MP4, also as WebSocket',
      params: LiveParams,
      querystring: LiveQuery,
      security: [],
      response: {
        200: {
          description: 'Media until one side ends.',
          content: { [contentTypes.flv]: media, [contentTypes.mp4]: media },
        },
        ...answers,
      },
    };
    app.route({
      method: 'GET',
      url: livePath,
      exposeHeadRoute: false,
      schema,
      handler: (request, reply) => this.#http(request as LiveRequest, reply),
      wsHandler: (socket, request) => void this.#webSocket(socket, request as LiveRequest),
    });
    app.route({
      method: 'HEAD',
      url: livePath,
      schema: { hide: true },
      handler: (request, reply) => this.#head(request as LiveRequest, reply),
    });
  }

  async #http(request: LiveRequest, reply: FastifyReply): Promise<FastifyReply> {
    const wish = parseWish(request);
    await this.#authorise(request, wish);
    const { socket } = request.raw;
    const abort = new AbortController();
    const onClose = () => abort.abort(new HttpError(499, 'player-gone', 'The player left.'));
    socket.once('close', onClose);
    try {
      const lease = await this.#acquire(wish, abort.signal);
      socket.off('close', onClose);
      this.#play(lease, () =>
        handOverHttp(request, reply, lease.stream, { ...options(wish), head: this.#head200(request, wish) }),
      );
      return reply;
    } finally {
      socket.off('close', onClose);
    }
  }

  /** The handshake is done already: a browser opens one WebSocket per host at a time, so nobody waits in it. */
  async #webSocket(socket: WebSocket, request: LiveRequest): Promise<void> {
    const abort = new AbortController();
    const onClose = () => abort.abort(new HttpError(499, 'player-gone', 'The player left.'));
    socket.once('close', onClose);
    socket.on('error', () => {});
    try {
      const wish = parseWish(request);
      await this.#authorise(request, wish);
      const lease = await this.#acquire(wish, abort.signal);
      socket.off('close', onClose);
      this.#play(lease, () => handOverWebSocket(socket, lease.stream, { ...options(wish), websocket: true, head: '' }));
    } catch (error) {
      closeWith(socket, describeError(error));
    }
  }

  async #head(request: LiveRequest, reply: FastifyReply): Promise<FastifyReply> {
    const wish = parseWish(request);
    await this.#authorise(request, wish);
    const [deviceId, channelId] = wish.name.split('/');
    const known =
      this.#context.engine.stream(wish.name) ??
      (deviceId && channelId ? await this.#context.channels.get(deviceId, channelId) : undefined);
    if (!known) throw HttpError.notFound(`stream ${wish.name}`);
    return reply.type(contentTypes[wish.container]).send();
  }

  async #authorise(request: LiveRequest, wish: Wish): Promise<void> {
    if (this.#context.config.http.playAuth === 'open') return;
    if (this.#signer.check(wish.name, request.query.expires, request.query.sign)) return;
    if ((await this.#authenticator.identify(request)) !== undefined) return;
    throw new HttpError(
      401,
      'unauthorized',
      'The play URL is not signed, or its time is over; ask the API for a new one.',
    );
  }

  async #acquire(wish: Wish, signal: AbortSignal): Promise<Lease> {
    if (this.#waiting >= this.#context.config.http.maxWaitingPlayers)
      throw new HttpError(
        503,
        'too-many-waiting',
        'Too many players wait for their picture; try again in a few seconds.',
      );
    this.#waiting++;
    try {
      return await this.#context.streams.acquire(wish.name, { signal });
    } finally {
      this.#waiting--;
    }
  }

  #play(lease: Lease, handOver: () => { once(event: 'closed', listener: () => void): unknown }): void {
    try {
      handOver().once('closed', () => lease.release());
    } catch (error) {
      lease.release();
      throw error;
    }
  }

  #head200(request: LiveRequest, wish: Wish): string {
    const { corsOrigins } = this.#context.config.http;
    const origin = request.headers.origin;
    const allowed = corsOrigins.includes('*') ? '*' : corsOrigins.find((one) => one === origin);
    const lines = [
      'HTTP/1.1 200 OK',
      `Content-Type: ${contentTypes[wish.container]}`,
      'Cache-Control: no-store',
      'Connection: close',
      'X-Content-Type-Options: nosniff',
      ...(allowed ? [`Access-Control-Allow-Origin: ${allowed}`] : []),
    ];
    return `${lines.join('\r\n')}\r\n\r\n`;
  }
}

/** A stream's name, a channel's, or that of a session with a channel beyond its live picture. */
const playable = /^([^/]{1,100}(?:\/[^/]{1,100}(?:\/[a-z]{1,16}\/[0-9a-f]{1,64})?)?)\.(flv|mp4)$/;

function parseWish(request: LiveRequest): Wish {
  const match = playable.exec(request.params['*']);
  if (!match) throw new HttpError(404, 'not-found', 'Play URLs are /live/{stream}.flv and /live/{stream}.mp4.');
  const container = match[2] as Container;
  const { audio, hevc } = request.query;
  return {
    name: match[1]!,
    container,
    audio: audio ?? (container === 'flv' ? 'raw' : 'flac'),
    hevcLegacy: hevc === 'legacy',
  };
}

function options(wish: Wish) {
  return { container: wish.container, audio: wish.audio, hevcLegacy: wish.hevcLegacy, websocket: false };
}
