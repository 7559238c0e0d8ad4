import type { Kysely, Migration } from 'kysely';

export const snapshots: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('snapshots')
      .addColumn('id', 'varchar(64)', (c) => c.primaryKey())
      .addColumn('device_id', 'varchar(64)', (c) => c.notNull())
      .addColumn('channel_id', 'varchar(64)', (c) => c.notNull())
      .addColumn('session_id', 'varchar(128)', (c) => c.notNull())
      .addColumn('file_id', 'varchar(128)', (c) => c.notNull())
      .addColumn('bytes', 'integer', (c) => c.notNull())
      .addColumn('received_at', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('snapshots_by_time').on('snapshots').column('received_at').execute();
    const ofChannel = db.schema.createIndex('snapshots_by_channel').on('snapshots');
    await ofChannel.columns(['device_id', 'channel_id', 'received_at']).execute();
  },
  async down(db: Kysely<unknown>): Promise<void> {
    await db.schema.dropTable('snapshots').execute();
  },
};
