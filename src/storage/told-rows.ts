// Tables of what devices told: rows come many at a time, in order, and go when they are old or too many.
import type { Insertable } from 'kysely';
import type { Retention } from '../gb28181/ports.ts';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';

type ToldTable = 'alarms' | 'positions';

/** Rows of one statement; SQLite binds at most 32,766 values in one. */
const maxRows = 64;
const idsPerMs = 1000;

/** Writes what is added in one turn of the event loop at once, under numbers that grow with time. */
export class ToldRows<T extends ToldTable> {
  readonly #db: Database;
  readonly #table: T;
  readonly #now: () => number;
  #pending: Insertable<Tables[T]>[] = [];
  #writing: Promise<void> | undefined;
  #loaded: Promise<void> | undefined;
  #lastId = 0;

  constructor(db: Database, table: T, now: () => number) {
    this.#db = db;
    this.#table = table;
    this.#now = now;
  }

  /** A number above all that were given, also before a restart, and also when the clock was set back. */
  async nextId(): Promise<number> {
    this.#loaded ??= this.#load().catch((error: unknown) => {
      // The next one asks again: a database that failed once may be there again.
      this.#loaded = undefined;
      throw error;
    });
    await this.#loaded;
    this.#lastId = Math.max(this.#lastId + 1, this.#now() * idsPerMs);
    return this.#lastId;
  }

  add(row: Insertable<Tables[T]>): Promise<void> {
    this.#pending.push(row);
    this.#writing ??= new Promise<void>((resolve) => setImmediate(resolve)).then(() => this.#write());
    return this.#writing;
  }

  async sweep({ days, rows }: Retention): Promise<number> {
    const oldest = (this.#now() - days * 86_400_000) * idsPerMs;
    const newest = await this.#db
      .selectFrom(this.#table as 'alarms')
      .select('id')
      .orderBy('id', 'desc')
      .offset(rows)
      .limit(1)
      .executeTakeFirst();
    const { numDeletedRows } = await this.#db
      .deleteFrom(this.#table as 'alarms')
      .where((e) => e.or([e('id', '<', oldest), e('id', '<=', Number(newest?.id ?? -1))]))
      .executeTakeFirst();
    return Number(numDeletedRows);
  }

  async #write(): Promise<void> {
    const rows = this.#pending;
    this.#pending = [];
    this.#writing = undefined;
    for (let at = 0; at < rows.length; at += maxRows)
      await this.#db
        .insertInto(this.#table as 'alarms')
        .values(rows.slice(at, at + maxRows) as Insertable<Tables['alarms']>[])
        .execute();
  }

  async #load(): Promise<void> {
    const newest = await this.#db
      .selectFrom(this.#table as 'alarms')
      .select((e) => e.fn.max('id').as('id'))
      .executeTakeFirst();
    this.#lastId = Number(newest?.id ?? 0);
  }
}
