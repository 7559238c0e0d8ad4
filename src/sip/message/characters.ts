import { SipParseError } from './parse-error.ts';

const kTab = 0x09;
const kSpace = 0x20;
const kQuote = 0x22;
const kLess = 0x3c;
const kGreater = 0x3e;
const kBackslash = 0x5c;

const isTokenCode = new Uint8Array(128);
for (const c of "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.!%*_+`'~")
  isTokenCode[c.charCodeAt(0)] = 1;

/** RFC 3261 §25.1 `token`. */
export function isToken(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127 || isTokenCode[code] === 0) return false;
  }
  return text.length > 0;
}

/** Without spaces and tabs at both ends; unlike String.trim it leaves every other character alone. */
export function trimBlanks(text: string, start = 0, end = text.length): string {
  let first = start;
  let last = end;
  while (first < last && isBlank(text.charCodeAt(first))) first++;
  while (last > first && isBlank(text.charCodeAt(last - 1))) last--;
  return text.slice(first, last);
}

export function isBlank(code: number): boolean {
  return code === kSpace || code === kTab;
}

/** Decimal digits up to `max`; anything else is a fault of the field `name`. */
export function parseCount(text: string, max: number, name: string): number {
  if (text.length === 0 || text.length > 32) throw new SipParseError('header-value', `${name} is not a number`);
  let value = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 0x30;
    if (digit < 0 || digit > 9) throw new SipParseError('header-value', `${name} is not a number`);
    value = value * 10 + digit;
  }
  if (value > max) throw new SipParseError('header-value', `${name} is out of range`);
  return value;
}

/**
 * Splits at `separator` outside of quoted strings and angle brackets.
 * A quote that never closes is a fault (RFC 4475 §3.1.2.6).
 */
export function splitOutsideQuotes(text: string, separator: string): string[] {
  if (!text.includes('"')) {
    if (!text.includes(separator)) return [text];
    if (!text.includes('<')) return text.split(separator);
  }
  const parts: string[] = [];
  const wanted = separator.charCodeAt(0);
  let start = 0;
  let quoted = false;
  let angle = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (quoted) {
      if (code === kBackslash) i++;
      else if (code === kQuote) quoted = false;
    } else if (code === kQuote) quoted = true;
    else if (code === kLess) angle = true;
    else if (code === kGreater) angle = false;
    else if (code === wanted && !angle) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  if (quoted) throw new SipParseError('header-value', 'quoted string without end');
  parts.push(text.slice(start));
  return parts;
}

/** Inside of a quoted string with its escapes undone; other text as it is. */
export function unquote(text: string): string {
  if (text.length < 2 || text[0] !== '"' || text[text.length - 1] !== '"') return text;
  const inside = text.slice(1, -1);
  if (!inside.includes('\\')) return inside;
  let out = '';
  for (let i = 0; i < inside.length; i++) {
    if (inside[i] === '\\' && i + 1 < inside.length) i++;
    out += inside[i];
  }
  return out;
}

export function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
