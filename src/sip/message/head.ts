// The head of a message as lines: one pass over the bytes finds the end, the lines and what may not stand there.

import { isUtf8 } from 'node:buffer';
import type { Limits } from '../limits.ts';
import { trimBlanks } from './characters.ts';
import { Headers } from './headers.ts';
import type { HeadEncoding } from './message.ts';
import { type ParseFault, SipParseError } from './parse-error.ts';

export type HeadLimits = Pick<Limits, 'maxHeadBytes' | 'maxLineBytes' | 'maxHeaders' | 'maxBodyBytes'>;

const kCr = 0x0d;
const kLf = 0x0a;
const kColon = 0x3a;
const kBackslash = 0x5c;

export interface Head {
  startLine: string;
  headers: Headers;
  encoding: HeadEncoding;
  /** Offset of the body. */
  bodyOffset: number;
  /** False when the bytes ended before the blank line. */
  hasBlankLine: boolean;
  /** The first fault among the lines; the others have been read. */
  fault: SipParseError | undefined;
}

/** Reads start line and headers of a message that begins at `bytes[0]`. Never throws. */
export function readHead(bytes: Buffer, limits: HeadLimits): Head {
  const scan = scanLines(bytes, limits);
  const end = scan.bodyOffset;
  const encoding: HeadEncoding = scan.ascii || isUtf8(bytes.subarray(0, end)) ? 'utf8' : 'latin1';
  const headers = new Headers();
  const head: Head = {
    startLine: '',
    headers,
    encoding,
    bodyOffset: end,
    hasBlankLine: scan.hasBlankLine,
    fault:
      scan.fault === undefined ? undefined : new SipParseError(scan.fault, `head: ${scan.fault}`, statusOf(scan.fault)),
  };
  // Offsets in a string are those of the bytes only when each byte is one character.
  const decode = encoding === 'latin1' || scan.ascii ? sliceOf(bytes.toString('latin1', 0, end)) : utf8Of(bytes);
  const { starts, ends, count } = scan;
  if (count > 0) head.startLine = decode(starts[0]!, ends[0]!);
  for (let i = 1; i < count; i++) {
    let line = decode(starts[i]!, ends[i]!);
    // §7.3.1: a line that begins with a blank continues the one before.
    while (i + 1 < count && isFold(bytes[starts[i + 1]!]!)) {
      i++;
      line = `${trimBlanks(line)} ${trimBlanks(decode(starts[i]!, ends[i]!))}`;
    }
    readField(line, head);
  }
  return head;
}

function readField(line: string, head: Head): void {
  const colon = line.indexOf(':');
  let nameEnd = colon;
  while (nameEnd > 0 && isFold(line.charCodeAt(nameEnd - 1))) nameEnd--;
  if (nameEnd <= 0 || hasBlank(line, nameEnd)) {
    head.fault ??= new SipParseError('header-line', `not a header: ${line.slice(0, 60)}`);
    return;
  }
  // A message with a CR inside of a line is refused; what its answer repeats must not hold one.
  const value = trimBlanks(line, colon + 1);
  head.headers.append(line.slice(0, nameEnd), head.fault ? value.replaceAll('\r', ' ') : value);
}

function hasBlank(line: string, end: number): boolean {
  for (let i = 0; i < end; i++) if (isFold(line.charCodeAt(i))) return true;
  return false;
}

interface Lines {
  starts: number[];
  ends: number[];
  count: number;
  bodyOffset: number;
  hasBlankLine: boolean;
  ascii: boolean;
  fault: ParseFault | undefined;
}

/** Line ends are CRLF or, as some cameras write, LF alone. */
function scanLines(bytes: Buffer, limits: HeadLimits): Lines {
  const lines: Lines = {
    starts: [],
    ends: [],
    count: 0,
    bodyOffset: 0,
    hasBlankLine: false,
    ascii: true,
    fault: undefined,
  };
  const end = Math.min(bytes.length, limits.maxHeadBytes);
  let start = 0;
  let high = 0;
  for (let i = 0; i < end; i++) {
    const byte = bytes[i]!;
    if (byte > 0x1f) {
      high |= byte;
      continue;
    }
    if (byte === kLf) {
      const lineEnd = i > start && bytes[i - 1] === kCr ? i - 1 : i;
      if (lineEnd === start) {
        lines.hasBlankLine = true;
        start = i + 1;
        break;
      }
      if (!pushLine(lines, start, lineEnd, limits)) break;
      start = i + 1;
    } else if (isStray(bytes, i)) lines.fault ??= 'control-character';
  }
  if (!lines.hasBlankLine && lines.fault === undefined) {
    if (bytes.length > limits.maxHeadBytes) lines.fault = 'too-long';
    else if (start < end) pushLine(lines, start, end, limits);
  }
  lines.bodyOffset = lines.hasBlankLine ? start : end;
  lines.ascii = high < 0x80;
  return lines;
}

/** A CR without LF, and a NUL that is not a quoted-pair (RFC 4475 §3.1.1.2 has one that is), belong into no line. */
function isStray(bytes: Buffer, at: number): boolean {
  if (bytes[at] === kCr) return bytes[at + 1] !== kLf;
  return bytes[at] === 0 && bytes[at - 1] !== kBackslash;
}

function pushLine(lines: Lines, start: number, end: number, limits: HeadLimits): boolean {
  if (end - start > limits.maxLineBytes) lines.fault ??= 'too-long';
  // The start line does not count as a header.
  if (lines.count > limits.maxHeaders) {
    lines.fault ??= 'too-many-headers';
    return false;
  }
  lines.starts.push(start);
  lines.ends.push(end);
  lines.count++;
  return true;
}

function statusOf(fault: ParseFault): number {
  return fault === 'too-long' || fault === 'too-many-headers' ? 513 : 400;
}

function isFold(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

function sliceOf(text: string): (start: number, end: number) => string {
  return (start, end) => text.slice(start, end);
}

function utf8Of(bytes: Buffer): (start: number, end: number) => string {
  return (start, end) => bytes.toString('utf8', start, end);
}

/**
 * Content-Length of a head given as bytes up to and including its blank line, for framing; 0 when there is none
 * (a stream has no other length). Undefined when it is no number, or when two differ.
 */
export function framedLength(head: Buffer): number | undefined {
  let length: number | undefined;
  let start = head.indexOf(kLf) + 1;
  while (start > 0 && start < head.length) {
    let end = head.indexOf(kLf, start);
    if (end < 0) end = head.length;
    const first = head[start]! | 0x20;
    if (first === 0x63 || first === 0x6c) {
      const colon = head.indexOf(kColon, start);
      if (colon > 0 && colon < end) {
        const name = head.toString('latin1', start, colon).trimEnd().toLowerCase();
        if (name === 'content-length' || name === 'l') {
          // A folded value is legal, and read here as far as one more line.
          const value = valueWithFold(head, colon + 1, end);
          if (!/^[0-9]{1,15}$/.test(value)) return undefined;
          if (length !== undefined && length !== Number(value)) return undefined;
          length = Number(value);
        }
      }
    }
    start = end + 1;
  }
  return length ?? 0;
}

function valueWithFold(head: Buffer, start: number, lineEnd: number): string {
  let end = lineEnd;
  while (end + 1 < head.length && isFold(head[end + 1]!)) {
    const next = head.indexOf(kLf, end + 1);
    end = next < 0 ? head.length : next;
  }
  return head.toString('latin1', start, end).trim();
}
