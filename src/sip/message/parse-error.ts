import type { SipRequest } from './message.ts';

/** Name of the fault under which a malformed message is counted. */
export type ParseFault =
  | 'start-line'
  | 'request-uri'
  | 'version'
  | 'status-code'
  | 'header-line'
  | 'control-character'
  | 'missing-header'
  | 'repeated-header'
  | 'header-value'
  | 'cseq-method'
  | 'content-length'
  | 'truncated-body'
  | 'too-long'
  | 'too-many-headers'
  | 'empty';

/** The only error that reading a message raises. */
export class SipParseError extends Error {
  readonly fault: ParseFault;
  /** Status that a request with this fault deserves (400, 413, 505 ...). */
  readonly status: number;
  /** What could be read, when that is enough to answer a request. */
  answerable: SipRequest | undefined;

  constructor(fault: ParseFault, message: string, status = 400) {
    super(message);
    this.name = 'SipParseError';
    this.fault = fault;
    this.status = status;
  }
}
