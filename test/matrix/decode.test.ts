import { expect, it } from 'vitest';
import { decodeFields } from '../../src/gb28181/codec/command-set/index.ts';
import { parseManscdp } from '../../src/gb28181/codec/manscdp.ts';
import { parseMansrtsp, parseMansrtspAnswer } from '../../src/gb28181/codec/mansrtsp.ts';
import { schemaOf } from './command-set.ts';
import { goldens, headerOf } from './goldens.ts';
import { titled, told } from './rows.ts';

it.each(told('decode').map(titled))('%s reads the message, value by value', (_, { row, edition }) => {
  for (const { part, wire, says } of goldens(row, edition)) {
    if (row.section === 'mansrtsp') {
      expect(part === 'answer' ? parseMansrtspAnswer(wire) : parseMansrtsp(wire)).toEqual(says);
      continue;
    }
    const read = parseManscdp(wire);
    expect(read).toMatchObject({ ...headerOf(wire), quirks: [] });
    expect(decodeFields(schemaOf(row, part), read.fields), part).toEqual(says);
  }
});
