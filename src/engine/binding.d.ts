/**
 * The contract of the native addon, kept by hand and proved both ways by test/addon/contract.test.ts.
 *
 * Calls never block: they validate, enqueue and return. What can fail at once (bind, limits, names) throws at once an
 * Error with a `code` of errors.ts and, for system calls, `errno`. A wrong type throws TypeError, a wrong range RangeError.
 * A stale handle throws GL_ERR_CLOSED. Times are milliseconds, sizes bytes.
 */

/** Index and generation in one safe integer; never reused while the process lives. */
export type Handle = number;

export type Transport = 'udp' | 'tcp-passive' | 'tcp-active';
export type Container = 'flv' | 'mp4';
export type AudioMode = 'flac' | 'raw' | 'aac' | 'none';

export interface Endpoint {
  /** Numeric IPv4 or IPv6 address; names are resolved before. */
  address: string;
  port: number;
}

export interface NativeOptions {
  /** Threads that move media; 0 takes one less than the cores, at least one. */
  workers: number;
  /** Numeric address that media sockets are bound to. */
  bindAddress: string;
  /** Inclusive range for one port per stream; [0, 0] lets the system choose. RTP takes the even port, RTCP the odd one above. */
  portMin: number;
  portMax: number;
  /** Limits; every memory that the wire can grow has one. */
  maxStreams: number;
  maxReceivers: number;
  maxSenders: number;
  maxViewers: number;
  /** Ring of one stream: payload bytes kept for viewers (the GOP cache lives in it). */
  ringBytes: number;
  /** Keeps the newest GOP of every stream, so that a player that joins has a picture at once. */
  keepGop: boolean;
  /** A viewer that is further behind than either bound jumps to the newest key frame. */
  viewerBytes: number;
  viewerAgeMs: number;
  /** A viewer whose socket takes nothing for this long is closed with GL_ERR_SLOW_VIEWER. */
  viewerStallMs: number;
  /** Wanted socket receive buffer of a UDP media port. */
  receiveBufferBytes: number;
  /** Reorder window of a UDP receiver. */
  reorderPackets: number;
  reorderMs: number;
  /**
   * Viewers of a stream with many of them, and all viewers of a worker under pressure, get what is new in one write
   * about every 80 ms; absent: true.
   */
  mergeWrites?: boolean;
}

export interface NativeEngine {
  /** Opens a stream that receivers and clips feed and viewers and senders read. Name in use: GL_ERR_EXISTS. */
  openStream(options: StreamOptions): Handle;
  /** Closes the stream with its receivers, clips, senders and viewers; each reports its own `closed`. */
  closeStream(stream: Handle): void;

  /**
   * One UDP and one TCP socket on the same port for all receivers, told apart by SSRC. An SSRC that nobody expects goes
   * to the only receiver that waits for media of that host (`remote`), which believes it after 16 packets.
   */
  openSharedPort(options: { port: number }): Opened;
  closeSharedPort(sharedPort: Handle): void;

  /** The port is open when this returns. tcp-active has no port until connectReceiver. */
  openReceiver(options: ReceiverOptions): Opened;
  /** Changes what is expected once the answer is known, and how a record is taken; what is absent stays. */
  updateReceiver(receiver: Handle, options: ReceiverUpdate): void;
  /** tcp-active: connects to the sender. */
  connectReceiver(receiver: Handle, remote: Endpoint): void;
  closeReceiver(receiver: Handle): void;

  /** Sends a stream as RTP. tcp-passive listens on the returned port; udp and tcp-active need `remote`. */
  openSender(options: SenderOptions): Opened;
  /** A sender that was opened `held` begins, with the newest sound or key frame. */
  startSender(sender: Handle): void;
  closeSender(sender: Handle): void;

  /** Plays a file into a stream in real time: the source of simulated cameras and of announcements. */
  openClip(options: ClipOptions): Handle;
  /** Pauses, moves or turns a clip that plays; what is absent stays. */
  controlClip(clip: Handle, options: ClipControl): void;
  closeClip(clip: Handle): void;

  /**
   * Takes over the connected WebSocket of a client that talks, after its handshake: `fd` is duplicated, the caller closes
   * its own. Its binary messages are the sound of a stream that nobody else feeds; the stream carries A-law.
   */
  adoptMicrophone(fd: number, options: MicrophoneOptions): Handle;
  /** Sends a close frame with code and reason first. */
  closeMicrophone(microphone: Handle, code: number, reason: string): void;

  /**
   * Writes a stream into a new MP4 file, from the newest key frame on and without a loss. What cannot be created throws
   * GL_ERR_FILE with `errno` at once. `closed` comes when the file is finished, maybe behind its stream's: GL_OK for a
   * whole file (also when the stream ended), GL_ERR_NO_MEDIA for one without a picture or sound, GL_ERR_FILE with
   * `errno` when the disk failed or cannot follow; what was written until then can be played.
   */
  openRecorder(options: RecorderOptions): Handle;
  /** Takes no more frames and finishes the file. */
  closeRecorder(recorder: Handle): void;

  /** Takes over a player's connected socket: `fd` is duplicated, the caller closes its own. */
  adoptViewer(fd: number, options: ViewerOptions): Handle;
  /** WebSocket: sends a close frame with code and reason first. */
  closeViewer(viewer: Handle, code: number, reason: string): void;
  /** Two connected stream sockets, for players behind TLS. The caller owns both. */
  socketPair(): [number, number];

  describeStream(stream: Handle): StreamDescription;
  describeReceiver(receiver: Handle): ReceiverDescription;
  describeSender(sender: Handle): SenderDescription;
  describeViewer(viewer: Handle): ViewerDescription;
  describeRecorder(recorder: Handle): RecorderDescription;
  describeClip(clip: Handle): ClipDescription;
  /** Totals since start, read without stopping a worker. */
  stats(): EngineStats;

  /**
   * Stops taking work; viewers get `drainMs` to take what is queued, then everything is closed and all `closed` events
   * are delivered, then `engine:stopped`. With 0: synchronous, joins the workers, closes every socket, delivers nothing
   * more; later calls throw GL_ERR_STOPPED, but for describe*() and stats().
   */
  stop(drainMs: number): void;
}

export interface NativeAddon {
  NativeEngine: new (options: NativeOptions, onEvents: (batch: NativeEvent[]) => void) => NativeEngine;
  /** Rows of native/base/status.def: [code, text]. */
  statusTable(): [string, string][];
}

export interface Opened {
  handle: Handle;
  /** Local port in host order; 0 for tcp-active. */
  port: number;
}

export interface StreamOptions {
  /** 1 to 255 bytes, unique among running streams. */
  name: string;
  /** After loss: drop video up to the next key frame (default), or pass damaged pictures on. */
  onLoss: 'drop-to-key' | 'pass';
  /** The stream is pinned to the shared port's worker; needed by receivers with `sharedPort`. */
  sharedPort?: Handle;
}

export interface ReceiverOptions {
  stream: Handle;
  transport: Transport;
  /** Fixed local port; 0 or absent: from the range. Not with sharedPort. */
  port?: number;
  sharedPort?: Handle;
  /** Expected SSRC; absent: the first is learned. On a shared port it is required for udp and tcp-passive. */
  ssrc?: number;
  /** Expected source address; its port is a hint only (NAT). tcp-active: connects at once when given. */
  remote?: Endpoint;
  /** Reports receiver:silent after this time without a packet, and lets another source take over; 0: never. */
  silenceMs: number;
  /** Absent: media. */
  timing?: Timing;
}

/**
 * Where the time of frames comes from. media: what the device writes; a step ahead of up to ten seconds is a loss, and
 * stays. record: the same of a record that is played; any step of over a second is a seek, and leaves no hole. arrival:
 * when they came, for a record at another speed or backwards. Whatever is chosen, viewers see time that goes on.
 */
export type Timing = 'media' | 'record' | 'arrival';

export interface ReceiverUpdate {
  /** null: learn it. */
  ssrc?: number | null;
  remote?: Endpoint;
  /** Also when it is in use already: the next frame follows what was last. */
  timing?: Timing;
  /** false: silence in the place of the sound. */
  sound?: boolean;
  /** 0: never silent, as while a record is paused. */
  silenceMs?: number;
}

export interface SenderOptions {
  stream: Handle;
  transport: Transport;
  port?: number;
  remote?: Endpoint;
  ssrc: number;
  payloadType: number;
  /** ps: Program Stream; es: video as RFC 6184/7798, one track; audio: raw G.711. */
  format: 'ps' | 'es' | 'audio';
  /** Sends nothing before startSender. */
  held?: boolean;
  /**
   * Sends through this receiver's UDP socket or TCP connection, with its transport, as soon as that stands: both ways of
   * a conversation go between the same two ports.
   */
  receiver?: Handle;
  faults?: Faults;
}

/** What a simulated camera does wrong on purpose. Rates are 0 to 1; the same seed gives the same faults. */
export interface Faults {
  seed: number;
  loss?: number;
  reorder?: number;
  duplicate?: number;
  /** Sends with another SSRC than agreed. */
  wrongSsrc?: boolean;
  /** Sends nothing after this many milliseconds. */
  silenceAfterMs?: number;
  /** TCP: writes of random small sizes, splitting length fields and headers. */
  splitWrites?: boolean;
}

export interface ClipOptions {
  stream: Handle;
  video?: { path: string; codec: 'H264' | 'H265'; framesPerSecond: number };
  audio?: { path: string; codec: 'PCMA' | 'PCMU' | 'AAC' | 'WAV' };
  /** Plays this many times, then reports closed; 0: until closed. */
  loops: number;
  /** Plays this part of the files only, from the key frame at its start or before. */
  startMs?: number;
  endMs?: number;
}

export interface ClipControl {
  paused?: boolean;
  /** Within the files; goes to the key frame there or before. */
  positionMs?: number;
  /**
   * Times real time, 0.05 to 64. Below 0: groups of pictures backwards, the pictures of each forwards (GB/T 28181-2022
   * annex B). Sound is played at 1 alone. Time stamps are those of the files.
   */
  scale?: number;
}

export interface ClipDescription {
  stream: string;
  /** Of the newest frame, within the files. */
  positionMs: number;
  durationMs: number;
  paused: boolean;
  scale: number;
}

export interface MicrophoneOptions {
  stream: Handle;
  /** 8 kHz mono: 16-bit samples in little-endian order, or G.711. */
  codec: 'PCM16' | 'PCMA' | 'PCMU';
  /** What was read from the socket behind the handshake; at most 65536 bytes. */
  pending?: Buffer;
}

export interface RecorderOptions {
  stream: Handle;
  /** Of a file that does not exist. */
  path: string;
}

export interface RecorderDescription {
  stream: string;
  /** From the first frame to the end of the last. */
  durationMs: number;
  frames: number;
  keyFrames: number;
  /** Written, or about to be. */
  bytes: number;
}

export interface ViewerOptions {
  stream: Handle;
  container: Container;
  audio: AudioMode;
  hevcLegacy: boolean;
  websocket: boolean;
  /** Response head to write first ('' on WebSocket); the response is delimited by the end of the connection. */
  head: string;
}

export interface TrackDescription {
  kind: 'video' | 'audio';
  codec: string;
  supported: boolean;
  width?: number;
  height?: number;
  sampleRate?: number;
  channels?: number;
}

export interface StreamDescription {
  name: string;
  ready: boolean;
  tracks: TrackDescription[];
  /** RFC 6381 codecs string of the fMP4 output, '' until ready. */
  codecs: string;
  frames: number;
  keyFrames: number;
  bytes: number;
  /** Frames not passed on because they were damaged or came before a key frame. */
  droppedFrames: number;
  viewers: number;
  senders: number;
  /** Milliseconds since the last frame; -1 before the first. */
  idleMs: number;
}

export interface ReceiverDescription {
  stream: string;
  transport: Transport;
  state: 'waiting' | 'receiving' | 'silent';
  localPort: number;
  remote: Endpoint | null;
  ssrc: number | null;
  /** What the bytes are: 'PS', 'H264', 'H265', 'PCMA', 'PCMU', '' until known. */
  payload: string;
  idleMs: number;
  /** Counters by name: packets, bytes, lost, reordered, duplicates, late, wrongSource, wrongSsrc, malformed, ... */
  counters: Record<string, number>;
}

export interface SenderDescription {
  stream: string;
  transport: Transport;
  state: 'waiting' | 'sending';
  localPort: number;
  remote: Endpoint | null;
  ssrc: number;
  /** packets, bytes, frames, droppedFrames and, with faults, lost, reordered, duplicated. */
  counters: Record<string, number>;
}

export interface ViewerDescription {
  stream: string;
  container: Container;
  audio: AudioMode;
  websocket: boolean;
  remote: Endpoint | null;
  bytes: number;
  frames: number;
  /** Times the viewer fell behind and jumped to a key frame, and frames lost by that. */
  jumps: number;
  droppedFrames: number;
  queuedBytes: number;
  ageMs: number;
}

export interface EngineStats {
  /** Now in use. */
  streams: number;
  receivers: number;
  senders: number;
  viewers: number;
  clips: number;
  recorders: number;
  microphones: number;
  ringBytes: number;
  /** Totals since start, by name; the names never change while the engine lives. */
  totals: Record<string, number>;
}

export type NativeEvent =
  /** The first accepted packet, or the first after silence. */
  | { type: 'receiver:started'; handle: Handle; remote: Endpoint; ssrc: number }
  | { type: 'receiver:silent'; handle: Handle }
  | { type: 'receiver:bye'; handle: Handle }
  | { type: 'sender:started'; handle: Handle; remote: Endpoint }
  /** The track list is known or changed. */
  | { type: 'stream:tracks'; handle: Handle; tracks: TrackDescription[]; codecs: string }
  /** The first frame that can be decoded is in the ring. */
  | { type: 'stream:ready'; handle: Handle }
  /** Exactly one per handle, and the last. `code` is GL_OK for an orderly end. */
  | { type: 'closed'; handle: Handle; code: string; errno: number; reason: string }
  /** A worker keeps up (again), or what it does because it does not; only the newest is told. */
  | { type: 'worker:load'; worker: number; load: WorkerLoad }
  | { type: 'engine:stopped' };

/** calm: every frame at once. merging: writes are merged. keys-only: viewers get key frames alone. */
export type WorkerLoad = 'calm' | 'merging' | 'keys-only';
