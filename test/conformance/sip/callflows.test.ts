import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SipParseError } from '../../../src/sip/index.ts';
import { defaultLimits } from '../../../src/sip/limits.ts';
import type { SipMessage } from '../../../src/sip/message/message.ts';
import { parseMessage } from '../../../src/sip/message/parser.ts';
import { printMessage } from '../../../src/sip/message/printer.ts';
import { StreamFramer } from '../../../src/sip/transport/stream-framer.ts';
import { fixture } from '../../unit/sip/wire.ts';

const folder = new URL('../../fixtures/sip/callflows/', import.meta.url);
const files = readdirSync(folder);
/** RFC 5626 prints the messages of its §9.3 to §9.5 without Via. */
const withoutVia = /^rfc5626-9\.[345]/;

describe('messages of published call flows', () => {
  it('are 254', () => {
    expect(files).toHaveLength(254);
  });

  it.each(files.filter((file) => !withoutVia.test(file)))('%s is read, and printed as it is read', (file) => {
    const message = parseMessage(readFileSync(new URL(file, folder)));
    const printed = printMessage(message);
    const again = parseMessage(printed);
    expect(linesOf(again)).toEqual(linesOf(message));
    expect(again.body.equals(message.body)).toBe(true);
    expect(printMessage(again).equals(printed)).toBe(true);
  });

  it.each(files.filter((file) => withoutVia.test(file)))('%s has no fault but the Via that it lacks', (file) => {
    const read = () => parseMessage(readFileSync(new URL(file, folder)));
    expect(read).toThrow(SipParseError);
    expect(read).toThrow('Via is missing');
  });
});

describe('[RFC 3261 §18.3] streams of messages', () => {
  it.each([
    ['stream/generic.txt', 227],
    ['stream/lioneagle-sipparser.txt', 26],
  ])('%s gives %i messages, however it is split', (path, count) => {
    const bytes = fixture(path);
    const whole = frames(bytes, bytes.length);
    expect(whole).toHaveLength(count);
    for (const size of [1, 2, 3, 7, 64, 1000, 1460, 4096, 131_072]) expect(frames(bytes, size)).toEqual(whole);
  });
});

function frames(bytes: Buffer, size: number): string[] {
  const framer = new StreamFramer(defaultLimits);
  const found: string[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    framer.push(bytes.subarray(at, at + size), (frame) => {
      if (frame.kind === 'message') found.push(frame.bytes.toString('latin1'));
      if (frame.kind === 'broken') throw new Error(frame.fault);
    });
  }
  expect(framer.buffered).toBe(0);
  return found;
}

function linesOf({ headers }: SipMessage): string[][] {
  return headers.fields.filter(({ name }) => name !== 'Content-Length').map(({ name, value }) => [name, value]);
}
