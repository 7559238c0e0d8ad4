import type {
  ClipControl,
  ClipDescription,
  ClipOptions,
  Endpoint,
  EngineStats,
  Handle,
  MicrophoneOptions,
  NativeEngine,
  NativeEvent,
  NativeOptions,
  Opened,
  ReceiverDescription,
  ReceiverOptions,
  ReceiverUpdate,
  RecorderDescription,
  RecorderOptions,
  SenderDescription,
  SenderOptions,
  StreamDescription,
  StreamOptions,
  TrackDescription,
  ViewerDescription,
  ViewerOptions,
  WorkerLoad,
} from '../binding.d.ts';
import { EngineError } from '../errors.ts';

interface Entry<Kind extends string, Options> {
  kind: Kind;
  handle: Handle;
  port: number;
  options: Options;
}
export type FakeStream = Entry<'stream', StreamOptions> & { ready: boolean; tracks: TrackDescription[] };
export type FakeSender = Entry<'sender', SenderOptions> & { held: boolean };
export type FakeMicrophone = Entry<'microphone', MicrophoneOptions> & { fd: number };
export type FakeViewer = Entry<'viewer', ViewerOptions> & { fd: number };
export type FakeRecorder = Entry<'recorder', RecorderOptions> & { description: RecorderDescription };
export type FakeReceiver = Entry<'receiver', ReceiverOptions> & {
  connectedTo: Endpoint | undefined;
  started: boolean;
  /** What updateReceiver() changed besides its options, newest last. */
  updates: ReceiverUpdate[];
};
export type FakeClip = Entry<'clip', ClipOptions> & { state: Omit<ClipDescription, 'stream'> };
type FakeSharedPort = Entry<'sharedPort', { port: number }>;
type FakeResource =
  | FakeStream
  | FakeReceiver
  | FakeSender
  | FakeViewer
  | FakeClip
  | FakeRecorder
  | FakeSharedPort
  | FakeMicrophone;

const h264AndPcma: TrackDescription[] = [
  { kind: 'video', codec: 'H264', supported: true, width: 640, height: 360 },
  { kind: 'audio', codec: 'PCMA', supported: true, sampleRate: 8000, channels: 1 },
];
const firstPort = 30000;

/**
 * The native half in memory: keeps what was asked of it, delivers events in the promised order (per handle in
 * sequence, exactly one `closed`, last) and lets a test play the part of the network. No socket is opened.
 */
export class FakeNativeEngine implements NativeEngine {
  readonly #onEvents: (batch: NativeEvent[]) => void;
  readonly #options: NativeOptions;
  readonly #resources = new Map<Handle, FakeResource>();
  readonly #queue: NativeEvent[] = [];
  #nextHandle = 1;
  #nextPort = firstPort;
  #scheduled = false;
  #stopped = false;
  /** Makes the next openReceiver throw this code. */
  failNextReceiver: string | undefined;
  /** The same of the next openRecorder. */
  failNextRecorder: string | undefined;

  constructor(options: Partial<NativeOptions>, onEvents: (batch: NativeEvent[]) => void) {
    this.#options = { ...fakeOptions, ...options };
    this.#onEvents = onEvents;
  }

  openStream(options: StreamOptions): Handle {
    this.#refuseWhenStopped();
    if (this.#find('stream', (s) => s.options.name === options.name)) throw new EngineError('GL_ERR_EXISTS');
    if (this.#count('stream') >= this.#options.maxStreams) throw new EngineError('GL_ERR_LIMIT');
    return this.#add({ kind: 'stream', options, ready: false, tracks: [] }, 0).handle;
  }
  closeStream(stream: Handle): void {
    this.#get('stream', stream);
    for (const resource of [...this.#resources.values()]) {
      if (!('stream' in resource.options) || resource.options.stream !== stream) continue;
      if (resource.kind === 'recorder') this.#finish(resource);
      else this.#close(resource, 'GL_ERR_STREAM_CLOSED');
    }
    this.#close(this.#get('stream', stream), 'GL_CLOSED_BY_LOCAL');
  }

  openSharedPort(options: { port: number }): Opened {
    return this.#add({ kind: 'sharedPort', options }, options.port || this.#nextPort++);
  }
  closeSharedPort(sharedPort: Handle): void {
    this.#close(this.#get('sharedPort', sharedPort), 'GL_CLOSED_BY_LOCAL');
  }

  openReceiver(options: ReceiverOptions): Opened {
    this.#refuseWhenStopped();
    this.#get('stream', options.stream);
    const fail = this.failNextReceiver;
    this.failNextReceiver = undefined;
    if (fail) throw new EngineError(fail);
    const active = options.transport === 'tcp-active';
    const port = active ? 0 : this.#receiverPort(options);
    return this.#add({ kind: 'receiver', options, connectedTo: options.remote, started: false, updates: [] }, port);
  }
  updateReceiver(receiver: Handle, options: ReceiverUpdate): void {
    const found = this.#get('receiver', receiver);
    found.updates.push(options);
    if (options.ssrc === null) delete found.options.ssrc;
    else if (options.ssrc !== undefined) found.options.ssrc = options.ssrc;
    if (options.remote) found.options.remote = options.remote;
  }
  connectReceiver(receiver: Handle, remote: Endpoint): void {
    this.#get('receiver', receiver).connectedTo = remote;
  }
  closeReceiver(receiver: Handle): void {
    this.#close(this.#get('receiver', receiver), 'GL_CLOSED_BY_LOCAL');
  }

  openSender(options: SenderOptions): Opened {
    this.#get('stream', options.stream);
    const { held = false } = options;
    const port = options.transport === 'tcp-active' || options.receiver ? 0 : options.port || this.#nextPort++;
    return this.#add({ kind: 'sender', options, held }, port);
  }
  startSender(sender: Handle): void {
    this.#get('sender', sender).held = false;
  }
  closeSender(sender: Handle): void {
    this.#close(this.#get('sender', sender), 'GL_CLOSED_BY_LOCAL');
  }
  openClip(options: ClipOptions): Handle {
    this.#get('stream', options.stream);
    const state = { positionMs: options.startMs ?? 0, durationMs: 0, paused: false, scale: 1 };
    const { handle } = this.#add({ kind: 'clip', options, state }, 0);
    this.makeReady(options.stream);
    return handle;
  }
  controlClip(clip: Handle, options: ClipControl): void {
    Object.assign(this.#get('clip', clip).state, options);
  }
  closeClip(clip: Handle): void {
    this.#close(this.#get('clip', clip), 'GL_CLOSED_BY_LOCAL');
  }

  adoptMicrophone(fd: number, options: MicrophoneOptions): Handle {
    this.#get('stream', options.stream);
    return this.#add({ kind: 'microphone', options, fd }, 0).handle;
  }
  closeMicrophone(microphone: Handle, _code: number, reason: string): void {
    this.#close(this.#get('microphone', microphone), 'GL_CLOSED_BY_LOCAL', reason);
  }
  openRecorder(options: RecorderOptions): Handle {
    const { name } = this.#get('stream', options.stream).options;
    const fail = this.failNextRecorder;
    this.failNextRecorder = undefined;
    if (fail) throw new EngineError(fail);
    const description = { stream: name, durationMs: 0, frames: 0, keyFrames: 0, bytes: 0 };
    return this.#add({ kind: 'recorder', options, description }, 0).handle;
  }
  closeRecorder(recorder: Handle): void {
    this.#finish(this.#get('recorder', recorder));
  }

  adoptViewer(fd: number, options: ViewerOptions): Handle {
    this.#get('stream', options.stream);
    return this.#add({ kind: 'viewer', options, fd }, 0).handle;
  }
  closeViewer(viewer: Handle, _code: number, reason: string): void {
    this.#close(this.#get('viewer', viewer), 'GL_CLOSED_BY_LOCAL', reason);
  }
  socketPair(): [number, number] {
    throw new EngineError('GL_ERR_SOCKET', 'the fake engine has no sockets');
  }

  describeStream(stream: Handle): StreamDescription {
    const found = this.#get('stream', stream);
    const readers = (kind: 'viewer' | 'sender') =>
      [...this.#resources.values()].filter((r) => r.kind === kind && r.options.stream === stream).length;
    return {
      name: found.options.name,
      ready: found.ready,
      tracks: found.tracks,
      codecs: found.ready ? 'avc1.640016,flac' : '',
      frames: found.ready ? 1 : 0,
      keyFrames: found.ready ? 1 : 0,
      bytes: 0,
      droppedFrames: 0,
      viewers: readers('viewer'),
      senders: readers('sender'),
      idleMs: found.ready ? 0 : -1,
    };
  }
  describeReceiver(receiver: Handle): ReceiverDescription {
    const { options, port, connectedTo, started } = this.#get('receiver', receiver);
    return {
      stream: this.#get('stream', options.stream).options.name,
      transport: options.transport,
      state: started ? 'receiving' : 'waiting',
      localPort: port,
      remote: connectedTo ?? options.remote ?? null,
      ssrc: options.ssrc ?? null,
      payload: started ? 'PS' : '',
      idleMs: started ? 0 : -1,
      counters: { packets: started ? 1 : 0, bytes: 0, lost: 0 },
    };
  }
  describeSender(sender: Handle): SenderDescription {
    const { options, port } = this.#get('sender', sender);
    return {
      stream: this.#get('stream', options.stream).options.name,
      transport: options.transport,
      state: 'waiting',
      localPort: port,
      remote: options.remote ?? null,
      ssrc: options.ssrc,
      counters: { packets: 0, bytes: 0, frames: 0 },
    };
  }
  describeViewer(viewer: Handle): ViewerDescription {
    const { options } = this.#get('viewer', viewer);
    return {
      stream: this.#get('stream', options.stream).options.name,
      container: options.container,
      audio: options.audio,
      websocket: options.websocket,
      remote: null,
      bytes: 0,
      frames: 0,
      jumps: 0,
      droppedFrames: 0,
      queuedBytes: 0,
      ageMs: 0,
    };
  }
  describeRecorder(recorder: Handle): RecorderDescription {
    return { ...this.#get('recorder', recorder).description };
  }
  describeClip(clip: Handle): ClipDescription {
    const { options, state } = this.#get('clip', clip);
    return { stream: this.#get('stream', options.stream).options.name, ...state };
  }
  stats(): EngineStats {
    return {
      streams: this.#count('stream'),
      receivers: this.#count('receiver'),
      senders: this.#count('sender'),
      viewers: this.#count('viewer'),
      clips: this.#count('clip'),
      recorders: this.#count('recorder'),
      microphones: this.#count('microphone'),
      ringBytes: 0,
      totals: { packets: 0, bytes: 0, lost: 0 },
    };
  }

  stop(drainMs: number): void {
    this.#stopped = true;
    for (const resource of [...this.#resources.values()].reverse()) this.#close(resource, 'GL_ERR_STOPPED');
    if (drainMs === 0) this.#queue.length = 0;
    else this.#emit({ type: 'engine:stopped' });
  }

  // The network's part, for tests.

  /** The open resources of one kind, oldest first. */
  list<Kind extends FakeResource['kind']>(kind: Kind): Extract<FakeResource, { kind: Kind }>[] {
    return [...this.#resources.values()].filter((r) => r.kind === kind) as Extract<FakeResource, { kind: Kind }>[];
  }
  /** The first packet arrives at a receiver. */
  startReceiver(receiver: Handle, remote: Endpoint = { address: '127.0.0.1', port: 9 }, ssrc = 1): void {
    this.#get('receiver', receiver).started = true;
    this.#emit({ type: 'receiver:started', handle: receiver, remote, ssrc });
  }
  /** Tracks are known and a first frame can be decoded. */
  makeReady(stream: Handle, tracks: TrackDescription[] = h264AndPcma): void {
    const found = this.#get('stream', stream);
    found.tracks = tracks;
    this.#emit({ type: 'stream:tracks', handle: stream, tracks, codecs: 'avc1.640016,flac' });
    if (!found.ready) this.#emit({ type: 'stream:ready', handle: stream });
    found.ready = true;
  }
  /** What was recorded so far. */
  record(recorder: Handle, description: Partial<RecorderDescription>): void {
    Object.assign(this.#get('recorder', recorder).description, description);
  }
  /** A sender's way stands; the engine says so of UDP at once. */
  connectSender(sender: Handle, remote: Endpoint = { address: '127.0.0.1', port: 9 }): void {
    this.#get('sender', sender);
    this.#emit({ type: 'sender:started', handle: sender, remote });
  }
  silence(receiver: Handle): void {
    this.#get('receiver', receiver).started = false;
    this.#emit({ type: 'receiver:silent', handle: receiver });
  }
  bye(receiver: Handle): void {
    this.#get('receiver', receiver);
    this.#emit({ type: 'receiver:bye', handle: receiver });
  }
  /** A worker says how it keeps up. */
  changeLoad(worker: number, load: WorkerLoad): void {
    this.#emit({ type: 'worker:load', worker, load });
  }
  /** The peer or the network ends a resource. */
  fail(handle: Handle, code: string): void {
    const resource = this.#resources.get(handle);
    if (resource) this.#close(resource, code);
  }

  #receiverPort(options: ReceiverOptions): number {
    if (options.sharedPort === undefined) return options.port || this.#nextPort++;
    if (options.ssrc === undefined) throw new EngineError('GL_ERR_INVALID_ARGUMENT', 'a shared port needs an SSRC');
    const taken = (r: FakeReceiver) => r.options.sharedPort === options.sharedPort && r.options.ssrc === options.ssrc;
    if (this.#find('receiver', taken)) throw new EngineError('GL_ERR_SSRC_IN_USE');
    return this.#get('sharedPort', options.sharedPort).port;
  }

  #add<T extends Omit<FakeResource, 'handle' | 'port'>>(entry: T, port: number): Opened {
    const handle = this.#nextHandle++;
    this.#resources.set(handle, { ...entry, handle, port } as unknown as FakeResource);
    return { handle, port };
  }
  #get<Kind extends FakeResource['kind']>(kind: Kind, handle: Handle): Extract<FakeResource, { kind: Kind }> {
    const found = this.#resources.get(handle);
    if (found?.kind !== kind) throw new EngineError('GL_ERR_CLOSED');
    return found as Extract<FakeResource, { kind: Kind }>;
  }
  #find<Kind extends FakeResource['kind']>(kind: Kind, match: (r: Extract<FakeResource, { kind: Kind }>) => boolean) {
    return this.list(kind).find(match);
  }
  #count(kind: FakeResource['kind']): number {
    return this.list(kind).length;
  }
  /** A file without a frame is none. */
  #finish(recorder: FakeRecorder): void {
    this.#close(recorder, recorder.description.frames > 0 ? 'GL_OK' : 'GL_ERR_NO_MEDIA');
  }
  #close(resource: FakeResource, code: string, reason = ''): void {
    if (!this.#resources.delete(resource.handle)) return;
    this.#emit({ type: 'closed', handle: resource.handle, code, errno: 0, reason });
  }
  #refuseWhenStopped(): void {
    if (this.#stopped) throw new EngineError('GL_ERR_STOPPED');
  }
  /** Events reach JavaScript in a later turn, as from the addon. */
  #emit(event: NativeEvent): void {
    this.#queue.push(event);
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      this.#onEvents(this.#queue.splice(0));
    });
  }
}

const fakeOptions: NativeOptions = {
  workers: 1,
  bindAddress: '127.0.0.1',
  portMin: 0,
  portMax: 0,
  maxStreams: 1000,
  maxReceivers: 1000,
  maxSenders: 1000,
  maxViewers: 10000,
  ringBytes: 8 << 20,
  keepGop: true,
  viewerBytes: 4 << 20,
  viewerAgeMs: 1500,
  viewerStallMs: 10000,
  receiveBufferBytes: 4 << 20,
  reorderPackets: 64,
  reorderMs: 200,
};
