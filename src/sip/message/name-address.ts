// RFC 3261 §20.10, §20.20, §20.39: From, To, Contact, Route and Record-Route values.

import { trimBlanks, unquote } from './characters.ts';
import { noParameters, type Parameters, parseParameters } from './parameters.ts';
import { SipParseError } from './parse-error.ts';
import { parseUri, type SipUri } from './uri.ts';

export interface NameAddress {
  /** Unquoted; empty when there is none. */
  readonly displayName: string;
  readonly uri: SipUri;
  /** Header parameters: `tag`, `expires`, `q` ... */
  readonly parameters: Parameters;
}

/** Reads `"name" <uri>;params` and the form without brackets, where all parameters belong to the header (§20.10). */
export function parseNameAddress(text: string): NameAddress {
  const open = indexOutsideQuotes(text, '<');
  if (open < 0) return parseBareAddress(trimBlanks(text));
  const close = text.indexOf('>', open);
  if (close < 0) throw new SipParseError('header-value', '"<" without ">"');
  const rest = trimBlanks(text, close + 1);
  if (rest.length > 0 && rest[0] !== ';') throw new SipParseError('header-value', 'text after ">"');
  return {
    // QUIRK unquoted-display-name: any text before "<" is taken [fixture sip/rfc4475/baddn.dat].
    displayName: unquote(trimBlanks(text, 0, open)),
    // QUIRK blanks-in-brackets: "< sip:a@b >" is read [fixture sip/rfc4475/badaspec.dat].
    uri: parseUri(trimBlanks(text, open + 1, close)),
    parameters: rest.length === 0 ? noParameters : parseParameters(rest.slice(1)),
  };
}

function parseBareAddress(text: string): NameAddress {
  const semicolon = text.indexOf(';');
  const address = trimBlanks(text, 0, semicolon < 0 ? text.length : semicolon);
  // §20.10: a URI with a comma, question mark or semicolon stands in brackets.
  if (address.includes('?')) throw new SipParseError('header-value', 'URI with "?" outside of "<>"');
  return {
    displayName: '',
    uri: parseUri(address),
    parameters: semicolon < 0 ? noParameters : parseParameters(text.slice(semicolon + 1)),
  };
}

function indexOutsideQuotes(text: string, wanted: string): number {
  const first = text.indexOf(wanted);
  const quote = text.indexOf('"');
  if (quote < 0 || first === 0) return first;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted && c === '\\') i++;
    else if (c === '"') quoted = !quoted;
    else if (!quoted && c === wanted) return i;
  }
  if (quoted) throw new SipParseError('header-value', 'quoted string without end');
  return -1;
}
