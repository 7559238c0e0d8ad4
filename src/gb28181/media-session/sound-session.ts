// What sessions that send sound to a device have in common; GB/T 28181-2016 §9.12.
import type { Stream } from '../../engine/engine.ts';
import type { MediaTransport } from '../ports.ts';

/**
 * notifying: told of the broadcast, or invited. waiting: the device has been told and has not called yet. connecting: the
 * call stands, sound does not flow yet. sending: it flows. ended: see `error`.
 */
export type SoundState = 'notifying' | 'waiting' | 'connecting' | 'sending' | 'ended';

export interface SoundTarget {
  deviceId: string;
  /** The loudspeaker; the device itself when it has the device's ID. */
  channelId: string;
}

export interface SoundFacts extends SoundTarget {
  state: SoundState;
  /** From our side; null until it is agreed. */
  transport: MediaTransport | null;
  /** Raw A-law or Program Stream; null until it is agreed. */
  format: 'audio' | 'ps' | null;
  /** Epoch milliseconds of the last change of state. */
  since: number;
  /** Why it ended, when it did not end because we wanted it. */
  error: { code: string; message: string } | null;
  /** Of a conversation: the stream of what the device says. */
  stream: string | null;
}

/** Sound from one source to one device. */
export interface SoundSession {
  readonly facts: SoundFacts;
  /** Called with every change of state. */
  onChange: () => void;
  /** Calls the device; never rejects, what goes wrong ends the session. */
  start(): Promise<void>;
  /** Ends the call; resolves when the device knows, or is not waited for any longer. */
  stop(reason: string): Promise<void>;
}

/** The engine's stream that all sessions of a source send. */
export type Voice = Stream;
