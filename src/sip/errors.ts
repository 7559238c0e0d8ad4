/** Why a request ended without a final response, or could not be sent at all. */
export type SipErrorCode =
  /** No final response in 64*T1 (RFC 3261 §17, Timers B and F), or none after CANCEL. */
  | 'GL_SIP_TIMEOUT'
  /** The socket refused, closed, or could not connect. */
  | 'GL_SIP_TRANSPORT'
  /** The caller's AbortSignal, cancel(), or stop() ended it. */
  | 'GL_SIP_ABORTED'
  /** A bounded table of this endpoint is full. */
  | 'GL_SIP_LIMIT';

export class SipError extends Error {
  readonly code: SipErrorCode;

  constructor(code: SipErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SipError';
    this.code = code;
  }
}
