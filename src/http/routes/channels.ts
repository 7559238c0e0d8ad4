import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import type { ChannelRecord } from '../../gb28181/ports.ts';
import type { HttpContext } from '../context.ts';
import { HttpError } from '../http-error.ts';
import type { PlaySigner } from '../play-url.ts';
import { ErrorAnswer, nullable, PageQuery, PlayUrls, pageOf, pageWish } from '../schemas/answers.ts';
import { Channel, Explanation } from '../schemas/devices.ts';

export const ChannelParams = Type.Object({
  deviceId: Type.String({ maxLength: 64 }),
  channelId: Type.String({ maxLength: 64 }),
});
const ChannelQuery = Type.Object({ ...PageQuery.properties, deviceId: Type.Optional(Type.String({ maxLength: 64 })) });

export function channelRoutes(context: HttpContext, signer: PlaySigner): FastifyPluginAsyncTypebox {
  const { channels, streams, gb28181, config } = context;
  const tags = ['channels'];
  const one = '/devices/:deviceId/channels/:channelId';
  return async (app) => {
    app.get(
      '/channels',
      {
        schema: {
          tags,
          summary: 'Channels of one device or of all',
          querystring: ChannelQuery,
          response: { 200: pageOf(Channel) },
        },
      },
      async (request) => {
        const page = await channels.list(request.query.deviceId, pageWish(request.query));
        return { total: page.total, items: page.items.map(shown) };
      },
    );

    app.get(
      one,
      { schema: { tags, summary: 'One channel', params: ChannelParams, response: { 200: Channel, 404: ErrorAnswer } } },
      async (request) => shown(await existing(request.params)),
    );

    app.post(
      `${one}/play`,
      {
        schema: {
          tags,
          summary: 'Signed play URLs; opening one starts the stream',
          params: ChannelParams,
          response: { 200: PlayUrls, 404: ErrorAnswer },
        },
      },
      async (request) => {
        const channel = await existing(request.params);
        return signer.urls(baseUrl(context, request), streamOf(channel), config.http.playUrlMinutes);
      },
    );

    app.post(
      `${one}/stop`,
      {
        schema: {
          tags,
          summary: 'End the channel’s stream for everybody',
          params: ChannelParams,
          response: { 200: Type.Object({ stopped: Type.Boolean() }) },
        },
      },
      async (request) => ({
        stopped: await streams.stop(
          streamOf({ deviceId: request.params.deviceId, id: request.params.channelId }),
          'stopped by request',
        ),
      }),
    );

    app.get(
      `${one}/explanation`,
      {
        schema: {
          tags,
          summary: 'How far its last start came, or why it failed, in one sentence',
          params: ChannelParams,
          response: { 200: nullable(Explanation) },
        },
      },
      async (request) => gb28181.explain(request.params.deviceId, request.params.channelId) ?? null,
    );
  };

  async function existing({ deviceId, channelId }: { deviceId: string; channelId: string }): Promise<ChannelRecord> {
    const channel = await channels.get(deviceId, channelId);
    if (!channel) throw HttpError.notFound(`channel ${channelId} of device ${deviceId}`);
    return channel;
  }
}

function streamOf({ deviceId, id }: Pick<ChannelRecord, 'deviceId' | 'id'>): string {
  return `${deviceId}/${id}`;
}

function shown(channel: ChannelRecord): Static<typeof Channel> {
  return { ...channel, stream: streamOf(channel) };
}

/** How the caller reached us, or what the configuration says. */
export function baseUrl({ config }: HttpContext, request: FastifyRequest): string {
  return config.http.publicUrl.replace(/\/$/, '') || `${request.protocol}://${request.host}`;
}
