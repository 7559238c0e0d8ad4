import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCatalog } from '../../../../src/gb28181/codec/catalog.ts';
import {
  buildManscdp,
  child,
  children,
  kMaxBodyBytes,
  kMaxDepth,
  ManscdpError,
  parseManscdp,
  text,
} from '../../../../src/gb28181/codec/manscdp.ts';

const fixtures = new URL('../../../fixtures/manscdp/', import.meta.url);
const fixture = (file: string) => readFileSync(new URL(file, fixtures));
const parsed = (file: string) => parseManscdp(fixture(file));
const catalogOf = (file: string) => {
  const message = parsed(file);
  return readCatalog(message, message.deviceId, () => true);
};
const onlyChannel = (file: string) => {
  const { channels } = catalogOf(file);
  expect(channels).toHaveLength(1);
  return channels[0]!;
};
const body = (xml: string) => parseManscdp(Buffer.from(xml));

describe('field reports', () => {
  it('keeps a channel whose address is uninitialised memory', () => {
    expect(onlyChannel('addr-random-bytes.xml')).toMatchObject({ id: '34020000001310000001', name: 'Camera 01' });
  });

  it('keeps a channel with raw "<" inside of its text', () => {
    expect(onlyChannel('addr-random-bytes-raw-lt.xml')).toMatchObject({
      id: '34020000001310000001',
      name: 'Camera 01',
      parentId: '34020000001320000001',
      status: 'ON',
    });
    expect(parsed('addr-random-bytes-raw-lt.xml').quirks).toContain('unescaped-markup');
  });

  it('cuts control characters out', () => {
    expect(onlyChannel('name-control-chars.xml').name).toBe('Camera');
    expect(parsed('name-control-chars.xml').quirks).toContain('control-characters');
  });

  it.each([
    ['name-gbk-not-gb2312.xml', '镕基路口'],
    ['name-gb18030-4byte.xml', '㐂𠮷'],
    ['declared-utf8-is-gb.xml', '大华枪机'],
    ['declared-gb-is-utf8.xml', '大华枪机'],
    ['no-xml-decl.xml', '大门'],
    ['bom-utf8.xml', '大门'],
  ])('decodes the name in %s', (file, name) => {
    expect(onlyChannel(file).name).toBe(name);
  });

  it('counts a wrong declaration of the encoding, both ways', () => {
    expect(parsed('declared-utf8-is-gb.xml').quirks).toEqual(['charset-lies']);
    expect(parsed('declared-gb-is-utf8.xml').quirks).toEqual(['charset-lies']);
    expect(parsed('bom-utf8.xml').quirks).toEqual([]);
    expect(parsed('name-gb18030-4byte.xml').quirks).toEqual([]);
  });

  it('loses no tag after a name cut inside of a character', () => {
    expect(onlyChannel('name-truncated-gb.xml')).toMatchObject({ name: '海康摄像\uFFFD', manufacturer: 'Hikvision' });
    expect(onlyChannel('name-truncated-utf8.xml')).toMatchObject({ name: '北门停车场摄像\uFFFD', address: '东区' });
    expect(parsed('name-truncated-utf8.xml').quirks).toEqual(['text-cut']);
  });

  it('takes an empty catalog as complete', () => {
    expect(catalogOf('sumnum-0.xml')).toEqual({ total: 0, listed: true, channels: [], refused: 0 });
  });

  it('counts items instead of believing Num', () => {
    expect(catalogOf('num-lies.xml')).toMatchObject({ total: 1, channels: [{ id: '34020000001310000001' }] });
  });

  it('reads a sum that is never reached', () => {
    expect(catalogOf('sumnum-too-big.xml').total).toBe(500);
  });

  it('reads an item that is named twice', () => {
    const { total, channels } = catalogOf('duplicate-item.xml');
    expect(total).toBe(2);
    expect(new Set(channels.map(({ id }) => id)).size).toBe(1);
  });

  it('takes "ok" for ON, unless that is switched off', () => {
    expect(onlyChannel('status-ok-lowercase.xml').status).toBe('ON');
    const message = parsed('status-ok-lowercase.xml');
    const strict = readCatalog(message, message.deviceId, (name) => name !== 'status-words');
    expect(strict.channels[0]?.status).toBe('OFF');
  });

  it('reads a message without SN', () => {
    expect(parsed('missing-sn.xml')).toMatchObject({ sn: '', cmdType: 'Catalog', deviceId: '34020000001320000001' });
  });

  it('refuses a body that defines entities', () => {
    expect(() => parsed('xxe.xml')).toThrow(ManscdpError);
    const before = performance.now();
    expect(() => parsed('billion-laughs.xml')).toThrow('DOCTYPE');
    expect(performance.now() - before).toBeLessThan(50);
  });

  it('refuses 20,000 nested elements', () => {
    expect(() => parsed('deep-nesting.xml')).toThrow(ManscdpError);
  });

  it('reads fields that are attributes of the root', () => {
    expect(parsed('attr-instead-of-tag.xml')).toMatchObject({
      kind: 'Notify',
      cmdType: 'Keepalive',
      sn: '1',
      deviceId: '34020000001320000001',
      quirks: ['fields-as-attributes'],
    });
  });

  it('reads a control with lower-case hex digits', () => {
    expect(text(parsed('ptz-lowercase-hex.xml').fields, 'PTZCmd')).toBe('a50f010800640021');
  });

  it('takes the first of two documents', () => {
    expect(parsed('two-documents.xml')).toMatchObject({ cmdType: 'Keepalive', sn: '279', quirks: ['text-after-root'] });
  });

  it('reads a raw "&", numeric entities, a second closing tag and NULs at the end', () => {
    expect(onlyChannel('unescaped-name-closed-twice.xml').name).toBe('A&B <1> & <2> 中文');
  });
});

describe('bodies of a Dahua platform', () => {
  const { expected_after_gb18030_decode: expected } = JSON.parse(fixture('dahua/expected.json').toString()) as {
    expected_after_gb18030_decode: Record<string, Record<string, string | null>>;
  };

  it.each(Object.entries(expected))('%s', (file, said) => {
    const message = parsed(`dahua/${file}`);
    expect(message).toMatchObject({ cmdType: said['CmdType'], sn: said['SN'], deviceId: said['DeviceID'] });
    expect(text(message.fields, 'SumNum') || null).toBe(said['SumNum']);
    expect(text(message.fields, 'AlarmDescription') || null).toBe(said['AlarmDescription']);
    const item = child(child(message.fields, 'DeviceList'), 'Item');
    expect(text(item, 'Name') || null).toBe(said['Name']);
    expect(text(item, 'IPAddress') || null).toBe(said['IPAddress']);
  });
});

describe('bounds', () => {
  it('refuses a body that is too long, and takes one that just fits', () => {
    const frame = '<Notify><CmdType>Keepalive</CmdType></Notify>';
    expect(() => body(frame + ' '.repeat(kMaxBodyBytes - frame.length))).not.toThrow();
    expect(() => body(frame + ' '.repeat(kMaxBodyBytes - frame.length + 1))).toThrow('too long');
  });

  it('takes the greatest depth and refuses one more', () => {
    const nested = (depth: number) => `${'<a>'.repeat(depth)}x${'</a>'.repeat(depth)}`;
    const frame = (inner: string) => `<Notify><CmdType>K</CmdType>${inner}</Notify>`;
    expect(() => body(frame(nested(kMaxDepth - 1)))).not.toThrow();
    expect(() => body(frame(nested(kMaxDepth)))).toThrow('nested too deeply');
  });

  it.each([
    ['nothing', ''],
    ['no XML', 'hello'],
    ['another root', '<html><CmdType>Keepalive</CmdType></html>'],
    ['a root without an end', '<Notify><CmdType>Keepalive</CmdType>'],
    ['no CmdType', '<Notify><SN>1</SN></Notify>'],
    ['an empty CmdType', '<Notify><CmdType> </CmdType></Notify>'],
    ['an empty root', '<Notify/>'],
    ['NULs only', '\0\0\0\0'],
  ])('refuses %s', (_what, xml) => {
    expect(() => body(xml)).toThrow(ManscdpError);
  });

  it('stays fast on bodies made of beginnings of tags', () => {
    const before = performance.now();
    for (const piece of ['<', '<a', '<Notify ', '</', '&', '<a b', '&#', '<!--', '<![CDATA[']) {
      const xml = `<Notify><CmdType>K</CmdType>${piece.repeat(Math.floor(kMaxBodyBytes / 2 / piece.length))}</Notify>`;
      try {
        body(xml);
      } catch (error) {
        expect(error).toBeInstanceOf(ManscdpError);
      }
    }
    expect(performance.now() - before).toBeLessThan(5000);
  });

  it('refuses elements named after the prototype', () => {
    const frame = (inner: string) => `<Notify><CmdType>K</CmdType>${inner}</Notify>`;
    expect(() => body(frame('<constructor>x</constructor>'))).toThrow(ManscdpError);
    expect(() => body(frame('<__proto__><a>1</a></__proto__>'))).toThrow(ManscdpError);
    const { fields } = body(frame(''));
    expect(text(fields, 'toString')).toBe('');
    expect(children(fields, 'hasOwnProperty')).toEqual([]);
  });
});

describe('writing', () => {
  const query = { kind: 'Query', cmdType: 'Catalog', sn: '17', deviceId: '34020000001180000001' } as const;

  it('[GB/T 28181-2016 annex A.2.4] puts CmdType, SN and DeviceID first', () => {
    expect(buildManscdp(query, 'GB18030').toString('latin1')).toBe(
      '<?xml version="1.0" encoding="GB2312"?>\n<Query>\n  <CmdType>Catalog</CmdType>\n  <SN>17</SN>\n  <DeviceID>34020000001180000001</DeviceID>\n</Query>\n',
    );
  });

  it.each([
    ['2016', 'GB18030', 'GB2312'],
    ['2022', 'GB18030', 'GB18030'],
    ['2016', 'UTF-8', 'UTF-8'],
    ['2022', 'UTF-8', 'UTF-8'],
  ] as const)('[GB/T 28181-2022 §6.10] to a side of %s, in %s, it names %s', (edition, charset, named) => {
    expect(buildManscdp(query, charset, edition).toString('latin1')).toContain(`encoding="${named}"`);
  });

  it('[GB/T 28181-2022 §6.10] writes characters outside of GB2312 in GB18030', () => {
    const bytes = buildManscdp({ ...query, fields: { Name: '㐂𠮷' } }, 'GB18030');
    expect(new TextDecoder('gb18030').decode(bytes)).toContain('<Name>㐂𠮷</Name>');
  });

  it('declares UTF-8 when it writes UTF-8', () => {
    const bytes = buildManscdp({ ...query, fields: { Name: '大门' } }, 'UTF-8');
    expect(bytes.toString('utf8')).toContain('encoding="UTF-8"');
    expect(bytes.toString('utf8')).toContain('大门');
  });

  it.each(['GB18030', 'UTF-8'] as const)(
    'reads back what it wrote in %s, markup and control characters too',
    (charset) => {
      const name = `a<b>&"c' \u0001大门 &amp; ]]>`;
      const message = parseManscdp(buildManscdp({ ...query, fields: { Name: name } }, charset));
      expect(text(message.fields, 'Name')).toBe(name.replace('\u0001', ''));
      expect(message).toMatchObject({ ...query, quirks: [] });
    },
  );
});
