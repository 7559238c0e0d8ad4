import type { Selectable } from 'kysely';
import type { Page, PositionQuery, PositionRecord, PositionStore, Retention } from '../gb28181/ports.ts';
import type { Database } from './database.ts';
import type { PositionRow } from './tables.ts';
import { ToldRows } from './told-rows.ts';

export class SqlPositionStore implements PositionStore {
  readonly #db: Database;
  readonly #rows: ToldRows<'positions'>;

  constructor(db: Database, now: () => number) {
    this.#db = db;
    this.#rows = new ToldRows(db, 'positions', now);
  }

  async add(position: Omit<PositionRecord, 'id'>): Promise<PositionRecord> {
    const { deviceId, channelId, receivedAt, ...rest } = position;
    const id = await this.#rows.nextId();
    await this.#rows.add({ id, device_id: deviceId, channel_id: channelId, received_at: receivedAt, ...rest });
    return { ...position, id };
  }

  async list(query: PositionQuery): Promise<Page<PositionRecord>> {
    const { deviceId, channelId, from, to, latest, offset, limit } = query;
    let found = this.#db.selectFrom('positions');
    if (deviceId !== undefined) found = found.where('device_id', '=', deviceId);
    if (channelId !== undefined) found = found.where('channel_id', '=', channelId);
    if (from !== undefined) found = found.where('received_at', '>=', from);
    if (to !== undefined) found = found.where('received_at', '<', to);
    if (latest) {
      const newest = found.select((e) => e.fn.max('id').as('id')).groupBy(['device_id', 'channel_id']);
      found = this.#db.selectFrom('positions').where('id', 'in', newest);
    }
    const { total } = await found.select((e) => e.fn.countAll().as('total')).executeTakeFirstOrThrow();
    const rows = await found.selectAll().orderBy('id', 'desc').offset(offset).limit(limit).execute();
    return { total: Number(total), items: rows.map(toRecord) };
  }

  sweep(retention: Retention): Promise<number> {
    return this.#rows.sweep(retention);
  }
}

function toRecord({ id, device_id, channel_id, received_at, ...rest }: Selectable<PositionRow>): PositionRecord {
  return { id: Number(id), deviceId: device_id, channelId: channel_id, receivedAt: Number(received_at), ...rest };
}
