import type { Insertable, Selectable, Transaction } from 'kysely';
import type { ChannelRecord, ChannelStore, Page, PageQuery } from '../gb28181/ports.ts';
import type { Database } from './database.ts';
import { containing } from './search.ts';
import type { ChannelRow, Tables } from './tables.ts';

/** Rows of one statement; SQLite binds at most 32,766 values in one. */
const rowsPerStatement = 500;

export class SqlChannelStore implements ChannelStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async get(deviceId: string, id: string): Promise<ChannelRecord | undefined> {
    const row = await this.#db
      .selectFrom('channels')
      .selectAll()
      .where('device_id', '=', deviceId)
      .where('id', '=', id)
      .executeTakeFirst();
    return row && toRecord(row);
  }

  async list(deviceId: string | undefined, { offset, limit, search, online }: PageQuery): Promise<Page<ChannelRecord>> {
    let query = this.#db.selectFrom('channels');
    if (deviceId !== undefined) query = query.where('device_id', '=', deviceId);
    if (search)
      query = query.where((e) => e.or([e('id', 'like', containing(search)), e('name', 'like', containing(search))]));
    if (online !== undefined) query = query.where('status', '=', online ? 'ON' : 'OFF');
    const { total } = await query.select((e) => e.fn.countAll().as('total')).executeTakeFirstOrThrow();
    const rows = await query.selectAll().orderBy('device_id').orderBy('id').offset(offset).limit(limit).execute();
    return { total: Number(total), items: rows.map(toRecord) };
  }

  async replaceAll(deviceId: string, channels: ChannelRecord[]): Promise<void> {
    await this.#db.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('channels').where('device_id', '=', deviceId).execute();
      await insert(transaction, channels);
    });
  }

  async putMany(channels: ChannelRecord[]): Promise<void> {
    await this.#db.transaction().execute((transaction) => insert(transaction, channels));
  }

  async remove(deviceId: string, ids: string[]): Promise<void> {
    for (let at = 0; at < ids.length; at += rowsPerStatement) {
      const some = ids.slice(at, at + rowsPerStatement);
      await this.#db.deleteFrom('channels').where('device_id', '=', deviceId).where('id', 'in', some).execute();
    }
  }
}

async function insert(transaction: Transaction<Tables>, channels: ChannelRecord[]): Promise<void> {
  for (let at = 0; at < channels.length; at += rowsPerStatement) {
    const rows = channels.slice(at, at + rowsPerStatement).map(toRow);
    await transaction
      .insertInto('channels')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['device_id', 'id']).doUpdateSet((e) => ({
          name: e.ref('excluded.name'),
          manufacturer: e.ref('excluded.manufacturer'),
          model: e.ref('excluded.model'),
          owner: e.ref('excluded.owner'),
          civil_code: e.ref('excluded.civil_code'),
          address: e.ref('excluded.address'),
          parent_id: e.ref('excluded.parent_id'),
          kind: e.ref('excluded.kind'),
          status: e.ref('excluded.status'),
          ptz_type: e.ref('excluded.ptz_type'),
          longitude: e.ref('excluded.longitude'),
          latitude: e.ref('excluded.latitude'),
        })),
      )
      .execute();
  }
}

function toRecord(row: Selectable<ChannelRow>): ChannelRecord {
  return {
    deviceId: row.device_id,
    id: row.id,
    name: row.name,
    manufacturer: row.manufacturer,
    model: row.model,
    owner: row.owner,
    civilCode: row.civil_code,
    address: row.address,
    parentId: row.parent_id,
    kind: row.kind as ChannelRecord['kind'],
    status: row.status as ChannelRecord['status'],
    ptzType: row.ptz_type,
    longitude: row.longitude,
    latitude: row.latitude,
  };
}

function toRow(channel: ChannelRecord): Insertable<ChannelRow> {
  return {
    device_id: channel.deviceId,
    id: channel.id,
    name: channel.name,
    manufacturer: channel.manufacturer,
    model: channel.model,
    owner: channel.owner,
    civil_code: channel.civilCode,
    address: channel.address,
    parent_id: channel.parentId,
    kind: channel.kind,
    status: channel.status,
    ptz_type: channel.ptzType,
    longitude: channel.longitude,
    latitude: channel.latitude,
  };
}
