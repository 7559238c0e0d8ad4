import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Kysely, Migrator, type SqliteDatabase, SqliteDialect } from 'kysely';
import Libsql from 'libsql';
import { first } from './migrations/001-first.ts';
import { deviceVersion } from './migrations/002-device-version.ts';
import { snapshots } from './migrations/003-snapshots.ts';
import { events } from './migrations/004-events.ts';
import { downloads } from './migrations/005-downloads.ts';
import type { Tables } from './tables.ts';

export type Database = Kysely<Tables>;

/** In the order of their names; a released one is never changed. */
const migrations = {
  '001-first': first,
  '002-device-version': deviceVersion,
  '003-snapshots': snapshots,
  '004-events': events,
  '005-downloads': downloads,
};

/** The database in a data folder. */
export function databaseFile(data: string): string {
  return join(data, 'guanlan.db');
}

/** Opens the embedded database and brings it up to date. `:memory:` keeps nothing. */
export async function openDatabase(file: string): Promise<Database> {
  if (file !== ':memory:') makePrivate(file);
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: openSqlite(file) }) });
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) {
    await db.destroy();
    throw new Error(`The database ${file} cannot be brought up to date: ${String((error as Error).message ?? error)}`, {
      cause: error,
    });
  }
  return db;
}

/** Devices' passwords are in it, because digest needs them as they are: nobody but its owner reads it. */
function makePrivate(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
  // SQLite gives its other files the mode of this one.
  chmodSync(file, 0o600);
}

/** The only place that knows SQLite: everything else is kysely, so that another database can take its place. */
function openSqlite(file: string): SqliteDatabase {
  const sqlite = new Libsql(file);
  // Readers do not wait for the writer, and a killed process loses no committed row.
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = NORMAL');
  sqlite.pragma('foreign_keys = ON');
  sqlite.pragma('busy_timeout = 5000');
  const database = sqlite as unknown as SqliteDatabase;
  return { prepare: preparedOnce((sql) => database.prepare(sql)), close: () => database.close() };
}

/** Statements that are kept prepared; the one prepared first makes room. */
export const kMaxPrepared = 128;

/** Kysely prepares a statement each time that it is run, which takes longer than to run most of them. */
export function preparedOnce<T>(prepare: (sql: string) => T): (sql: string) => T {
  const prepared = new Map<string, T>();
  return (sql) => {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const statement = prepare(sql);
    if (prepared.size >= kMaxPrepared) prepared.delete(prepared.keys().next().value!);
    prepared.set(sql, statement);
    return statement;
  };
}
