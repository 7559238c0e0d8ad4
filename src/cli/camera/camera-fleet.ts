import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import { systemClock } from '../../base/clock.ts';
import type { Faults, NativeOptions } from '../../engine/binding.d.ts';
import { Engine, type Stream } from '../../engine/engine.ts';
import { loadNative } from '../../engine/native.ts';
import type { RecordRequest } from '../../gb28181/agent/agent-options.ts';
import { type AgentOptions, DeviceAgent, type MediaRequest, type OpenMedia } from '../../gb28181/agent/device-agent.ts';
import { localAddressTo } from '../../gb28181/media-session/local-address.ts';
import type { ChannelRecord, MediaTransport, SignallingTransport } from '../../gb28181/ports.ts';
import { SipEndpoint } from '../../sip/index.ts';
import { Loudspeaker } from './loudspeaker.ts';
import { RecordedClip, type RecordFiles, RecordLibrary } from './recorded-clip.ts';

export type VideoCodec = 'H264' | 'H265';
export type AudioCodec = 'PCMA' | 'AAC' | 'none';

export interface FleetOptions {
  server: { id: string; domain: string; address: string; port: number };
  password: string;
  /** Devices; IDs count up from `firstId`. */
  count: number;
  firstId: string;
  channelsPerDevice: number;
  /** SIP over UDP or TCP; media goes the way that the platform asks for. */
  transport: SignallingTransport;
  video: VideoCodec;
  audio: AudioCodec;
  faults?: Faults | undefined;
  keepaliveSeconds: number;
  /** What each device is beyond that. */
  device?: Partial<Pick<AgentOptions, 'edition' | 'quirks' | 'bootMs' | 'catalogDetails'>> | undefined;
  /** How loudspeakers ask for broadcasts, from the camera's side; default: udp, raw A-law. */
  soundTransport?: MediaTransport | undefined;
  soundFormat?: 'audio' | 'ps' | undefined;
  /** What records show; absent: the shipped clip again and again. */
  records?: RecordFiles | undefined;
  log: Logger;
}

const clips = join(import.meta.dirname, '../../../src/cli/camera/clips');
const framesPerSecond = 25;
const drainMs = 200;
const maxGoodbyeMs = 3000;

/** Simulated cameras in one process: real SIP, real RTP, one clip that loops. */
export class CameraFleet {
  readonly #options: FleetOptions;
  readonly #engine: Engine;
  readonly #speaker: Loudspeaker;
  readonly #endpoints: SipEndpoint[] = [];
  readonly #agents: DeviceAgent[] = [];
  readonly #library = new RecordLibrary();
  #sessions = 0;

  constructor(options: FleetOptions) {
    this.#options = options;
    const native = loadNative();
    this.#engine = new Engine((onEvents) => new native.NativeEngine(nativeOptions, onEvents));
    const { soundTransport = 'udp', soundFormat = 'audio' } = options;
    this.#speaker = new Loudspeaker(this.#engine, clips, soundTransport, soundFormat);
  }

  /** Registers every camera; resolves when all are accepted. */
  async start(): Promise<void> {
    const mediaAddress = await localAddressTo(this.#options.server.address);
    for (let i = 0; i < this.#options.count; i++) await this.#startCamera(i, mediaAddress);
    await Promise.all(this.#agents.map((agent) => agent.registered));
  }

  async stop(): Promise<void> {
    // A platform that does not answer is not waited for: it notices by itself.
    const goodbyes = Promise.allSettled(this.#agents.map((agent) => agent.stop()));
    await Promise.race([goodbyes, setTimeout(maxGoodbyeMs, undefined, { ref: false })]);
    await Promise.allSettled(this.#endpoints.map((endpoint) => endpoint.stop(drainMs)));
    await this.#engine.stop(drainMs);
    this.#library.close();
  }

  get agents(): readonly DeviceAgent[] {
    return this.#agents;
  }
  get engine(): Engine {
    return this.#engine;
  }
  deviceIds(): string[] {
    return Array.from({ length: this.#options.count }, (_, i) => this.deviceId(i));
  }
  deviceId(index: number): string {
    return countedId(this.#options.firstId, index);
  }
  channelId(index: number, channel = 0): string {
    const { firstId, channelsPerDevice } = this.#options;
    // The type digits say camera; serials do not meet those of another device of the fleet.
    return countedId(`${firstId.slice(0, 10)}131${firstId.slice(13)}`, index * channelsPerDevice + channel);
  }

  async #startCamera(index: number, mediaAddress: string): Promise<void> {
    const { log, server, password, transport, keepaliveSeconds } = this.#options;
    // Each camera has a socket of its own, as real ones do: a platform follows the packet's source.
    const endpoint = await this.#openEndpoint();
    const rebinds = this.#options.device?.quirks?.includes('nat-rebind');
    const deviceId = this.deviceId(index);
    const agent = new DeviceAgent({
      endpoint,
      clock: systemClock,
      log,
      deviceId,
      password,
      server,
      transport,
      registerSeconds: 3600,
      keepaliveSeconds,
      facts: { name: `Camera ${index + 1}`, manufacturer: 'Guanlan', model: 'Simulated', firmware: '1' },
      channels: Array.from({ length: this.#options.channelsPerDevice }, (_, i) => this.#channel(deviceId, index, i)),
      mediaAddress,
      speaker: this.#speaker,
      media: { open: (request) => this.#openMedia(request), openRecord: (request) => this.#openRecord(request) },
      takePicture: () => readFile(join(clips, 'still.jpg')),
      ...this.#options.device,
      ...(rebinds && { reboundEndpoint: await this.#openEndpoint() }),
    });
    this.#agents.push(agent);
    agent.start();
  }

  async #openEndpoint(): Promise<SipEndpoint> {
    const { log } = this.#options;
    const endpoint = new SipEndpoint({
      host: '0.0.0.0',
      port: 0,
      userAgent: 'Guanlan-camera',
      clock: systemClock,
      log,
    });
    await endpoint.start();
    this.#endpoints.push(endpoint);
    return endpoint;
  }

  #channel(deviceId: string, index: number, channel: number): ChannelRecord {
    return {
      deviceId,
      id: this.channelId(index, channel),
      // Told apart from those of other fleets too.
      name: `模拟相机 ${Number(this.deviceId(index).slice(13))}-${channel + 1}`,
      manufacturer: 'Guanlan',
      model: 'Simulated',
      owner: 'Guanlan',
      civilCode: deviceId.slice(0, 6),
      address: '127.0.0.1',
      parentId: deviceId,
      kind: 'camera',
      status: 'ON',
      ptzType: 1,
      longitude: null,
      latitude: null,
    };
  }

  /** A stream of its own for each session, so that each begins with the clip's first picture. */
  #openMedia({ transport, remote, ssrc, payloadType }: MediaRequest): OpenMedia {
    const { faults } = this.#options;
    const stream: Stream = this.#engine.openStream({ name: `camera-${++this.#sessions}`, onLoss: 'pass' });
    const sender = stream.openSender({
      transport,
      ...(transport !== 'tcp-passive' && { remote }),
      ssrc: Number(ssrc) >>> 0,
      payloadType,
      format: 'ps',
      ...(faults && { faults }),
    });
    stream.openClip({ ...this.#files(), loops: 0 });
    sender.once('closed', () => stream.close());
    return { port: sender.port, close: () => stream.close() };
  }

  #openRecord(request: RecordRequest): RecordedClip {
    const files = this.#options.records ?? this.#library.lengthened(this.#files());
    return new RecordedClip(this.#engine, `record-${++this.#sessions}`, files, request);
  }

  /** The shipped clip. */
  #files(): RecordFiles {
    const { video, audio } = this.#options;
    return {
      video: { path: join(clips, `clip.${video.toLowerCase()}`), codec: video, framesPerSecond },
      ...(audio !== 'none' && { audio: { path: join(clips, `clip.${audio.toLowerCase()}`), codec: audio } }),
    };
  }
}

/** `id` with its last six digits counted up. */
function countedId(id: string, by: number): string {
  return id.slice(0, 14) + String((Number(id.slice(14)) + by) % 1_000_000).padStart(6, '0');
}

const nativeOptions: NativeOptions = {
  workers: 1,
  bindAddress: '0.0.0.0',
  portMin: 0,
  portMax: 0,
  maxStreams: 10_000,
  maxReceivers: 10_000,
  maxSenders: 10_000,
  maxViewers: 100,
  ringBytes: 4 << 20,
  keepGop: true,
  viewerBytes: 1 << 20,
  viewerAgeMs: 1000,
  viewerStallMs: 1000,
  receiveBufferBytes: 65_536,
  reorderPackets: 0,
  reorderMs: 0,
};
