import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import cookie from '@fastify/cookie';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastifyStatic from '@fastify/static';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { HttpContext } from './context.ts';
import { describeError } from './http-error.ts';
import { PlaySigner } from './play-url.ts';
import { Authenticator } from './plugins/auth.ts';
import { registerOpenApi } from './plugins/openapi.ts';
import { compileValidator } from './plugins/validation.ts';
import { announcementRoutes } from './routes/announcements.ts';
import { broadcastRoutes } from './routes/broadcasts.ts';
import { channelRoutes } from './routes/channels.ts';
import { commandRoutes } from './routes/commands.ts';
import { deviceRoutes } from './routes/devices.ts';
import { downloadRoutes } from './routes/downloads.ts';
import { eventRoutes } from './routes/events.ts';
import { healthRoutes } from './routes/health.ts';
import { LiveRoutes, livePath } from './routes/live.ts';
import { MediaRoutes } from './routes/media.ts';
import { microphonePath, registerMicrophone } from './routes/microphone.ts';
import { playbackRoutes } from './routes/playbacks.ts';
import { ptzRoutes } from './routes/ptz.ts';
import { recordRoutes } from './routes/records.ts';
import { serverRoutes } from './routes/server.ts';
import { sessionRoutes } from './routes/session.ts';
import { snapshotUploadRoutes } from './routes/snapshot-upload.ts';
import { snapshotRoutes } from './routes/snapshots.ts';
import { stillRoutes } from './routes/stills.ts';
import { streamRoutes } from './routes/streams.ts';
import { subscriptionRoutes } from './routes/subscriptions.ts';
import { SessionTokens } from './session-token.ts';
import { registerWebSockets } from './web-sockets.ts';

const maxBodyBytes = 256 * 1024;
const requestTimeoutMs = 30_000;
const assetAgeSeconds = 31_536_000;

/** The one HTTP port: players, REST API, its document, metrics and console. */
export async function buildServer(context: HttpContext): Promise<FastifyInstance> {
  const { config, log, secrets, accounts, clock } = context;
  const app = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: maxBodyBytes,
    requestTimeout: requestTimeoutMs,
    trustProxy: config.http.trustProxy > 0 && ((_address, hop) => hop < config.http.trustProxy),
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 255 },
    frameworkErrors: (error, request, reply) => {
      // A refused upgrade leaves its connection to nobody.
      if (request.raw.headers.upgrade) reply.raw.once('finish', () => request.raw.socket.destroySoon());
      // No hook runs before a route is found.
      sendError(error, (reply as FastifyReply).header('X-Request-Id', request.id));
    },
  });
  app.setValidatorCompiler(compileValidator);
  answerErrors(app);
  await registerPlugins(app, context);

  const sessions = new SessionTokens(secrets.sessionKey, () => clock.now());
  const signer = new PlaySigner(secrets.playKey, () => clock.now());
  const authenticator = new Authenticator(accounts, sessions);
  new LiveRoutes(context, authenticator, signer).register(app);
  registerMicrophone(app, context, authenticator, signer);
  await app.register(healthRoutes(context, authenticator));
  await app.register(sessionRoutes(context, authenticator, sessions), { prefix: '/api/v1' });
  await app.register(snapshotUploadRoutes(context), { prefix: '/api/v1' });
  await app.register(
    async (api) => {
      api.addHook('onRequest', authenticator.require);
      await api.register(deviceRoutes(context));
      await api.register(channelRoutes(context, signer));
      await api.register(commandRoutes(context));
      await api.register(ptzRoutes(context));
      await api.register(subscriptionRoutes(context));
      await api.register(eventRoutes(context));
      await api.register(streamRoutes(context, signer));
      await api.register(broadcastRoutes(context, signer));
      await api.register(announcementRoutes(context));
      await api.register(recordRoutes(context));
      await api.register(playbackRoutes(context, signer));
      await api.register(downloadRoutes(context));
      await api.register(stillRoutes(context));
      await api.register(snapshotRoutes(context));
      await api.register(new MediaRoutes(context).plugin);
      await api.register(serverRoutes(context));
    },
    { prefix: '/api/v1' },
  );
  await app.ready();
  return app;
}

function answerErrors(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply) => {
    reply.helmet();
    void reply.header('X-Request-Id', request.id);
  });
  app.setErrorHandler((error, request, reply) => {
    if (describeError(error).code === 'internal')
      request.log.error({ err: error, url: loggedUrl(request) }, 'request failed');
    sendError(error, reply);
  });
}

/** Without what opens something: signatures stand in the query, the token of an upload in the path. */
function loggedUrl({ url, params, routeOptions }: FastifyRequest): string | undefined {
  return Object.hasOwn((params ?? {}) as object, 'token') ? routeOptions.url : url.split('?')[0];
}

function sendError(error: unknown, reply: FastifyReply): void {
  const { status, code, message } = describeError(error);
  void reply.status(status).send({ code, message });
}

async function registerPlugins(app: FastifyInstance, context: HttpContext): Promise<void> {
  const { config, version, consoleFolder } = context;
  await app.register(cookie);
  await app.register(cors, {
    origin: config.http.corsOrigins.includes('*') ? '*' : config.http.corsOrigins,
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
  });
  await app.register(helmet, {
    // Set when an answer goes out: a player's request, which the engine answers, need not wait for them.
    global: false,
    // Players on other pages may take the media; Media Source Extensions play from blob:.
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        connectSrc: ["'self'", 'ws:', 'wss:'],
        mediaSrc: ["'self'", 'blob:'],
        imgSrc: ["'self'", 'data:', 'blob:'],
        styleSrc: ["'self'", "'unsafe-inline'"],
        workerSrc: ["'self'", 'blob:'],
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: false,
  });
  await app.register(rateLimit, { global: false });
  await registerWebSockets(app, [livePath, microphonePath]);
  await registerOpenApi(app, version);
  await registerFiles(app, consoleFolder);
  app.setNotFoundHandler((request, reply) => {
    void reply
      .status(404)
      .send({ code: 'not-found', message: `There is nothing at ${request.method} ${request.url.split('?')[0]}.` });
  });
}

/** The console's files. Routes send files of their own from elsewhere, so that it must be there without a console too. */
async function registerFiles(app: FastifyInstance, consoleFolder: string | undefined): Promise<void> {
  if (!consoleFolder || !existsSync(join(consoleFolder, 'index.html'))) {
    await app.register(fastifyStatic, { root: import.meta.dirname, serve: false });
    return;
  }
  await app.register(fastifyStatic, {
    root: consoleFolder,
    // The names of assets change with their contents; the page that names them is asked for anew.
    setHeaders: (reply, path) => {
      const lasting = path.startsWith(join(consoleFolder, 'assets'));
      void reply.header('Cache-Control', lasting ? `public, max-age=${assetAgeSeconds}, immutable` : 'no-cache');
    },
    cacheControl: false,
    // What the build keeps for itself.
    dotfiles: 'ignore',
  });
}
