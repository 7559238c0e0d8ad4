import { randomInt } from 'node:crypto';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import type { Receiver, Sender, Stream } from '../../engine/engine.ts';
import type { HttpContext } from '../context.ts';
import { HttpError, requireNumeric } from '../http-error.ts';
import { ErrorAnswer } from '../schemas/answers.ts';
import * as schemas from '../schemas/streams.ts';
import { answersOfOpen, idOf, receiverAnswer, senderAnswer } from './streams.ts';

const IdParams = Type.Object({ id: Type.String({ maxLength: 32 }) });
const programStreamType = 96;

interface OpenReceiver {
  receiver: Receiver;
  stream: Stream;
}

/** Media without SIP, for platforms that bring their own signalling: receivers and senders by hand. */
export class MediaRoutes {
  readonly #context: HttpContext;
  readonly #receivers = new Map<string, OpenReceiver>();
  /** Streams that were opened here, with their receivers; they end with the last one, because nobody else would end them. */
  readonly #ownStreams = new WeakMap<Stream, Set<Receiver>>();
  readonly #senders = new Map<string, Sender>();

  constructor(context: HttpContext) {
    this.#context = context;
  }

  readonly plugin: FastifyPluginAsyncTypebox = async (app) => {
    app.register(this.#receiverRoutes);
    app.register(this.#senderRoutes);
  };

  readonly #receiverRoutes: FastifyPluginAsyncTypebox = async (app) => {
    const tags = ['receivers'];
    app.post(
      '/receivers',
      {
        schema: {
          tags,
          summary: 'Take RTP into a stream',
          body: schemas.ReceiverRequest,
          response: {
            201: schemas.OpenedAnswer,
            400: ErrorAnswer,
            409: ErrorAnswer,
            502: ErrorAnswer,
            503: ErrorAnswer,
          },
        },
      },
      async (request, reply) => reply.status(201).send(this.#openReceiver(request.body)),
    );
    app.get(
      '/receivers',
      { schema: { tags, summary: 'Receivers opened here', response: { 200: Type.Array(schemas.Receiver) } } },
      async () => answersOfOpen([...this.#receivers.values()], ({ receiver }) => receiverAnswer(receiver)),
    );
    app.get(
      '/receivers/:id',
      {
        schema: {
          tags,
          summary: 'State, tracks and counters',
          params: IdParams,
          response: { 200: schemas.ReceiverDetails, 404: ErrorAnswer },
        },
      },
      async (request) => {
        const { receiver, stream } = this.#receiver(request.params.id);
        return { ...receiverAnswer(receiver), tracks: stream.tracks };
      },
    );
    app.delete(
      '/receivers/:id',
      {
        schema: {
          tags,
          summary: 'Close it, and its stream when that was opened here and this is its last receiver',
          params: IdParams,
          response: { 204: Type.Null(), 404: ErrorAnswer },
        },
      },
      async (request, reply) => {
        this.#receiver(request.params.id).receiver.close();
        return reply.status(204).send(null);
      },
    );
  };

  readonly #senderRoutes: FastifyPluginAsyncTypebox = async (app) => {
    const tags = ['senders'];
    app.post(
      '/senders',
      {
        schema: {
          tags,
          summary: 'Send a running stream as RTP',
          body: schemas.SenderRequest,
          response: {
            201: schemas.OpenedAnswer,
            404: ErrorAnswer,
            409: ErrorAnswer,
            502: ErrorAnswer,
            503: ErrorAnswer,
          },
        },
      },
      async (request, reply) => reply.status(201).send(this.#openSender(request.body)),
    );
    app.get(
      '/senders',
      { schema: { tags, summary: 'Senders opened here', response: { 200: Type.Array(schemas.Sender) } } },
      async () => answersOfOpen([...this.#senders.values()], senderAnswer),
    );
    app.get(
      '/senders/:id',
      {
        schema: {
          tags,
          summary: 'State and counters',
          params: IdParams,
          response: { 200: schemas.Sender, 404: ErrorAnswer },
        },
      },
      async (request) => senderAnswer(this.#sender(request.params.id)),
    );
    app.delete(
      '/senders/:id',
      { schema: { tags, summary: 'Stop sending', params: IdParams, response: { 204: Type.Null(), 404: ErrorAnswer } } },
      async (request, reply) => {
        this.#sender(request.params.id).close();
        return reply.status(204).send(null);
      },
    );
  };

  #openReceiver(request: Static<typeof schemas.ReceiverRequest>): Static<typeof schemas.OpenedAnswer> {
    const { engine, config, sharedPort } = this.#context;
    const { stream: name, ...options } = request;
    requireRemote('receiver', request);
    const shared = request.transport !== 'tcp-active' && request.port === undefined ? sharedPort : undefined;
    if (shared && request.ssrc === undefined)
      throw new HttpError(400, 'ssrc-needed', 'All streams share one port here, so the SSRC must be told.');
    const existing = engine.stream(name);
    const stream =
      existing ??
      engine.openStream({ name, onLoss: config.media.onLoss, ...(sharedPort && { sharedPort: sharedPort.handle }) });
    if (!existing) this.#ownStreams.set(stream, new Set());
    try {
      const silenceMs = config.media.silenceMs;
      const receiver = stream.openReceiver({ ...options, silenceMs, ...(shared && { sharedPort: shared.handle }) });
      this.#keep(receiver, stream);
      return { id: idOf(receiver), port: receiver.port };
    } catch (error) {
      if (!existing) stream.close();
      throw error;
    }
  }

  #keep(receiver: Receiver, stream: Stream): void {
    const id = idOf(receiver);
    this.#receivers.set(id, { receiver, stream });
    const feeding = this.#ownStreams.get(stream);
    feeding?.add(receiver);
    receiver.once('closed', () => {
      this.#receivers.delete(id);
      feeding?.delete(receiver);
      if (feeding?.size === 0) stream.close();
    });
  }

  #openSender(request: Static<typeof schemas.SenderRequest>): Static<typeof schemas.OpenedAnswer> {
    const { stream: name, ssrc, payloadType, format, ...options } = request;
    requireRemote('sender', request);
    const stream = this.#context.engine.stream(name);
    if (!stream) throw HttpError.notFound(`running stream ${name}`);
    const sender = stream.openSender({
      ...options,
      ssrc: ssrc ?? randomInt(2 ** 32),
      payloadType: payloadType ?? programStreamType,
      format: format ?? 'ps',
    });
    const id = idOf(sender);
    this.#senders.set(id, sender);
    sender.once('closed', () => this.#senders.delete(id));
    return { id, port: sender.port };
  }

  #receiver(id: string): OpenReceiver {
    const found = this.#receivers.get(id);
    if (!found) throw HttpError.notFound(`receiver ${id}`);
    return found;
  }

  #sender(id: string): Sender {
    const found = this.#senders.get(id);
    if (!found) throw HttpError.notFound(`sender ${id}`);
    return found;
  }
}

function requireRemote(
  what: string,
  { transport, remote }: Pick<Static<typeof schemas.ReceiverRequest>, 'transport' | 'remote'>,
): void {
  if (transport === 'tcp-active' && !remote)
    throw new HttpError(400, 'remote-needed', `A tcp-active ${what} needs remote {address, port}: we connect to it.`);
  if (remote) requireNumeric(remote.address);
}
