import { CompiledQuery, type Insertable, type Selectable } from 'kysely';
import { defaultSettings } from '../gb28181/model/device-settings.ts';
import type {
  DeviceRecord,
  DeviceSettings,
  DeviceStore,
  Page,
  PageQuery,
  SignallingTransport,
} from '../gb28181/ports.ts';
import type { Database } from './database.ts';
import { containing } from './search.ts';
import type { DeviceRow } from './tables.ts';

/** Rows of one statement; SQLite binds at most 32,766 values in one. */
const maxRows = 512;

export class SqlDeviceStore implements DeviceStore {
  readonly #db: Database;
  readonly #pending = new Map<string, Insertable<DeviceRow>>();
  /** By number of rows. */
  readonly #upserts = new Map<number, string>();
  /** By number of rows. */
  readonly #updates = new Map<number, string>();
  #writing: Promise<void> | undefined;

  constructor(db: Database) {
    this.#db = db;
  }

  async get(id: string): Promise<DeviceRecord | undefined> {
    const row = await this.#db.selectFrom('devices').selectAll().where('id', '=', id).executeTakeFirst();
    return row && toRecord(row);
  }

  async list({ offset, limit, search, online }: PageQuery): Promise<Page<DeviceRecord>> {
    let query = this.#db.selectFrom('devices');
    if (search)
      query = query.where((e) => e.or([e('id', 'like', containing(search)), e('name', 'like', containing(search))]));
    if (online !== undefined) query = query.where('online', '=', online ? 1 : 0);
    const { total } = await query.select((e) => e.fn.countAll().as('total')).executeTakeFirstOrThrow();
    const rows = await query.selectAll().orderBy('id').offset(offset).limit(limit).execute();
    return { total: Number(total), items: rows.map(toRecord) };
  }

  async all(): Promise<DeviceRecord[]> {
    return (await this.#db.selectFrom('devices').selectAll().execute()).map(toRecord);
  }

  /** What is put in one turn of the event loop is written at once: sites come back with thousands of devices. */
  put(device: DeviceRecord): Promise<void> {
    this.#pending.set(device.id, toRow(device));
    this.#writing ??= new Promise<void>((resolve) => setImmediate(resolve)).then(() => this.#write());
    return this.#writing;
  }

  async putTimes(devices: Parameters<DeviceStore['putTimes']>[0]): Promise<void> {
    // What was put before must not come after.
    await this.#writing;
    await inChunks(devices, (chunk) => {
      const values = chunk.flatMap(({ id, registeredAt, expiresAt, keepaliveAt }) => [
        id,
        registeredAt,
        expiresAt,
        keepaliveAt,
      ]);
      return this.#db.executeQuery(CompiledQuery.raw(this.#updateOf(chunk.length), values));
    });
  }

  async #write(): Promise<void> {
    const rows = [...this.#pending.values()];
    this.#pending.clear();
    this.#writing = undefined;
    await inChunks(rows, (chunk) => {
      const text = this.#upserts.get(chunk.length) ?? this.#compileUpsert(chunk);
      const values = chunk.flatMap((row) => Object.values(row));
      return this.#db.executeQuery(CompiledQuery.raw(text, values));
    });
  }

  #updateOf(rows: number): string {
    const known = this.#updates.get(rows);
    if (known !== undefined) return known;
    const text = `with v(id, r, e, k) as (values ${Array(rows).fill('(?, ?, ?, ?)').join(', ')})
      update devices set registered_at = v.r, expires_at = v.e, keepalive_at = v.k from v where devices.id = v.id`;
    this.#updates.set(rows, text);
    return text;
  }

  #compileUpsert(rows: Insertable<DeviceRow>[]): string {
    const columns = Object.keys(rows[0]!) as (keyof DeviceRow)[];
    const { sql } = this.#db
      .insertInto('devices')
      .values(rows)
      .onConflict((conflict) =>
        conflict
          .column('id')
          .doUpdateSet((e) => Object.fromEntries(columns.map((column) => [column, e.ref(`excluded.${column}`)]))),
      )
      .compile();
    this.#upserts.set(rows.length, sql);
    return sql;
  }

  async remove(id: string): Promise<boolean> {
    // What was put before must not come after.
    await this.#writing;
    const { numDeletedRows } = await this.#db.deleteFrom('devices').where('id', '=', id).executeTakeFirst();
    return numDeletedRows > 0n;
  }
}

/**
 * Calls `write` for chunks whose sizes are powers of two, so that few statements are ever compiled and prepared; for all at
 * once, so that nothing asked for later gets between them.
 */
async function inChunks<T>(rows: T[], write: (chunk: T[]) => Promise<unknown>): Promise<void> {
  const writes: Promise<unknown>[] = [];
  for (let at = 0, count = maxRows; at < rows.length; count >>= 1) {
    for (; at + count <= rows.length; at += count) writes.push(write(rows.slice(at, at + count)));
  }
  await Promise.all(writes);
}

function toRecord(row: Selectable<DeviceRow>): DeviceRecord {
  return {
    id: row.id,
    name: row.name,
    manufacturer: row.manufacturer,
    model: row.model,
    firmware: row.firmware,
    version: row.version,
    online: row.online !== 0,
    transport: row.transport as SignallingTransport,
    address: row.address,
    port: row.port,
    registeredAt: Number(row.registered_at),
    expiresAt: Number(row.expires_at),
    keepaliveAt: Number(row.keepalive_at),
    catalogAt: Number(row.catalog_at),
    settings: { ...defaultSettings, ...(JSON.parse(row.settings) as Partial<DeviceSettings>) },
  };
}

/** Columns always in this order: a compiled statement takes their values by place. */
function toRow(device: DeviceRecord): Insertable<DeviceRow> {
  return {
    id: device.id,
    name: device.name,
    manufacturer: device.manufacturer,
    model: device.model,
    firmware: device.firmware,
    version: device.version,
    online: device.online ? 1 : 0,
    transport: device.transport,
    address: device.address,
    port: device.port,
    registered_at: device.registeredAt,
    expires_at: device.expiresAt,
    keepalive_at: device.keepaliveAt,
    catalog_at: device.catalogAt,
    settings: JSON.stringify(device.settings),
  };
}
