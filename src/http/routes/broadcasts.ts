import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import type { SoundSource } from '../../gb28181/media-session/broadcast.ts';
import type { HttpContext } from '../context.ts';
import { HttpError } from '../http-error.ts';
import type { PlaySigner } from '../play-url.ts';
import { ErrorAnswer } from '../schemas/answers.ts';
import * as schemas from '../schemas/broadcasts.ts';
import { baseUrl } from './channels.ts';
import { microphoneUrl } from './microphone.ts';

const IdParams = Type.Object({ id: Type.String({ maxLength: 64 }) });
const TargetParams = Type.Object({ ...IdParams.properties, ...schemas.SoundTarget.properties });
const tags = ['broadcasts'];
const reason = 'ended by request';

/** Sound towards devices, from a microphone or a file. */
export function broadcastRoutes(context: HttpContext, signer: PlaySigner): FastifyPluginAsyncTypebox {
  const { gb28181, announcements } = context;
  return async (app) => {
    app.post(
      '/broadcasts',
      {
        schema: {
          tags,
          summary: 'Speak to devices; answers at once, each session’s state tells how far its device is',
          body: schemas.BroadcastRequest,
          response: { 201: schemas.StartedBroadcast, 404: ErrorAnswer, 503: ErrorAnswer },
        },
      },
      async (request, reply) => {
        const { targets, mode } = request.body;
        const source = await sourceOf(request.body.source);
        const broadcast = await gb28181.broadcasts.start({ targets, mode, source });
        const url =
          source.kind === 'microphone' ? microphoneUrl(signer, baseUrl(context, request), broadcast.id) : null;
        return reply.status(201).send({ ...broadcast.facts, microphoneUrl: url });
      },
    );

    app.get(
      '/broadcasts',
      { schema: { tags, summary: 'Broadcasts that run', response: { 200: Type.Array(schemas.Broadcast) } } },
      async () => gb28181.broadcasts.list(),
    );

    app.get(
      '/broadcasts/:id',
      {
        schema: {
          tags,
          summary: 'A broadcast that runs',
          params: IdParams,
          response: { 200: schemas.Broadcast, 404: ErrorAnswer },
        },
      },
      async ({ params }) => running(params.id).facts,
    );

    app.delete(
      '/broadcasts/:id',
      {
        schema: {
          tags,
          summary: 'End a broadcast for all its devices',
          params: IdParams,
          response: { 204: Type.Null(), 404: ErrorAnswer },
        },
      },
      async ({ params }, reply) => {
        await running(params.id).stop(reason);
        return reply.status(204).send(null);
      },
    );

    app.delete(
      '/broadcasts/:id/targets/:deviceId/:channelId',
      {
        schema: {
          tags,
          summary: 'End a broadcast for one of its devices',
          params: TargetParams,
          response: { 204: Type.Null(), 404: ErrorAnswer },
        },
      },
      async ({ params: { id, deviceId, channelId } }, reply) => {
        if (!(await running(id).stopTarget(deviceId, channelId, reason)))
          throw HttpError.notFound(`channel ${channelId} of ${deviceId} in the broadcast ${id}`);
        return reply.status(204).send(null);
      },
    );
  };

  function running(id: string) {
    const broadcast = gb28181.broadcasts.get(id);
    if (!broadcast) throw HttpError.notFound(`broadcast ${id}; it may have ended`);
    return broadcast;
  }

  async function sourceOf(wish: Static<typeof schemas.BroadcastRequest>['source']): Promise<SoundSource> {
    if (wish.kind === 'microphone') return wish;
    const found = await announcements.get(wish.name);
    if (!found) throw HttpError.notFound(`announcement ${wish.name}; upload it first`);
    return { kind: 'file', name: found.name, path: announcements.path(found.name), codec: found.codec };
  }
}
