import type { SubscriptionStore, WantedSubscription } from '../gb28181/ports.ts';
import type { Database } from './database.ts';

export class SqlSubscriptionStore implements SubscriptionStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async all(): Promise<WantedSubscription[]> {
    const rows = await this.#db.selectFrom('subscriptions').selectAll().execute();
    return rows.map((row) => ({
      ...(JSON.parse(row.wish) as Omit<WantedSubscription, 'deviceId' | 'event'>),
      deviceId: row.device_id,
      event: row.event as WantedSubscription['event'],
    }));
  }

  async put({ deviceId, event, ...wish }: WantedSubscription): Promise<void> {
    const row = { device_id: deviceId, event, wish: JSON.stringify(wish) };
    await this.#db
      .insertInto('subscriptions')
      .values(row)
      .onConflict((conflict) => conflict.columns(['device_id', 'event']).doUpdateSet(row))
      .execute();
  }

  async remove(deviceId: string, event: WantedSubscription['event']): Promise<boolean> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('subscriptions')
      .where('device_id', '=', deviceId)
      .where('event', '=', event)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }
}
