// Pictures that a device takes by itself and uploads: GB/T 28181-2022 §9.14.
//
//   order --SnapShotConfig, Response OK--> taking --Notify UploadSnapShotFinished--> finished
//     '--refused--> forgotten                 '--deadline--> finished when all pictures came, else expired
//
// Pictures come by HTTP, at an address that only the device was told. They are taken from the order on to some time after
// the end, because neither their order beside the Response and the Notify is fixed, nor that the Notify comes at all.
import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import { TypedEmitter } from '../../base/typed-emitter.ts';
import { PlayError } from '../../streams/source-provider.ts';
import type { Fields, notifies, Read } from '../codec/command-set/index.ts';
import type { SnapshotRecord, SnapshotStore } from '../ports.ts';

export interface SnapshotSessionsOptions {
  store: SnapshotStore;
  /** Sets SnapShotConfig and resolves with the device's Response OK. Rejects PlayError, also when its edition has none. */
  configure: (deviceId: string, channelId: string, fields: SnapShotConfig) => Promise<unknown>;
  clock: Clock;
}

type UploadSnapShotFinished = Read<Fields<typeof notifies.UploadSnapShotFinished.request>>;

export interface SnapShotConfig {
  SnapNum: number;
  /** Seconds. */
  Interval: number;
  UploadURL: string;
  SessionID: string;
}

export interface SnapshotSession {
  readonly sessionId: string;
  readonly deviceId: string;
  readonly channelId: string;
  readonly snapNum: number;
  /** Epoch milliseconds. */
  readonly orderedAt: number;
  state: 'taking' | 'finished' | 'expired';
  /** Uploaded and stored. */
  readonly pictures: SnapshotRecord[];
  /** IDs of all files, as the device told them at its end. */
  told: string[];
}

export interface SnapshotEvents {
  stored: [SnapshotRecord];
  /** Finished or expired. */
  ended: [SnapshotSession];
}

interface Entry {
  session: SnapshotSession;
  /** SHA-256 of the token. */
  tokenHash: Buffer;
  /** Pictures that came or are being stored. */
  taken: number;
  /** Uploads whose picture has not been given to take() yet. */
  arriving: number;
  timer: object | undefined;
}

/** For the device's own work beside the intervals. */
export const kGraceMs = 60_000;
/** A session that ended can be asked about, and be given late pictures, for so long. */
export const kKeepEndedMs = 600_000;
export const kMaxSessions = 1000;
export const kMaxSessionsPerDevice = 4;
/** GB/T 28181-2022 annex A.2.1, file ID: 20 digits of the device, type, time and count; some name their files otherwise. */
const fileIdForm = /^[A-Za-z0-9_.-]{1,128}$/;

const jpegMark = Buffer.from([0xff, 0xd8, 0xff]);

export class SnapshotSessions extends TypedEmitter<SnapshotEvents> {
  // Given.
  readonly #options: SnapshotSessionsOptions;

  // State.
  readonly #entries = new Map<string, Entry>();

  constructor(options: SnapshotSessionsOptions) {
    super();
    this.#options = options;
  }

  /**
   * Orders pictures of a channel. `uploadBase`: where the device reaches our HTTP port, without a slash at its end.
   * Resolves when the device agreed. Rejects PlayError.
   */
  async order(
    { deviceId, channelId }: { deviceId: string; channelId: string },
    wish: { snapNum: number; intervalSeconds: number },
    uploadBase: string,
  ): Promise<SnapshotSession> {
    this.#refuseTooMany(deviceId);
    // 36 characters of [0-9a-f-], where 32 to 128 of [A-Za-z0-9-] are due.
    const sessionId = randomUUID();
    const token = randomBytes(32).toString('base64url');
    const { clock, configure } = this.#options;
    const session: SnapshotSession = {
      sessionId,
      deviceId,
      channelId,
      snapNum: wish.snapNum,
      orderedAt: clock.now(),
      state: 'taking',
      pictures: [],
      told: [],
    };
    const entry: Entry = { session, tokenHash: hashOf(token), taken: 0, arriving: 0, timer: undefined };
    this.#entries.set(sessionId, entry);
    const lastsMs = (wish.snapNum - 1) * wish.intervalSeconds * 1000 + kGraceMs;
    entry.timer = clock.setTimeout(() => this.#end(entry), lastsMs);
    try {
      await configure(deviceId, channelId, {
        SnapNum: wish.snapNum,
        Interval: wish.intervalSeconds,
        UploadURL: `${uploadBase}/api/v1/snapshots/upload/${sessionId}/${token}`,
        SessionID: sessionId,
      });
    } catch (error) {
      this.#forget(entry);
      throw error;
    }
    return session;
  }

  get(sessionId: string): SnapshotSession | undefined {
    return this.#entries.get(sessionId)?.session;
  }

  /** Whether who knows this token may upload to the session. Takes the same time for every wrong token. */
  admits(sessionId: string, token: string): boolean {
    const entry = this.#entries.get(sessionId);
    return entry !== undefined && timingSafeEqual(entry.tokenHash, hashOf(token));
  }

  /**
   * An upload begins, before its picture is read: no more at a time than pictures are due. What is returned ends it, once:
   * right before `take`, or when it comes to nothing. Throws PlayError: 404 no session, 503 more than were ordered.
   */
  arrive(sessionId: string): () => void {
    const entry = this.#known(sessionId);
    if (entry.taken + entry.arriving >= entry.session.snapNum) throw complete();
    entry.arriving++;
    let ended = false;
    return () => {
      if (!ended) entry.arriving--;
      ended = true;
    };
  }

  /**
   * Takes an uploaded picture; whoever calls asked `admits` before. Rejects PlayError: 404 no session, 502 no JPEG picture,
   * 503 more pictures than were ordered.
   */
  async take(sessionId: string, image: Buffer, fileId: string | undefined): Promise<SnapshotRecord> {
    const entry = this.#known(sessionId);
    if (!image.subarray(0, jpegMark.length).equals(jpegMark))
      throw new PlayError(502, 'not-a-jpeg', 'The upload is no JPEG picture.');
    const { session } = entry;
    if (entry.taken >= session.snapNum) throw complete();
    entry.taken++;
    const { deviceId, channelId } = session;
    const named = fileId !== undefined && fileIdForm.test(fileId) ? fileId : '';
    const receivedAt = this.#options.clock.now();
    const record = { id: randomUUID(), deviceId, channelId, sessionId, fileId: named, bytes: image.length, receivedAt };
    try {
      await this.#options.store.put(record, image);
    } catch (error) {
      entry.taken--;
      throw error;
    }
    session.pictures.push(record);
    this.emit('stored', record);
    return record;
  }

  /** The device says that it has uploaded all: Notify UploadSnapShotFinished. False: of no session of this device. */
  finished(deviceId: string, { SessionID = '', SnapShotList = [] }: UploadSnapShotFinished): boolean {
    const entry = this.#entries.get(SessionID);
    if (entry?.session.deviceId !== deviceId) return false;
    entry.session.told = SnapShotList;
    if (entry.session.state === 'taking') this.#end(entry, 'finished');
    return true;
  }

  /** Timers end; what is under way is forgotten. */
  stop(): void {
    for (const entry of [...this.#entries.values()]) this.#forget(entry);
  }

  #known(sessionId: string): Entry {
    const entry = this.#entries.get(sessionId);
    if (!entry) throw new PlayError(404, 'snapshot-session-unknown', 'There is no such snapshot session.');
    return entry;
  }

  #refuseTooMany(deviceId: string): void {
    const running = [...this.#entries.values()].filter(({ session }) => session.state === 'taking');
    const ofDevice = running.filter(({ session }) => session.deviceId === deviceId);
    if (this.#entries.size >= kMaxSessions || ofDevice.length >= kMaxSessionsPerDevice)
      throw new PlayError(503, 'busy', 'Too many snapshot sessions run; wait until some have ended.');
  }

  #end(entry: Entry, state?: 'finished'): void {
    const { clock } = this.#options;
    const { session } = entry;
    clock.clearTimeout(entry.timer);
    session.state = state ?? (session.pictures.length >= session.snapNum ? 'finished' : 'expired');
    entry.timer = clock.setTimeout(() => this.#forget(entry), kKeepEndedMs);
    this.emit('ended', session);
  }

  #forget(entry: Entry): void {
    this.#options.clock.clearTimeout(entry.timer);
    this.#entries.delete(entry.session.sessionId);
  }
}

function complete(): PlayError {
  return new PlayError(503, 'snapshots-complete', 'All pictures that were ordered have come, or are coming.');
}

/** Of equal length, whatever was given. */
function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
