import type { Clock } from '../base/clock.ts';
import type { Closed, Stream } from '../engine/engine.ts';
import { type Lease, PlayError, type RunningSource, type SourceProvider } from './source-provider.ts';

export interface StreamsOptions {
  clock: Clock;
  /** A running stream by name that nobody here started: fed by a receiver or clip of its own. */
  find: (name: string) => Stream | undefined;
  /** A source runs on for this long after its last viewer left. */
  lingerMs: number;
  /** From the wish to the first decodable frame. */
  startTimeoutMs: number;
  /** A failed start answers all wishes for this long, so that players that retry do not hammer a device. */
  failureCacheMs: number;
  /** Sources that start or run at the same time. */
  maxSources: number;
  /** Told when a source could not be stopped in an orderly way. */
  onStopError?: (name: string, error: unknown) => void;
}

/**
 * Which stream is wanted by whom.
 *
 *   absent --acquire--> starting --first decodable frame--> running --last release--> lingering --lingerMs--> stopped
 *                          |                                   ^------acquire------------'
 *                          '--failure--> failed --failureCacheMs--> absent
 *
 * Single flight: a hundred wishes for one name start one source.
 */
export class Streams {
  readonly #options: StreamsOptions;
  readonly #providers: SourceProvider[] = [];
  readonly #entries = new Map<string, OnDemand>();
  readonly #failures = new Map<string, PlayError>();
  /** Streams that providers opened: one that is found without an entry is on its way out. */
  readonly #provided = new WeakSet<Stream>();

  constructor(options: StreamsOptions) {
    this.#options = options;
  }

  /** Providers are asked in this order; the first that knows the name starts it. */
  addProvider(provider: SourceProvider): void {
    this.#providers.push(provider);
  }

  /**
   * Claims a stream and resolves when its first frame can be decoded. Rejects with PlayError, or with the signal's
   * reason when the wish is taken back.
   */
  async acquire(name: string, options: { signal?: AbortSignal } = {}): Promise<Lease> {
    options.signal?.throwIfAborted();
    const failure = this.#failures.get(name);
    if (failure) throw failure;
    const entry = this.#entries.get(name) ?? this.#open(name);
    return entry.lease(options.signal);
  }

  /** Ends an on-demand source for everybody; false when none runs. */
  async stop(name: string, reason: string): Promise<boolean> {
    const entry = this.#entries.get(name);
    await entry?.end(reason);
    return entry !== undefined;
  }

  /** Who wants a stream. */
  claims(name: string): number {
    return this.#entries.get(name)?.claims ?? 0;
  }
  /** Sources that run on demand. */
  get size(): number {
    return this.#entries.size;
  }

  #open(name: string): OnDemand {
    const { find, maxSources } = this.#options;
    const existing = find(name);
    const ending = existing && this.#provided.has(existing);
    const foreign = existing && !ending;
    if (!foreign && this.#entries.size >= maxSources)
      throw new PlayError(503, 'too-many-streams', `${maxSources} streams run already, which is the configured limit.`);
    let start: Start;
    if (foreign) start = () => Promise.resolve(unowned(existing));
    else if (ending) start = (signal) => this.#startAfter(existing, name, signal);
    else start = this.#starter(name);
    const entry = new OnDemand(name, start, this.#options, (failure) => {
      // Found by its name: a provider may have opened the stream of a session that was never agreed.
      const stream = foreign ? undefined : find(name);
      if (stream) this.#provided.add(stream);
      this.#forget(name, entry, failure);
    });
    this.#entries.set(name, entry);
    return entry;
  }

  /** Throws PlayError when no provider knows the name. */
  #starter(name: string): Start {
    for (const provider of this.#providers) {
      const abort = new AbortController();
      const started = provider.start(name, abort.signal);
      if (!started) continue;
      return async (signal) => {
        signal.addEventListener('abort', () => abort.abort(signal.reason), { once: true });
        const source = await started;
        this.#provided.add(source.stream);
        return source;
      };
    }
    throw new PlayError(404, 'stream-unknown', `No stream "${name}" runs, and no device has this channel.`);
  }

  /** The name is free again once the stream that has it is closed. */
  async #startAfter(ending: Stream, name: string, signal: AbortSignal): Promise<RunningSource> {
    if (!ending.closed) await abortable(new Promise((resolve) => ending.once('closed', resolve)), signal);
    return this.#starter(name)(signal);
  }

  #forget(name: string, entry: OnDemand, failure: PlayError | undefined): void {
    if (this.#entries.get(name) === entry) this.#entries.delete(name);
    // An unknown name costs nothing to look up again, and a cache of made-up names would grow.
    if (!failure || failure.status === 404) return;
    this.#failures.set(name, failure);
    this.#options.clock.setTimeout(() => this.#failures.delete(name), this.#options.failureCacheMs);
  }
}

type Start = (signal: AbortSignal) => Promise<RunningSource>;

/** A stream that somebody else owns: claims neither start nor stop it. */
function unowned(stream: Stream): RunningSource {
  return { stream, stop: () => Promise.resolve() };
}

/** One name's source from its first claim to its stop. */
class OnDemand {
  claims = 0;
  readonly #name: string;
  readonly #options: StreamsOptions;
  readonly #onEnd: (failure: PlayError | undefined) => void;
  readonly #abort = new AbortController();
  readonly #ready: Promise<Stream>;
  /** What `#ready` gave; a claim need not wait for it any more. */
  #running: Stream | undefined;
  #source: RunningSource | undefined;
  #lingerTimer: object | undefined;
  #ended: Promise<void> | undefined;

  constructor(name: string, start: Start, options: StreamsOptions, onEnd: (failure: PlayError | undefined) => void) {
    this.#name = name;
    this.#options = options;
    this.#onEnd = onEnd;
    // In a later turn, so that even a source that fails at once finds this entry in its place.
    this.#ready = Promise.resolve().then(() => this.#start(start));
    this.#ready.catch(() => {});
  }

  async lease(signal: AbortSignal | undefined): Promise<Lease> {
    this.claims++;
    this.#options.clock.clearTimeout(this.#lingerTimer);
    this.#lingerTimer = undefined;
    let held = true;
    const release = () => {
      if (!held) return;
      held = false;
      this.#release();
    };
    try {
      const stream = this.#running ?? (await abortable(this.#ready, signal));
      return { stream, release };
    } catch (error) {
      release();
      throw error;
    }
  }

  /** Ends the source once; later calls wait for the same end. */
  end(reason: string, failure?: PlayError): Promise<void> {
    this.#ended ??= this.#end(reason, failure);
    return this.#ended;
  }

  async #start(start: Start): Promise<Stream> {
    const { clock, startTimeoutMs } = this.#options;
    const timer = clock.setTimeout(() => this.#abort.abort(noMedia(this.#name, startTimeoutMs)), startTimeoutMs);
    try {
      const starting = start(this.#abort.signal).then((source) => this.#keep(source));
      const { stream } = await abortable(starting, this.#abort.signal);
      await abortable(firstFrame(stream), this.#abort.signal);
      this.#running = stream;
      return stream;
    } catch (error) {
      const failure = this.#source?.failure?.() ?? (this.#abort.signal.aborted ? this.#abort.signal.reason : error);
      const asPlayError = toPlayError(failure);
      void this.end(asPlayError.message, asPlayError);
      throw asPlayError;
    } finally {
      clock.clearTimeout(timer);
    }
  }

  /** A source that comes up after the end was decided is stopped again. */
  #keep(source: RunningSource): RunningSource {
    this.#source = source;
    if (this.#ended) void this.#stopSource('nobody waits any more');
    // Before its first picture that is a failed start, which the players that retry must not repeat at once.
    source.stream.once('closed', (closed) => {
      const failure = source.stream.ready ? undefined : (source.failure?.() ?? sourceEnded(closed));
      void this.end('the stream closed', failure);
    });
    return source;
  }

  #release(): void {
    this.claims--;
    if (this.claims > 0 || this.#ended) return;
    this.#lingerTimer = this.#options.clock.setTimeout(() => void this.end('nobody watches'), this.#options.lingerMs);
  }

  async #end(reason: string, failure: PlayError | undefined): Promise<void> {
    this.#options.clock.clearTimeout(this.#lingerTimer);
    this.#onEnd(failure);
    this.#abort.abort(failure ?? new PlayError(503, 'stopped', `The stream was stopped: ${reason}.`));
    await this.#stopSource(reason);
  }

  async #stopSource(reason: string): Promise<void> {
    try {
      await this.#source?.stop(reason);
    } catch (error) {
      this.#options.onStopError?.(this.#name, error);
    }
  }
}

function noMedia(name: string, ms: number): PlayError {
  return new PlayError(504, 'no-media', `No picture of "${name}" arrived within ${ms / 1000} s.`);
}

function toPlayError(error: unknown): PlayError {
  if (error instanceof PlayError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new PlayError(503, 'start-failed', message, { cause: error });
}

/** Resolves with the first decodable frame, rejects when the stream closes before. */
function firstFrame(stream: Stream): Promise<void> {
  if (stream.closedWith) return Promise.reject(sourceEnded(stream.closedWith));
  if (stream.ready) return Promise.resolve();
  return new Promise((resolve, reject) => {
    stream.once('ready', resolve);
    stream.once('closed', (closed) => reject(sourceEnded(closed)));
  });
}

function sourceEnded({ reason, code }: Closed): PlayError {
  return new PlayError(503, 'source-ended', `The source ended before its first picture: ${reason || code}.`);
}

function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
