import { describe, expect, it } from 'vitest';
import { encodeFields } from '../../src/gb28181/codec/command-set/index.ts';
import { buildManscdp, type ManscdpKind } from '../../src/gb28181/codec/manscdp.ts';
import { answersOf, schemaOf } from './command-set.ts';
import { canonical, goldens, headerOf } from './goldens.ts';
import { type Cell, cellName, told } from './rows.ts';

describe('what is said becomes the message of the standard, element by element', () => {
  it.each(
    told('encode')
      .filter(({ row }) => row.section !== 'mansrtsp')
      .map(titled),
  )('%s', (_, { row, edition }) => {
    const messages = goldens(row, edition);
    for (const { part, wire, says } of messages) {
      const { kind, ...rest } = headerOf(wire);
      const fields = encodeFields(schemaOf(row, part), says, edition);
      const built = buildManscdp({ kind: kind as ManscdpKind, ...rest, fields }, 'GB18030');
      expect(canonical(built), part).toBe(canonical(wire));
    }
    if (row.section === 'control' || row.section === 'notify')
      expect(answersOf(row)).toBe(messages.some(({ part }) => part === 'response'));
  });
});

function titled(cell: Cell): [string, Cell] {
  return [cellName(cell), cell];
}
