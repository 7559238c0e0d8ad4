// The kinds of fields that MANSCDP has, as schemas: GB/T 28181-2016 annex A.2.1, GB/T 28181-2022 annex A.2.1. Types, checks, XML and the documents
// of REST come from them. Property names are the elements of the standard; their order is the order on the wire.
import { type Static, type TObject, type TProperties, type TSchema, Type } from 'typebox';
import type { Edition } from './edition.ts';

/** What a schema says beyond JSON Schema. */
export type FieldFacts = {
  /** The first edition that knows the field; absent: both do. */
  'x-since'?: Edition;
  /** The last edition that knows the field. */
  'x-until'?: Edition;
  /** An attribute of the element, not an element inside of it. */
  'x-attribute'?: boolean;
  /** A list: the name of its items, which stand inside of one element; without it the items repeat the element itself. */
  'x-item'?: string;
  /** The list carries the number of its items in the attribute Num. */
  'x-num'?: boolean;
  /** How many items the list of this name has; written by itself when it is not given. */
  'x-count'?: string;
  /** A point of time, as 2022-01-31T12:00:00. */
  'x-time'?: boolean;
  /** What some devices call the element. */
  'x-alias'?: string;
  /** What the element is called where this stands. */
  'x-written'?: string;
};

type Facts = FieldFacts & { description?: string; default?: unknown };

const closed = { additionalProperties: false };
/** Longer text is cut when it comes, and refused when it is to be sent. */
const maxTextLength = 1024;
const maxItems = 10_000;

export const optional = Type.Optional;

export const text = (facts: Facts & { maxLength?: number; minLength?: number; pattern?: string } = {}) =>
  Type.String({ maxLength: maxTextLength, ...facts });

export const integer = (minimum: number, maximum: number, facts: Facts = {}) =>
  Type.Integer({ minimum, maximum, ...facts });

export const count = (facts: Facts = {}) => integer(0, 1_000_000_000, facts);

export const number = (minimum: number, maximum: number, facts: Facts = {}) =>
  Type.Number({ minimum, maximum, ...facts });

/** 0 or 1, as the standard writes yes and no. */
export const flag = (facts: Facts = {}) => integer(0, 1, facts);

/** One of these words, exactly as written here. */
export const word = <const T extends string[]>(words: [...T], facts: Facts = {}) => Type.Enum(words, facts);

/** The only word that may stand there; it need not be given. */
export const fixed = <const T extends string>(value: T, facts: Facts = {}) =>
  Type.Optional(Type.Enum([value], { default: value, ...facts }));

/** Local time of the device. */
export const time = (facts: Facts = {}) =>
  Type.String({
    pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,3})?$',
    description: 'Local time of the device, as 2022-01-31T12:00:00.',
    'x-time': true,
    ...facts,
  });

/** Of a device, channel, region or group. */
export const id = (facts: Facts = {}) => Type.String({ pattern: '^[0-9A-Za-z]{1,32}$', ...facts });

export const longitude = (facts: Facts = {}) => number(-180, 180, facts);
export const latitude = (facts: Facts = {}) => number(-90, 90, facts);

export const group = <T extends TProperties>(properties: T, facts: Facts = {}) =>
  Type.Object(properties, { ...closed, ...facts });

/** `<Name Num="2"><Item/><Item/></Name>`. */
export const list = <T extends TSchema>(items: T, facts: Facts & { maxItems?: number } = {}) =>
  Type.Array(items, { maxItems, 'x-item': 'Item', 'x-num': true, ...facts });

/** The element itself, again and again. */
export const repeated = <T extends TSchema>(items: T, facts: Facts & { maxItems?: number } = {}) =>
  Type.Array(items, { maxItems, ...facts });

/** How many items the list beside it has. */
export const countOf = (name: string, facts: Facts = {}) => Type.Optional(count({ 'x-count': name, ...facts }));

export const since2022 = { 'x-since': '2022' } as const;
export const until2016 = { 'x-until': '2016' } as const;

/** GB/T 28181-2016 annex A.2.1, resultType. */
export const result = word(['OK', 'ERROR']);

export type Fields<T extends TObject> = Static<T>;
