import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { queries } from '../../gb28181/codec/command-set/index.ts';
import { kDefaultSubscriptionSeconds, subscribable } from '../../gb28181/device/subscriptions.ts';
import type { HttpContext } from '../context.ts';
import { HttpError } from '../http-error.ts';
import { ErrorAnswer } from '../schemas/answers.ts';

const tags = ['subscriptions'];
const DeviceParams = Type.Object({ deviceId: Type.String({ maxLength: 64 }) });
const Event = Type.Enum([...subscribable]);
const Params = Type.Object({ ...DeviceParams.properties, event: Event });

const Wish = Type.Object(
  {
    expiresSeconds: Type.Optional(
      Type.Integer({
        minimum: 60,
        maximum: 86_400,
        default: kDefaultSubscriptionSeconds,
        description: 'It is refreshed before.',
      }),
    ),
    arm: Type.Optional(
      Type.Boolean({ default: false, description: 'Of Alarm: SetGuard first, since some devices tell nothing else.' }),
    ),
    fields: Type.Optional(
      Type.Union(
        subscribable.map((event) => Type.Object({ ...queries[event].request.properties }, { title: event })),
        { description: 'Elements of the message: Interval of MobilePosition, priorities and methods of Alarm.' },
      ),
    ),
  },
  { additionalProperties: false },
);

const Subscription = Type.Object({
  deviceId: Type.String(),
  event: Event,
  expiresSeconds: Type.Integer(),
  arm: Type.Boolean(),
  fields: Type.Record(Type.String(), Type.Unknown()),
  state: Type.Enum(['waiting', 'subscribing', 'pending', 'active', 'failed'], {
    description: 'waiting: for the device. failed: it is tried again after a minute.',
  }),
  reason: Type.String({ description: 'Why it failed.' }),
  expiresAt: Type.Number({ description: 'Epoch milliseconds; 0: not active.' }),
  notifiedAt: Type.Number({ description: 'Of the last NOTIFY; 0: none came.' }),
  notifications: Type.Integer({ description: 'That said something.' }),
});

export function subscriptionRoutes({ gb28181, devices }: HttpContext): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/devices/:deviceId/subscriptions',
      {
        schema: {
          tags,
          summary: 'What the device is subscribed to',
          params: DeviceParams,
          response: { 200: Type.Array(Subscription), 404: ErrorAnswer },
        },
      },
      async ({ params: { deviceId } }) => {
        await known(deviceId);
        return gb28181.subscriptions.list(deviceId);
      },
    );
    app.get(
      '/devices/:deviceId/subscriptions/:event',
      {
        schema: {
          tags,
          summary: 'One subscription',
          params: Params,
          response: { 200: Subscription, 404: ErrorAnswer },
        },
      },
      async ({ params: { deviceId, event } }) => {
        const found = gb28181.subscriptions.get(deviceId, event);
        if (!found) throw notSubscribed(deviceId, event);
        return found;
      },
    );
    app.put(
      '/devices/:deviceId/subscriptions/:event',
      {
        schema: {
          tags,
          summary: 'Subscribe now and whenever the device comes back, until it is cancelled',
          params: Params,
          body: Wish,
          response: { 200: Subscription, 404: ErrorAnswer, 409: ErrorAnswer },
        },
      },
      async ({ params: { deviceId, event }, body }) => {
        await known(deviceId);
        const { expiresSeconds = kDefaultSubscriptionSeconds, arm = false, fields = {} } = body as Static<typeof Wish>;
        return gb28181.subscriptions.want({ deviceId, event, expiresSeconds, arm, fields });
      },
    );
    app.delete(
      '/devices/:deviceId/subscriptions/:event',
      {
        schema: {
          tags,
          summary: 'Cancel a subscription',
          params: Params,
          response: { 204: Type.Null(), 404: ErrorAnswer },
        },
      },
      async ({ params: { deviceId, event } }, reply) => {
        if (!(await gb28181.subscriptions.cancel(deviceId, event))) throw notSubscribed(deviceId, event);
        return reply.status(204).send(null);
      },
    );
  };

  async function known(deviceId: string): Promise<void> {
    if (!(await devices.get(deviceId))) throw HttpError.notFound(`device ${deviceId}`);
  }
}

function notSubscribed(deviceId: string, event: string): HttpError {
  return new HttpError(404, 'not-subscribed', `The device ${deviceId} is not subscribed to ${event}.`);
}
