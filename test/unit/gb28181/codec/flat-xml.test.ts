import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFlat } from '../../../../src/gb28181/codec/flat-xml.ts';
import { parseManscdp } from '../../../../src/gb28181/codec/manscdp.ts';

const keepalive =
  '<Notify>\r\n<CmdType>Keepalive</CmdType>\r\n<SN>43</SN>\r\n<DeviceID>34020000001320000001</DeviceID>\r\n<Status>OK</Status>\r\n</Notify>';

const outcome = (xml: string): unknown => {
  try {
    return parseManscdp(Buffer.from(xml));
  } catch (error) {
    return (error as Error).message;
  }
};
/** A comment means nothing, and is left to the general parser. */
const byGeneralParser = (xml: string) => outcome(xml.replace('<Notify>', '<Notify><!-- -->'));

describe('a flat document', () => {
  it('is read as names and trimmed texts', () => {
    const fields = { CmdType: 'Keepalive', SN: '43', DeviceID: '34020000001320000001', Status: 'OK' };
    expect(parseFlat(keepalive)).toEqual({ Notify: fields });
    expect(parseFlat('<Query><A> x y\n</A><B></B></Query>')).toEqual({ Query: { A: 'x y', B: '' } });
    expect(parseFlat('<Query></Query>')).toEqual({ Query: {} });
  });

  it.each([
    ['attributes of the root', '<Notify a="1"><A>1</A></Notify>'],
    ['attributes of an element', '<Notify><A a="1">1</A></Notify>'],
    ['deeper elements', '<Notify><A><B>1</B></A></Notify>'],
    ['one name twice', '<Notify><A>1</A><A>2</A></Notify>'],
    ['entities', '<Notify><A>&amp;</A></Notify>'],
    ['a comment', '<Notify><!-- c --><A>1</A></Notify>'],
    ['CDATA', '<Notify><A><![CDATA[1]]></A></Notify>'],
    ['text beside elements', '<Notify>x<A>1</A></Notify>'],
    ['an element that closes itself', '<Notify><A/></Notify>'],
    ['a name that closes another', '<Notify><A>1</B></Notify>'],
    ['an open element', '<Notify><A>1</Notify>'],
    ['markup in text', '<Notify><A>1 < 2</A></Notify>'],
    ['a line end of another kind', '<Notify><A>1\r\n2</A></Notify>'],
    ['names that every object has', '<Notify><constructor>1</constructor></Notify>'],
    ['a prototype', '<Notify><__proto__>1</__proto__></Notify>'],
    ['no root', 'CmdType'],
    ['nothing', ''],
    ['a root alone', '<Notify>'],
    ['two roots', '<Notify><A>1</A></Notify></Notify>'],
  ])('is none with %s', (_, xml) => {
    expect(parseFlat(xml)).toBeUndefined();
  });

  it('is read by the general parser to the same message', () => {
    expect(outcome(keepalive)).toEqual(byGeneralParser(keepalive));
  });
});

describe('any document', () => {
  const piece = fc.constantFrom(
    ...['<CmdType>', '</CmdType>', '<SN>', '</SN>', '<a.b-c>', '</a.b-c>', '<constructor>', '</constructor>', '<A/>'],
    ...[
      'Keepalive',
      '12',
      '门口',
      ' ',
      '\n',
      '\r\n',
      '\u00a0',
      '&',
      '&amp;',
      '<',
      '>',
      '"',
      '<![CDATA[x]]>',
      '</Notify>',
    ],
  );
  const element = fc
    .tuple(fc.constantFrom('CmdType', 'SN', 'DeviceID', 'a.b', '_x', 'toString'), fc.string({ maxLength: 6 }))
    .map(([name, text]) => `<${name}>${text}</${name}>`);
  const inner = fc.array(fc.oneof(element, piece), { maxLength: 8 }).map((parts) => parts.join(''));

  it('is read as the general parser reads it', () => {
    fc.assert(
      fc.property(inner, (text) => {
        const xml = `<Notify><CmdType>Keepalive</CmdType>${text}</Notify>`;
        expect(outcome(xml)).toEqual(byGeneralParser(xml));
      }),
      { numRuns: 5000 },
    );
  });
});
