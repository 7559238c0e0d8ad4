import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AccountStore } from '../../storage/account-store.ts';
import { HttpError } from '../http-error.ts';
import type { SessionTokens } from '../session-token.ts';

export const sessionCookie = 'guanlan_session';

/** Who asks: an administrator's session (cookie or bearer token) or an API key (X-API-Key or bearer token). */
export class Authenticator {
  readonly #accounts: AccountStore;
  readonly #sessions: SessionTokens;

  constructor(accounts: AccountStore, sessions: SessionTokens) {
    this.#accounts = accounts;
    this.#sessions = sessions;
  }

  /** Name of who asks; undefined for nobody known. */
  async identify(request: FastifyRequest): Promise<string | undefined> {
    const bearer = bearerOf(request);
    for (const token of [request.cookies?.[sessionCookie], bearer]) {
      const session = this.#sessions.check(token);
      // A new password ends the sessions that the old one opened.
      if (session && (await this.#accounts.passwordMark(session.name)) === session.mark) return session.name;
    }
    const header = request.headers['x-api-key'];
    const key = typeof header === 'string' ? header : bearer;
    if (key && (await this.#accounts.checkKey(key))) return 'api-key';
    return undefined;
  }

  /** Ends the session that the request belongs to, if any. */
  leave(request: FastifyRequest): void {
    for (const token of [request.cookies?.[sessionCookie], bearerOf(request)]) this.#sessions.leave(token);
  }

  /** onRequest of everything that only known callers may do: nothing of a stranger's body is read. */
  readonly require = async (request: FastifyRequest, _reply: FastifyReply): Promise<void> => {
    if ((await this.identify(request)) === undefined)
      throw new HttpError(401, 'unauthorized', 'Log in, or send an API key in the header X-API-Key.');
  };
}

function bearerOf({ headers: { authorization } }: FastifyRequest): string | undefined {
  return authorization?.startsWith('Bearer ') ? authorization.slice(7) : undefined;
}
