import type { CallStore, OpenCall } from '../gb28181/ports.ts';
import type { Database } from './database.ts';

export class SqlCallStore implements CallStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async all(): Promise<OpenCall[]> {
    const rows = await this.#db.selectFrom('calls').selectAll().execute();
    return rows.map((row) => ({
      callId: row.call_id,
      deviceId: row.device_id,
      channelId: row.channel_id,
      localTag: row.local_tag,
      remoteTag: row.remote_tag,
      remoteTarget: row.remote_target,
    }));
  }

  async put(call: OpenCall): Promise<void> {
    const row = {
      call_id: call.callId,
      device_id: call.deviceId,
      channel_id: call.channelId,
      local_tag: call.localTag,
      remote_tag: call.remoteTag,
      remote_target: call.remoteTarget,
    };
    await this.#db
      .insertInto('calls')
      .values(row)
      .onConflict((conflict) => conflict.column('call_id').doUpdateSet(row))
      .execute();
  }

  async remove(callId: string): Promise<void> {
    await this.#db.deleteFrom('calls').where('call_id', '=', callId).execute();
  }
}
