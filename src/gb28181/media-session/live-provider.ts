import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import type { Engine } from '../../engine/engine.ts';
import type { SipEndpoint } from '../../sip/index.ts';
import { PlayError, type RunningSource, type SourceProvider } from '../../streams/source-provider.ts';
import { type Tolerate, toleranceOf } from '../codec/quirks.ts';
import type { Gb28181Config, Gb28181Stats } from '../config.ts';
import type { Device, DeviceRegistry } from '../device/device-registry.ts';
import type { SsrcAllocator } from '../model/ssrc.ts';
import type { CallStore, ChannelStore } from '../ports.ts';
import type { Explanations } from './explanations.ts';
import type { LeftCalls } from './left-calls.ts';
import { LiveSession, type LiveWish } from './live-session.ts';
import { asPlayError } from './refusals.ts';

export interface LiveContext {
  endpoint: SipEndpoint;
  engine: Engine;
  registry: DeviceRegistry;
  channels: ChannelStore;
  calls: CallStore;
  ssrcs: SsrcAllocator;
  explanations: Explanations;
  config: Gb28181Config;
  stats: Gb28181Stats;
  clock: Clock;
  log: Logger;
}

/** Live pictures of channels: streams named `{deviceId}/{channelId}`. */
export class LiveProvider implements SourceProvider {
  readonly #context: LiveContext;
  /** The newest session of each stream, until the device knows of its end. */
  readonly #sessions = new Map<string, LiveSession>();
  readonly #leftCalls: LeftCalls;

  constructor(context: LiveContext, leftCalls: LeftCalls) {
    this.#context = context;
    this.#leftCalls = leftCalls;
  }

  get size(): number {
    return this.#sessions.size;
  }

  start(name: string, signal: AbortSignal): Promise<RunningSource> | undefined {
    const [deviceId, channelId, ...rest] = name.split('/');
    if (!deviceId || !channelId || rest.length > 0) return undefined;
    return this.#start({ stream: name, deviceId, channelId }, signal);
  }

  /** Ends every session with a BYE. */
  async stop(reason: string): Promise<void> {
    await Promise.all([...this.#sessions.values()].map((session) => session.stop(reason)));
  }

  /** Ends the sessions of one device. */
  async stopDevice(deviceId: string, reason: string): Promise<void> {
    const sessions = [...this.#sessions.values()].filter((session) => session.deviceId === deviceId);
    await Promise.all(sessions.map((session) => session.stop(reason)));
  }

  async #start(
    wish: { stream: string; deviceId: string; channelId: string },
    signal: AbortSignal,
  ): Promise<LiveSession> {
    const { explanations } = this.#context;
    try {
      const device = await this.#deviceOf(wish.deviceId, wish.channelId);
      // Cameras that serve a few streams only answer 486 while they have not seen the BYE of the last one.
      await this.#sessions.get(wish.stream)?.ending;
      await this.#leftCalls.end(device);
      signal.throwIfAborted();
      return await this.#open({ stream: wish.stream, device, channelId: wish.channelId }, signal);
    } catch (error) {
      const failure = asPlayError(error);
      // Names that nobody has would only push out those that somebody asks about.
      if (failure.status !== 404) explanations.set(wish.stream, failure.code, failure.message);
      throw failure;
    }
  }

  #open(wish: LiveWish, signal: AbortSignal): Promise<LiveSession> {
    const session = new LiveSession(this.#context, wish);
    this.#sessions.set(wish.stream, session);
    session.stream.once('closed', () => {
      void session.stop('the stream closed').then(() => {
        if (this.#sessions.get(wish.stream) === session) this.#sessions.delete(wish.stream);
      });
    });
    return session.start(signal);
  }

  async #deviceOf(deviceId: string, channelId: string): Promise<Device> {
    const { registry, channels } = this.#context;
    const device = registry.get(deviceId);
    if (!device) throw new PlayError(404, 'device-unknown', `No device ${deviceId} is known.`);
    const known = (await channels.get(deviceId, channelId)) !== undefined;
    // QUIRK channel-is-device: the only channel of a camera may have its ID, and stand in no catalog.
    const itself = channelId === deviceId && !known && this.#toleranceOf(device)('channel-is-device');
    if (!known && !itself)
      throw new PlayError(
        404,
        'channel-unknown',
        `The device ${deviceId} has no channel ${channelId}; refresh its catalog.`,
      );
    if (!device.record.online) throw new PlayError(503, 'device-offline', `The device ${deviceId} is offline.`);
    return device;
  }

  #toleranceOf({ record }: Device): Tolerate {
    return toleranceOf(record.settings, this.#context.stats.quirks);
  }
}
