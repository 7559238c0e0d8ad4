import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CompiledQuery } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChannelRecord, DeviceRecord } from '../../../src/gb28181/ports.ts';
import { AccountStore } from '../../../src/storage/account-store.ts';
import { SqlChannelStore } from '../../../src/storage/channel-store.ts';
import { type Database, kMaxPrepared, openDatabase, preparedOnce } from '../../../src/storage/database.ts';
import { SqlDeviceStore } from '../../../src/storage/device-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'guanlan-storage-'));
const file = join(folder, 'data/guanlan.db');
let db: Database;

beforeEach(async () => {
  db = await openDatabase(':memory:');
});
afterEach(async () => {
  await db.destroy();
  rmSync(folder, { recursive: true, force: true });
});

function device(id: string, changes: Partial<DeviceRecord> = {}): DeviceRecord {
  return {
    id,
    name: `camera ${id.slice(-2)}`,
    manufacturer: 'Some',
    model: 'M1',
    firmware: '1.0',
    version: '2.0',
    online: true,
    transport: 'udp',
    address: '192.0.2.7',
    port: 5060,
    registeredAt: 1,
    expiresAt: 2,
    keepaliveAt: 3,
    catalogAt: 4,
    settings: {
      password: null,
      mediaTransport: 'udp',
      mediaAddress: null,
      charset: 'GB18030',
      largeByTcp: null,
      soundAfterAck: true,
      edition: null,
      resetAlarms: false,
      quirks: { a: true },
    },
    ...changes,
  };
}

function channel(deviceId: string, id: string, changes: Partial<ChannelRecord> = {}): ChannelRecord {
  return {
    deviceId,
    id,
    name: `门口 ${id}`,
    manufacturer: '',
    model: '',
    owner: '',
    civilCode: '340200',
    address: '',
    parentId: deviceId,
    kind: 'camera',
    status: 'ON',
    ptzType: 0,
    longitude: 118.5,
    latitude: null,
    ...changes,
  };
}

it('is readable by its owner alone, old files too', async () => {
  const own = join(folder, 'mode/guanlan.db');
  for (let again = 0; again < 2; again++) {
    const opened = await openDatabase(own);
    const modes = [join(folder, 'mode'), own, `${own}-wal`].map((path) => (statSync(path).mode & 0o777).toString(8));
    expect(modes).toEqual(['700', '600', '600']);
    await opened.destroy();
    chmodSync(own, 0o644);
  }
});

describe('devices', () => {
  it('come back as they were put', async () => {
    const store = new SqlDeviceStore(db);
    const one = device('34020000001320000001');
    await store.put(one);
    expect(await store.get(one.id)).toEqual(one);
    const changed = { ...one, online: false, port: 6060, settings: { ...one.settings, password: 'x' } };
    await store.put(changed);
    expect(await store.all()).toEqual([changed]);
    expect(await store.get('nobody')).toBeUndefined();
  });

  it('are listed in pages, by part of id or name, and by state', async () => {
    const store = new SqlDeviceStore(db);
    for (let i = 10; i < 35; i++) await store.put(device(`340200000013200000${i}`, { online: i % 2 === 0 }));
    const page = await store.list({ offset: 20, limit: 10 });
    expect(page.total).toBe(25);
    expect(page.items.map((d) => d.id.slice(-2))).toEqual(['30', '31', '32', '33', '34']);
    expect((await store.list({ offset: 0, limit: 1, online: true })).total).toBe(13);
    expect((await store.list({ offset: 0, limit: 9, search: 'camera 12' })).items).toHaveLength(1);
  });

  it('are written many at once, the last word of each', async () => {
    const store = new SqlDeviceStore(db);
    const ids = Array.from({ length: 1200 }, (_, i) => `3402000000132${String(i).padStart(7, '0')}`);
    await Promise.all(
      ids.flatMap((id) => [store.put(device(id, { port: 1 })), store.put(device(id, { port: Number(id.slice(-4)) }))]),
    );
    const all = await store.all();
    expect(all.map(({ id, port }) => [id, port])).toEqual(ids.map((id) => [id, Number(id.slice(-4))]));
  });

  it('are written as they were when they were put', async () => {
    const store = new SqlDeviceStore(db);
    const one = device('34020000001320000001');
    const put = store.put(one);
    one.port = 6060;
    one.settings.password = 'later';
    await put;
    expect(await store.all()).toEqual([device('34020000001320000001')]);
  });

  it.each([1, 2, 3, 511, 512, 513, 1025])('are all written when they are %i', async (count) => {
    const store = new SqlDeviceStore(db);
    const devices = Array.from({ length: count }, (_, i) => device(`3402000000132${String(i).padStart(7, '0')}`));
    await Promise.all(devices.map((one) => store.put(one)));
    expect(await store.all()).toEqual(devices);
  });

  it.each([0, 1, 3, 513])('take new times, %i at once, and nothing else', async (count) => {
    const store = new SqlDeviceStore(db);
    const devices = Array.from({ length: count }, (_, i) => device(`3402000000132${String(i).padStart(7, '0')}`));
    await Promise.all(devices.map((one) => store.put(one)));
    const times = (i: number) => ({ registeredAt: 10 + i, expiresAt: 20 + i, keepaliveAt: 30 + i });
    await store.putTimes(devices.map((one, i) => ({ ...one, name: 'other', ...times(i) })));
    expect(await store.all()).toEqual(devices.map((one, i) => ({ ...one, ...times(i) })));
  });

  it('take new times after what was put before, and not for nobody', async () => {
    const store = new SqlDeviceStore(db);
    const one = device('34020000001320000001');
    const put = store.put(one);
    const times = { registeredAt: 10, expiresAt: 20, keepaliveAt: 30 };
    await store.putTimes([{ ...one, ...times }, device('nobody')]);
    await put;
    expect(await store.all()).toEqual([{ ...one, ...times }]);
  });

  it('do not come back by what was put before they were removed', async () => {
    const store = new SqlDeviceStore(db);
    const one = device('34020000001320000001');
    const put = store.put(one);
    expect(await store.remove(one.id)).toBe(true);
    await put;
    expect(await store.all()).toEqual([]);
    const after = store.put(one);
    await after;
    expect(await store.all()).toEqual([one]);
  });

  it('say when they could not be written', async () => {
    const closed = await openDatabase(':memory:');
    const store = new SqlDeviceStore(closed);
    await closed.destroy();
    await expect(store.put(device('34020000001320000001'))).rejects.toThrow();
  });

  it('take no pattern for a search', async () => {
    const store = new SqlDeviceStore(db);
    await store.put(device('34020000001320000001'));
    expect((await store.list({ offset: 0, limit: 9, search: '3%1_' })).total).toBe(0);
  });

  it('leave with their channels', async () => {
    const devices = new SqlDeviceStore(db);
    const channels = new SqlChannelStore(db);
    await devices.put(device('a'));
    await channels.putMany([channel('a', '1')]);
    expect(await devices.remove('a')).toBe(true);
    expect(await devices.remove('a')).toBe(false);
    expect((await channels.list(undefined, { offset: 0, limit: 9 })).total).toBe(0);
  });
});

describe('channels', () => {
  it('come back as they were put, and belong to their device', async () => {
    const devices = new SqlDeviceStore(db);
    const channels = new SqlChannelStore(db);
    await devices.put(device('a'));
    await devices.put(device('b'));
    await channels.putMany([channel('a', '1'), channel('b', '1', { name: 'other' })]);
    expect(await channels.get('a', '1')).toEqual(channel('a', '1'));
    expect((await channels.list('b', { offset: 0, limit: 9 })).items).toEqual([channel('b', '1', { name: 'other' })]);
    await channels.putMany([channel('a', '1', { status: 'OFF' })]);
    expect((await channels.list('a', { offset: 0, limit: 9, online: false })).total).toBe(1);
  });

  it('of a complete catalog replace what was there, thousands in one go', async () => {
    const devices = new SqlDeviceStore(db);
    const channels = new SqlChannelStore(db);
    await devices.put(device('a'));
    await channels.putMany([channel('a', 'old')]);
    await channels.replaceAll(
      'a',
      Array.from({ length: 3000 }, (_, i) => channel('a', `c${i}`)),
    );
    expect((await channels.list('a', { offset: 0, limit: 1 })).total).toBe(3000);
    expect(await channels.get('a', 'old')).toBeUndefined();
  });

  it('of a catalog that fails in the middle change nothing', async () => {
    const devices = new SqlDeviceStore(db);
    const channels = new SqlChannelStore(db);
    await devices.put(device('a'));
    await channels.putMany([channel('a', 'old')]);
    const broken = [channel('a', 'new'), channel('no such device', 'x')];
    await expect(channels.replaceAll('a', broken)).rejects.toThrow();
    expect((await channels.list('a', { offset: 0, limit: 9 })).items.map((c) => c.id)).toEqual(['old']);
  });
});

describe('accounts', () => {
  it('know a password by its hash only', async () => {
    const accounts = new AccountStore(db, () => 7);
    expect(await accounts.hasAdmin()).toBe(false);
    await accounts.setPassword('admin', 'correct horse');
    expect(await accounts.hasAdmin()).toBe(true);
    expect(await accounts.checkPassword('admin', 'correct horse')).toBe(true);
    expect(await accounts.checkPassword('admin', 'wrong')).toBe(false);
    expect(await accounts.checkPassword('nobody', '')).toBe(false);
    await accounts.setPassword('admin', 'another');
    expect(await accounts.checkPassword('admin', 'correct horse')).toBe(false);
    const rows = await db.selectFrom('admins').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain('another');
  });

  it('show an API key once, check it, and forget it', async () => {
    const accounts = new AccountStore(db, () => 100_000);
    const made = await accounts.createKey('monitoring');
    expect(await accounts.checkKey(made.key)).toBe(true);
    expect(await accounts.checkKey(`${made.key}x`)).toBe(false);
    expect(await accounts.listKeys()).toEqual([
      { id: made.id, name: 'monitoring', createdAt: 100_000, lastUsedAt: 100_000 },
    ]);
    expect(JSON.stringify(await db.selectFrom('api_keys').selectAll().execute())).not.toContain(made.key);
    expect(await accounts.removeKey(made.id)).toBe(true);
    expect(await accounts.checkKey(made.key)).toBe(false);
  });
});

describe('the mark of a password', () => {
  it('changes with it, tells nothing of it, and is nobody’s without an account', async () => {
    const accounts = new AccountStore(db, () => 0);
    expect(await accounts.passwordMark('admin')).toBeUndefined();
    await accounts.setPassword('admin', 'one');
    const first = await accounts.passwordMark('admin');
    expect(first).toMatch(/^[0-9a-f]{16}$/);
    expect(await accounts.passwordMark('admin')).toBe(first);
    await accounts.setPassword('admin', 'one');
    expect(await accounts.passwordMark('admin')).not.toBe(first);
  });
});

describe('a large site', () => {
  it('finds its pages by index, not by reading every channel', async () => {
    const plan = async (query: { compile(): { sql: string; parameters: readonly unknown[] } }) => {
      const { sql: text, parameters } = query.compile();
      const { rows } = await db.executeQuery<{ detail: string }>(
        CompiledQuery.raw(`explain query plan ${text}`, [...parameters]),
      );
      return rows.map(({ detail }) => detail).join(' ');
    };
    const ofDevice = db
      .selectFrom('channels')
      .selectAll()
      .where('device_id', '=', 'a')
      .orderBy('device_id')
      .orderBy('id');
    expect(await plan(ofDevice)).toMatch(/SEARCH channels USING INDEX/);
    expect(await plan(ofDevice)).not.toMatch(/TEMP B-TREE/);
    expect(await plan(db.selectFrom('channels').selectAll().where('id', '=', 'a'))).toMatch(
      /USING INDEX channels_by_id/,
    );
  });
});

describe('prepared statements', () => {
  it('are prepared once, and the oldest makes room', () => {
    const prepared: string[] = [];
    const prepare = preparedOnce((sql) => {
      prepared.push(sql);
      return { sql };
    });
    const first = prepare('0');
    for (let i = 1; i < kMaxPrepared; i++) prepare(`${i}`);
    expect(prepare('0')).toBe(first);
    expect(prepared).toHaveLength(kMaxPrepared);
    prepare('one too many');
    expect(prepare('0')).not.toBe(first);
    expect(prepare('one too many').sql).toBe('one too many');
    expect(prepared).toHaveLength(kMaxPrepared + 2);
  });

  it('work again after they have failed', async () => {
    const channels = new SqlChannelStore(db);
    await expect(channels.putMany([channel('a', '1')])).rejects.toThrow();
    await new SqlDeviceStore(db).put(device('a'));
    await channels.putMany([channel('a', '1')]);
    await expect(channels.putMany([channel('b', '1')])).rejects.toThrow();
    expect((await channels.list(undefined, { offset: 0, limit: 9 })).items).toEqual([channel('a', '1')]);
  });
});

describe('the file', () => {
  it('is not touched when it is no database', async () => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, 'no database');
    await expect(openDatabase(file)).rejects.toThrow();
    expect(readFileSync(file, 'utf8')).toBe('no database');
  });

  it('lets a reader and a writer work at the same time', async () => {
    const [one, two] = [await openDatabase(file), await openDatabase(file)];
    await new SqlDeviceStore(one).put(device('a'));
    await one.transaction().execute(async (transaction) => {
      await transaction.updateTable('devices').set({ name: 'changed' }).execute();
      expect((await new SqlDeviceStore(two).get('a'))?.name).toBe('camera a');
    });
    expect((await new SqlDeviceStore(two).get('a'))?.name).toBe('changed');
    await one.destroy();
    await two.destroy();
  });

  it('keeps what was committed, and is brought up to date only once', async () => {
    const first = await openDatabase(file);
    await new SqlDeviceStore(first).put(device('a'));
    await first.destroy();
    const second = await openDatabase(file);
    expect(await new SqlDeviceStore(second).get('a')).toEqual(device('a'));
    await second.destroy();
  });
});
