import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SnapshotRecord } from '../../../src/gb28181/ports.ts';
import { type Database, openDatabase } from '../../../src/storage/database.ts';
import { kSweepMs, type SnapshotLimits, SqlSnapshotStore } from '../../../src/storage/snapshot-store.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const dayMs = 86_400_000;
const page = { offset: 0, limit: 50 };
let folder: string;
let db: Database;
let clock: FakeClock;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guanlan-snapshots-'));
  db = await openDatabase(':memory:');
  clock = new FakeClock();
});
afterEach(async () => {
  await db.destroy();
  rmSync(folder, { recursive: true, force: true });
});

async function open(limits: Partial<SnapshotLimits> = {}): Promise<SqlSnapshotStore> {
  const all = { keepCount: 1000, keepBytes: 1_000_000, keepDays: 30, ...limits };
  const store = new SqlSnapshotStore(db, join(folder, 'snapshots'), all, clock);
  await store.start();
  return store;
}

function record(id: string, changes: Partial<SnapshotRecord> = {}): SnapshotRecord {
  const owner = { deviceId: 'd1', channelId: 'c1', sessionId: 's1' };
  return { id, ...owner, fileId: `file-${id}`, bytes: 10, receivedAt: clock.now(), ...changes };
}

const files = () => readdirSync(join(folder, 'snapshots')).sort();
const idsOf = async (store: SqlSnapshotStore) => (await store.list(page)).items.map(({ id }) => id);

it('gives pictures back as they were put, to their owner alone', async () => {
  const store = await open();
  await store.put(record('a'), Buffer.from('picture a'));
  expect(await store.image('a')).toEqual(Buffer.from('picture a'));
  expect((await store.list(page)).items).toEqual([record('a')]);
  expect(statSync(join(folder, 'snapshots')).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, 'snapshots/a.jpg')).mode & 0o777).toBe(0o600);
});

it('lists the newest first, by device, channel and session, in pages', async () => {
  const store = await open();
  await store.put(record('a'), Buffer.from('a'));
  clock.advance(1);
  await store.put(record('b', { channelId: 'c2' }), Buffer.from('b'));
  clock.advance(1);
  await store.put(record('c', { deviceId: 'd2', sessionId: 's2' }), Buffer.from('c'));
  const ids = async (query: object) => (await store.list({ ...page, ...query })).items.map(({ id }) => id);
  expect(await ids({})).toEqual(['c', 'b', 'a']);
  expect(await ids({ deviceId: 'd1' })).toEqual(['b', 'a']);
  expect(await ids({ deviceId: 'd1', channelId: 'c2' })).toEqual(['b']);
  expect(await ids({ sessionId: 's2' })).toEqual(['c']);
  expect(await store.list({ offset: 1, limit: 1 })).toMatchObject({ total: 3, items: [{ id: 'b' }] });
});

it('removes row and file, and knows no others', async () => {
  const store = await open();
  await store.put(record('a'), Buffer.from('a'));
  expect(await store.remove('a')).toBe(true);
  expect(await store.remove('a')).toBe(false);
  expect(files()).toEqual([]);
  writeFileSync(join(folder, 'secret.jpg'), 'secret');
  for (const id of ['a', '../secret', 'none']) expect(await store.image(id)).toBeUndefined();
});

describe('makes room for new ones', () => {
  it('by number', async () => {
    const store = await open({ keepCount: 2 });
    for (const id of ['a', 'b', 'c']) {
      await store.put(record(id), Buffer.from(id));
      clock.advance(1);
    }
    expect(await idsOf(store)).toEqual(['c', 'b']);
    expect(files()).toEqual(['b.jpg', 'c.jpg']);
  });

  it('by bytes', async () => {
    const store = await open({ keepBytes: 25 });
    for (const id of ['a', 'b', 'c']) {
      await store.put(record(id), Buffer.from(id));
      clock.advance(1);
    }
    expect(await idsOf(store)).toEqual(['c', 'b']);
  });

  it('by age, each hour', async () => {
    const store = await open({ keepDays: 1 });
    await store.put(record('a'), Buffer.from('a'));
    await clock.advanceAsync(dayMs);
    expect(await idsOf(store)).toEqual(['a']);
    await clock.advanceAsync(kSweepMs);
    await store.stop();
    expect(await idsOf(store)).toEqual([]);
    expect(files()).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  it('also when many are too many at once, as after limits were lowered', async () => {
    const store = await open();
    for (let i = 0; i < 250; i++) await store.put(record(`p${1000 + i}`), Buffer.from('x'));
    const lowered = await open({ keepCount: 3 });
    expect(await idsOf(lowered)).toEqual(['p1247', 'p1248', 'p1249']);
    expect(files()).toHaveLength(3);
  });
});

it('clears away at the start what a killed process left without a row, and nothing that is not its own', async () => {
  const [known, lost] = ['11234567-89ab-cdef-0123-456789abcdef', '01234567-89ab-cdef-0123-456789abcdef'];
  await (await open()).put(record(known), Buffer.from('a'));
  mkdirSync(join(folder, 'snapshots', 'album.jpg'));
  for (const name of ['holiday.jpg', `${lost}.jpg`, `${lost}.jpg.new`])
    writeFileSync(join(folder, 'snapshots', name), '');
  await open();
  expect(files()).toEqual([`${known}.jpg`, 'album.jpg', 'holiday.jpg']);
});

it('keeps its limits when many are put at the same time', async () => {
  const store = await open({ keepCount: 5 });
  await Promise.all(Array.from({ length: 20 }, (_, i) => store.put(record(`p${i}`), Buffer.from('x'))));
  expect((await store.list(page)).total).toBe(5);
  expect(files()).toHaveLength(5);
});

it('goes on after a picture that could not be stored', async () => {
  const store = await open();
  rmSync(join(folder, 'snapshots'), { recursive: true });
  await expect(store.put(record('a'), Buffer.from('a'))).rejects.toThrow('ENOENT');
  expect(existsSync(join(folder, 'snapshots'))).toBe(false);
  await store.start();
  await store.put(record('b'), Buffer.from('b'));
  expect(await idsOf(store)).toEqual(['b']);
});
