// Fields to XML and back, as their schemas say: strictly written, leniently read.
import type { Static, TObject, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { readTime } from '../local-time.ts';
import { text, type XmlNode, type XmlValue } from '../manscdp.ts';
import type { Edition } from './edition.ts';
import type { FieldFacts } from './fields.ts';

type CommandFault = 'bad-fields' | 'edition-too-old' | 'edition-too-new';

/** A command that cannot be sent as it is: a field that does not fit, or what the device's edition does not know, yet or any longer. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly code: CommandFault;

  constructor(code: CommandFault, message: string) {
    super(message);
    this.code = code;
  }
}

type Schema = TSchema &
  FieldFacts & {
    type?: string;
    enum?: string[];
    items?: Schema;
    properties?: Record<string, Schema>;
    maxItems?: number;
    maxLength?: number;
  };
type Element = Record<string, unknown>;

/** Text whose schema tells no length, as of IDs, is cut here. */
export const kMaxTextChars = 1024;
/** A list whose schema tells no length is bounded by its message alone. */
const noBound = Number.MAX_SAFE_INTEGER;

/**
 * The elements of a message. What is absent and has a default is filled in. Throws CommandError for fields that do not fit
 * the schema, and for those that came with a later edition; those that ended with an earlier one are left out.
 */
export function encodeFields<T extends TObject>(schema: T, fields: unknown, edition: Edition): XmlNode {
  const filled = Value.Default(schema, structuredClone(fields ?? {}));
  const fault = Value.Errors(schema, filled)[0];
  if (fault) {
    const place = fault.instancePath.slice(1).replaceAll('/', '.');
    throw new CommandError('bad-fields', `${place || 'The command'} ${fault.message}.`);
  }
  return encodeGroup(schema as unknown as Schema, filled as Element, edition);
}

/** Without what the edition does not know, for those who have more to tell than the other side understands. */
export function forEdition<T extends TObject>(schema: T, fields: Static<T>, edition: Edition): Static<T> {
  return knownGroup(schema as unknown as Schema, fields as Element, edition) as Static<T>;
}

/** What was read: anything may be missing, at any depth. */
export type Read<T> = T extends (infer Item)[]
  ? Read<Item>[]
  : T extends object
    ? { [Name in keyof T]?: Read<T[Name]> }
    : T;

/** What stands in a message. Elements that are missing, empty or cannot be read are left out; others nobody knows, too. */
export function decodeFields<T extends TObject>(schema: T, node: XmlNode): Read<Static<T>> {
  return decodeGroup(schema as unknown as Schema, node) as Read<Static<T>>;
}

function properties(schema: Schema): [string, Schema][] {
  return Object.entries(schema.properties ?? {});
}

function isKnown(schema: Schema, edition: Edition): boolean {
  return !(schema['x-since'] && schema['x-since'] > edition) && !(schema['x-until'] && schema['x-until'] < edition);
}

function knownGroup(schema: Schema, fields: Element, edition: Edition): Element {
  const known: Element = {};
  for (const [name, field] of properties(schema)) {
    const value = fields[name];
    if (value === undefined || !isKnown(field, edition)) continue;
    if (field.type === 'object') known[name] = knownGroup(field, value as Element, edition);
    else if (field.type === 'array' && field.items?.type === 'object')
      known[name] = (value as Element[]).map((item) => knownGroup(field.items!, item, edition));
    else known[name] = value;
  }
  return known;
}

function encodeGroup(schema: Schema, fields: Element, edition: Edition): XmlNode {
  const node: XmlNode = {};
  for (const [name, field] of properties(schema)) {
    const value = fields[name] ?? counted(field, fields);
    if (value === undefined) continue;
    if (field['x-since'] && field['x-since'] > edition)
      if (fields[name] === undefined)
        // A count that nobody gave is no wish of anybody.
        continue;
      else
        throw new CommandError(
          'edition-too-old',
          `${name} came with GB/T 28181-${field['x-since']}; the device speaks GB/T 28181-${edition}.`,
        );
    if (!isKnown(field, edition)) continue;
    node[field['x-attribute'] ? `@${name}` : (field['x-written'] ?? name)] = encodeField(field, value, edition);
  }
  return node;
}

function counted(field: Schema, fields: Element): number | undefined {
  const of = field['x-count'] === undefined ? undefined : fields[field['x-count']];
  return Array.isArray(of) ? of.length : undefined;
}

function encodeField(field: Schema, value: unknown, edition: Edition): XmlValue {
  if (field.type === 'object') return encodeGroup(field, value as Element, edition);
  if (field.type !== 'array') return String(value);
  const items = (value as unknown[]).map((item) => encodeField(field.items!, item, edition));
  if (field['x-item'] === undefined) return items;
  return { ...(field['x-num'] && { '@Num': String(items.length) }), [field['x-item']]: items };
}

function decodeGroup(schema: Schema, node: XmlNode): Element {
  const fields: Element = {};
  for (const [name, field] of properties(schema)) {
    const value = decodeField(field, node, nameIn(node, name, field['x-written'] ?? field['x-alias']));
    if (value !== undefined) fields[name] = value;
  }
  return fields;
}

/** Devices write names in other letters than the standard does. */
function nameIn(node: XmlNode, name: string, alias?: string): string {
  if (Object.hasOwn(node, name) || Object.hasOwn(node, `@${name}`)) return name;
  const meant = [name, alias].map((one) => one?.toLowerCase());
  const written = Object.keys(node).map((key) => key.replace(/^@/, ''));
  return written.find((key) => meant.includes(key.toLowerCase())) ?? name;
}

function decodeField(field: Schema, node: XmlNode, name: string): unknown {
  if (field.type === 'array') return decodeList(field, node, name);
  if (field.type !== 'object') return decodeText(field, text(node, name));
  const inner = elements(node, name)[0];
  return typeof inner === 'object' && !Array.isArray(inner) ? decodeGroup(field, inner) : undefined;
}

/** Items stand in their list, or right in the list's place; an empty list is one too. */
function decodeList(field: Schema, node: XmlNode, name: string): unknown[] | undefined {
  const found = elements(node, name);
  if (found.length === 0) return undefined;
  const item = field['x-item'];
  const items =
    item === undefined ? found : found.flatMap((one) => (isNode(one) ? elements(one, nameIn(one, item)) : []));
  const decoded = items.slice(0, field.maxItems ?? noBound).map((one) => decodeItem(field.items!, one));
  return decoded.filter((one) => one !== undefined);
}

function decodeItem(schema: Schema, item: XmlValue): unknown {
  if (schema.type === 'object') return isNode(item) ? decodeGroup(schema, item) : undefined;
  return decodeText(schema, text({ item }, 'item'));
}

function decodeText(field: Schema, written: string): unknown {
  if (written === '') return undefined;
  if (field.enum) return field.enum.find((one) => one.toLowerCase() === written.toLowerCase());
  if (field.type === 'integer' || field.type === 'number') {
    const value = Number.parseFloat(written);
    if (!Number.isFinite(value)) return undefined;
    return field.type === 'integer' ? Math.trunc(value) : value;
  }
  if (field['x-time']) return readTime(written) || undefined;
  return written.slice(0, field.maxLength ?? kMaxTextChars);
}

function elements(node: XmlNode, name: string): XmlValue[] {
  const value = Object.hasOwn(node, name) ? node[name]! : [];
  return Array.isArray(value) ? value : [value];
}

function isNode(value: XmlValue): value is XmlNode {
  return typeof value === 'object' && !Array.isArray(value);
}
