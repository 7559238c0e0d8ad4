// What devices have recorded: searched, played and downloaded. GB/T 28181-2016 §9.7 to §9.9, GB/T 28181-2022 §9.7 to §9.9.
import type { RecordSearch, RecordSearches, RecordWish } from '../device/record-searches.ts';
import type { InvitedSessions } from './invited-sessions.ts';
import { checkRange } from './time-range.ts';

export interface HistoryParts {
  sessions: InvitedSessions;
  searches: RecordSearches;
}

export class History {
  readonly #sessions: InvitedSessions;
  readonly #searches: RecordSearches;

  constructor({ sessions, searches }: HistoryParts) {
    this.#sessions = sessions;
    this.#searches = searches;
  }

  /** Begins to ask what a channel has recorded. Rejects PlayError when it cannot be asked. */
  async search(deviceId: string, wish: RecordWish): Promise<RecordSearch> {
    checkRange(wish);
    return this.#searches.start(await this.#sessions.deviceOf(deviceId, wish.channelId), wish);
  }

  /** A search of late, running or over. */
  searchById(id: string): RecordSearch | undefined {
    return this.#searches.get(id);
  }
}
