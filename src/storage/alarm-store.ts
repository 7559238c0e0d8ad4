import type { Insertable, Selectable } from 'kysely';
import type { AlarmQuery, AlarmRecord, AlarmStore, Page, Retention } from '../gb28181/ports.ts';
import type { Database } from './database.ts';
import type { AlarmRow } from './tables.ts';
import { ToldRows } from './told-rows.ts';

export class SqlAlarmStore implements AlarmStore {
  readonly #db: Database;
  readonly #rows: ToldRows<'alarms'>;

  constructor(db: Database, now: () => number) {
    this.#db = db;
    this.#rows = new ToldRows(db, 'alarms', now);
  }

  async add(alarm: Omit<AlarmRecord, 'id'>): Promise<AlarmRecord> {
    const record = { ...alarm, id: await this.#rows.nextId() };
    await this.#rows.add(toRow(record));
    return record;
  }

  async list(query: AlarmQuery): Promise<Page<AlarmRecord>> {
    const found = this.#found(query);
    const { total } = await found.select((e) => e.fn.countAll().as('total')).executeTakeFirstOrThrow();
    const rows = await found.selectAll().orderBy('id', 'desc').offset(query.offset).limit(query.limit).execute();
    return { total: Number(total), items: rows.map(toRecord) };
  }

  async remove(query: Omit<AlarmQuery, 'offset' | 'limit'>): Promise<number> {
    const ids = this.#found(query).select('id');
    const { numDeletedRows } = await this.#db.deleteFrom('alarms').where('id', 'in', ids).executeTakeFirst();
    return Number(numDeletedRows);
  }

  sweep(retention: Retention): Promise<number> {
    return this.#rows.sweep(retention);
  }

  #found({ id, deviceId, channelId, priority, method, from, to }: Omit<AlarmQuery, 'offset' | 'limit'>) {
    let query = this.#db.selectFrom('alarms');
    if (id !== undefined) query = query.where('id', '=', id);
    if (deviceId !== undefined) query = query.where('device_id', '=', deviceId);
    if (channelId !== undefined) query = query.where('channel_id', '=', channelId);
    if (priority !== undefined) query = query.where('priority', '=', priority);
    if (method !== undefined) query = query.where('method', '=', method);
    if (from !== undefined) query = query.where('received_at', '>=', from);
    if (to !== undefined) query = query.where('received_at', '<', to);
    return query;
  }
}

function toRow(alarm: AlarmRecord): Insertable<AlarmRow> {
  return {
    id: alarm.id,
    device_id: alarm.deviceId,
    channel_id: alarm.channelId,
    received_at: alarm.receivedAt,
    time: alarm.time,
    priority: alarm.priority,
    method: alarm.method,
    type: alarm.type,
    event_type: alarm.eventType,
    description: alarm.description,
    longitude: alarm.longitude,
    latitude: alarm.latitude,
  };
}

function toRecord(row: Selectable<AlarmRow>): AlarmRecord {
  return {
    id: Number(row.id),
    deviceId: row.device_id,
    channelId: row.channel_id,
    receivedAt: Number(row.received_at),
    time: row.time,
    priority: row.priority,
    method: row.method,
    type: row.type,
    eventType: row.event_type,
    description: row.description,
    longitude: row.longitude,
    latitude: row.latitude,
  };
}
