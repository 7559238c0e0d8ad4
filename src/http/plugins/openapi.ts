import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';

const wildcard = '/live/*';
/** OpenAPI knows no wildcard: the rest of the path is one parameter there. */
const StreamParams = Type.Object({
  stream: Type.String({ description: 'Name of the stream, which may have one slash, and .flv or .mp4.' }),
});

/** The OpenAPI 3.1 document, made from the routes' schemas, and the page that shows it. */
export async function registerOpenApi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Guanlan', version, description: 'GB/T 28181 media and signalling platform.' },
      components: {
        securitySchemes: {
          apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
          session: { type: 'http', scheme: 'bearer' },
        },
      },
      security: [{ apiKey: [] }, { session: [] }],
    },
    transform: ({ schema, url }) =>
      url === wildcard ? { schema: { ...schema, params: StreamParams }, url: '/live/:stream' } : { schema, url },
  });
  await app.register(swaggerUi, { routePrefix: '/api/docs' });
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}
