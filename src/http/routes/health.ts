import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { HttpContext } from '../context.ts';
import { HttpError } from '../http-error.ts';
import { Metrics } from '../metrics.ts';
import type { Authenticator } from '../plugins/auth.ts';
import { ErrorAnswer } from '../schemas/answers.ts';

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** For orchestrators and for Prometheus. */
export function healthRoutes(context: HttpContext, authenticator: Authenticator): FastifyPluginAsyncTypebox {
  const metrics = new Metrics(context);
  return async (app) => {
    const tags = ['server'];
    app.get(
      '/healthz',
      {
        schema: {
          tags,
          summary: 'The process runs',
          security: [],
          response: { 200: Type.Object({ status: Type.Literal('ok') }) },
        },
      },
      async () => ({ status: 'ok' as const }),
    );

    app.get(
      '/readyz',
      {
        schema: {
          tags,
          summary: 'The database answers and SIP listens',
          security: [],
          response: { 200: Type.Object({ status: Type.Literal('ready') }), 503: ErrorAnswer },
        },
      },
      async () => {
        await context.devices.list({ offset: 0, limit: 1 });
        if (context.sipPort() === 0) throw new HttpError(503, 'sip-closed', 'The SIP endpoint does not listen.');
        return { status: 'ready' as const };
      },
    );

    app.get(
      '/metrics',
      {
        schema: {
          tags,
          summary: 'Figures for Prometheus; from this machine without a key',
          response: {
            200: { description: 'Prometheus’ text format.', content: { 'text/plain': { schema: Type.String() } } },
          },
        },
      },
      async (request, reply) => {
        const open = context.config.http.metricsOpen || comesFromHere(request);
        if (!open && (await authenticator.identify(request)) === undefined)
          throw new HttpError(
            401,
            'unauthorized',
            'From elsewhere /metrics needs an API key, or the option http.metricsOpen.',
          );
        return reply.type(metrics.contentType).send(await metrics.text());
      },
    );
  };
}

/** The socket's own address; what a proxy on this machine passes on comes from elsewhere. */
function comesFromHere({ raw }: FastifyRequest): boolean {
  const passedOn = Object.keys(raw.headers).some((name) => name === 'forwarded' || name.startsWith('x-forwarded-'));
  return !passedOn && loopback.has(raw.socket.remoteAddress ?? '');
}
