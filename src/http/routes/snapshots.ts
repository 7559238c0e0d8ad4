import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { hostPort } from '../../gb28181/device/device-sender.ts';
import { localAddressTo } from '../../gb28181/media-session/local-address.ts';
import type { HttpContext } from '../context.ts';
import { HttpError } from '../http-error.ts';
import { ErrorAnswer, pageOf, pageWish } from '../schemas/answers.ts';
import { Snapshot, SnapshotOrder, SnapshotQuery, SnapshotSession } from '../schemas/snapshots.ts';

const ChannelParams = Type.Object({
  deviceId: Type.String({ maxLength: 64 }),
  channelId: Type.String({ maxLength: 64 }),
});
const IdParams = Type.Object({ id: Type.String({ maxLength: 128 }) });
const tags = ['snapshots'];

/** Pictures that devices take by themselves and upload: GB/T 28181-2022 §9.14. */
export function snapshotRoutes(context: HttpContext): FastifyPluginAsyncTypebox {
  const { snapshots, snapshotSessions, devices } = context;
  return async (app) => {
    app.post(
      '/devices/:deviceId/channels/:channelId/snapshots',
      {
        schema: {
          tags,
          summary: 'Order pictures of a device of the edition of 2022; they arrive one after the other',
          params: ChannelParams,
          body: SnapshotOrder,
          response: {
            202: SnapshotSession,
            404: ErrorAnswer,
            409: ErrorAnswer,
            422: ErrorAnswer,
            502: ErrorAnswer,
            503: ErrorAnswer,
            504: ErrorAnswer,
          },
        },
      },
      async (request, reply) => {
        const { SnapNum: snapNum, Interval: intervalSeconds = 1 } = request.body;
        const device = await devices.get(request.params.deviceId);
        if (!device) throw HttpError.notFound(`device ${request.params.deviceId}`);
        const base = await uploadBase(context, device.address, request);
        const session = await snapshotSessions.order(request.params, { snapNum, intervalSeconds }, base);
        return reply.status(202).send(session);
      },
    );

    app.get(
      '/snapshots/sessions/:id',
      {
        schema: {
          tags,
          summary: 'How far an order of pictures came; known until ten minutes after its end',
          params: IdParams,
          response: { 200: SnapshotSession, 404: ErrorAnswer },
        },
      },
      async (request) => {
        const session = snapshotSessions.get(request.params.id);
        if (!session) throw HttpError.notFound(`snapshot session ${request.params.id}`);
        return session;
      },
    );

    app.get(
      '/snapshots',
      {
        schema: {
          tags,
          summary: 'Pictures that devices uploaded, newest first',
          querystring: SnapshotQuery,
          response: { 200: pageOf(Snapshot) },
        },
      },
      async (request) => snapshots.list(pageWish(request.query)),
    );

    app.get(
      '/snapshots/:id/image',
      {
        schema: {
          tags,
          summary: 'One of them',
          params: IdParams,
          response: {
            200: {
              description: 'The picture.',
              content: { 'image/jpeg': { schema: Type.Unsafe<Buffer>({ type: 'string', format: 'binary' }) } },
            },
            404: ErrorAnswer,
          },
        },
      },
      async (request, reply) => {
        const image = await snapshots.image(request.params.id);
        if (!image) throw HttpError.notFound(`snapshot ${request.params.id}`);
        return reply.type('image/jpeg').header('Cache-Control', 'private, max-age=86400, immutable').send(image);
      },
    );

    app.delete(
      '/snapshots/:id',
      {
        schema: {
          tags,
          summary: 'Remove one of them',
          params: IdParams,
          response: { 204: Type.Null(), 404: ErrorAnswer },
        },
      },
      async (request, reply) => {
        if (!(await snapshots.remove(request.params.id))) throw HttpError.notFound(`snapshot ${request.params.id}`);
        return reply.status(204).send(null);
      },
    );
  };
}

/** Where a device at `address` reaches the HTTP port. */
async function uploadBase({ config }: HttpContext, address: string, { raw }: FastifyRequest): Promise<string> {
  const { publicUrl, host, port } = config.http;
  if (publicUrl) return publicUrl.replace(/\/$/, '');
  const everywhere = host === '0.0.0.0' || host === '::';
  const own = config.sip.advertisedAddress || (everywhere ? await localAddressTo(address) : host);
  return `http://${hostPort(own, raw.socket.localPort ?? port)}`;
}
