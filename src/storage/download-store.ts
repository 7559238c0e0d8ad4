import type { DownloadRecord, DownloadStore } from '../gb28181/ports.ts';
import type { Database } from './database.ts';

export class SqlDownloadStore implements DownloadStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async all(): Promise<DownloadRecord[]> {
    const rows = await this.#db.selectFrom('downloads').selectAll().orderBy('created_at').execute();
    return rows.map((row) => ({
      id: row.id,
      deviceId: row.device_id,
      channelId: row.channel_id,
      startMs: row.start_ms,
      endMs: row.end_ms,
      speed: row.speed,
      state: row.state as DownloadRecord['state'],
      reason: row.reason,
      createdAt: row.created_at,
      endedAt: row.ended_at,
      receivedMs: row.received_ms,
      bytes: row.bytes,
      fileSize: row.file_size,
    }));
  }

  async put(download: DownloadRecord): Promise<void> {
    const row = {
      id: download.id,
      device_id: download.deviceId,
      channel_id: download.channelId,
      start_ms: download.startMs,
      end_ms: download.endMs,
      speed: download.speed,
      state: download.state,
      reason: download.reason,
      created_at: download.createdAt,
      ended_at: download.endedAt,
      received_ms: download.receivedMs,
      bytes: download.bytes,
      file_size: download.fileSize,
    };
    await this.#db
      .insertInto('downloads')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute();
  }

  async remove(id: string): Promise<void> {
    await this.#db.deleteFrom('downloads').where('id', '=', id).execute();
  }
}
