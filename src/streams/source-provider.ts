import type { Stream } from '../engine/engine.ts';

type PlayStatus = 400 | 404 | 409 | 501 | 502 | 503 | 504;

/** Why a stream cannot be played, with the HTTP status that says it. */
export class PlayError extends Error {
  override readonly name = 'PlayError';
  /**
   * 400 a wish that cannot be, 404 unknown, 409 not now or not with this device, 501 not possible here, 502 refused by
   * the device, 503 offline or busy, 504 no media or answer in time.
   */
  readonly status: PlayStatus;
  /** Stable word for programs, e.g. `device-offline`. */
  readonly code: string;

  constructor(status: PlayStatus, code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
    this.code = code;
  }
}

/** A source that delivers into `stream` until stopped or until the stream closes. */
export interface RunningSource {
  readonly stream: Stream;
  /** Ends the session with the device and closes the stream. Called once. */
  stop(reason: string): Promise<void>;
  /** Why it ended by itself, when it knows better than the stream that closed. */
  failure?(): PlayError | undefined;
}

/** Starts sources on demand. */
export interface SourceProvider {
  /**
   * Starts the source of this stream name; undefined when the name is not this provider's.
   * Resolves when the session is agreed (media need not flow yet); rejects with PlayError. `signal` aborts the start.
   */
  start(name: string, signal: AbortSignal): Promise<RunningSource> | undefined;
}

/** A viewer's claim on a stream; the source is stopped some time after the last claim is released. */
export interface Lease {
  readonly stream: Stream;
  release(): void;
}
