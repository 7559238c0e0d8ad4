import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';
import { mediaTypeOf } from '../../stills/stills.ts';
import type { HttpContext } from '../context.ts';
import { HttpError } from '../http-error.ts';
import { ErrorAnswer } from '../schemas/answers.ts';

const StillQuery = Type.Object({
  format: Type.Optional(Type.Enum(['jpeg', 'png'], { default: 'jpeg' })),
  width: Type.Optional(
    Type.Integer({ minimum: 16, maximum: 7680, description: 'Pixels; absent: as the stream. The height follows.' }),
  ),
});
const StreamQuery = Type.Object({ name: Type.String({ maxLength: 255 }), ...StillQuery.properties });
const ChannelParams = Type.Object({
  deviceId: Type.String({ maxLength: 64 }),
  channelId: Type.String({ maxLength: 64 }),
});

const file = { schema: Type.String({ format: 'binary' }) };
const answers = {
  200: { description: 'The picture.', content: { 'image/jpeg': file, 'image/png': file } },
  404: ErrorAnswer,
  501: ErrorAnswer,
  502: ErrorAnswer,
  503: ErrorAnswer,
  504: ErrorAnswer,
};

/** Pictures of streams, for devices that make none themselves. */
export function stillRoutes({ engine, channels, stills }: HttpContext): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/stream/snapshot',
      {
        schema: {
          tags: ['streams'],
          summary: 'A picture of a stream that runs: its newest key frame',
          querystring: StreamQuery,
          response: answers,
        },
      },
      async (request, reply) => {
        const { name, ...wish } = request.query;
        if (!engine.stream(name)) throw HttpError.notFound(`running stream ${name}`);
        return send(reply, name, wish);
      },
    );

    app.get(
      '/devices/:deviceId/channels/:channelId/snapshot',
      {
        schema: {
          tags: ['channels'],
          summary: 'A picture of a channel, made here; its stream is started for it when it does not run',
          params: ChannelParams,
          querystring: StillQuery,
          response: answers,
        },
      },
      async (request, reply) => {
        const { deviceId, channelId } = request.params;
        if (!(await channels.get(deviceId, channelId)))
          throw HttpError.notFound(`channel ${channelId} of device ${deviceId}`);
        return send(reply, `${deviceId}/${channelId}`, request.query);
      },
    );
  };

  async function send(reply: FastifyReply, stream: string, { format = 'jpeg', width }: Static<typeof StillQuery>) {
    const { image, takenAt } = await stills.take(stream, { format, width });
    return reply
      .type(mediaTypeOf(format))
      .header('Cache-Control', 'private, max-age=1')
      .header('Last-Modified', new Date(takenAt).toUTCString())
      .send(image);
  }
}
