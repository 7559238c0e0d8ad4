import { readdirSync, readFileSync } from 'node:fs';
import type { Edition, Row } from './rows.ts';

const folder = new URL('../fixtures/manscdp/rows/', import.meta.url);

/** One message as it stands on the wire, and what it says. */
export interface Golden {
  /** request, response, query, answer or notify; of MANSRTSP, what is asked. */
  readonly part: string;
  readonly wire: Buffer;
  readonly says: unknown;
}

/** The messages of a row. Throws when there is none. */
export function goldens({ section, name }: Row, edition: Edition): Golden[] {
  const said = JSON.parse(readFileSync(new URL(`${section}/${name}.${edition}.json`, folder), 'utf8')) as object;
  const extension = section === 'mansrtsp' ? 'txt' : 'xml';
  return Object.entries(said).map(([part, says]) => {
    const wire = readFileSync(new URL(`${section}/${name}.${edition}.${part}.${extension}`, folder));
    return { part, wire, says: says as unknown };
  });
}

export function golden(row: Row, edition: Edition, part: string): Golden {
  const found = goldens(row, edition).find((one) => one.part === part);
  if (!found) throw new Error(`${row.section} ${row.name} has no ${part} in ${edition}`);
  return found;
}

/** Of every golden that is there, whether a row wants it or not. */
export function goldenFiles(): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
}

const decoder = new TextDecoder('gb18030', { fatal: true });

/** A body without its declaration and the blanks between elements: the elements in their order, with what they say. */
export function canonical(body: Buffer): string {
  return decoder
    .decode(body)
    .replace(/^<\?xml[^>]*\?>/, '')
    .replace(/>\s+</g, '><')
    .replace(/<(\w+)([^<>]*)><\/\1>/g, '<$1$2/>')
    .trim();
}

/** What the body says it is written in. */
export function declaredCharset(body: Buffer): string | undefined {
  return /^<\?xml[^>]*encoding="([^"]*)"/.exec(body.toString('latin1'))?.[1];
}

export interface Header {
  kind: string;
  cmdType: string;
  sn: string;
  deviceId: string;
}

/** The first elements, read without the codec. */
export function headerOf(body: Buffer): Header {
  const xml = canonical(body);
  const element = (name: string) =>
    new RegExp(`^<\\w+>(?:<\\w+>[^<]*</\\w+>){0,2}<${name}>([^<]*)<`).exec(xml)?.[1] ?? '';
  return {
    kind: /^<(\w+)>/.exec(xml)?.[1] ?? '',
    cmdType: element('CmdType'),
    sn: element('SN'),
    deviceId: element('DeviceID'),
  };
}
