// One record that is downloaded into a file: GB/T 28181-2016 §9.9, GB/T 28181-2022 §9.9.
//
//   running --MediaStatus 121, end of the range--> done
//           --BYE, silence, full disk, before the end--> partial, or failed when nothing came
import { rm } from 'node:fs/promises';
import type { Clock, TimerHandle } from '../../base/clock.ts';
import type { RecorderDescription } from '../../engine/binding.d.ts';
import type { Recorder } from '../../engine/engine.ts';
import { EngineError } from '../../engine/errors.ts';
import { PlayError } from '../../streams/source-provider.ts';
import type { DownloadRecord } from '../ports.ts';
import type { InvitedSession } from './invited-session.ts';
import type { InvitedSessions } from './invited-sessions.ts';
import { asPlayError } from './refusals.ts';
import { videoPayloads } from './session-offer.ts';
import { timingOf } from './time-range.ts';

export interface DownloadParts {
  record: DownloadRecord;
  path: string;
  sessions: InvitedSessions;
  clock: Clock;
  /** Whether the file may grow on. */
  hasRoom: () => boolean;
}

const pollMs = 500;
/** Media that may be missing at the end: of a record that ends between two frames, or just before its time. */
const endToleranceMs = 2000;
/** At the end of the range no more is expected after this time without progress. */
const endIdleMs = 3000;
/** A device that sends more than it was asked for is stopped here. */
const overrunMs = 2000;
/** The last packets may come after the message that they are the last. */
const lastPacketsMs = 1000;
/** For the file to be finished. */
const maxFinishMs = 30_000;

interface Outcome {
  /** All was sent, as the device says or the clock of the media does. */
  whole: boolean;
  reason: string;
}

export class Download {
  readonly record: DownloadRecord;
  // Given.
  readonly #parts: DownloadParts;
  // State.
  readonly #abort = new AbortController();
  #recorder: Recorder | undefined;
  #session: InvitedSession | undefined;
  #timer: TimerHandle | undefined;
  #lastTimer: TimerHandle | undefined;
  #grewAt = 0;
  #ending: (outcome: Outcome) => void = () => {};
  /** What ends it before its session does. */
  readonly #decided: Promise<Outcome>;

  constructor(parts: DownloadParts) {
    this.record = parts.record;
    this.#parts = parts;
    this.#decided = new Promise((resolve) => {
      this.#ending = resolve;
    });
  }

  get session(): InvitedSession | undefined {
    return this.#session;
  }

  /** 0 to 1, by the time of the media. */
  get progress(): number {
    const { state, receivedMs, startMs, endMs } = this.record;
    return state === 'done' ? 1 : Math.min(1, receivedMs / (endMs - startMs));
  }

  /** Media that is left, by the time of the media. */
  get leftMs(): number {
    const { receivedMs, startMs, endMs } = this.record;
    return endMs - startMs - receivedMs;
  }

  /** The device has sent all (MediaStatus 121); the last packets may still be on their way. */
  finished(): void {
    const outcome = { whole: true, reason: 'The device sent the record to its end.' };
    // However often it says so.
    this.#lastTimer ??= this.#parts.clock.setTimeout(() => this.#ending(outcome), lastPacketsMs);
  }

  stop(reason: string): void {
    this.#abort.abort(new PlayError(503, 'stopped', reason));
    this.#ending({ whole: false, reason });
  }

  /** Runs to the end, whatever that is; resolves when the file is finished or removed. Never rejects. */
  async run(): Promise<void> {
    const { record, clock, path } = this.#parts;
    const outcome = await this.#receive().catch((error) => ({ whole: false, reason: asPlayError(error).message }));
    clock.clearTimeout(this.#timer);
    clock.clearTimeout(this.#lastTimer);
    await this.#closeFile();
    await this.#session?.stop(outcome.reason);
    const nothing = record.receivedMs === 0;
    record.state = nothing ? 'failed' : outcome.whole ? 'done' : 'partial';
    record.reason = nothing && outcome.whole ? 'The device ended without having sent a picture.' : outcome.reason;
    record.endedAt = clock.now();
    if (nothing) await rm(path, { force: true });
  }

  async #receive(): Promise<Outcome> {
    const { record, sessions, clock } = this.#parts;
    const { id, deviceId, channelId, speed } = record;
    const session = await sessions.start(
      {
        stream: `${deviceId}/${channelId}/download/${id}`,
        deviceId,
        channelId,
        ask: {
          sessionName: 'Download',
          kind: 'video',
          payloads: videoPayloads,
          direction: 'recvonly',
          format: 'v/////a///',
          uri: `${channelId}:0`,
          timing: timingOf(record),
          downloadSpeed: speed,
        },
        drainMs: lastPacketsMs,
        opened: (opened) => this.#record(opened),
      },
      this.#abort.signal,
    );
    record.fileSize = session.answer?.fileSize ?? null;
    this.#grewAt = clock.now();
    this.#poll();
    const ended = session.ended.then(({ text }) => {
      this.#measure();
      return { whole: this.leftMs <= endToleranceMs, reason: text };
    });
    return await Promise.race([this.#decided, ended]);
  }

  #record(session: InvitedSession): void {
    this.#session = session;
    this.#recorder = session.stream.openRecorder(this.#parts.path);
    this.#recorder.once('closed', ({ code, errno, reason }) => {
      if (code === 'GL_OK' || code === 'GL_ERR_NO_MEDIA') return;
      this.#ending({ whole: false, reason: `The file cannot be written: ${reason || code} (errno ${errno}).` });
    });
  }

  #poll(): void {
    const { clock, hasRoom } = this.#parts;
    this.#timer = clock.setTimeout(() => this.#poll(), pollMs);
    if (this.#measure()) this.#grewAt = clock.now();
    const idleMs = clock.now() - this.#grewAt;
    if (!hasRoom()) this.#ending({ whole: false, reason: 'The downloads have taken all the room that they may.' });
    else if (this.leftMs <= -overrunMs || (this.leftMs <= endToleranceMs && idleMs >= endIdleMs))
      this.#ending({ whole: true, reason: 'The end of the range was received.' });
  }

  /** Whether more media has come. */
  #measure(): boolean {
    const { record } = this.#parts;
    if (!this.#recorder || this.#recorder.closed) return false;
    const { durationMs, bytes } = described(this.#recorder) ?? { durationMs: record.receivedMs, bytes: record.bytes };
    const grew = durationMs > record.receivedMs;
    record.receivedMs = Math.round(durationMs);
    record.bytes = bytes;
    return grew;
  }

  /** Resolves when the file can be played, or is given up. */
  async #closeFile(): Promise<void> {
    const recorder = this.#recorder;
    this.#measure();
    if (!recorder || recorder.closed) return;
    const closed = new Promise<void>((resolve) => recorder.once('closed', () => resolve()));
    let timer: TimerHandle | undefined;
    const late = new Promise<void>((resolve) => {
      timer = this.#parts.clock.setTimeout(resolve, maxFinishMs);
    });
    recorder.close();
    await Promise.race([closed, late]);
    this.#parts.clock.clearTimeout(timer);
  }
}

/** Undefined when it has ended while its `closed` is on the way. */
function described(recorder: Recorder): RecorderDescription | undefined {
  try {
    return recorder.describe();
  } catch (error) {
    if (error instanceof EngineError && error.code === 'GL_ERR_CLOSED') return undefined;
    throw error;
  }
}
