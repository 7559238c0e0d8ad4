// RFC 3261 §20.42 with RFC 3581 (rport) and RFC 5118 §4.5 (received without brackets).

import { isToken, trimBlanks } from './characters.ts';
import { noParameters, type Parameters, parseParameters } from './parameters.ts';
import { SipParseError } from './parse-error.ts';
import { parseHostPort } from './uri.ts';

/** RFC 3261 §8.1.1.7: a branch that begins so names the transaction. */
export const kMagicCookie = 'z9hG4bK';

export interface Via {
  /** Upper case: UDP, TCP, TLS ... */
  readonly transport: string;
  readonly host: string;
  readonly port: number | undefined;
  readonly branch: string | undefined;
  /** Address that the sender's packet came from, without brackets. */
  readonly received: string | undefined;
  /** `true`: asked for; a number: filled in. */
  readonly rport: number | boolean;
}

/** Reads one Via value: `SIP/2.0/UDP host:port;params`, blanks allowed round the slashes. */
export function parseVia(text: string): Via {
  const semicolon = text.indexOf(';');
  const head = trimBlanks(text, 0, semicolon < 0 ? text.length : semicolon);
  const first = head.indexOf('/');
  const second = head.indexOf('/', first + 1);
  if (first < 0 || second < 0) throw invalid();
  // §25.1: protocol name and version are tokens; what they say is the start line's matter.
  if (!isToken(trimBlanks(head, 0, first)) || !isToken(trimBlanks(head, first + 1, second))) throw invalid();
  const rest = trimBlanks(head, second + 1);
  let blank = 0;
  while (blank < rest.length && rest[blank] !== ' ' && rest[blank] !== '\t') blank++;
  const transport = rest.slice(0, blank).toUpperCase();
  if (!isToken(transport)) throw invalid();
  const { host, port } = parseHostPort(trimBlanks(rest, blank));
  const parameters = semicolon < 0 ? noParameters : parseParameters(text.slice(semicolon + 1));
  return {
    transport,
    host,
    port,
    branch: parameters.get('branch') ?? undefined,
    received: parameters.get('received')?.replace(/^\[|\]$/g, ''),
    rport: rportOf(parameters),
  };
}

function rportOf(parameters: Parameters): number | boolean {
  const value = parameters.get('rport');
  if (value === undefined) return false;
  const port = value === null ? Number.NaN : Number.parseInt(value, 10);
  return port > 0 && port <= 65_535 ? port : true;
}

function invalid(): SipParseError {
  return new SipParseError('header-value', 'Via is not "SIP/2.0/transport host"');
}
