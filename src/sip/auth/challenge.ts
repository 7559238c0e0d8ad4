// RFC 7616 §3.3 and §3.4, RFC 3261 §20.44 and §20.7: the grammar that challenges and credentials share.

import { splitOutsideQuotes, trimBlanks, unquote } from '../message/characters.ts';

/** `Digest name=value, name="value"`: names in lower case, values unquoted. */
export interface AuthFields {
  /** Lower case. */
  readonly scheme: string;
  readonly fields: ReadonlyMap<string, string>;
}

const kMaxFields = 32;

/** Reads an Authorization or WWW-Authenticate value; undefined when it is none. Throws SipParseError at an open quote. */
export function parseAuth(value: string): AuthFields | undefined {
  const text = trimBlanks(value);
  const blank = text.search(/[ \t]/);
  if (blank <= 0) return undefined;
  const fields = new Map<string, string>();
  for (const part of splitOutsideQuotes(text.slice(blank + 1), ',')) {
    const equals = part.indexOf('=');
    if (equals <= 0 || fields.size >= kMaxFields) continue;
    const name = trimBlanks(part, 0, equals).toLowerCase();
    if (!fields.has(name)) fields.set(name, unquote(trimBlanks(part, equals + 1)));
  }
  return { scheme: text.slice(0, blank).toLowerCase(), fields };
}
