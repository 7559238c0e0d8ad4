import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clip, Engine, Sender, Stream } from '../../engine/engine.ts';
import type { OpenRecord, RecordRequest } from '../../gb28181/agent/agent-options.ts';

/** What records show: elementary streams of one length. */
export interface RecordFiles {
  video: { path: string; codec: 'H264' | 'H265'; framesPerSecond: number };
  audio?: { path: string; codec: 'PCMA' | 'AAC' };
}

/** Records are as long; the shipped clips are of five seconds. */
const rounds = 120;

/** Files that repeat short ones, made when they are first wanted and gone with close(). */
export class RecordLibrary {
  readonly #folder = mkdtempSync(join(tmpdir(), 'guanlan-records-'));
  readonly #made = new Map<string, string>();

  /** The same files, as long as a record. */
  lengthened({ video, audio }: RecordFiles): RecordFiles {
    return {
      video: { ...video, path: this.#repeated(video.path) },
      ...(audio && { audio: { ...audio, path: this.#repeated(audio.path) } }),
    };
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #repeated(path: string): string {
    const known = this.#made.get(path);
    if (known) return known;
    const made = join(this.#folder, `${this.#made.size}`);
    const once = readFileSync(path);
    writeFileSync(made, Buffer.concat(Array.from({ length: rounds }, () => once)));
    this.#made.set(path, made);
    return made;
  }
}

/** One record that is sent. */
export class RecordedClip implements OpenRecord {
  readonly port: number;
  // Given.
  readonly #files: RecordFiles;
  readonly #request: RecordRequest;
  // Owned.
  readonly #stream: Stream;
  readonly #sender: Sender;
  // State.
  #clip: Clip | undefined;

  /** Throws EngineError. */
  constructor(engine: Engine, name: string, files: RecordFiles, request: RecordRequest) {
    const { transport, remote, ssrc, payloadType } = request;
    this.#files = files;
    this.#request = request;
    this.#stream = engine.openStream({ name, onLoss: 'pass' });
    try {
      this.#sender = this.#stream.openSender({
        transport,
        ...(transport !== 'tcp-passive' && { remote }),
        ssrc: Number(ssrc) >>> 0,
        payloadType,
        format: 'ps',
      });
    } catch (error) {
      // Nobody else knows of it.
      this.#stream.close();
      throw error;
    }
    this.#sender.once('closed', () => this.#stream.close());
    this.port = this.#sender.port;
  }

  begin(): void {
    if (this.#clip || this.#stream.closed) return;
    const { startMs, endMs, scale, onEnd } = this.#request;
    const clip = this.#stream.openClip({ ...this.#files, startMs, endMs, loops: 1 });
    this.#clip = clip;
    if (scale !== 1) clip.control({ scale });
    clip.once('closed', ({ code }) => {
      if (code === 'GL_OK') onEnd();
    });
  }

  control(change: { paused?: boolean; scale?: number; positionMs?: number }): void {
    if (this.#clip && !this.#clip.closed) this.#clip.control(change);
  }

  close(): void {
    this.#stream.close();
  }
}
