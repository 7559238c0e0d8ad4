import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Manscdp, XmlNode } from '../../../../src/gb28181/codec/manscdp.ts';
import { emptyStats } from '../../../../src/gb28181/config.ts';
import type { Device } from '../../../../src/gb28181/device/device-registry.ts';
import {
  kMaxAnswerChars,
  kMaxKeptChars,
  kMaxRecords,
  kMaxSearches,
  type RecordSearch,
  RecordSearches,
} from '../../../../src/gb28181/device/record-searches.ts';
import { PlayError } from '../../../../src/streams/source-provider.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { cameraId, channelIds, defaultConfig, Site, type TestDevice, until } from '../site.ts';

const [channelId] = channelIds;
/** 2026-01-31 08:00 in Shanghai. */
const startMs = Date.UTC(2026, 0, 31);
const minute = 60_000;

let site: Site;
let recorder: TestDevice;

beforeEach(async () => {
  site = await Site.open();
  recorder = await site.registered();
});
afterEach(() => site.close());

const search = (changes = {}): Promise<RecordSearch> =>
  site.gb28181.history.search(cameraId, { channelId, startMs, endMs: startMs + 60 * minute, type: 'all', ...changes });

function item(number: number, changes: XmlNode = {}): XmlNode {
  const time = (minutes: number) => `2026-01-31T08:${String(minutes).padStart(2, '0')}:00`;
  return {
    DeviceID: channelId,
    Name: `file ${number}`,
    FilePath: `/disk/${number}`,
    StartTime: time(number),
    EndTime: time(number + 1),
    Secrecy: '0',
    Type: 'time',
    ...changes,
  };
}

const answer = (sn: string, sum: number | string, items: XmlNode[]) =>
  recorder.notify(
    'RecordInfo',
    { Name: 'cam', SumNum: String(sum), RecordList: { '@Num': String(items.length), Item: items } },
    'Response',
    sn,
  );

describe('query', () => {
  it('[GB/T 28181-2016 annex A.2.4.5] tells channel, local times and type', async () => {
    await search();
    const query = await recorder.query('RecordInfo');
    expect(query).toMatchObject({ kind: 'Query', deviceId: channelId });
    expect(query.fields).toMatchObject({
      StartTime: '2026-01-31T08:00:00',
      EndTime: '2026-01-31T09:00:00',
      Secrecy: '0',
      Type: 'all',
    });
  });

  it('of a channel that nobody has is refused', async () => {
    await expect(search({ channelId: '34020000001310009999' })).rejects.toMatchObject({ code: 'channel-unknown' });
  });

  it('of a time that ends before it begins is refused', async () => {
    await expect(search({ endMs: startMs })).rejects.toMatchObject({ code: 'bad-range' });
  });
});

describe('answer', () => {
  it('in many parts and any order becomes one list by time', async () => {
    const found = await search();
    const { sn } = await recorder.query('RecordInfo');
    await answer(sn, 3, [item(5)]);
    await until('the first part', () => found.records.length === 1);
    expect(found).toMatchObject({ state: 'running', sum: 3 });
    await answer(sn, 3, [item(1), item(3)]);
    await found.over;
    expect(found).toMatchObject({ state: 'done', sum: 3, missing: 0 });
    expect(found.records.map(({ name }) => name)).toEqual(['file 1', 'file 3', 'file 5']);
    expect(found.records[0]).toMatchObject({
      channelId,
      startMs: startMs + minute,
      endMs: startMs + 2 * minute,
      filePath: '/disk/1',
      type: 'time',
    });
    expect(site.gb28181.history.searchById(found.id)).toBe(found);
  });

  it('with a part that never comes is over after 15 s of silence, and tells how many are missing', async () => {
    const found = await search();
    const { sn } = await recorder.query('RecordInfo');
    await answer(sn, 5, [item(1), item(2)]);
    await until('the first part', () => found.records.length === 2);
    await site.clock.advanceAsync(14_999);
    expect(found.state).toBe('running');
    await site.clock.advanceAsync(1);
    await found.over;
    expect(found).toMatchObject({ state: 'done', sum: 5, missing: 3 });
    expect(site.gb28181.stats().quirks).toMatchObject({ 'sum-lies': 1 });
  });

  it('of nothing is done at once', async () => {
    const found = await search();
    const { sn } = await recorder.query('RecordInfo');
    await recorder.notify('RecordInfo', { Name: 'cam', SumNum: '0' }, 'Response', sn);
    await found.over;
    expect(found).toMatchObject({ state: 'done', sum: 0, records: [], missing: 0 });
  });

  it('counts a part that comes twice once', async () => {
    const found = await search();
    const { sn } = await recorder.query('RecordInfo');
    await answer(sn, 2, [item(1)]);
    await answer(sn, 2, [item(1)]);
    expect(found.state).toBe('running');
    await answer(sn, 2, [item(2)]);
    await found.over;
    expect(found.records).toHaveLength(2);
  });

  it('with items that have no time counts them as missing', async () => {
    const found = await search();
    const { sn } = await recorder.query('RecordInfo');
    await answer(sn, 2, [item(1), item(2, { StartTime: 'yesterday' })]);
    await found.over;
    expect(found).toMatchObject({ state: 'done', missing: 1 });
    expect(found.records).toHaveLength(1);
  });

  it('that never comes fails with a sentence', async () => {
    const found = await search();
    await recorder.query('RecordInfo');
    await site.clock.advanceAsync(15_000);
    await found.over;
    expect(found.state).toBe('failed');
    expect(found.error).toBeInstanceOf(PlayError);
    expect(found.error).toMatchObject({ code: 'device-no-answer', status: 504 });
  });

  it('of an error fails', async () => {
    const found = await search();
    const { sn } = await recorder.query('RecordInfo');
    await recorder.notify('RecordInfo', { Result: 'ERROR' }, 'Response', sn);
    await found.over;
    expect(found).toMatchObject({ state: 'failed', error: { code: 'device-refused' } });
  });
});

describe('memory', () => {
  const device = { record: { id: cameraId, settings: {} } } as unknown as Device;
  const wish = { channelId, startMs, endMs: startMs + 60 * minute, type: 'all' } as const;

  /** Searches whose questions the test answers. */
  function world() {
    const asked: { part: (message: Manscdp) => boolean; over: (whole: boolean) => void }[] = [];
    const query = (_device: unknown, _question: unknown, part: (message: Manscdp) => boolean) =>
      new Promise<boolean>((over) => asked.push({ part, over }));
    const searches = new RecordSearches({
      queries: { query },
      config: defaultConfig,
      stats: emptyStats(),
      clock: new FakeClock(),
    });
    return { searches, asked };
  }

  const part = (sum: number, items: XmlNode[]): Manscdp => ({
    kind: 'Response',
    cmdType: 'RecordInfo',
    sn: '1',
    deviceId: channelId,
    fields: { SumNum: String(sum), RecordList: { Item: items } },
  });
  /** As many as are read of one part. */
  const partItems = 10_000;
  const items = (from: number, count: number, path = '') =>
    Array.from({ length: count }, (_, i) => item(1, { FilePath: `/${from + i}/${path}` }));
  const long = 'x'.repeat(1000);

  it('of one answer is bounded in records; what is above counts as missing', async () => {
    const { searches, asked } = world();
    const search = searches.start(device, wish);
    const { part: give, over } = asked[0]!;
    expect(give(part(30_000, items(0, partItems)))).toBe(false);
    expect(give(part(30_000, items(partItems, kMaxRecords - partItems)))).toBe(false);
    expect(give(part(30_000, items(kMaxRecords, 5)))).toBe(true);
    over(true);
    await search.over;
    expect(search.records).toHaveLength(kMaxRecords);
    expect(search).toMatchObject({ state: 'done', missing: 30_000 - kMaxRecords });
  });

  it('of one answer is bounded in bytes', () => {
    const { searches, asked } = world();
    const search = searches.start(device, wish);
    expect(asked[0]!.part(part(30_000, items(0, partItems, long)))).toBe(false);
    expect(asked[0]!.part(part(30_000, items(partItems, partItems, long)))).toBe(true);
    expect(search.records.length * long.length).toBeLessThan(kMaxAnswerChars);
    expect(search.records.length).toBeGreaterThan(partItems);
  });

  it('of all answers is bounded: the oldest that are over are forgotten', async () => {
    const { searches, asked } = world();
    const running = searches.start(device, wish);
    const wide = items(0, 7000, long);
    const size = wide.length * long.length;
    const found: RecordSearch[] = [];
    for (let chars = 0; chars < kMaxKeptChars; chars += size) {
      const one = searches.start(device, wish);
      found.push(one);
      asked.at(-1)!.part(part(wide.length, wide));
      asked.at(-1)!.over(true);
      await one.over;
      expect(one).toMatchObject({ state: 'done', missing: 0 });
    }
    const known = found.filter(({ id }) => searches.get(id));
    expect(known).toEqual(found.slice(-known.length));
    expect(known.length * size).toBeLessThan(kMaxKeptChars);
    expect(known.length).toBeGreaterThan(1);
    expect(known.length).toBeLessThan(found.length);
    expect(searches.get(running.id)).toBe(running);
  }, 20_000);

  it('of searches that run is bounded: there is no more room until one is over', async () => {
    const { searches, asked } = world();
    const all = Array.from({ length: kMaxSearches }, () => searches.start(device, wish));
    expect(() => searches.start(device, wish)).toThrow(expect.objectContaining({ status: 503, code: 'busy' }));
    asked[7]!.part(part(0, []));
    asked[7]!.over(true);
    await all[7]!.over;
    const next = searches.start(device, wish);
    expect([all[0]!, all[7]!, next].map(({ id }) => searches.get(id) !== undefined)).toEqual([true, false, true]);
  });
});
