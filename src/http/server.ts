import { existsSync } from 'node:fs';
import { join } from 'node:path';
import cookie from '@fastify/cookie';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastifyStatic from '@fastify/static';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import websocket from '@fastify/websocket';
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { HttpContext } from './context.ts';
import { describeError } from './http-error.ts';
import { PlaySigner } from './play-url.ts';
import { Authenticator } from './plugins/auth.ts';
import { channelRoutes } from './routes/channels.ts';
import { deviceRoutes } from './routes/devices.ts';
import { healthRoutes } from './routes/health.ts';
import { LiveRoutes } from './routes/live.ts';
import { MediaRoutes } from './routes/media.ts';
import { serverRoutes } from './routes/server.ts';
import { sessionRoutes } from './routes/session.ts';
import { streamRoutes } from './routes/streams.ts';
import { SessionTokens } from './session-token.ts';

const maxBodyBytes = 256 * 1024;
const requestTimeoutMs = 30_000;

/** The one HTTP port: players, REST API, its document, metrics and console. */
export async function buildServer(context: HttpContext): Promise<FastifyInstance> {
  const { config, log, secrets, accounts, clock } = context;
  const app = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    disableRequestLogging: true,
    bodyLimit: maxBodyBytes,
    requestTimeout: requestTimeoutMs,
    trustProxy: config.http.trustProxy,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 255 },
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.setValidatorCompiler(TypeBoxValidatorCompiler);
  answerErrors(app as unknown as FastifyInstance);
  await registerPlugins(app as unknown as FastifyInstance, context);

  const sessions = new SessionTokens(secrets.sessionKey, () => clock.now());
  const signer = new PlaySigner(secrets.playKey, () => clock.now());
  const authenticator = new Authenticator(accounts, sessions);
  new LiveRoutes(context, authenticator, signer).register(app as unknown as FastifyInstance);
  await app.register(healthRoutes(context, authenticator));
  await app.register(sessionRoutes(context, authenticator, sessions), { prefix: '/api/v1' });
  await app.register(
    async (api) => {
      api.addHook('preHandler', authenticator.require);
      await api.register(deviceRoutes(context));
      await api.register(channelRoutes(context, signer));
      await api.register(streamRoutes(context, signer));
      await api.register(new MediaRoutes(context).plugin);
      await api.register(serverRoutes(context));
    },
    { prefix: '/api/v1' },
  );
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  await app.ready();
  return app as unknown as FastifyInstance;
}

function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const { status, code, message } = describeError(error);
    if (status >= 500 && code === 'internal') request.log.error({ err: error, url: request.url }, 'request failed');
    void reply.status(status).send({ code, message });
  });
}

async function registerPlugins(app: FastifyInstance, context: HttpContext): Promise<void> {
  const { config, version, consoleFolder } = context;
  await app.register(cookie);
  await app.register(cors, { origin: config.http.corsOrigins.includes('*') ? '*' : config.http.corsOrigins });
  await app.register(helmet, {
    // Players on other pages may take the media; Media Source Extensions play from blob:.
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        connectSrc: ["'self'", 'ws:', 'wss:'],
        mediaSrc: ["'self'", 'blob:'],
        imgSrc: ["'self'", 'data:'],
        styleSrc: ["'self'", "'unsafe-inline'"],
        workerSrc: ["'self'", 'blob:'],
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: false,
  });
  await app.register(rateLimit, { global: false });
  await app.register(websocket, { options: { maxPayload: 4096 } });
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
  });
  await app.register(swaggerUi, { routePrefix: '/api/docs' });
  if (consoleFolder && existsSync(join(consoleFolder, 'index.html'))) {
    await app.register(fastifyStatic, { root: consoleFolder, prefix: '/' });
  }
  app.setNotFoundHandler((request, reply) => {
    void reply
      .status(404)
      .send({ code: 'not-found', message: `There is nothing at ${request.method} ${request.url.split('?')[0]}.` });
  });
}
