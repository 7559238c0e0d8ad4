import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import type { Playback } from '../../gb28181/media-session/playback.ts';
import type { HttpContext } from '../context.ts';
import { HttpError } from '../http-error.ts';
import type { PlaySigner } from '../play-url.ts';
import { ErrorAnswer } from '../schemas/answers.ts';
import * as schemas from '../schemas/history.ts';
import { baseUrl, ChannelParams } from './channels.ts';
import { instant, rangeOf } from './records.ts';

const IdParams = Type.Object({ id: Type.String({ maxLength: 64 }) });

/** Records that devices play to us. */
export function playbackRoutes(context: HttpContext, signer: PlaySigner): FastifyPluginAsyncTypebox {
  const { gb28181, config } = context;
  const tags = ['history'];
  const failures = {
    400: ErrorAnswer,
    404: ErrorAnswer,
    409: ErrorAnswer,
    502: ErrorAnswer,
    503: ErrorAnswer,
    504: ErrorAnswer,
  };
  return async (app) => {
    app.post(
      '/devices/:deviceId/channels/:channelId/playbacks',
      {
        schema: {
          tags,
          summary: 'Play a record: a stream like any other, by signed URLs',
          params: ChannelParams,
          body: schemas.Range,
          response: { 201: schemas.PlaybackStarted, ...failures },
        },
      },
      async (request, reply) => {
        const gone = new AbortController();
        const onClose = () => gone.abort(new HttpError(499, 'player-gone', 'Whoever asked for it left.'));
        request.raw.socket.once('close', onClose);
        try {
          const playback = await gb28181.history.playbacks.start(
            { ...request.params, ...rangeOf(request.body) },
            gone.signal,
          );
          const { stream } = playback.facts();
          const urls = signer.urls(baseUrl(context, request), stream, config.http.playUrlMinutes);
          return await reply.status(201).send({ ...shown(playback), urls });
        } finally {
          request.raw.socket.off('close', onClose);
        }
      },
    );

    app.get(
      '/playbacks',
      { schema: { tags, summary: 'Records that are played', response: { 200: Type.Array(schemas.Playback) } } },
      async () => [...gb28181.history.playbacks.all()].map(shown),
    );

    app.get(
      '/playbacks/:id',
      {
        schema: {
          tags,
          summary: 'One of them; asking does not renew its lease',
          params: IdParams,
          response: { 200: schemas.Playback, 404: ErrorAnswer },
        },
      },
      async (request) => shown(existing(request.params.id)),
    );

    app.patch(
      '/playbacks/:id',
      {
        schema: {
          tags,
          summary: 'Pause, resume, seek, change the scale; answers with what the device answered',
          params: IdParams,
          body: schemas.PlaybackChange,
          response: { 200: schemas.PlaybackChanged, ...failures },
        },
      },
      async (request) => {
        const playback = existing(request.params.id);
        const { position, ...change } = request.body;
        const answers = await playback.change({
          ...change,
          ...(position !== undefined && { positionMs: Math.round(position * 1000) }),
        });
        return { ...shown(playback), answers };
      },
    );

    app.post(
      '/playbacks/:id/touch',
      {
        schema: {
          tags,
          summary: 'Renew the lease of one that nobody watches yet',
          params: IdParams,
          response: { 200: schemas.Playback, 404: ErrorAnswer },
        },
      },
      async (request) => {
        const playback = existing(request.params.id);
        playback.touch();
        return shown(playback);
      },
    );

    app.delete(
      '/playbacks/:id',
      {
        schema: {
          tags,
          summary: 'End one: BYE to the device',
          params: IdParams,
          response: { 204: Type.Null(), 404: ErrorAnswer },
        },
      },
      async (request, reply) => {
        await existing(request.params.id).stop();
        return reply.status(204).send(null);
      },
    );
  };

  function existing(id: string): Playback {
    const playback = gb28181.history.playbacks.get(id);
    if (!playback) throw HttpError.notFound(`playback ${id}`);
    return playback;
  }
}

function shown(playback: Playback): Static<typeof schemas.Playback> {
  const { startMs, endMs, positionMs, leaseEndsAt, end, ...facts } = playback.facts();
  return {
    ...facts,
    start: instant(startMs),
    end: instant(endMs),
    position: positionMs / 1000,
    at: instant(startMs + positionMs),
    leaseEnds: instant(leaseEndsAt),
    ended: end ?? null,
  };
}
