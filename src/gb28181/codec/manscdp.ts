// MANSCDP: XML bodies of MESSAGE and NOTIFY, GB/T 28181-2016 annex A, GB/T 28181-2022 annex A.
import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import { type Charset, decodeText, encodeText } from './text.ts';

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
  fields: XmlNode;
}

export class ManscdpError extends Error {
  override readonly name = 'ManscdpError';
}

const maxBodyBytes = 512 * 1024;
const maxDepth = 16;
const kinds: ManscdpKind[] = ['Query', 'Control', 'Notify', 'Response'];

const parser = new XMLParser({
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  trimValues: true,
  processEntities: { enabled: true, maxTotalExpansions: 10_000 } as unknown as boolean,
});
const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', format: true, indentBy: '  ' });

/** Reads the first document of a body. Throws ManscdpError; never resolves an entity that the body defines. */
export function parseManscdp(body: Buffer): Manscdp {
  if (body.length > maxBodyBytes) throw new ManscdpError('the body is too long');
  const xml = firstDocument(decodeText(body));
  let parsed: XmlNode;
  try {
    parsed = parser.parse(xml) as XmlNode;
  } catch (error) {
    throw new ManscdpError(`the body is no XML: ${(error as Error).message}`);
  }
  const kind = kinds.find((name) => name in parsed);
  if (!kind) throw new ManscdpError('the body is no Query, Control, Notify or Response');
  const root = parsed[kind];
  const fields = typeof root === 'object' && !Array.isArray(root) ? root : {};
  const cmdType = text(fields, 'CmdType');
  if (!cmdType) throw new ManscdpError('CmdType is missing');
  return { kind, cmdType, sn: text(fields, 'SN'), deviceId: text(fields, 'DeviceID'), fields };
}

/** The value of an element, or of an attribute of that name; '' when there is neither. */
export function text(node: XmlNode, name: string): string {
  const value = node[name] ?? node[`@${name}`];
  if (value === undefined) return '';
  if (typeof value === 'string') return value.trim();
  if (Array.isArray(value)) return typeof value[0] === 'string' ? value[0].trim() : '';
  const inner = value['#text'];
  return typeof inner === 'string' ? inner.trim() : '';
}

export function child(node: XmlNode, name: string): XmlNode {
  const value = node[name];
  return value !== undefined && typeof value === 'object' && !Array.isArray(value) ? value : {};
}

/** Elements of one name, whether there is none, one or many. */
export function children(node: XmlNode, name: string): XmlNode[] {
  const value = node[name];
  if (value === undefined) return [];
  const list = Array.isArray(value) ? value : [value];
  return list.filter((item): item is XmlNode => typeof item === 'object' && !Array.isArray(item));
}

/** Writes a body. Fields come after CmdType, SN and DeviceID, in the order given. */
export function buildManscdp(message: Omit<Manscdp, 'fields'> & { fields?: XmlNode }, charset: Charset): Buffer {
  const { kind, cmdType, sn, deviceId, fields } = message;
  const declared = charset === 'UTF-8' ? 'UTF-8' : 'GB2312';
  const xml = builder.build({ [kind]: { CmdType: cmdType, SN: sn, DeviceID: deviceId, ...fields } }) as string;
  return encodeText(`<?xml version="1.0" encoding="${declared}"?>\n${xml}`, charset);
}

/** Cuts to the first root element and repairs what devices break, before the parser sees it. */
function firstDocument(source: string): string {
  if (/<!DOCTYPE|<!ENTITY/i.test(source)) throw new ManscdpError('a DOCTYPE is not taken');
  const root = /<(Query|Control|Notify|Response)[\s>]/.exec(source);
  if (!root) throw new ManscdpError('the body is no Query, Control, Notify or Response');
  const closing = `</${root[1]}>`;
  const end = source.indexOf(closing, root.index);
  if (end < 0) throw new ManscdpError(`${closing} is missing`);
  const document = repaired(source.slice(root.index, end + closing.length));
  checkDepth(document);
  return document;
}

/** QUIRK unescaped-markup: a raw "&" or "<" inside of names and addresses. */
function repaired(document: string): string {
  return document
    .replace(/&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)/g, '&amp;')
    .replace(/<(?![A-Za-z_/?!])/g, '&lt;');
}

/** Counted before parsing, so that nothing recursive ever sees a deep document. */
function checkDepth(document: string): void {
  let depth = 0;
  for (const [tag] of document.matchAll(/<\/?[A-Za-z_][^<>]*>/g)) {
    if (tag.startsWith('</')) depth--;
    else if (!tag.endsWith('/>')) depth++;
    if (depth > maxDepth) throw new ManscdpError('elements are nested too deeply');
  }
}
