// RFC 3261 §7: requests and responses. Headers are read when asked for; a body is bytes and never decoded.

import { parseCount, splitOutsideQuotes, trimBlanks } from './characters.ts';
import { Headers } from './headers.ts';
import { type NameAddress, parseNameAddress } from './name-address.ts';
import { SipParseError } from './parse-error.ts';
import { parseUri, type SipUri } from './uri.ts';
import { parseVia, type Via } from './via.ts';

/** How header bytes were read: latin1 when they are not UTF-8, so that printing gives the same bytes back. */
export type HeadEncoding = 'utf8' | 'latin1';

/** Names of tolerated faults, counted per endpoint. */
export type SipQuirk =
  | 'zero-content-length'
  | 'short-content-length'
  | 'no-blank-line'
  | 'missing-max-forwards'
  | 'missing-from-tag'
  | 'reply-to-source'
  | 'cseq-kept-after-challenge'
  | 'ack-new-branch'
  | 'answer-without-contact'
  | 'contact-unreadable'
  | 'dialog-without-tag'
  | 'notify-wrong-tags'
  | 'notify-outside-dialog'
  | 'notify-event-differs'
  | 'notify-without-state';

export interface CSeq {
  readonly number: number;
  readonly method: string;
}

/** RFC 3261 §8.1.1.5: below 2^31. */
export const kMaxCSeq = 2 ** 31 - 1;
/** RFC 3261 §20.19: Expires is a 32-bit count of seconds. */
export const kMaxExpiresSeconds = 2 ** 32 - 1;
export const kMaxMaxForwards = 255;

export const emptyBody = Buffer.alloc(0);

abstract class SipMessage {
  readonly headers: Headers;
  body: Buffer = emptyBody;
  headEncoding: HeadEncoding = 'utf8';
  /** Faults of the sender that were read over. */
  readonly quirks: SipQuirk[] = [];

  constructor(headers = new Headers()) {
    this.headers = headers;
  }

  /** All Via values, topmost first. */
  get vias(): readonly Via[] {
    return listOf(this.headers, 'via', parseVia);
  }

  /** The topmost Via. The others need not be right: they are somebody else's, and only copied. */
  get via(): Via {
    return this.headers.parsed('via', readVia);
  }

  get from(): NameAddress {
    return this.headers.parsed('from', readFrom);
  }

  get to(): NameAddress {
    return this.headers.parsed('to', readTo);
  }

  /** Empty is the same as missing. */
  get fromTag(): string | undefined {
    return this.from.parameters.get('tag') || undefined;
  }

  get toTag(): string | undefined {
    return this.to.parameters.get('tag') || undefined;
  }

  get callId(): string {
    return required(this.headers.get('call-id') || undefined, 'Call-ID');
  }

  get cseq(): CSeq {
    return this.headers.parsed('cseq', readCSeq);
  }

  /** Contact values; '*' as in a REGISTER that removes all; empty without the header. */
  get contacts(): readonly NameAddress[] | '*' {
    return this.headers.parsed('contact', readContacts);
  }

  /** The first Contact that is an address. */
  get contact(): NameAddress | undefined {
    const contacts = this.contacts;
    return contacts === '*' ? undefined : contacts[0];
  }

  get routes(): readonly NameAddress[] {
    return this.headers.parsed('route', (headers) => listOf(headers, 'route', parseNameAddress));
  }

  get recordRoutes(): readonly NameAddress[] {
    return this.headers.parsed('record-route', (headers) => listOf(headers, 'record-route', parseNameAddress));
  }

  /** Seconds. */
  get expires(): number | undefined {
    return this.#count('expires', kMaxExpiresSeconds);
  }

  get maxForwards(): number | undefined {
    return this.#count('max-forwards', kMaxMaxForwards);
  }

  get contentLength(): number | undefined {
    return this.#count('content-length', Number.MAX_SAFE_INTEGER);
  }

  /** Lower case and without parameters, as `application/sdp`. */
  get contentType(): string | undefined {
    const value = this.headers.get('content-type');
    if (value === undefined) return undefined;
    const semicolon = value.indexOf(';');
    return trimBlanks(value, 0, semicolon < 0 ? value.length : semicolon).toLowerCase();
  }

  /** The Authorization line, unread; see sip/auth. */
  get authorization(): string | undefined {
    return this.headers.get('authorization');
  }

  get userAgent(): string | undefined {
    return this.headers.get('user-agent') ?? this.headers.get('server');
  }

  /** Comma-separated tokens of all such headers: `Require`, `Supported`, `Allow` ... */
  tokens(name: string): string[] {
    if (!this.headers.has(name)) return [];
    return this.headers
      .getAll(name)
      .flatMap((line) => line.split(','))
      .map((token) => trimBlanks(token))
      .filter((token) => token.length > 0);
  }

  #count(key: string, max: number): number | undefined {
    const value = this.headers.get(key);
    return value === undefined ? undefined : parseCount(trimBlanks(value), max, key);
  }
}

export class SipRequest extends SipMessage {
  /** As written; methods are case-sensitive (§7.1). */
  readonly method: string;
  /** Request-URI as written. */
  readonly uri: string;
  #parsedUri: SipUri | undefined;

  constructor(method: string, uri: string, headers?: Headers) {
    super(headers);
    this.method = method;
    this.uri = uri;
  }

  /** The Request-URI, read. */
  get requestUri(): SipUri {
    this.#parsedUri ??= parseUri(this.uri);
    return this.#parsedUri;
  }
}

export class SipResponse extends SipMessage {
  readonly status: number;
  readonly reason: string;

  constructor(status: number, reason: string, headers?: Headers) {
    super(headers);
    this.status = status;
    this.reason = reason;
  }
}

export type { SipMessage };

function listOf<T>(headers: Headers, key: string, parse: (text: string) => T): T[] {
  const values: T[] = [];
  for (const line of headers.getAll(key)) {
    for (const part of splitOutsideQuotes(line, ',')) {
      const text = trimBlanks(part);
      if (text.length === 0) throw new SipParseError('header-value', `empty value in ${key}`);
      values.push(parse(text));
    }
  }
  return values;
}

function readVia(headers: Headers): Via {
  return parseVia(trimBlanks(splitOutsideQuotes(required(headers.get('via'), 'Via'), ',')[0]!));
}

function readFrom(headers: Headers): NameAddress {
  return parseNameAddress(required(headers.get('from'), 'From'));
}

function readTo(headers: Headers): NameAddress {
  return parseNameAddress(required(headers.get('to'), 'To'));
}

function readContacts(headers: Headers): readonly NameAddress[] | '*' {
  if (headers.get('contact') === '*' && headers.count('contact') === 1) return '*';
  return listOf(headers, 'contact', parseNameAddress);
}

function readCSeq(headers: Headers): CSeq {
  const text = required(headers.get('cseq'), 'CSeq');
  let end = 0;
  while (end < text.length && text.charCodeAt(end) >= 0x30 && text.charCodeAt(end) <= 0x39) end++;
  const method = trimBlanks(text, end);
  if (method.length === 0) throw new SipParseError('header-value', 'CSeq without method');
  return { number: parseCount(text.slice(0, end), kMaxCSeq, 'CSeq'), method };
}

function required<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new SipParseError('missing-header', `${name} is missing`);
  return value;
}
