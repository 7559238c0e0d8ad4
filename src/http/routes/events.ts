// What devices tell, as it comes and as it was kept.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { HttpContext } from '../context.ts';
import { EventFeed } from '../event-feed.ts';
import { HttpError } from '../http-error.ts';
import { ErrorAnswer, nullable, PageQuery, pageOf } from '../schemas/answers.ts';

const tags = ['events'];
const id = Type.Optional(Type.String({ maxLength: 64 }));
const time = (description: string) => Type.Optional(Type.Number({ minimum: 0, description }));
const TimeRange = {
  deviceId: id,
  channelId: id,
  from: time('Epoch milliseconds by our clock; this one included.'),
  to: time('This one not.'),
};
const { offset, limit } = PageQuery.properties;
const AlarmFilter = {
  ...TimeRange,
  priority: Type.Optional(Type.Integer({ minimum: 0, maximum: 4 })),
  method: Type.Optional(Type.Integer({ minimum: 0, maximum: 7 })),
};

const Alarm = Type.Object({
  id: Type.Number({ description: 'Grows with time.' }),
  deviceId: Type.String(),
  channelId: Type.String({ description: 'Whose alarm it is: the device itself, or a channel or input of it.' }),
  receivedAt: Type.Number({ description: 'Epoch milliseconds, by our clock.' }),
  time: Type.String({ description: 'Local time by the device’s clock, as 2022-01-31T12:00:00.' }),
  priority: Type.Integer({ description: '1, the gravest, to 4; 0: not told.' }),
  method: Type.Integer({
    description: '1 phone, 2 device, 3 SMS, 4 GPS, 5 video, 6 fault, 7 other; 0: not told.',
  }),
  type: Type.String({ description: 'AlarmType, whose meaning depends on the method.' }),
  eventType: Type.Integer({ description: '1 enters, 2 leaves; 0: not told.' }),
  description: Type.String(),
  longitude: nullable(Type.Number()),
  latitude: nullable(Type.Number()),
});

const Position = Type.Object({
  id: Type.Number(),
  deviceId: Type.String(),
  channelId: Type.String(),
  receivedAt: Type.Number({ description: 'Epoch milliseconds, by our clock.' }),
  time: Type.String({ description: 'Local time by the device’s clock.' }),
  longitude: Type.Number(),
  latitude: Type.Number(),
  speed: nullable(Type.Number({ description: 'km/h' })),
  direction: nullable(Type.Number({ description: 'Degrees clockwise from north.' })),
  altitude: nullable(Type.Number({ description: 'Metres.' })),
  height: nullable(Type.Number({ description: 'Metres above ground.' })),
});

const streamOfEvents =
  'Server-sent events. Types: device:online, device:offline, device:failed-parts, catalog:read, catalog:changed, alarm, ' +
  'position, ptz:position, subscription, upgrade, video-upload, snapshot, playback, download; the data of each is JSON. ' +
  'Send Last-Event-ID to be told what was missed; an event gap says that this is not known any more.';

export function eventRoutes({ alarms, positions, gb28181, clock, startedAt }: HttpContext): FastifyPluginAsyncTypebox {
  return async (app) => {
    const feed = new EventFeed(clock, startedAt);
    const take = feed.publish.bind(feed);
    app.addHook('onReady', async () => void gb28181?.on('published', take));
    app.addHook('preClose', async () => {
      gb28181?.off('published', take);
      feed.close();
    });

    app.get(
      '/events',
      {
        schema: {
          tags,
          summary: 'What happens, as it happens',
          description: streamOfEvents,
          querystring: Type.Object({
            types: Type.Optional(Type.String({ maxLength: 500, description: 'Only these, joined by commas.' })),
            deviceId: id,
          }),
          headers: Type.Object({ 'last-event-id': Type.Optional(Type.String({ maxLength: 64 })) }),
          response: {
            200: { description: 'The stream.', content: { 'text/event-stream': { schema: Type.String() } } },
            503: ErrorAnswer,
          },
        },
      },
      async (request, reply) => {
        if (feed.full) throw new HttpError(503, 'busy', 'Too many listen already; close one of them first.');
        const { types, deviceId } = request.query;
        reply.hijack();
        const head = { ...reply.getHeaders(), 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' };
        // Proxies would keep events until there are enough of them.
        reply.raw.writeHead(200, { ...head, 'X-Accel-Buffering': 'no' } as Record<string, string>);
        feed.listen(reply.raw, {
          types: types === undefined ? undefined : new Set(types.split(',')),
          deviceId,
          lastEventId: request.headers['last-event-id'],
        });
      },
    );

    app.get(
      '/alarms',
      {
        schema: {
          tags,
          summary: 'Alarms that devices told, the newest first',
          querystring: Type.Object({ offset, limit, ...AlarmFilter }),
          response: { 200: pageOf(Alarm) },
        },
      },
      async ({ query }) => alarms.list({ ...firstPage, ...query }),
    );
    app.delete(
      '/alarms',
      {
        schema: {
          tags,
          summary: 'Delete the alarms that fit; all, when nothing is said',
          querystring: Type.Object(AlarmFilter),
          response: { 200: Type.Object({ deleted: Type.Integer() }) },
        },
      },
      async ({ query }) => ({ deleted: await alarms.remove(query) }),
    );
    app.delete(
      '/alarms/:id',
      {
        schema: {
          tags,
          summary: 'Delete one alarm',
          params: Type.Object({ id: Type.Integer({ minimum: 0 }) }),
          response: { 204: Type.Null(), 404: ErrorAnswer },
        },
      },
      async ({ params }, reply) => {
        if ((await alarms.remove({ id: params.id })) === 0) throw HttpError.notFound(`alarm ${params.id}`);
        return reply.status(204).send(null);
      },
    );
    app.get(
      '/positions',
      {
        schema: {
          tags,
          summary: 'Where things were, the newest first',
          querystring: Type.Object({
            offset,
            limit,
            ...TimeRange,
            latest: Type.Optional(Type.Boolean({ description: 'The newest of each channel only.' })),
          }),
          response: { 200: pageOf(Position) },
        },
      },
      async ({ query }) => positions.list({ ...firstPage, ...query }),
    );
  };
}

const firstPage = { offset: 0, limit: 50 };
