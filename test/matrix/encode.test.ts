import { expect, it } from 'vitest';
import { type Edition, encodeFields } from '../../src/gb28181/codec/command-set/index.ts';
import { buildManscdp, type ManscdpKind } from '../../src/gb28181/codec/manscdp.ts';
import {
  type MansrtspAnswer,
  type MansrtspRequest,
  writeMansrtsp,
  writeMansrtspAnswer,
} from '../../src/gb28181/codec/mansrtsp.ts';
import { answersOf, schemaOf } from './command-set.ts';
import { canonical, declaredCharset, type Golden, goldens, headerOf } from './goldens.ts';
import { type Row, titled, told } from './rows.ts';

it.each(told('encode').map(titled))('%s writes the message, element by element', (_, { row, edition }) => {
  const messages = goldens(row, edition);
  if (row.section === 'mansrtsp') {
    for (const one of messages) expect(lines(one, edition)).toBe(one.wire.toString());
    return;
  }
  for (const one of messages) {
    const written = body(row, one, edition);
    expect(canonical(written), one.part).toBe(canonical(one.wire));
    expect(declaredCharset(written)).toBe(declaredCharset(one.wire));
  }
  if (row.section === 'control' || row.section === 'notify')
    expect(answersOf(row)).toBe(messages.some(({ part }) => part === 'response'));
});

function body(row: Row, { part, wire, says }: Golden, edition: Edition): Buffer {
  const { kind, ...rest } = headerOf(wire);
  const fields = encodeFields(schemaOf(row, part), says, edition);
  return buildManscdp({ kind: kind as ManscdpKind, ...rest, fields }, 'GB18030', edition);
}

function lines({ part, says }: Golden, edition: Edition): string {
  return part === 'answer'
    ? writeMansrtspAnswer(says as MansrtspAnswer)
    : writeMansrtsp(says as MansrtspRequest, edition);
}
