// Every body that was collected from the field reaches the platform by SIP, and has the outcome that it should have.
import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseManscdp, text } from '../../../src/gb28181/codec/manscdp.ts';
import { decodePtz } from '../../../src/gb28181/codec/ptz.ts';
import { kAnswerIdleMs } from '../../../src/gb28181/device/device-queries.ts';
import { parseMessage } from '../../../src/sip/index.ts';
import { cameraId, recorderId, Site, type TestDevice, until } from '../../unit/gb28181/site.ts';

const folder = new URL('../../fixtures/manscdp/', import.meta.url);
const body = (file: string) => readFileSync(new URL(file, folder));
const channelId = '34020000001310000001';

let site: Site;
let device: TestDevice;
let begun: boolean;

async function begin(id: string, transport: 'udp' | 'tcp' = 'udp'): Promise<void> {
  device = await site.device({ id, transport });
  begun = true;
  await device.register();
}
beforeEach(async () => {
  site = await Site.open();
  begun = false;
});
afterEach(async () => {
  // Whatever came before, the next message is understood.
  if (begun) expect((await device.keepalive()).status).toBe(200);
  await site.close();
});

const channels = async () => (await site.channels.list(device.id, { offset: 0, limit: 99 })).items;

/** The body as the answer to a catalog query of ours: only its SN is another. */
function answering(file: string, sn: string): Buffer {
  return Buffer.from(
    body(file)
      .toString('latin1')
      .replace(/<SN>\d+<\/SN>/, `<SN>${sn}</SN>`),
    'latin1',
  );
}

async function catalogFrom(...files: string[]): Promise<number> {
  const read = site.gb28181.refreshCatalog(device.id);
  const { sn } = await device.query('Catalog');
  for (const file of files) expect((await device.message(answering(file, sn))).status).toBe(200);
  await site.clock.advanceAsync(kAnswerIdleMs);
  return read;
}

/** What becomes of a catalog's only channel. */
const catalogs: Record<string, object> = {
  'addr-random-bytes.xml': { name: 'Camera 01' },
  'addr-random-bytes-raw-lt.xml': { name: 'Camera 01' },
  'name-control-chars.xml': { name: 'Camera' },
  'name-gbk-not-gb2312.xml': { name: '镕基路口' },
  'name-gb18030-4byte.xml': { name: '㐂𠮷' },
  'name-truncated-gb.xml': { name: '海康摄像\uFFFD', manufacturer: 'Hikvision' },
  'name-truncated-utf8.xml': { name: '北门停车场摄像\uFFFD', address: '东区' },
  'declared-utf8-is-gb.xml': { name: '大华枪机' },
  'declared-gb-is-utf8.xml': { name: '大华枪机' },
  'no-xml-decl.xml': { name: '大门' },
  'bom-utf8.xml': { name: '大门' },
  'num-lies.xml': {},
  'sumnum-too-big.xml': {},
  'duplicate-item.xml': {},
  'status-ok-lowercase.xml': { status: 'ON' },
  'missing-sn.xml': {},
  'unescaped-name-closed-twice.xml': { name: 'A&B <1> & <2> 中文' },
};

const refused = ['xxe.xml', 'billion-laughs.xml', 'deep-nesting.xml'];

describe('bodies with faults that users reported', () => {
  it.each(Object.entries(catalogs))('%s is a catalog with one channel', async (file, expected) => {
    await begin(cameraId);
    expect(await catalogFrom(file)).toBe(1);
    expect(await channels()).toMatchObject([{ id: channelId, ...expected }]);
  });

  it('sumnum-0.xml is the catalog of a camera that has nothing but itself, and nobody waits for more', async () => {
    await begin(cameraId);
    const read = site.gb28181.refreshCatalog(cameraId);
    const { sn } = await device.query('Catalog');
    await device.message(answering('sumnum-0.xml', sn));
    expect(await read).toBe(1);
    expect((await channels()).map(({ id }) => id)).toEqual([cameraId]);
  });

  it.each(refused)('%s is refused at once', async (file) => {
    // None of them need fit a datagram.
    await begin(cameraId, 'tcp');
    const [before, memory] = [performance.now(), process.memoryUsage().heapUsed];
    expect((await device.message(body(file))).status).toBe(400);
    // The way through two sockets is in it.
    expect(performance.now() - before).toBeLessThan(1_000);
    expect(process.memoryUsage().heapUsed - memory).toBeLessThan(10 * 1024 * 1024);
    expect(site.gb28181.stats().messages['malformed']).toBe(1);
  });

  it.each(['attr-instead-of-tag.xml', 'two-documents.xml'])('%s is answered 200', async (file) => {
    await begin(parseManscdp(body(file)).deviceId);
    expect((await device.message(body(file))).status).toBe(200);
    expect(site.gb28181.stats().messages['malformed']).toBeUndefined();
  });

  it('ptz-lowercase-hex.xml is the command that it would be in capitals', async () => {
    await begin(cameraId);
    expect((await device.message(body('ptz-lowercase-hex.xml'))).status).toBe(200);
    const hex = text(parseManscdp(body('ptz-lowercase-hex.xml')).fields, 'PTZCmd');
    expect(decodePtz(hex)).toEqual(decodePtz(hex.toUpperCase()));
    expect(decodePtz(hex)).toMatchObject({ kind: 'move', tilt: 1, tiltSpeed: 0x64 });
  });
});

/** Who is told of elsewhere: message by message on the wire. */
const messages = ['invite-200-tcp-active.sip', 'keepalive-dh-v1.sip', 'register-nvr-header-order.sip'];

describe('what a Dahua platform sends', () => {
  it('its four catalog messages are one catalog', async () => {
    await begin(recorderId);
    const files = [
      'catalog-1of4-sn1',
      'catalog-sn4-310000002-rtsp-ip',
      'catalog-sn4-310000003',
      'catalog-sn4-310000004',
    ];
    expect(await catalogFrom(...files.map((file) => `dahua/${file}.xml`))).toBe(4);
    const named = (await channels()).map(({ id, name }) => [id.slice(-1), name]);
    const names = [
      ['1', '大华1.107'],
      ['2', 'GB_Chn_002'],
      ['3', '1.64 海康摄像机'],
      ['4', '1.64 海康摄像机'],
    ];
    expect(named.sort()).toEqual(names);
  });

  it('alarm-motion.xml is an alarm, kept and answered', async () => {
    await begin(recorderId);
    expect((await device.message(body('dahua/alarm-motion.xml'))).status).toBe(200);
    expect(await device.query('Alarm')).toMatchObject({ kind: 'Response', sn: '9', fields: { Result: 'OK' } });
    const { items } = await until('the alarm', async () => {
      const page = await site.alarms.list({ offset: 0, limit: 9 });
      return page.total === 1 && page;
    });
    expect(items).toMatchObject([{ deviceId: recorderId, channelId, description: '视频动检' }]);
  });

  it('two-keepalives-one-body.txt is a keepalive', async () => {
    await begin(recorderId);
    expect((await device.message(body('dahua/two-keepalives-one-body.txt'))).status).toBe(200);
    expect(site.gb28181.stats().messages['Keepalive']).toBe(1);
  });

  it.each(messages)('%s is a SIP message', (file) => {
    expect(parseMessage(body(`dahua/${file}`)).callId).not.toBe('');
  });
});

it('leaves no file out', () => {
  const others = ['sumnum-0.xml', 'attr-instead-of-tag.xml', 'two-documents.xml', 'ptz-lowercase-hex.xml'];
  const told = (JSON.parse(body('expected.json').toString()) as { file: string }[]).map(({ file }) => file);
  const files = readdirSync(folder).filter((file) => file.endsWith('.xml'));
  expect([...Object.keys(catalogs), ...refused, ...others].sort()).toEqual(files.sort());
  expect(told.every((file) => files.includes(file))).toBe(true);
  const dahua = readdirSync(new URL('dahua/', folder)).filter((file) => file !== 'expected.json');
  expect(dahua.filter((file) => file.endsWith('.sip')).sort()).toEqual(messages);
  const bodies = ['alarm-motion.xml', 'catalog-1of4-sn1.xml', 'catalog-sn4-310000002-rtsp-ip.xml'];
  const more = ['catalog-sn4-310000003.xml', 'catalog-sn4-310000004.xml', 'two-keepalives-one-body.txt'];
  expect(dahua.filter((file) => !file.endsWith('.sip')).sort()).toEqual([...bodies, ...more]);
});
