import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance, RouteOptions } from 'fastify';
import { Type } from 'typebox';
import { ErrorAnswer } from '../schemas/answers.ts';
import { sessionCookie } from './auth.ts';

const wildcard = '/live/*';
/** OpenAPI knows no wildcard: the rest of the path is one parameter there. */
const StreamParams = Type.Object({
  stream: Type.String({ description: 'Name of the stream, which may have one slash, and .flv or .mp4.' }),
});

/** The OpenAPI 3.1 document, made from the routes' schemas, and the page that shows it. */
export async function registerOpenApi(app: FastifyInstance, version: string): Promise<void> {
  app.addHook('onRoute', addCommonAnswers);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Guanlan', version, description: 'GB/T 28181 media and signalling platform.' },
      components: {
        securitySchemes: {
          apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
          session: { type: 'http', scheme: 'bearer' },
          sessionCookie: { type: 'apiKey', in: 'cookie', name: sessionCookie },
        },
      },
      security: [{ apiKey: [] }, { session: [] }, { sessionCookie: [] }],
    },
    transform: ({ schema, url }) =>
      url === wildcard ? { schema: { ...schema, params: StreamParams }, url: '/live/:stream' } : { schema, url },
  });
  await app.register(swaggerUi, { routePrefix: '/api/docs' });
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}

/** What every route of its kind can answer, whatever it does. */
function addCommonAnswers(route: RouteOptions): void {
  const { schema } = route;
  if (!schema || schema.hide) return;
  const { body, querystring, params, security } = schema;
  const common = {
    ...(body || querystring || params ? { 400: ErrorAnswer } : {}),
    ...(security ? {} : { 401: ErrorAnswer }),
    ...(body ? { 413: ErrorAnswer, 415: ErrorAnswer } : {}),
    500: ErrorAnswer,
  };
  schema.response = { ...common, ...(schema.response as object | undefined) };
}
