import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { HttpContext } from '../context.ts';
import { HttpError } from '../http-error.ts';
import { type Authenticator, sessionCookie } from '../plugins/auth.ts';
import { ErrorAnswer } from '../schemas/answers.ts';
import type { SessionTokens } from '../session-token.ts';

const loginsPerMinute = 10;

/** Log in and out, change the password, and API keys. */
export function sessionRoutes(
  context: HttpContext,
  authenticator: Authenticator,
  sessions: SessionTokens,
): FastifyPluginAsyncTypebox {
  const { accounts, config } = context;
  const tags = ['access'];
  return async (app) => {
    app.post(
      '/session',
      {
        config: { rateLimit: { max: loginsPerMinute, timeWindow: '1 minute' } },
        schema: {
          tags,
          summary: 'Log in',
          security: [],
          body: Type.Object({ name: Type.String({ maxLength: 64 }), password: Type.String({ maxLength: 256 }) }),
          response: {
            200: Type.Object({ token: Type.String(), name: Type.String() }),
            401: ErrorAnswer,
            429: ErrorAnswer,
          },
        },
      },
      async (request, reply) => {
        const { name, password } = request.body;
        if (!(await accounts.checkPassword(name, password)))
          throw new HttpError(401, 'wrong-password', 'The name or the password is wrong.');
        const minutes = config.http.sessionMinutes;
        const mark = (await accounts.passwordMark(name)) ?? '';
        const token = sessions.create({ name, mark }, minutes);
        const secure = request.protocol === 'https';
        reply.setCookie(sessionCookie, token, {
          path: '/',
          httpOnly: true,
          sameSite: 'strict',
          secure,
          maxAge: minutes * 60,
        });
        return { token, name };
      },
    );

    app.get(
      '/session',
      {
        schema: {
          tags,
          summary: 'Who am I',
          response: { 200: Type.Object({ name: Type.String() }), 401: ErrorAnswer },
        },
      },
      async (request) => {
        const name = await authenticator.identify(request);
        if (name === undefined) throw new HttpError(401, 'unauthorized', 'Nobody is logged in.');
        return { name };
      },
    );

    app.delete(
      '/session',
      { schema: { tags, summary: 'Log out', security: [], response: { 204: Type.Null() } } },
      async (request, reply) => {
        authenticator.leave(request);
        reply.clearCookie(sessionCookie, { path: '/' });
        return reply.status(204).send(null);
      },
    );

    app.put(
      '/password',
      {
        onRequest: authenticator.require,
        config: { rateLimit: { max: loginsPerMinute, timeWindow: '1 minute' } },
        schema: {
          tags,
          summary: 'Change an administrator’s password',
          body: Type.Object({
            name: Type.String({ maxLength: 64 }),
            password: Type.String({ maxLength: 256 }),
            newPassword: Type.String({ minLength: 10, maxLength: 256 }),
          }),
          response: { 204: Type.Null(), 401: ErrorAnswer, 429: ErrorAnswer },
        },
      },
      async (request, reply) => {
        const { name, password, newPassword } = request.body;
        if (!(await accounts.checkPassword(name, password)))
          throw new HttpError(401, 'wrong-password', 'The name or the old password is wrong.');
        await accounts.setPassword(name, newPassword);
        return reply.status(204).send(null);
      },
    );
    app.register(keyRoutes(context, authenticator));
  };
}

const ApiKey = Type.Object({
  id: Type.String(),
  name: Type.String(),
  createdAt: Type.Number(),
  lastUsedAt: Type.Number({ description: '0: never.' }),
});

function keyRoutes({ accounts }: HttpContext, authenticator: Authenticator): FastifyPluginAsyncTypebox {
  const tags = ['access'];
  return async (app) => {
    app.addHook('onRequest', authenticator.require);
    app.get('/keys', { schema: { tags, summary: 'API keys', response: { 200: Type.Array(ApiKey) } } }, () =>
      accounts.listKeys(),
    );

    app.post(
      '/keys',
      {
        schema: {
          tags,
          summary: 'Make an API key; it is shown once',
          body: Type.Object({ name: Type.String({ minLength: 1, maxLength: 100 }) }),
          response: { 201: Type.Object({ ...ApiKey.properties, key: Type.String() }) },
        },
      },
      async (request, reply) => reply.status(201).send(await accounts.createKey(request.body.name)),
    );

    app.delete(
      '/keys/:id',
      {
        schema: {
          tags,
          summary: 'Revoke an API key',
          params: Type.Object({ id: Type.String() }),
          response: { 204: Type.Null(), 404: ErrorAnswer },
        },
      },
      async (request, reply) => {
        if (!(await accounts.removeKey(request.params.id))) throw HttpError.notFound(`API key ${request.params.id}`);
        return reply.status(204).send(null);
      },
    );
  };
}
