import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AlarmRecord, PositionRecord } from '../../../src/gb28181/ports.ts';
import { SqlAlarmStore } from '../../../src/storage/alarm-store.ts';
import { type Database, openDatabase } from '../../../src/storage/database.ts';
import { SqlPositionStore } from '../../../src/storage/position-store.ts';

const day = 86_400_000;
let db: Database;
let now: number;

beforeEach(async () => {
  db = await openDatabase(':memory:');
  now = Date.UTC(2026, 0, 1);
});
afterEach(() => db.destroy());

const deviceId = '34020000001320000001';
const alarm = (changes: Partial<AlarmRecord> = {}): Omit<AlarmRecord, 'id'> => ({
  deviceId,
  channelId: deviceId,
  receivedAt: now,
  time: '2026-01-01T08:00:00',
  priority: 1,
  method: 2,
  type: '',
  eventType: 0,
  description: '有人',
  longitude: null,
  latitude: 31.5,
  ...changes,
});
const position = (changes: Partial<PositionRecord> = {}): Omit<PositionRecord, 'id'> => ({
  deviceId,
  channelId: deviceId,
  receivedAt: now,
  time: '',
  longitude: 117,
  latitude: 31,
  speed: null,
  direction: 90,
  altitude: null,
  height: null,
  ...changes,
});

describe('alarms', () => {
  const count = async (store: SqlAlarmStore) => (await store.list({ offset: 0, limit: 1 })).total;

  it('come back as they were added, the newest first, and each has a number of its own', async () => {
    const store = new SqlAlarmStore(db, () => now);
    const added = await Promise.all(Array.from({ length: 200 }, (_, i) => store.add(alarm({ description: `${i}` }))));
    expect(new Set(added.map(({ id }) => id)).size).toBe(200);
    const { total, items } = await store.list({ offset: 0, limit: 1000 });
    expect(total).toBe(200);
    expect(items).toEqual(added.toReversed());
  });

  it('are numbered on after a restart, and when the clock was set back', async () => {
    const first = await new SqlAlarmStore(db, () => now).add(alarm());
    now -= day;
    const again = new SqlAlarmStore(db, () => now);
    const [second, third] = [await again.add(alarm()), await again.add(alarm())];
    expect([second.id, third.id]).toEqual([first.id + 1, first.id + 2]);
  });

  it('are stored again after the database failed at the first one', async () => {
    const store = new SqlAlarmStore(db, () => now);
    await db.schema.alterTable('alarms').renameTo('away').execute();
    await expect(store.add(alarm())).rejects.toThrow('alarms');
    await db.schema.alterTable('away').renameTo('alarms').execute();
    await store.add(alarm());
    expect(await count(store)).toBe(1);
  });

  it('are forgotten by age and by number', async () => {
    const store = new SqlAlarmStore(db, () => now);
    for (let i = 0; i < 10; i++) {
      await store.add(alarm());
      now += day;
    }
    expect(await store.sweep({ days: 7, rows: 100 })).toBe(3);
    expect(await count(store)).toBe(7);
    expect(await store.sweep({ days: 7, rows: 7 })).toBe(0);
    expect(await store.sweep({ days: 7, rows: 5 })).toBe(2);
    expect((await store.list({ offset: 0, limit: 9 })).items.at(-1)!.receivedAt).toBe(now - 5 * day);
  });

  it('are removed by what they are', async () => {
    const store = new SqlAlarmStore(db, () => now);
    for (const method of [1, 2, 2]) await store.add(alarm({ method }));
    expect(await store.remove({ method: 2, deviceId: 'other' })).toBe(0);
    expect(await store.remove({ method: 2 })).toBe(2);
    expect(await count(store)).toBe(1);
  });
});

describe('positions', () => {
  it('are a way, or the last of each channel', async () => {
    const store = new SqlPositionStore(db, () => now);
    const one = await store.add(position());
    now += 1000;
    const two = await store.add(position({ longitude: 118 }));
    const other = await store.add(position({ channelId: 'other' }));
    const list = async (query: object) => (await store.list({ offset: 0, limit: 9, ...query })).items;
    expect(await list({})).toEqual([other, two, one]);
    expect(await list({ latest: true })).toEqual([other, two]);
    expect(await list({ latest: true, to: now })).toEqual([one]);
    expect(await list({ channelId: deviceId, from: now })).toEqual([two]);
    expect(await store.sweep({ days: 1, rows: 2 })).toBe(1);
    expect(await list({ latest: true, channelId: 'other' })).toEqual([other]);
  });
});
