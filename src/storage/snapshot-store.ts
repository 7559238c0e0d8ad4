import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Selectable } from 'kysely';
import type { Clock, TimerHandle } from '../base/clock.ts';
import type { Page, SnapshotQuery, SnapshotRecord, SnapshotStore } from '../gb28181/ports.ts';
import type { Database } from './database.ts';
import type { SnapshotRow } from './tables.ts';

export interface SnapshotLimits {
  keepCount: number;
  keepBytes: number;
  keepDays: number;
}

const dayMs = 86_400_000;
/** How often pictures are looked for that are too old. */
export const kSweepMs = 3_600_000;
const rowsPerSweep = 100;
const ownerOnly = 0o600;
const ownerOnlyFolder = 0o700;

/** Pictures as files of a folder, and what is known of them as rows. A row is written after its file, and removed before it. */
export class SqlSnapshotStore implements SnapshotStore {
  // Given.
  readonly #db: Database;
  readonly #folder: string;
  readonly #limits: SnapshotLimits;
  readonly #clock: Clock;

  // State.
  #timer: TimerHandle | undefined;
  /** One change after the other, so that the limits hold. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(db: Database, folder: string, limits: SnapshotLimits, clock: Clock) {
    this.#db = db;
    this.#folder = folder;
    this.#limits = limits;
    this.#clock = clock;
  }

  /** Removes what is too old or too much, and files that a killed process left without a row; then again every hour. */
  async start(): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: ownerOnlyFolder });
    const rows = await this.#db.selectFrom('snapshots').select('id').execute();
    const known = new Set(rows.map(({ id }) => fileName(id)));
    const files = await readdir(this.#folder);
    // Only what is named like ours: whatever else stands there is somebody's.
    const ours = files.filter((file) => ownFile.test(file) && !known.has(file));
    await Promise.all(ours.map((file) => rm(join(this.#folder, file), { force: true })));
    await this.#inTurn(() => this.#sweep());
    this.#schedule();
  }

  async stop(): Promise<void> {
    this.#clock.clearTimeout(this.#timer);
    await this.#turn.catch(() => {});
  }

  put(record: SnapshotRecord, image: Buffer): Promise<void> {
    return this.#inTurn(async () => {
      const file = this.#path(record.id);
      const draft = `${file}.new`;
      await writeFile(draft, image, { mode: ownerOnly });
      await rename(draft, file);
      await this.#db.insertInto('snapshots').values(toRow(record)).execute();
      await this.#sweep();
    });
  }

  async list({ deviceId, channelId, sessionId, offset, limit }: SnapshotQuery): Promise<Page<SnapshotRecord>> {
    let query = this.#db.selectFrom('snapshots');
    if (deviceId !== undefined) query = query.where('device_id', '=', deviceId);
    if (channelId !== undefined) query = query.where('channel_id', '=', channelId);
    if (sessionId !== undefined) query = query.where('session_id', '=', sessionId);
    const { total } = await query.select((e) => e.fn.countAll().as('total')).executeTakeFirstOrThrow();
    const newest = query.selectAll().orderBy('received_at', 'desc').orderBy('id');
    const rows = await newest.offset(offset).limit(limit).execute();
    return { total: Number(total), items: rows.map(toRecord) };
  }

  async image(id: string): Promise<Buffer | undefined> {
    const row = await this.#db.selectFrom('snapshots').select('id').where('id', '=', id).executeTakeFirst();
    // It may be removed in between.
    return row && readFile(this.#path(row.id)).catch(() => undefined);
  }

  remove(id: string): Promise<boolean> {
    return this.#inTurn(async () => {
      const { numDeletedRows } = await this.#db.deleteFrom('snapshots').where('id', '=', id).executeTakeFirst();
      if (numDeletedRows === 0n) return false;
      await rm(this.#path(id), { force: true });
      return true;
    });
  }

  #schedule(): void {
    this.#timer = this.#clock.setTimeout(() => {
      this.#inTurn(() => this.#sweep()).catch(() => {});
      this.#schedule();
    }, kSweepMs);
  }

  #inTurn<T>(change: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(change);
    this.#turn = done.catch(() => {});
    return done;
  }

  async #sweep(): Promise<void> {
    const { keepCount, keepBytes, keepDays } = this.#limits;
    const oldest = this.#clock.now() - keepDays * dayMs;
    let { count, bytes } = await this.#totals();
    for (;;) {
      const rows = await this.#db
        .selectFrom('snapshots')
        .select(['id', 'bytes', 'received_at'])
        .orderBy('received_at')
        .orderBy('id')
        .limit(rowsPerSweep)
        .execute();
      const gone: string[] = [];
      for (const row of rows) {
        if (count <= keepCount && bytes <= keepBytes && row.received_at >= oldest) break;
        gone.push(row.id);
        count--;
        bytes -= row.bytes;
      }
      if (gone.length === 0) return;
      await this.#db.deleteFrom('snapshots').where('id', 'in', gone).execute();
      await Promise.all(gone.map((id) => rm(this.#path(id), { force: true })));
    }
  }

  async #totals(): Promise<{ count: number; bytes: number }> {
    const { count, bytes } = await this.#db
      .selectFrom('snapshots')
      .select((e) => [e.fn.countAll().as('count'), e.fn.sum('bytes').as('bytes')])
      .executeTakeFirstOrThrow();
    return { count: Number(count), bytes: Number(bytes ?? 0) };
  }

  #path(id: string): string {
    return join(this.#folder, fileName(id));
  }
}

/** A picture, or one that was being written. */
const ownFile = /^[0-9a-f-]{36}\.jpg(?:\.new)?$/;

function fileName(id: string): string {
  return `${id}.jpg`;
}

function toRow({ id, deviceId, channelId, sessionId, fileId, bytes, receivedAt }: SnapshotRecord): SnapshotRow {
  const owner = { device_id: deviceId, channel_id: channelId, session_id: sessionId };
  return { id, ...owner, file_id: fileId, bytes, received_at: receivedAt };
}

function toRecord(row: Selectable<SnapshotRow>): SnapshotRecord {
  return {
    id: row.id,
    deviceId: row.device_id,
    channelId: row.channel_id,
    sessionId: row.session_id,
    fileId: row.file_id,
    bytes: row.bytes,
    receivedAt: row.received_at,
  };
}
