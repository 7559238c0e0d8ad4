import { type TObject, type TProperties, Type } from 'typebox';
import type { ManscdpKind } from '../manscdp.ts';
import type { Edition } from './edition.ts';
import { group, result } from './fields.ts';

/** One row of the command set. */
export interface Command {
  /** What it is called, in REST too: the element that makes it, or its CmdType. */
  readonly name: string;
  readonly kind: ManscdpKind;
  readonly cmdType: string;
  /** The first edition that knows it. */
  readonly since: Edition;
  /** The elements after DeviceID. */
  readonly request: TObject;
  /** Those of the Response that must follow as a MESSAGE of its own; null: none is due, the 200 is all. */
  readonly response: TObject | null;
}

export interface ControlCommand extends Command {
  readonly kind: 'Control';
  readonly cmdType: 'DeviceControl';
}

/** The answer to a control or configuration: GB/T 28181-2016 annex A.2.6.1. */
export const resultAnswer = group({ Result: result });

export function control<N extends string, T extends TProperties>(
  name: N,
  fields: T,
  due: 'response' | 'none' = 'none',
  since: Edition = '2016',
) {
  const response = due === 'response' ? resultAnswer : null;
  return { name, kind: 'Control', cmdType: 'DeviceControl', since, request: group(fields), response } as const;
}

/** `items`: the list of the answer that may come in many parts, counted by SumNum. */
export function query<N extends string, Q extends TProperties, A extends TProperties>(
  name: N,
  fields: Q,
  answer: A,
  options: { since?: Edition; items?: string & keyof A; answeredBy?: string } = {},
) {
  const { since = '2016', items, answeredBy } = options;
  const response = answeredBy === undefined ? Type.Object(answer, { additionalProperties: false }) : null;
  return { name, kind: 'Query', cmdType: name, since, request: group(fields), response, items, answeredBy } as const;
}

export function notify<N extends string, T extends TProperties>(
  name: N,
  fields: T,
  options: { since?: Edition; due?: boolean; to?: 'platform' | 'device' } = {},
) {
  const { since = '2016', due = false, to = 'platform' } = options;
  const response = due ? resultAnswer : null;
  return { name, kind: 'Notify', cmdType: name, since, request: group(fields), response, to } as const;
}
