// A root with elements of plain text: what keepalives, and most other bodies of MANSCDP, are.

const root = /^<([A-Za-z_][\w.-]*)>\s*/;
const element = /<([A-Za-z_][\w.-]*)>([^<>&\r]*)<\/\1>\s*/y;

/**
 * Reads such a document as the general parser does, in a tenth of its time. Undefined when anything else is in it:
 * attributes, deeper elements, one name twice, entities, comments, what must be repaired.
 */
export function parseFlat(document: string): { [root: string]: { [name: string]: string } } | undefined {
  const opened = root.exec(document);
  if (!opened) return undefined;
  const [opening, name] = opened;
  const end = document.length - `</${name}>`.length;
  const fields: { [name: string]: string } = {};
  element.lastIndex = opening.length;
  while (element.lastIndex < end) {
    const found = element.exec(document);
    // Also true of what every object has, as "constructor".
    if (!found || found[1]! in fields) return undefined;
    fields[found[1]!] = found[2]!.trim();
  }
  return element.lastIndex === end && document.endsWith(`</${name}>`) ? { [name!]: fields } : undefined;
}
