// Sound from one source, a microphone or a file, to any number of devices.
import type { Clock } from '../../base/clock.ts';
import type { Clip, Microphone, Stream } from '../../engine/engine.ts';
import type { SoundFacts, SoundSession } from './sound-session.ts';

export type BroadcastMode = 'broadcast' | 'talk';

export type MicrophoneCodec = 'PCM16' | 'PCMA' | 'PCMU';

export type SoundSource =
  | { kind: 'microphone'; codec: MicrophoneCodec }
  | { kind: 'file'; name: string; path: string; codec: 'WAV' | 'PCMA' | 'PCMU' };

/** A broadcast whose microphone has not come by then was left by its browser. */
export const kMicrophoneLeaseMs = 30_000;
/** An announcement begins without those who have not answered by then. */
export const kMaxAnnouncementWaitMs = 10_000;

export interface BroadcastFacts {
  id: string;
  mode: BroadcastMode;
  source: { kind: 'microphone'; codec: string } | { kind: 'file'; name: string };
  /** Somebody talks, or the file plays. */
  live: boolean;
  /** Epoch milliseconds. */
  createdAt: number;
  sessions: SoundFacts[];
}

export interface BroadcastParts {
  id: string;
  mode: BroadcastMode;
  source: SoundSource;
  voice: Stream;
  sessions: SoundSession[];
  clock: Clock;
  /** Called once, when all is over. */
  onEnded: () => void;
}

export class Broadcast {
  // Given.
  readonly #parts: BroadcastParts;
  readonly #createdAt: number;

  // Owned.
  #microphone: Microphone | undefined;
  #clip: Clip | undefined;
  #timer: object | undefined;

  // State.
  #ending: Promise<void> | undefined;

  constructor(parts: BroadcastParts) {
    this.#parts = parts;
    this.#createdAt = parts.clock.now();
    for (const session of parts.sessions) session.onChange = () => this.#onChange();
    parts.voice.once('closed', () => void this.stop('the stream closed'));
  }

  get id(): string {
    return this.#parts.id;
  }
  get sessions(): readonly SoundSession[] {
    return this.#parts.sessions;
  }
  get facts(): BroadcastFacts {
    const { id, mode, source, sessions } = this.#parts;
    const told =
      source.kind === 'file' ? { kind: source.kind, name: source.name } : { kind: source.kind, codec: source.codec };
    const live = this.#microphone !== undefined || this.#clip !== undefined;
    return { id, mode, source: told, live, createdAt: this.#createdAt, sessions: sessions.map(({ facts }) => facts) };
  }

  /** Calls all devices at once; resolves when each has been told, or failed. */
  async start(): Promise<void> {
    const { sessions, source } = this.#parts;
    if (source.kind === 'file') this.#after(kMaxAnnouncementWaitMs, () => this.#play());
    else this.#after(kMicrophoneLeaseMs, () => void this.stop('no microphone came'));
    await Promise.all(sessions.map((session) => session.start()));
  }

  /** Whether a microphone may come now. */
  get wantsMicrophone(): boolean {
    return this.#parts.source.kind === 'microphone' && !this.#microphone && !this.#ending;
  }

  /** `adopt` gives the microphone to the stream. The broadcast ends with it. */
  talk(adopt: (voice: Stream, codec: MicrophoneCodec) => Microphone): void {
    const { source, voice, clock } = this.#parts;
    if (source.kind !== 'microphone') return;
    this.#microphone = adopt(voice, source.codec);
    clock.clearTimeout(this.#timer);
    this.#microphone.once('closed', () => void this.stop('the microphone closed'));
  }

  /** Ends one session; false when the channel is not in this broadcast. */
  async stopTarget(deviceId: string, channelId: string, reason: string): Promise<boolean> {
    const one = this.sessions.find(({ facts }) => facts.deviceId === deviceId && facts.channelId === channelId);
    await one?.stop(reason);
    return one !== undefined;
  }

  /** Ends all sessions and the source. */
  stop(reason: string): Promise<void> {
    // In a turn of its own: what ends with it asks for the end again.
    this.#ending ??= Promise.resolve().then(() => this.#stop(reason));
    return this.#ending;
  }

  async #stop(reason: string): Promise<void> {
    const { sessions, voice, clock, onEnded } = this.#parts;
    clock.clearTimeout(this.#timer);
    const ended = Promise.all(sessions.map((session) => session.stop(reason)));
    // With the microphone, which is told, and the clip.
    voice.close();
    await ended;
    onEnded();
  }

  #onChange(): void {
    const states = this.sessions.map(({ facts }) => facts.state);
    if (states.every((state) => state === 'ended')) {
      void this.stop('no device listens any more');
      return;
    }
    const decided = states.every((state) => state === 'ended' || state === 'sending');
    if (decided && this.#parts.source.kind === 'file') this.#play();
  }

  #play(): void {
    const { source, voice, clock } = this.#parts;
    if (source.kind !== 'file' || this.#clip || this.#ending) return;
    clock.clearTimeout(this.#timer);
    try {
      this.#clip = voice.openClip({ audio: { path: source.path, codec: source.codec }, loops: 1 });
    } catch (error) {
      void this.stop((error as Error).message);
      return;
    }
    this.#clip.once('closed', () => void this.stop('the announcement is over'));
  }

  #after(ms: number, what: () => void): void {
    this.#timer = this.#parts.clock.setTimeout(what, ms);
  }
}
