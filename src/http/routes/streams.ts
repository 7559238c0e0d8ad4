import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import type { Receiver, Sender, Stream, Viewer } from '../../engine/engine.ts';
import type { HttpContext } from '../context.ts';
import { HttpError } from '../http-error.ts';
import type { PlaySigner } from '../play-url.ts';
import { ErrorAnswer, PlayUrls } from '../schemas/answers.ts';
import * as schemas from '../schemas/streams.ts';
import { baseUrl } from './channels.ts';

const StreamQuery = Type.Object({ name: Type.String({ maxLength: 255 }) });
const IdParams = Type.Object({ id: Type.String({ maxLength: 32 }) });

/** What runs: streams and their viewers. A stream's name may have a slash, so it is a query parameter. */
export function streamRoutes(context: HttpContext, signer: PlaySigner): FastifyPluginAsyncTypebox {
  const { engine, streams, config } = context;
  return async (app) => {
    app.get(
      '/streams',
      { schema: { tags: ['streams'], summary: 'Streams that run', response: { 200: Type.Array(schemas.Stream) } } },
      async () => answersOfOpen(engine.streams(), (stream) => stream.describe()),
    );

    app.get(
      '/stream',
      {
        schema: {
          tags: ['streams'],
          summary: 'One stream with everybody on it',
          querystring: StreamQuery,
          response: { 200: schemas.StreamDetails, 404: ErrorAnswer },
        },
      },
      async (request) => {
        const stream = running(request.query.name);
        return {
          ...stream.describe(),
          receivers: answersOfOpen(stream.receivers, receiverAnswer),
          sendersOpen: answersOfOpen(stream.senders, senderAnswer),
          viewersOpen: answersOfOpen(stream.viewers, viewerAnswer),
        };
      },
    );

    app.post(
      '/stream/play',
      {
        schema: {
          tags: ['streams'],
          summary: 'Signed play URLs of a stream that runs',
          querystring: StreamQuery,
          response: { 200: PlayUrls, 404: ErrorAnswer },
        },
      },
      async (request) =>
        signer.urls(baseUrl(context, request), running(request.query.name).name, config.http.playUrlMinutes),
    );

    app.delete(
      '/stream',
      {
        schema: {
          tags: ['streams'],
          summary: 'End a stream for everybody',
          querystring: StreamQuery,
          response: { 204: Type.Null(), 404: ErrorAnswer },
        },
      },
      async (request, reply) => {
        const stream = running(request.query.name);
        await streams.stop(stream.name, 'stopped by request');
        stream.close();
        return reply.status(204).send(null);
      },
    );

    app.get(
      '/viewers',
      {
        schema: {
          tags: ['viewers'],
          summary: 'Players that are connected',
          response: { 200: Type.Array(schemas.Viewer) },
        },
      },
      async () => [...engine.streams()].flatMap((stream) => answersOfOpen(stream.viewers, viewerAnswer)),
    );

    app.delete(
      '/viewers/:id',
      {
        schema: {
          tags: ['viewers'],
          summary: 'Disconnect a player',
          params: IdParams,
          response: { 204: Type.Null(), 404: ErrorAnswer },
        },
      },
      async (request, reply) => {
        const viewers = [...engine.streams()].flatMap((stream) => [...stream.viewers]);
        const viewer = viewers.find((one) => idOf(one) === request.params.id);
        if (!viewer) throw HttpError.notFound(`viewer ${request.params.id}`);
        viewer.close(1008, 'disconnected by an administrator');
        return reply.status(204).send(null);
      },
    );
  };

  function running(name: string): Stream {
    const stream = engine.stream(name);
    if (!stream) throw HttpError.notFound(`running stream ${name}`);
    return stream;
  }
}

/** Answers of all that is open; what has ended natively while its `closed` is on the way is left out. */
export function answersOfOpen<T, A>(resources: Iterable<T>, answer: (resource: T) => A): A[] {
  const answers: A[] = [];
  for (const resource of resources) {
    try {
      answers.push(answer(resource));
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'GL_ERR_CLOSED') throw error;
    }
  }
  return answers;
}

/** Handles are never reused while the process lives, so they are good names. */
export function idOf(resource: { handle: number }): string {
  return resource.handle.toString(36);
}

export function receiverAnswer(receiver: Receiver): Static<typeof schemas.Receiver> {
  return { id: idOf(receiver), ...receiver.describe() };
}

export function senderAnswer(sender: Sender): Static<typeof schemas.Sender> {
  return { id: idOf(sender), ...sender.describe() };
}

function viewerAnswer(viewer: Viewer): Static<typeof schemas.Viewer> {
  return { id: idOf(viewer), ...viewer.describe() };
}
