// MANSCDP: XML bodies of MESSAGE and NOTIFY, GB/T 28181-2016 annex A, GB/T 28181-2022 annex A.
import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import type { Edition } from './command-set/edition.ts';
import { parseFlat } from './flat-xml.ts';
import type { QuirkName } from './quirks.ts';
import { type Charset, decodeText, encodeText, withoutControls } from './text.ts';

export const manscdpType = 'Application/MANSCDP+xml';

export type ManscdpKind = 'Query' | 'Control' | 'Notify' | 'Response';
export type XmlNode = { [name: string]: XmlValue };
export type XmlValue = string | XmlNode | XmlValue[];

export interface Manscdp {
  kind: ManscdpKind;
  cmdType: string;
  /** As written: some devices count in letters, some leave it out. */
  sn: string;
  deviceId: string;
  /** Elements of the root; read them by text(), child() and children(), which also decode entities. */
  fields: XmlNode;
}

export interface ReceivedManscdp extends Manscdp {
  /** Faults that were read over. */
  quirks: QuirkName[];
}

export class ManscdpError extends Error {
  override readonly name = 'ManscdpError';
}

export const kMaxBodyBytes = 512 * 1024;
export const kMaxDepth = 16;
const kinds: ManscdpKind[] = ['Query', 'Control', 'Notify', 'Response'];

// Entities are decoded by text(), which knows those of XML itself and no other: nothing that a body defines is expanded.
const parser = new XMLParser({
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  trimValues: true,
  processEntities: false,
});
const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', format: true, indentBy: '  ' });

/** Reads the first document of a body. Throws ManscdpError; never resolves an entity that the body defines. */
export function parseManscdp(body: Buffer): ReceivedManscdp {
  if (body.length > kMaxBodyBytes) throw new ManscdpError('the body is too long');
  const { text: source, quirks } = decodeText(body);
  const written = firstDocument(source, quirks);
  const parsed = parseFlat(written) ?? parseNested(written, quirks);
  const kind = kinds.find((name) => Object.hasOwn(parsed, name));
  if (!kind) throw new ManscdpError('the body is no Query, Control, Notify or Response');
  const root = parsed[kind];
  const fields = typeof root === 'object' && !Array.isArray(root) ? root : {};
  const cmdType = text(fields, 'CmdType');
  if (!cmdType) throw new ManscdpError('CmdType is missing');
  // QUIRK fields-as-attributes [fixture manscdp/attr-instead-of-tag.xml].
  if (fields['CmdType'] === undefined) quirks.push('fields-as-attributes');
  return { kind, cmdType, sn: text(fields, 'SN'), deviceId: text(fields, 'DeviceID'), fields, quirks };
}

/** The value of an element, or of an attribute of that name; '' when there is neither. */
export function text(node: XmlNode, name: string): string {
  const value = own(node, name) ?? own(node, `@${name}`);
  const first = Array.isArray(value) ? value[0] : value;
  if (typeof first === 'string') return decodeEntities(first).trim();
  const inner = first !== undefined && !Array.isArray(first) ? first['#text'] : undefined;
  return typeof inner === 'string' ? decodeEntities(inner).trim() : '';
}

/** The first element of that name; an empty one when there is none. */
export function child(node: XmlNode, name: string): XmlNode {
  return children(node, name)[0] ?? {};
}

/** Elements of one name, whether there is none, one or many. */
export function children(node: XmlNode, name: string): XmlNode[] {
  const value = own(node, name);
  if (value === undefined) return [];
  const list = Array.isArray(value) ? value : [value];
  return list.filter((item): item is XmlNode => typeof item === 'object' && !Array.isArray(item));
}

/** Writes a body for a side of that edition. Fields come after CmdType, SN and DeviceID, in the order given. */
export function buildManscdp(
  message: Omit<Manscdp, 'fields'> & { fields?: XmlNode },
  charset: Charset,
  edition: Edition = '2016',
): Buffer {
  const { kind, cmdType, sn, deviceId, fields } = message;
  // GB2312 is what GB/T 28181-2016 §6.10 names; devices of that edition do not know the name of its superset, which
  // GB/T 28181-2022 §6.10 has.
  const declared = charset === 'UTF-8' || edition === '2022' ? charset : 'GB2312';
  // A Notify of Broadcast names no device.
  const named = deviceId === '' ? {} : { DeviceID: deviceId };
  const xml = builder.build({ [kind]: { CmdType: cmdType, SN: sn, ...named, ...fields } }) as string;
  return encodeText(`<?xml version="1.0" encoding="${declared}"?>\n${withoutControls(xml)}`, charset);
}

function own(node: XmlNode, name: string): XmlValue | undefined {
  return Object.hasOwn(node, name) ? node[name] : undefined;
}

const namedEntities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const maxCodePoint = 0x10ffff;

function decodeEntities(value: string): string {
  if (!value.includes('&')) return value;
  return withoutControls(
    value.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos));/g, (whole, decimal, hex, name) => {
      if (name) return namedEntities[name as string]!;
      const code = decimal ? Number(decimal) : Number.parseInt(hex as string, 16);
      return code <= maxCodePoint && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : (whole as string);
    }),
  );
}

/** Repairs what devices break, before the parser sees it. Throws ManscdpError. */
function parseNested(written: string, quirks: QuirkName[]): XmlNode {
  const document = repaired(written);
  if (document !== written) quirks.push('unescaped-markup');
  checkDepth(document);
  try {
    return parser.parse(document) as XmlNode;
  } catch (error) {
    throw new ManscdpError('the body is no XML', { cause: error });
  }
}

/** Cuts to the first root element. */
function firstDocument(source: string, quirks: QuirkName[]): string {
  if (/<!DOCTYPE|<!ENTITY/i.test(source)) throw new ManscdpError('a DOCTYPE is not taken');
  const root = /<(Query|Control|Notify|Response)(\s[^<>]*)?(\/?)>/.exec(source);
  if (!root) throw new ManscdpError('the body is no Query, Control, Notify or Response');
  const end = endOfRoot(source, root);
  // QUIRK text-after-root: the rest is left unread [fixture manscdp/two-documents.xml].
  if (source.slice(end).trim() !== '') quirks.push('text-after-root');
  return source.slice(root.index, end);
}

function endOfRoot(source: string, root: RegExpExecArray): number {
  const selfClosing = root[3] === '/' || root[2]?.trimEnd().endsWith('/');
  if (selfClosing) return root.index + root[0].length;
  const closing = `</${root[1]}>`;
  const end = source.indexOf(closing, root.index);
  if (end < 0) throw new ManscdpError(`${closing} is missing`);
  return end + closing.length;
}

/**
 * QUIRK unescaped-markup: a raw "&" or "<" inside of names and addresses; a "<" that no whole tag follows is text
 * [fixture manscdp/addr-random-bytes-raw-lt.xml].
 */
function repaired(document: string): string {
  return document
    .replace(/&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)/g, '&amp;')
    .replace(/<(?!\/?[A-Za-z_][\w:.-]*(?:\s[^<>]*)?\/?>|!--|!\[CDATA\[)/g, '&lt;');
}

/** Counted before parsing, so that nothing recursive ever sees a deep document. */
function checkDepth(document: string): void {
  let depth = 0;
  for (const [tag] of document.matchAll(/<\/?[A-Za-z_][^<>]*>/g)) {
    if (tag.startsWith('</')) depth--;
    else if (!tag.endsWith('/>')) depth++;
    if (depth > kMaxDepth) throw new ManscdpError('elements are nested too deeply');
  }
}
