import type { TObject } from 'typebox';
import { configs, controls, notifies, queries } from '../../src/gb28181/codec/command-set/index.ts';
import type { Row } from './rows.ts';

interface Entry {
  readonly request: TObject;
  readonly response: TObject | null;
}

/** The elements of one message of a row. Throws when the command set has no such message. */
export function schemaOf({ section, name }: Row, part: string): TObject {
  const command = entryOf(section, name, part);
  const schema = ['response', 'answer'].includes(part) ? command.response : command.request;
  if (!schema) throw new Error(`${name} has no ${part} in the command set`);
  return schema;
}

/** Whether a Response is due to the device, or by it. */
export function answersOf({ section, name }: Row): boolean {
  return entryOf(section, name, 'response').response !== null;
}

function entryOf(section: Row['section'], name: string, part: string): Entry {
  switch (section) {
    case 'control':
      // Any control may carry it.
      return named(controls, name === 'ExtraInfo' ? 'TeleBoot' : name);
    case 'config':
      return ['query', 'answer'].includes(part) ? queries.ConfigDownload : named(configs, name);
    case 'query':
      return named(queries, name);
    case 'item':
      return queries.Catalog;
    case 'notify':
      return named(notifies, name);
    case 'mansrtsp':
      throw new Error('MANSRTSP is no XML');
  }
}

function named<T>(commands: Record<string, T>, name: string): T {
  const found = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!found) throw new Error(`the command set has no ${name}`);
  return found;
}
