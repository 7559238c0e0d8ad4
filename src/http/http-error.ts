import { isIP } from 'node:net';
import { EngineError } from '../engine/errors.ts';
import { CommandError } from '../gb28181/codec/command-set/index.ts';
import { PtzError } from '../gb28181/codec/ptz.ts';
import { PlayError } from '../streams/source-provider.ts';

/** An answer that is not a success: a status, a word for programs, a sentence for people. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }

  static notFound(what: string): HttpError {
    return new HttpError(404, 'not-found', `There is no ${what}.`);
  }
}

const engineStatus: Record<string, number> = {
  GL_ERR_EXISTS: 409,
  GL_ERR_PORT_IN_USE: 409,
  GL_ERR_SSRC_IN_USE: 409,
  GL_ERR_INVALID_ARGUMENT: 400,
  GL_ERR_NOT_FOUND: 404,
  GL_ERR_CLOSED: 404,
  GL_ERR_PORT_EXHAUSTED: 503,
  GL_ERR_LIMIT: 503,
  GL_ERR_STOPPED: 503,
  GL_ERR_CONNECT_REFUSED: 502,
  GL_ERR_CONNECT_TIMEOUT: 504,
};

/** Words for what the web framework refuses by itself. */
const refusals: Record<number, string> = {
  413: 'too-large',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
};

function describeEngineError({ code, message }: EngineError): Description {
  return { status: engineStatus[code] ?? 500, code, message };
}

interface Description {
  status: number;
  code: string;
  message: string;
}

/** Status, code and message of anything that a route can throw. What is unforeseen tells nothing of its inside. */
export function describeError(error: unknown): Description {
  if (error instanceof HttpError || error instanceof PlayError)
    return { status: error.status, code: error.code, message: error.message };
  if (error instanceof CommandError)
    return { status: error.code === 'bad-fields' ? 400 : 409, code: error.code, message: error.message };
  if (error instanceof PtzError) return { status: 400, code: 'bad-fields', message: `${error.message}.` };
  const { code: engineCode } = error as { code?: unknown };
  if (error instanceof EngineError || (typeof engineCode === 'string' && engineCode.startsWith('GL_')))
    return describeEngineError(EngineError.from(error) as EngineError);
  const { statusCode, message } = error as { statusCode?: number; message?: string };
  if (statusCode !== undefined && statusCode < 500)
    return { status: statusCode, code: refusals[statusCode] ?? 'invalid-request', message: message ?? 'Refused.' };
  return { status: 500, code: 'internal', message: 'Something unforeseen went wrong; the log tells what.' };
}

/** A name would have to be looked up, by whom and how often is the caller's decision; a zone means something here only. */
export function requireNumeric(address: string): void {
  if (isIP(address) === 0 || address.includes('%'))
    throw new HttpError(400, 'bad-address', `"${address}" is no numeric IPv4 or IPv6 address without a zone.`);
}
