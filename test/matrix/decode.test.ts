import { describe, expect, it } from 'vitest';
import { decodeFields } from '../../src/gb28181/codec/command-set/index.ts';
import { parseManscdp } from '../../src/gb28181/codec/manscdp.ts';
import { schemaOf } from './command-set.ts';
import { goldens, headerOf } from './goldens.ts';
import { type Cell, cellName, told } from './rows.ts';

describe('the message of the standard is read, value by value', () => {
  it.each(
    told('decode')
      .filter(({ row }) => row.section !== 'mansrtsp')
      .map(titled),
  )('%s', (_, { row, edition }) => {
    for (const { part, wire, says } of goldens(row, edition)) {
      const read = parseManscdp(wire);
      expect(read).toMatchObject({ ...headerOf(wire), quirks: [] });
      expect(decodeFields(schemaOf(row, part), read.fields), part).toEqual(says);
    }
  });
});

function titled(cell: Cell): [string, Cell] {
  return [cellName(cell), cell];
}
