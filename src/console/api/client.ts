import createClient from 'openapi-fetch';
import type { paths } from '../../http/api.d.ts';

/** Where the console was loaded from: a reverse proxy may put it below any path. */
export const pageBase = new URL('.', document.baseURI).href;

export const api = createClient<paths>({ baseUrl: pageBase.replace(/\/$/, '') });

/** The server's refusal; status 0: it was not reached. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  /** Stable word; i18n has a text for most under `server`. */
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

let onUnauthorized: () => void = () => {};

/** Called back when the session is over. */
export function whenUnauthorized(callback: () => void): void {
  onUnauthorized = callback;
}

interface Outcome<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of a call that succeeded. Rejects ApiError. */
export async function answerOf<T>(call: Promise<Outcome<T>>): Promise<T> {
  let outcome: Outcome<T>;
  try {
    outcome = await call;
  } catch (error) {
    throw new ApiError(0, 'unreachable', (error as Error).message);
  }
  const { data, error, response } = outcome;
  if (response.ok) return data as T;
  const { code, message } = (error ?? {}) as { code?: string; message?: string };
  if (response.status === 401 && code === 'unauthorized') onUnauthorized();
  throw new ApiError(response.status, code ?? 'internal', message ?? response.statusText);
}
