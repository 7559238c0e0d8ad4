import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PlayError } from '../../streams/source-provider.ts';
import type { DownloadRecord, DownloadStore } from '../ports.ts';
import { Download } from './download.ts';
import type { InvitedSessions } from './invited-sessions.ts';
import type { SessionContext } from './session-context.ts';
import { checkRange, type TimeRange } from './time-range.ts';

export interface DownloadWish extends TimeRange {
  deviceId: string;
  channelId: string;
  /** How many times faster than real time. */
  speed: number;
}

/** A range that a person wants in one file. */
const maxRangeMs = 24 * 3_600_000;
const dayMs = 24 * 3_600_000;
const sweepMs = 3_600_000;
/** Downloads that are remembered; the oldest go with their files. */
export const kMaxDownloads = 10_000;

export interface DownloadsOptions {
  context: SessionContext;
  sessions: InvitedSessions;
  store: DownloadStore;
}

/** Records that are downloaded into MP4 files. They run on without whoever asked for them, and outlive the process when done. */
export class Downloads {
  readonly #context: SessionContext;
  readonly #sessions: InvitedSessions;
  readonly #store: DownloadStore;
  /** What is known, the oldest first. */
  readonly #records = new Map<string, DownloadRecord>();
  readonly #running = new Map<string, { download: Download; over: Promise<void> }>();
  #starting = 0;
  #stopped = false;
  #sweepTimer: object | undefined;

  constructor({ context, sessions, store }: DownloadsOptions) {
    this.#context = context;
    this.#sessions = sessions;
    this.#store = store;
  }

  /** Reads what is known. What a stopped process was at has failed, and its file goes. */
  async load(): Promise<void> {
    const { clock, config } = this.#context;
    for (const record of await this.#store.all()) {
      this.#records.set(record.id, record);
      if (record.state !== 'running') continue;
      Object.assign(record, { state: 'failed', reason: 'The platform was stopped meanwhile.', endedAt: clock.now() });
      await this.#store.put(record);
    }
    await removeStrays(config.downloads.folder, new Set(this.#finished().map((id) => `${id}.mp4`)));
    await this.#sweep();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#context.clock.clearTimeout(this.#sweepTimer);
    const running = [...this.#running.values()];
    for (const { download } of running) download.stop('The platform stopped.');
    await Promise.all(running.map(({ over }) => over));
  }

  /** The newest first. */
  all(): DownloadRecord[] {
    return [...this.#records.values()].reverse();
  }

  get(id: string): DownloadRecord | undefined {
    return this.#records.get(id);
  }

  /** 0 to 1. */
  progress(record: DownloadRecord): number {
    const running = this.#running.get(record.id);
    if (running) return running.download.progress;
    return record.state === 'done' ? 1 : Math.min(1, record.receivedMs / (record.endMs - record.startMs));
  }

  /** Those that run. */
  *running(): Iterable<Download> {
    for (const { download } of this.#running.values()) yield download;
  }

  /** Begins; what comes of it stands in the record. Rejects PlayError. */
  async start(wish: DownloadWish): Promise<DownloadRecord> {
    const { config } = this.#context;
    checkRange(wish);
    if (wish.endMs - wish.startMs > maxRangeMs)
      throw new PlayError(400, 'bad-range', 'One download takes 24 hours at the most; ask for several.');
    if (this.#running.size + this.#starting >= config.downloads.maxJobs)
      throw new PlayError(503, 'busy', `${config.downloads.maxJobs} downloads run already, the configured limit.`);
    if (!this.#hasRoom())
      throw new PlayError(503, 'no-room', 'The downloads have taken all the room that they may; remove some.');
    this.#starting++;
    try {
      return await this.#start(wish);
    } finally {
      this.#starting--;
    }
  }

  async #start(wish: DownloadWish): Promise<DownloadRecord> {
    const { clock, config } = this.#context;
    // Refused at once, not as a job that failed.
    await this.#sessions.deviceOf(wish.deviceId, wish.channelId);
    await mkdir(config.downloads.folder, { recursive: true, mode: 0o700 });
    const record: DownloadRecord = {
      ...wish,
      id: randomBytes(8).toString('hex'),
      state: 'running',
      reason: '',
      createdAt: clock.now(),
      endedAt: 0,
      receivedMs: 0,
      bytes: 0,
      fileSize: null,
    };
    await this.#store.put(record);
    if (this.#stopped) throw new PlayError(503, 'stopped', 'The platform stops.');
    this.#records.set(record.id, record);
    this.#run(record);
    return record;
  }

  /** Ends it if it runs, and removes its file; false: it is unknown. */
  async remove(id: string): Promise<boolean> {
    const record = this.#records.get(id);
    if (!record) return false;
    const running = this.#running.get(id);
    running?.download.stop('It was removed.');
    await running?.over;
    // Known until its file is gone: it takes room as long.
    await rm(this.#pathOf(id), { force: true });
    await this.#store.remove(id);
    this.#records.delete(id);
    return true;
  }

  /** Where its file is; undefined: it has none, or not yet. */
  fileOf(id: string): { folder: string; name: string } | undefined {
    const record = this.#records.get(id);
    if (record?.state !== 'done' && record?.state !== 'partial') return undefined;
    return { folder: this.#context.config.downloads.folder, name: `${id}.mp4` };
  }

  #run(record: DownloadRecord): void {
    const { clock, log } = this.#context;
    const path = this.#pathOf(record.id);
    const download = new Download({ record, path, sessions: this.#sessions, clock, hasRoom: () => this.#hasRoom() });
    const over = download
      .run()
      .then(() => this.#onOver(record))
      .catch((error) => log.error({ err: error, download: record.id }, 'a download was not ended in order'))
      .finally(() => this.#running.delete(record.id));
    this.#running.set(record.id, { download, over });
    this.#tell(record);
  }

  #tell(record: DownloadRecord): void {
    const { id, deviceId, channelId, state } = record;
    this.#context.publish({ type: 'download', id, deviceId, channelId, state, progress: this.progress(record) });
  }

  async #onOver(record: DownloadRecord): Promise<void> {
    const { id, state, reason } = record;
    const size = await stat(this.#pathOf(id)).then(
      (file) => file.size,
      () => 0,
    );
    record.bytes = size;
    this.#context.log.info({ download: id, state, reason, bytes: size }, 'download ended');
    await this.#store.put(record);
    this.#tell(record);
  }

  #hasRoom(): boolean {
    let bytes = 0;
    for (const record of this.#records.values()) bytes += record.bytes;
    return bytes < this.#context.config.downloads.maxBytes;
  }

  #finished(): string[] {
    return this.all()
      .filter(({ state }) => state === 'done' || state === 'partial')
      .map(({ id }) => id);
  }

  async #sweep(): Promise<void> {
    const { clock, config, log } = this.#context;
    const oldest = clock.now() - config.downloads.keepDays * dayMs;
    const over = [...this.#records.values()].filter(({ endedAt }) => endedAt > 0);
    const many = Math.max(0, over.length - kMaxDownloads);
    const old = over.filter(({ endedAt }, index) => endedAt < oldest || index < many);
    // One that cannot be removed keeps no other, and is tried again.
    for (const { id } of old)
      await this.remove(id).catch((error) => log.warn({ err: error, download: id }, 'an old download was not removed'));
    if (!this.#stopped) this.#sweepTimer = clock.setTimeout(() => void this.#sweep(), sweepMs);
  }

  #pathOf(id: string): string {
    return join(this.#context.config.downloads.folder, `${id}.mp4`);
  }
}

const ownFile = /^[0-9a-f]{16}\.mp4$/;

/** Files that no finished download has. */
async function removeStrays(folder: string, known: Set<string>): Promise<void> {
  const files = await readdir(folder).catch(() => []);
  for (const file of files) if (ownFile.test(file) && !known.has(file)) await rm(join(folder, file), { force: true });
}
