import { EventEmitter } from 'node:events';
import type {
  ClipControl,
  ClipDescription,
  ClipOptions,
  EngineStats,
  Handle,
  MicrophoneOptions,
  NativeEngine,
  NativeEvent,
  ReceiverDescription,
  ReceiverOptions,
  ReceiverUpdate,
  RecorderDescription,
  SenderDescription,
  SenderOptions,
  StreamDescription,
  StreamOptions,
  TrackDescription,
  ViewerDescription,
  ViewerOptions,
  WorkerLoad,
} from './binding.d.ts';
import { EngineError } from './errors.ts';

export interface Closed {
  /** A code of errors.ts; GL_OK and GL_CLOSED_BY_LOCAL are orderly. */
  code: string;
  errno: number;
  reason: string;
}

interface Remote {
  address: string;
  port: number;
}

interface ResourceEvents {
  closed: [Closed];
}

/** Something native behind a handle. `closed` comes exactly once, and last. */
abstract class Resource<Events extends Record<keyof Events, unknown[]>> extends EventEmitter<ResourceEvents & Events> {
  readonly handle: Handle;
  /** Set when `closed` came. */
  closedWith: Closed | undefined;
  protected readonly engine: Engine;

  constructor(engine: Engine, handle: Handle) {
    super();
    this.engine = engine;
    this.handle = handle;
    this.setMaxListeners(0);
  }

  get closed(): boolean {
    return this.closedWith !== undefined;
  }

  /** Delivers one native event; called by the engine only. */
  deliver(event: NativeEvent): void {
    if (event.type !== 'closed') {
      this.receive(event);
      return;
    }
    const { code, errno, reason } = event;
    this.closedWith = { code, errno, reason };
    (this as EventEmitter).emit('closed', this.closedWith);
    this.removeAllListeners();
  }

  protected receive(_event: NativeEvent): void {}

  /** Closing twice, or while a native `closed` is on its way, is not an error. */
  protected end(close: (native: NativeEngine) => void): void {
    if (this.closed) return;
    try {
      this.engine.call(close);
    } catch (error) {
      if (!(error instanceof EngineError && error.code === 'GL_ERR_CLOSED')) throw error;
    }
  }

  protected announce(name: string, ...values: unknown[]): void {
    (this as EventEmitter).emit(name, ...values);
  }
}

type NoEvents = Record<never, never>;

/** Takes RTP and feeds a stream. */
export class Receiver extends Resource<{ started: [Remote, number]; silent: []; bye: [] }> {
  /** Local port in host order; 0 until connected for tcp-active. */
  readonly port: number;

  constructor(engine: Engine, handle: Handle, port: number) {
    super(engine, handle);
    this.port = port;
  }

  update(options: ReceiverUpdate): void {
    this.engine.native.updateReceiver(this.handle, options);
  }
  connect(remote: Remote): void {
    this.engine.native.connectReceiver(this.handle, remote);
  }
  describe(): ReceiverDescription {
    return this.engine.native.describeReceiver(this.handle);
  }
  close(): void {
    this.end((native) => native.closeReceiver(this.handle));
  }
  protected override receive(event: NativeEvent): void {
    if (event.type === 'receiver:started') this.announce('started', event.remote, event.ssrc);
    else if (event.type === 'receiver:silent') this.announce('silent');
    else if (event.type === 'receiver:bye') this.announce('bye');
  }
}

/** Sends a stream as RTP. */
export class Sender extends Resource<{ started: [Remote] }> {
  readonly port: number;

  constructor(engine: Engine, handle: Handle, port: number) {
    super(engine, handle);
    this.port = port;
  }

  /** Begins, when it was opened held. */
  start(): void {
    this.end((native) => native.startSender(this.handle));
  }
  describe(): SenderDescription {
    return this.engine.native.describeSender(this.handle);
  }
  close(): void {
    this.end((native) => native.closeSender(this.handle));
  }
  protected override receive(event: NativeEvent): void {
    if (event.type === 'sender:started') this.announce('started', event.remote);
  }
}

/** Plays a file into a stream. */
export class Clip extends Resource<NoEvents> {
  control(options: ClipControl): void {
    this.engine.native.controlClip(this.handle, options);
  }
  describe(): ClipDescription {
    return this.engine.native.describeClip(this.handle);
  }
  close(): void {
    this.end((native) => native.closeClip(this.handle));
  }
}

/** A client that talks, whose socket the engine owns. */
export class Microphone extends Resource<NoEvents> {
  close(code = 1000, reason = ''): void {
    this.end((native) => native.closeMicrophone(this.handle, code, reason));
  }
}

/** Writes a stream into a file; `closed` comes when the file is finished. */
export class Recorder extends Resource<NoEvents> {
  describe(): RecorderDescription {
    return this.engine.call((native) => native.describeRecorder(this.handle));
  }
  close(): void {
    this.end((native) => native.closeRecorder(this.handle));
  }
}

/** A player whose socket the engine owns. */
export class Viewer extends Resource<NoEvents> {
  describe(): ViewerDescription {
    return this.engine.native.describeViewer(this.handle);
  }
  close(code = 1000, reason = ''): void {
    this.end((native) => native.closeViewer(this.handle, code, reason));
  }
}

/** One UDP and one TCP socket for all receivers. */
export class SharedPort extends Resource<NoEvents> {
  readonly port: number;

  constructor(engine: Engine, handle: Handle, port: number) {
    super(engine, handle);
    this.port = port;
  }
  close(): void {
    this.end((native) => native.closeSharedPort(this.handle));
  }
}

/** Frames of one source, for any number of viewers and senders. */
export class Stream extends Resource<{ tracks: [TrackDescription[]]; ready: []; receiver: [Receiver] }> {
  readonly name: string;
  tracks: TrackDescription[] = [];
  /** RFC 6381 codecs string of the fMP4 output. */
  codecs = '';
  /** A frame that can be decoded was seen. */
  ready = false;
  readonly viewers = new Set<Viewer>();
  readonly receivers = new Set<Receiver>();
  readonly senders = new Set<Sender>();
  readonly recorders = new Set<Recorder>();

  constructor(engine: Engine, handle: Handle, name: string) {
    super(engine, handle);
    this.name = name;
  }

  openReceiver(options: Omit<ReceiverOptions, 'stream'>): Receiver {
    const opened = this.engine.call((native) => native.openReceiver({ ...options, stream: this.handle }));
    const receiver = this.#keep(new Receiver(this.engine, opened.handle, opened.port), this.receivers);
    this.announce('receiver', receiver);
    return receiver;
  }
  openSender(options: Omit<SenderOptions, 'stream'>): Sender {
    const opened = this.engine.call((native) => native.openSender({ ...options, stream: this.handle }));
    return this.#keep(new Sender(this.engine, opened.handle, opened.port), this.senders);
  }
  openClip(options: Omit<ClipOptions, 'stream'>): Clip {
    const handle = this.engine.call((native) => native.openClip({ ...options, stream: this.handle }));
    return this.#keep(new Clip(this.engine, handle), new Set());
  }
  /** `path`: of a file that does not exist yet. */
  openRecorder(path: string): Recorder {
    const handle = this.engine.call((native) => native.openRecorder({ stream: this.handle, path }));
    return this.#keep(new Recorder(this.engine, handle), this.recorders);
  }
  /** `fd` is duplicated; the caller closes its own afterwards. */
  adoptMicrophone(fd: number, options: Omit<MicrophoneOptions, 'stream'>): Microphone {
    const handle = this.engine.call((native) => native.adoptMicrophone(fd, { ...options, stream: this.handle }));
    return this.#keep(new Microphone(this.engine, handle), new Set());
  }
  /** `fd` is duplicated; the caller closes its own afterwards. */
  adoptViewer(fd: number, options: Omit<ViewerOptions, 'stream'>): Viewer {
    const handle = this.engine.call((native) => native.adoptViewer(fd, { ...options, stream: this.handle }));
    return this.#keep(new Viewer(this.engine, handle), this.viewers);
  }
  /** Two connected sockets, for a player whose own socket the engine cannot write to. The caller closes both. */
  openSocketPair(): [number, number] {
    return this.engine.call((native) => native.socketPair());
  }
  describe(): StreamDescription {
    return this.engine.native.describeStream(this.handle);
  }
  close(): void {
    this.end((native) => native.closeStream(this.handle));
  }

  protected override receive(event: NativeEvent): void {
    if (event.type === 'stream:tracks') {
      this.tracks = event.tracks;
      this.codecs = event.codecs;
      this.announce('tracks', event.tracks);
    } else if (event.type === 'stream:ready') {
      this.ready = true;
      this.announce('ready');
    }
  }

  #keep<T extends Receiver | Sender | Clip | Recorder | Viewer | Microphone>(resource: T, set: Set<T>): T {
    set.add(resource);
    this.engine.watch(resource);
    (resource as EventEmitter).once('closed', () => set.delete(resource));
    return resource;
  }
}

/** The object model over the flat native calls. Works the same over the addon and over `fake/`. */
export class Engine extends EventEmitter<{ stopped: []; load: [worker: number, load: WorkerLoad] }> {
  readonly native: NativeEngine;
  readonly #resources = new Map<Handle, Resource<NoEvents>>();
  readonly #streams = new Map<string, Stream>();
  #stopped: Promise<void> | undefined;

  /** `create` receives the callback for event batches and gives the native half. */
  constructor(create: (onEvents: (batch: NativeEvent[]) => void) => NativeEngine) {
    super();
    this.native = create((batch) => this.#onEvents(batch));
  }

  openStream(options: StreamOptions): Stream {
    const stream = new Stream(
      this,
      this.call((native) => native.openStream(options)),
      options.name,
    );
    this.#streams.set(options.name, stream);
    stream.once('closed', () => {
      if (this.#streams.get(options.name) === stream) this.#streams.delete(options.name);
    });
    this.watch(stream);
    return stream;
  }

  openSharedPort(port: number): SharedPort {
    const opened = this.call((native) => native.openSharedPort({ port }));
    const shared = new SharedPort(this, opened.handle, opened.port);
    this.watch(shared);
    return shared;
  }

  /** A running stream by name. */
  stream(name: string): Stream | undefined {
    return this.#streams.get(name);
  }
  streams(): Iterable<Stream> {
    return this.#streams.values();
  }
  stats(): EngineStats {
    return this.native.stats();
  }

  /** Drains viewers for up to `drainMs`, closes everything, resolves when the workers have ended. */
  stop(drainMs: number): Promise<void> {
    this.#stopped ??= new Promise((resolve) => {
      this.once('stopped', resolve);
      this.native.stop(Math.max(1, drainMs));
    });
    return this.#stopped;
  }

  /** Ends the workers at once; for process exit, where nothing asynchronous can run any more. */
  stopNow(): void {
    this.native.stop(0);
  }

  /** Calls native and turns its errors into EngineError. */
  call<T>(action: (native: NativeEngine) => T): T {
    try {
      return action(this.native);
    } catch (error) {
      throw EngineError.from(error);
    }
  }

  /** Routes events of the resource's handle to it until it is closed. */
  watch(resource: { handle: Handle; deliver(event: NativeEvent): void }): void {
    this.#resources.set(resource.handle, resource as Resource<NoEvents>);
  }

  #onEvents(batch: NativeEvent[]): void {
    for (const event of batch) {
      if (event.type === 'engine:stopped') {
        this.emit('stopped');
        continue;
      }
      if (event.type === 'worker:load') {
        this.emit('load', event.worker, event.load);
        continue;
      }
      const resource = this.#resources.get(event.handle);
      if (event.type === 'closed') this.#resources.delete(event.handle);
      resource?.deliver(event);
    }
  }
}
