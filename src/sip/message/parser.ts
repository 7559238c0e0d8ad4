// RFC 3261 §7 and §25: bytes to messages. Nothing else is thrown than SipParseError.

import { defaultLimits } from '../limits.ts';
import { isToken } from './characters.ts';
import { type Head, type HeadLimits, readHead } from './head.ts';
import { type SipMessage, type SipQuirk, SipRequest, SipResponse } from './message.ts';
import { SipParseError } from './parse-error.ts';
import { checkHeaders } from './validation.ts';

export interface ParseOptions {
  /** 'datagram': the body may end with the packet. 'stream': exactly Content-Length bytes follow. Default datagram. */
  framing?: 'datagram' | 'stream';
  limits?: HeadLimits;
  /** Whether a named fault is read over; default: defaultQuirks. */
  tolerates?: (quirk: SipQuirk) => boolean;
}

/** RFC 3261 §18.3 says what a datagram's extra bytes are; the one quirk that goes against it is off. */
export const defaultQuirks: Record<SipQuirk, boolean> = {
  'zero-content-length': true,
  'short-content-length': false,
  'no-blank-line': true,
  'missing-max-forwards': true,
  'missing-from-tag': true,
  'reply-to-source': true,
  'cseq-kept-after-challenge': true,
  'ack-new-branch': true,
  'answer-without-contact': true,
  'contact-unreadable': true,
  'dialog-without-tag': true,
  'notify-wrong-tags': true,
  'notify-outside-dialog': true,
  'notify-event-differs': true,
  'notify-without-state': true,
};

const kMaxShownBytes = 60;

/**
 * Reads one whole message. All headers that the stack uses have been checked when this returns, so that reading them
 * later does not throw. A SipParseError carries `answerable` when a request can be answered.
 */
export function parseMessage(bytes: Buffer, options: ParseOptions = {}): SipMessage {
  const limits = options.limits ?? defaultLimits;
  const tolerates = options.tolerates ?? ((quirk: SipQuirk) => defaultQuirks[quirk]);
  const head = readHead(bytes, limits);
  if (head.startLine.length === 0) throw head.fault ?? new SipParseError('empty', 'no start line');
  const start = readStartLine(head);
  const message = start.message;
  message.headEncoding = head.encoding;
  try {
    if (start.fault) throw start.fault;
    if (head.fault) throw head.fault;
    // QUIRK no-blank-line: the datagram ends with its headers [fixture sip/rfc4475/baddn.dat].
    if (!head.hasBlankLine)
      tolerate(message, 'no-blank-line', tolerates, 'header-line', 'no blank line after the headers');
    checkHeaders(message, tolerates);
    readBody(message, bytes, head.bodyOffset, options.framing ?? 'datagram', limits, tolerates);
  } catch (error) {
    if (!(error instanceof SipParseError)) throw error;
    error.answerable = answerable(message);
    throw error;
  }
  return message;
}

function readStartLine(head: Head): { message: SipMessage; fault: SipParseError | undefined } {
  const line = head.startLine;
  if (line.startsWith('SIP/')) return readStatusLine(line, head);
  // §7.1: method SP Request-URI SP version. A blank inside of the URI moves no boundary: first and last blank count.
  const first = line.indexOf(' ');
  const last = line.lastIndexOf(' ');
  const method = first < 0 ? line : line.slice(0, first);
  if (!isToken(method) || first < 0) throw new SipParseError('start-line', `no request: ${shown(line)}`);
  const uri = last > first ? line.slice(first + 1, last) : line.slice(first + 1);
  const version = last > first ? line.slice(last + 1) : '';
  const message = new SipRequest(method, uri, head.headers);
  return { message, fault: requestLineFault(message, version) };
}

function requestLineFault(request: SipRequest, version: string): SipParseError | undefined {
  if (!/^SIP\/[0-9]+\.[0-9]+$/i.test(version)) return new SipParseError('start-line', 'no version in the request line');
  if (version.toUpperCase() !== 'SIP/2.0') return new SipParseError('version', `version ${shown(version)}`, 505);
  try {
    // RFC 5118 §4.2: an IPv6 address without brackets is a fault of the Request-URI.
    void request.requestUri;
    return undefined;
  } catch {
    return new SipParseError('request-uri', `Request-URI ${shown(request.uri)}`);
  }
}

function readStatusLine(line: string, head: Head): { message: SipMessage; fault: SipParseError | undefined } {
  // §7.2: version SP 3DIGIT SP reason; the reason may be empty, and cameras then leave out the blank too.
  if (!/^SIP\/2\.0 /i.test(line)) throw new SipParseError('version', `no SIP/2.0 response: ${shown(line)}`, 505);
  const blank = line.indexOf(' ', 8);
  const code = blank < 0 ? line.slice(8) : line.slice(8, blank);
  if (!/^[1-6][0-9]{2}$/.test(code)) throw new SipParseError('status-code', `status ${shown(code)}`);
  return {
    message: new SipResponse(Number(code), blank < 0 ? '' : line.slice(blank + 1), head.headers),
    fault: undefined,
  };
}

function readBody(
  message: SipMessage,
  bytes: Buffer,
  offset: number,
  framing: 'datagram' | 'stream',
  limits: HeadLimits,
  tolerates: (quirk: SipQuirk) => boolean,
): void {
  const there = bytes.length - offset;
  let length = message.contentLength ?? (framing === 'datagram' ? there : 0);
  if (length > limits.maxBodyBytes) throw new SipParseError('too-long', `body of ${length} bytes`, 413);
  // §18.3: a datagram shorter than its Content-Length is answered 400.
  if (length > there) throw new SipParseError('truncated-body', `Content-Length ${length}, but ${there} bytes`);
  if (length < there && framing === 'datagram' && message.headers.has('content-type')) {
    // QUIRK zero-content-length: "Content-Length: 0" before a body that has a type [fixture sip/field/zero-content-length.sip].
    // QUIRK short-content-length: counted in characters instead of bytes; off, as §18.3 drops the rest
    // [fixture sip/field/short-content-length.sip].
    const quirk = length === 0 ? 'zero-content-length' : 'short-content-length';
    if (tolerates(quirk)) {
      message.quirks.push(quirk);
      length = Math.min(there, limits.maxBodyBytes);
    }
  }
  message.body = bytes.subarray(offset, offset + length);
}

function tolerate(
  message: SipMessage,
  quirk: SipQuirk,
  tolerates: (quirk: SipQuirk) => boolean,
  fault: 'header-line',
  text: string,
): void {
  if (!tolerates(quirk)) throw new SipParseError(fault, text);
  message.quirks.push(quirk);
}

/**
 * A faulty request can be answered when its Via leads back (§8.2.6.2 copies Via, From, To, Call-ID and CSeq as text,
 * which may themselves be the fault). An ACK is never answered.
 */
function answerable(message: SipMessage): SipRequest | undefined {
  if (!(message instanceof SipRequest) || message.method === 'ACK') return undefined;
  try {
    void message.via;
    return message;
  } catch {
    return undefined;
  }
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, kMaxShownBytes));
}
