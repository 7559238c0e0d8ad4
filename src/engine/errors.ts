/** Every code that the native engine can give; equal to native/base/status.def by test/addon/contract.test.ts. */
export const engineErrors = {
  GL_OK: 'no error',
  GL_ERR_CLOSED: 'the handle was closed; open a new one',
  GL_ERR_INVALID_ARGUMENT: 'an option has a value outside its range; see the message',
  GL_ERR_NOT_FOUND: 'no running stream has this name',
  GL_ERR_EXISTS: 'the name is in use; close the other one first or choose another name',
  GL_ERR_LIMIT: 'a configured limit is reached; close something or raise the limit',
  GL_ERR_PORT_EXHAUSTED: 'no free port in the media range; widen the range or use the single-port mode',
  GL_ERR_PORT_IN_USE: 'another socket has this port; choose another',
  GL_ERR_SSRC_IN_USE: 'another receiver on the shared port expects this SSRC',
  GL_ERR_SOCKET: 'the operating system refused a socket operation; see errno',
  GL_ERR_CONNECT_REFUSED: 'the peer refused the TCP connection; check address, port and a=setup',
  GL_ERR_CONNECT_TIMEOUT: 'the peer did not answer the TCP connection in time; check firewall and routing',
  GL_ERR_PEER_CLOSED: 'the peer closed the connection',
  GL_ERR_NO_MEDIA: 'no media arrived in time',
  GL_ERR_SLOW_VIEWER: 'the viewer did not drain; check its network or use a smaller stream',
  GL_ERR_STREAM_CLOSED: 'the stream ended',
  GL_ERR_BAD_CLIP: 'the clip file cannot be used; see the message',
  GL_ERR_FILE: 'the file cannot be created or written; see errno',
  GL_ERR_MALFORMED: 'the bytes do not follow the format',
  GL_ERR_UNSUPPORTED: 'the combination of codec and container is not possible',
  GL_ERR_STOPPED: 'the engine is stopped',
  GL_CLOSED_BY_LOCAL: 'closed by a call of this process',
} as const;

export type EngineErrorCode = keyof typeof engineErrors;

/** An operational failure of the engine. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly code: string;
  readonly errno: number;

  constructor(code: string, message?: string, errno = 0) {
    super(message ?? engineErrors[code as EngineErrorCode] ?? code);
    this.code = code;
    this.errno = errno;
  }

  /** Takes over what the addon throws; a TypeError or RangeError stays what it is. */
  static from(error: unknown): Error {
    if (error instanceof EngineError) return error;
    if (!(error instanceof Error)) return new EngineError('GL_ERR_SOCKET', String(error));
    const { code, errno } = error as Error & { code?: unknown; errno?: unknown };
    if (error instanceof TypeError || error instanceof RangeError || typeof code !== 'string') return error;
    return new EngineError(code, error.message, typeof errno === 'number' ? errno : 0);
  }
}
