// What a device has recorded: GB/T 28181-2016 §9.7 and annex A.2.4.5, GB/T 28181-2022 §9.7 and annex A.2.4.5.
import { randomUUID } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import { PlayError } from '../../streams/source-provider.ts';
import { decodeFields, encodeFields, queries } from '../codec/command-set/index.ts';
import type { Manscdp } from '../codec/manscdp.ts';
import { type Tolerate, toleranceOf } from '../codec/quirks.ts';
import { ZonedTime } from '../codec/zoned-time.ts';
import type { Gb28181Config, Gb28181Stats } from '../config.ts';
import type { DeviceQueries } from './device-queries.ts';
import type { Device } from './device-registry.ts';

export type RecordType = 'all' | 'time' | 'alarm' | 'manual';

export interface RecordWish {
  channelId: string;
  /** Epoch milliseconds. */
  startMs: number;
  endMs: number;
  type: RecordType;
}

/** One record of a device. */
export interface FoundRecord {
  channelId: string;
  name: string;
  /** Epoch milliseconds. */
  startMs: number;
  endMs: number;
  type: string;
  filePath: string;
  recorderId: string;
  /** As the device tells it, in bytes; 0: it does not. */
  fileSize: number;
}

export interface RecordSearch extends RecordWish {
  id: string;
  deviceId: string;
  state: 'running' | 'done' | 'failed';
  /** How many records there are, as the device says; null until it has. */
  sum: number | null;
  /** Those that came, by time. */
  records: FoundRecord[];
  /** How many of `sum` never came. */
  missing: number;
  error: PlayError | undefined;
  /** Resolves when the search is over, whatever came of it. */
  over: Promise<void>;
}

/** Records of one answer; more are cut off, and count as missing. */
export const kMaxRecords = 20_000;
/** Of the records of one answer, about as many as they take as text; more are cut off. */
export const kMaxAnswerChars = 16 * 1024 * 1024;
/** Searches that can be asked about; the oldest that are over are forgotten. */
export const kMaxSearches = 200;
/** Of the records of all searches; the oldest that are over are forgotten. */
export const kMaxKeptChars = 32 * 1024 * 1024;
/** What a record takes beside its texts. */
const recordChars = 200;
/** Recorders look long for what they have, and stall between parts. */
const answerIdleMs = 15_000;

const answerFields = queries.RecordInfo.response!;

/** A search, and what its records take. */
interface Kept {
  search: RecordSearch;
  chars: number;
}

export interface RecordSearchesOptions {
  queries: Pick<DeviceQueries, 'query'>;
  config: Gb28181Config;
  stats: Gb28181Stats;
  clock: Clock;
}

/** Asks devices for what they have recorded, and keeps what they answered for a while. */
export class RecordSearches {
  readonly #options: RecordSearchesOptions;
  readonly #zone: ZonedTime;
  /** The oldest first. */
  readonly #searches = new Map<string, Kept>();
  #chars = 0;

  constructor(options: RecordSearchesOptions) {
    this.#options = options;
    this.#zone = new ZonedTime(options.config.timeZone);
  }

  get(id: string): RecordSearch | undefined {
    return this.#searches.get(id)?.search;
  }

  /** Begins to search; what it found so far stands in what is returned. Throws PlayError when too many run. */
  start(device: Device, wish: RecordWish): RecordSearch {
    if (this.#searches.size >= kMaxSearches && !this.#forgetOldest())
      throw new PlayError(503, 'busy', `${kMaxSearches} searches for records run already; wait for one to be over.`);
    const search: RecordSearch = {
      ...wish,
      id: randomUUID(),
      deviceId: device.record.id,
      state: 'running',
      sum: null,
      records: [],
      missing: 0,
      error: undefined,
      over: Promise.resolve(),
    };
    const kept = { search, chars: 0 };
    this.#searches.set(search.id, kept);
    search.over = this.#run(device, kept);
    return search;
  }

  /** Whether a record that takes so much may be kept. Those that ask for it last push out what is over the longest. */
  #hasRoom(kept: Kept, chars: number): boolean {
    if (kept.chars + chars > kMaxAnswerChars) return false;
    while (this.#chars + chars > kMaxKeptChars) if (!this.#forgetOldest()) return false;
    kept.chars += chars;
    this.#chars += chars;
    return true;
  }

  /** Of those that are over; false: all run. */
  #forgetOldest(): boolean {
    for (const [id, { search, chars }] of this.#searches) {
      if (search.state === 'running') continue;
      this.#searches.delete(id);
      this.#chars -= chars;
      return true;
    }
    return false;
  }

  async #run(device: Device, kept: Kept): Promise<void> {
    const { stats } = this.#options;
    const { search } = kept;
    const tolerate = toleranceOf(device.record.settings, stats.quirks);
    const answer = new RecordAnswer(search, this.#zone, tolerate, (chars) => this.#hasRoom(kept, chars));
    try {
      const { channelId: about } = search;
      const question = { cmdType: 'RecordInfo', about, fields: this.#fields(search), idleMs: answerIdleMs };
      const whole = await this.#options.queries.query(device, question, (message) => answer.add(message));
      if (!answer.came)
        throw new PlayError(504, 'device-no-answer', `The device ${device.record.id} did not answer the record query.`);
      answer.close(whole);
      search.state = 'done';
    } catch (error) {
      search.error = error instanceof PlayError ? error : new PlayError(503, 'search-failed', (error as Error).message);
      search.state = 'failed';
    }
  }

  #fields({ startMs, endMs, type }: RecordWish) {
    const StartTime = this.#zone.toLocal(startMs);
    const EndTime = this.#zone.toLocal(endMs);
    return encodeFields(queries.RecordInfo.request, { StartTime, EndTime, Secrecy: 0, Type: type }, '2016');
  }
}

/** The parts of one answer: they come in any number and order, some twice. */
class RecordAnswer {
  came = false;
  readonly #search: RecordSearch;
  readonly #zone: ZonedTime;
  readonly #tolerate: Tolerate;
  readonly #hasRoom: (chars: number) => boolean;
  readonly #seen = new Set<string>();
  #full = false;

  constructor(search: RecordSearch, zone: ZonedTime, tolerate: Tolerate, hasRoom: (chars: number) => boolean) {
    this.#hasRoom = hasRoom;
    this.#search = search;
    this.#zone = zone;
    this.#tolerate = tolerate;
  }

  /** True when the answer is whole: as many items as the device said there are. Or as many as are kept. */
  add(message: Manscdp): boolean {
    this.came = true;
    const { SumNum, RecordList } = decodeFields(answerFields, message.fields);
    if (SumNum !== undefined && SumNum >= 0) this.#search.sum = SumNum;
    for (const item of RecordList ?? []) this.#take(item);
    const { sum } = this.#search;
    return this.#full || (sum !== null && this.#seen.size >= sum);
  }

  /** QUIRK sum-lies: SumNum may never be reached; then a pause is the end. */
  close(whole: boolean): void {
    const { records, sum } = this.#search;
    records.sort((one, other) => one.startMs - other.startMs);
    this.#search.missing = Math.max(0, (sum ?? 0) - records.length);
    if (!whole && records.length > 0) this.#tolerate('sum-lies');
  }

  #take(item: Item): void {
    const { StartTime = '', EndTime = '', FilePath = '', Type = 'time', Name = '', RecorderID = '' } = item;
    const key = [StartTime, EndTime, FilePath, Type, RecorderID].join('|');
    if (this.#full || this.#seen.has(key)) return;
    this.#full = this.#seen.size >= kMaxRecords || !this.#hasRoom(key.length + Name.length + recordChars);
    if (this.#full) return;
    this.#seen.add(key);
    const startMs = this.#zone.toEpoch(StartTime);
    const endMs = this.#zone.toEpoch(EndTime);
    // What has no time cannot be played; it counts as missing.
    if (Number.isNaN(startMs) || Number.isNaN(endMs)) return;
    this.#search.records.push({
      channelId: item.DeviceID ?? this.#search.channelId,
      name: Name,
      startMs,
      endMs,
      type: Type,
      filePath: FilePath,
      recorderId: RecorderID,
      fileSize: Number.parseInt(item.FileSize ?? '0', 10) || 0,
    });
  }
}

type Item = NonNullable<ReturnType<typeof decodeFields<typeof answerFields>>['RecordList']>[number];
