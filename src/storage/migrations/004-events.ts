import type { Kysely, Migration } from 'kysely';

/** What devices told, and what they are to be subscribed to. Alarms and positions outlive their devices. */
export const events: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('alarms')
      .addColumn('id', 'bigint', (c) => c.primaryKey())
      .addColumn('device_id', 'varchar(64)', (c) => c.notNull())
      .addColumn('channel_id', 'varchar(64)', (c) => c.notNull())
      .addColumn('received_at', 'bigint', (c) => c.notNull())
      .addColumn('time', 'varchar(32)', (c) => c.notNull())
      .addColumn('priority', 'integer', (c) => c.notNull())
      .addColumn('method', 'integer', (c) => c.notNull())
      .addColumn('type', 'varchar(32)', (c) => c.notNull())
      .addColumn('event_type', 'integer', (c) => c.notNull())
      .addColumn('description', 'text', (c) => c.notNull())
      .addColumn('longitude', 'double precision')
      .addColumn('latitude', 'double precision')
      .execute();
    await db.schema
      .createTable('positions')
      .addColumn('id', 'bigint', (c) => c.primaryKey())
      .addColumn('device_id', 'varchar(64)', (c) => c.notNull())
      .addColumn('channel_id', 'varchar(64)', (c) => c.notNull())
      .addColumn('received_at', 'bigint', (c) => c.notNull())
      .addColumn('time', 'varchar(32)', (c) => c.notNull())
      .addColumn('longitude', 'double precision', (c) => c.notNull())
      .addColumn('latitude', 'double precision', (c) => c.notNull())
      .addColumn('speed', 'double precision')
      .addColumn('direction', 'double precision')
      .addColumn('altitude', 'double precision')
      .addColumn('height', 'double precision')
      .execute();
    for (const table of ['alarms', 'positions'])
      await db.schema.createIndex(`${table}_by_channel`).on(table).columns(['device_id', 'channel_id', 'id']).execute();
    await db.schema
      .createTable('subscriptions')
      .addColumn('device_id', 'varchar(64)', (c) => c.notNull().references('devices.id').onDelete('cascade'))
      .addColumn('event', 'varchar(32)', (c) => c.notNull())
      .addColumn('wish', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('subscriptions_key', ['device_id', 'event'])
      .execute();
  },
  async down(db: Kysely<unknown>): Promise<void> {
    for (const table of ['subscriptions', 'positions', 'alarms']) await db.schema.dropTable(table).execute();
  },
};
