import { splitOutsideQuotes, trimBlanks, unquote } from './characters.ts';

/** `;name=value` parameters: names in lower case, values unquoted, `null` where there is no `=`. First one wins. */
export type Parameters = ReadonlyMap<string, string | null>;

export const noParameters: Parameters = new Map();

/**
 * Reads what follows the first `;`.
 * QUIRK empty-parameter: `;;` and a closing `;` are skipped, cameras write them [fixture sip/rfc4475/badinv01.dat].
 */
export function parseParameters(text: string): Parameters {
  if (text.length === 0) return noParameters;
  const parameters = new Map<string, string | null>();
  for (const part of splitOutsideQuotes(text, ';')) {
    const equals = part.indexOf('=');
    const name = trimBlanks(part, 0, equals < 0 ? part.length : equals).toLowerCase();
    if (name.length === 0 || parameters.has(name)) continue;
    parameters.set(name, equals < 0 ? null : unquote(trimBlanks(part, equals + 1)));
  }
  return parameters;
}
