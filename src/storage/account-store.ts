import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { Database } from './database.ts';

const derive = promisify(scrypt) as (password: string, salt: Buffer, bytes: number) => Promise<Buffer>;
const hashBytes = 32;
const keyPrefix = 'gl_';
const markLength = 16;
/** Last use of a key is written at most this often. */
const useResolutionMs = 60_000;

export interface ApiKey {
  id: string;
  name: string;
  createdAt: number;
  /** Epoch milliseconds, to the minute; 0: never. */
  lastUsedAt: number;
}

/** Administrators and API keys. Passwords are kept as scrypt hashes, keys as SHA-256: they are random already. */
export class AccountStore {
  readonly #db: Database;
  readonly #now: () => number;

  constructor(db: Database, now: () => number) {
    this.#db = db;
    this.#now = now;
  }

  async hasAdmin(): Promise<boolean> {
    return (await this.#db.selectFrom('admins').select('name').limit(1).executeTakeFirst()) !== undefined;
  }

  async setPassword(name: string, password: string): Promise<void> {
    const salt = randomBytes(16);
    const hash = await derive(password, salt, hashBytes);
    const stored = `${salt.toString('base64url')}$${hash.toString('base64url')}`;
    await this.#db
      .insertInto('admins')
      .values({ name, password: stored, created_at: this.#now() })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ password: stored }))
      .execute();
  }

  /** Takes the same time whether the name is known or not. */
  async checkPassword(name: string, password: string): Promise<boolean> {
    const row = await this.#db.selectFrom('admins').select('password').where('name', '=', name).executeTakeFirst();
    const [salt, hash] = (row?.password ?? '$').split('$');
    const wanted = Buffer.from(hash ?? '', 'base64url');
    const given = await derive(password, Buffer.from(salt ?? '', 'base64url'), hashBytes);
    return wanted.length === given.length && timingSafeEqual(wanted, given);
  }

  /** Changes with the password, and tells nothing of it; undefined for a name that nobody has. */
  async passwordMark(name: string): Promise<string | undefined> {
    const row = await this.#db.selectFrom('admins').select('password').where('name', '=', name).executeTakeFirst();
    return row && hashOf(row.password).slice(0, markLength);
  }

  /** The key is given once and cannot be read again. */
  async createKey(name: string): Promise<ApiKey & { key: string }> {
    const key = keyPrefix + randomBytes(32).toString('base64url');
    const id = randomBytes(8).toString('hex');
    const createdAt = this.#now();
    await this.#db
      .insertInto('api_keys')
      .values({ id, name, hash: hashOf(key), created_at: createdAt, last_used_at: 0 })
      .execute();
    return { id, name, createdAt, lastUsedAt: 0, key };
  }

  async listKeys(): Promise<ApiKey[]> {
    const rows = await this.#db.selectFrom('api_keys').selectAll().orderBy('created_at').execute();
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      createdAt: Number(row.created_at),
      lastUsedAt: Number(row.last_used_at),
    }));
  }

  async removeKey(id: string): Promise<boolean> {
    const { numDeletedRows } = await this.#db.deleteFrom('api_keys').where('id', '=', id).executeTakeFirst();
    return numDeletedRows > 0n;
  }

  async checkKey(key: string): Promise<boolean> {
    if (!key.startsWith(keyPrefix)) return false;
    const row = await this.#db.selectFrom('api_keys').selectAll().where('hash', '=', hashOf(key)).executeTakeFirst();
    if (!row) return false;
    const now = this.#now();
    if (now - Number(row.last_used_at) > useResolutionMs)
      await this.#db.updateTable('api_keys').set({ last_used_at: now }).where('id', '=', row.id).execute();
    return true;
  }
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
