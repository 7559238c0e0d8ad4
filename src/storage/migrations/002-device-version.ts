import type { Kysely, Migration } from 'kysely';

/** X-GB-Ver of devices; those that were known before are taken for GB/T 28181-2016 until they register anew. */
export const deviceVersion: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable('devices')
      .addColumn('version', 'varchar(8)', (c) => c.notNull().defaultTo(''))
      .execute();
  },
  async down(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('devices').dropColumn('version').execute();
  },
};
