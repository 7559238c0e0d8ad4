// RFC 3261 §19.1 and §25.1: SIP and SIPS URIs; other schemes are kept as text.

import { parseCount } from './characters.ts';
import { noParameters, type Parameters, parseParameters } from './parameters.ts';
import { SipParseError } from './parse-error.ts';

export interface SipUri {
  /** Lower case. */
  readonly scheme: string;
  /** As written, escapes included; empty when there is none. */
  readonly user: string;
  readonly password: string | undefined;
  /** As written; IPv6 without its brackets. Empty for schemes other than sip and sips. */
  readonly host: string;
  readonly port: number | undefined;
  readonly parameters: Parameters;
  /** What follows `?`, unread. */
  readonly headers: string;
  /** The whole URI as written. */
  readonly text: string;
}

/** Reads a URI. Throws SipParseError('header-value'). */
export function parseUri(text: string): SipUri {
  const colon = text.indexOf(':');
  if (colon <= 0 || !isScheme(text, colon)) throw invalid(text);
  // Neither host, parameters nor headers may hold a bare "@", the user part may hold ";" and "?".
  const at = lastAt(text);
  const scheme = text.slice(0, colon).toLowerCase();
  if (scheme !== 'sip' && scheme !== 'sips') {
    if (colon === text.length - 1) throw invalid(text);
    return {
      scheme,
      user: '',
      password: undefined,
      host: '',
      port: undefined,
      parameters: noParameters,
      headers: '',
      text,
    };
  }
  if (at === colon + 1) throw invalid(text);
  const userinfo = at < 0 ? '' : text.slice(colon + 1, at);
  const secret = userinfo.indexOf(':');
  const question = text.indexOf('?', at < 0 ? colon : at);
  const address = text.slice((at < 0 ? colon : at) + 1, question < 0 ? text.length : question);
  const semicolon = address.indexOf(';');
  const { host, port } = parseHostPort(semicolon < 0 ? address : address.slice(0, semicolon));
  return {
    scheme,
    user: secret < 0 ? userinfo : userinfo.slice(0, secret),
    password: secret < 0 ? undefined : userinfo.slice(secret + 1),
    host,
    port,
    parameters: semicolon < 0 ? noParameters : parseParameters(address.slice(semicolon + 1)),
    headers: question < 0 ? '' : text.slice(question + 1),
    text,
  };
}

/** `host[:port]`, with IPv6 in brackets. Blanks round the colon are allowed (RFC 3261 §25.1 COLON in sent-by). */
export function parseHostPort(text: string): { host: string; port: number | undefined } {
  let host: string;
  let rest: string;
  if (text.startsWith('[')) {
    const close = text.indexOf(']');
    if (close < 3) throw invalid(text);
    host = text.slice(1, close);
    rest = text.slice(close + 1);
    if (!isIpv6Text(host)) throw invalid(text);
  } else {
    const colon = text.indexOf(':');
    if (colon < 0 && isHostname(text)) return { host: text, port: undefined };
    host = (colon < 0 ? text : text.slice(0, colon)).trimEnd();
    rest = colon < 0 ? '' : text.slice(colon);
    if (!isHostname(host)) throw invalid(text);
  }
  rest = rest.trim();
  if (rest.length === 0) return { host, port: undefined };
  if (rest[0] !== ':') throw invalid(text);
  return { host, port: parseCount(rest.slice(1).trim(), 65_535, 'port') };
}

/** Host as it stands in a URI or Via: IPv6 gets its brackets. */
export function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** The URI's user with %-escapes undone where they are valid UTF-8, else as written. */
export function decodedUser(uri: SipUri): string {
  if (!uri.user.includes('%')) return uri.user;
  try {
    return decodeURIComponent(uri.user);
  } catch {
    return uri.user;
  }
}

function isScheme(text: string, end: number): boolean {
  for (let i = 0; i < end; i++) {
    const code = text.charCodeAt(i) | 0x20;
    const letter = code >= 0x61 && code <= 0x7a;
    if (!letter && (i === 0 || !/[0-9+.-]/.test(text[i]!))) return false;
  }
  return true;
}

/**
 * Where the last "@" is, or -1. Blanks, control characters, quotes and angle brackets end a URI wherever it stands: throws
 * for them.
 */
function lastAt(text: string): number {
  let at = -1;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code <= 0x20 || code === 0x22 || code === 0x3c || code === 0x3e || code === 0x7f) throw invalid(text);
    if (code === 0x40) at = i;
  }
  return at;
}

/** Letters, digits, "-", "." and "_"; a host of digits alone, as 10-digit realms are, is one too. */
function isHostname(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const digit = code >= 0x30 && code <= 0x39;
    const letter = (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
    if (!digit && !letter && code !== 0x2d && code !== 0x2e && code !== 0x5f) return false;
  }
  return text.length > 0;
}

/** Loose on purpose: RFC 5118 §4.10 asks to tolerate `2001:db8:::192.0.2.1`. */
function isIpv6Text(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (!/[0-9a-fA-F:.]/.test(text[i]!)) return false;
  return text.includes(':');
}

function invalid(text: string): SipParseError {
  return new SipParseError('header-value', `not a URI or host: ${text.slice(0, 80)}`);
}
