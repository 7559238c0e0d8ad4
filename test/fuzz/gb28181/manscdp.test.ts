import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readCatalog } from '../../../src/gb28181/codec/catalog.ts';
import {
  buildManscdp,
  kMaxBodyBytes,
  ManscdpError,
  type ManscdpKind,
  parseManscdp,
  type ReceivedManscdp,
  text,
} from '../../../src/gb28181/codec/manscdp.ts';
import { isQuirk } from '../../../src/gb28181/codec/quirks.ts';
import { isChannelId } from '../../../src/gb28181/model/device-id.ts';

const folder = new URL('../../fixtures/manscdp/', import.meta.url);
const seeds = readdirSync(folder)
  .filter((file) => file.endsWith('.xml'))
  .map((file) => readFileSync(new URL(file, folder)))
  .filter((bytes) => bytes.length < 10_000);

/** Reads to the end, or refuses with ManscdpError; gives nothing that the rest of the code does not expect. */
function read(bytes: Buffer): ReceivedManscdp | undefined {
  let message: ReceivedManscdp;
  try {
    message = parseManscdp(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(ManscdpError);
    return undefined;
  }
  expect(message.cmdType).not.toBe('');
  expect(message.quirks.every(isQuirk)).toBe(true);
  const { channels, total, refused } = readCatalog(message, '34020000001320000001', () => true);
  expect(Number.isNaN(total) || (Number.isInteger(total) && total >= 0)).toBe(true);
  expect(refused).toBeGreaterThanOrEqual(0);
  for (const channel of channels) {
    expect(isChannelId(channel.id)).toBe(true);
    expect(channel.name.length).toBeLessThanOrEqual(256);
    expect(channel.name).not.toMatch(/[\u0000-\u0008]/);
    expect(Number.isInteger(channel.ptzType)).toBe(true);
    expect(Math.abs(channel.longitude ?? 0)).toBeLessThanOrEqual(180);
    expect(Math.abs(channel.latitude ?? 0)).toBeLessThanOrEqual(90);
  }
  return message;
}

const cut = fc.record({ at: fc.nat(), length: fc.nat({ max: 40 }), by: fc.uint8Array({ maxLength: 20 }) });

function mutated(seed: Buffer, cuts: { at: number; length: number; by: Uint8Array }[]): Buffer {
  return cuts.reduce((bytes, { at, length, by }) => {
    const from = at % (bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, from), by, bytes.subarray(from + length)]);
  }, seed);
}

it('reads or refuses damaged messages of the field', () => {
  fc.assert(
    fc.property(fc.constantFrom(...seeds), fc.array(cut, { minLength: 1, maxLength: 8 }), (seed, cuts) => {
      read(mutated(seed, cuts));
    }),
    { numRuns: 3000 },
  );
});

it('reads or refuses any bytes', () => {
  const piece = fc.oneof(
    fc
      .constantFrom(
        '<Notify>',
        '</Notify>',
        '<Response ',
        '</Response>',
        '<CmdType>Catalog</CmdType>',
        '<DeviceList Num="1">',
        '<Item>',
        '</Item>',
        '<DeviceID>34020000001310000001</DeviceID>',
        '<!--',
        '-->',
        '<![CDATA[',
        ']]>',
        '<?xml',
        '?>',
        '&amp;',
        '&#x0;',
        '<SumNum>-1</SumNum>',
        '<Longitude>1e999</Longitude>',
        '<__proto__>',
        '\0',
      )
      .map((part) => Buffer.from(part)),
    fc.uint8Array({ maxLength: 30 }).map((part) => Buffer.from(part)),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      read(Buffer.concat(pieces));
    }),
    { numRuns: 3000 },
  );
});

it('reads back what it writes', () => {
  const kind = fc.constantFrom<ManscdpKind>('Query', 'Control', 'Notify', 'Response');
  const value = fc.string({ unit: fc.constantFrom(...'aZ09 <>&"\'/=;#x中文字㐂é😀-_.,!?'), maxLength: 50 });
  fc.assert(
    fc.property(kind, value, fc.constantFrom('GB18030' as const, 'UTF-8' as const), (root, name, charset) => {
      const sent = { kind: root, cmdType: 'Catalog', sn: '1', deviceId: '34020000001320000001' };
      const message = read(buildManscdp({ ...sent, fields: { Name: name } }, charset));
      expect(message).toMatchObject(sent);
      expect(text(message!.fields, 'Name')).toBe(name.trim());
    }),
    { numRuns: 2000 },
  );
});

it('takes no more time than its length is worth', () => {
  const pieces = ['<', '<a>', '<a b="', '</a>', '&', '&amp', '<![CDATA[', '<!--', '<Notify>', 'é', '<a <a ', "<a b='"];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 4 }), (some) => {
      const unit = some.join('');
      const body = `<Notify><CmdType>K</CmdType>${unit.repeat(Math.floor(kMaxBodyBytes / 4 / unit.length))}</Notify>`;
      const before = performance.now();
      read(Buffer.from(body).subarray(0, kMaxBodyBytes));
      expect(performance.now() - before).toBeLessThan(3000);
    }),
    { numRuns: 30 },
  );
}, 120_000);
