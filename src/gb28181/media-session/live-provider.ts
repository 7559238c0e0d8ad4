import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import type { Engine } from '../../engine/engine.ts';
import type { SipEndpoint } from '../../sip/index.ts';
import { PlayError, type RunningSource, type SourceProvider } from '../../streams/source-provider.ts';
import type { Gb28181Config, Gb28181Stats } from '../config.ts';
import type { DeviceRegistry } from '../device/device-registry.ts';
import type { SsrcAllocator } from '../model/ssrc.ts';
import type { ChannelStore } from '../ports.ts';
import type { Explanations } from './explanations.ts';
import { LiveSession } from './live-session.ts';

export interface LiveContext {
  endpoint: SipEndpoint;
  engine: Engine;
  registry: DeviceRegistry;
  channels: ChannelStore;
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
  readonly #sessions = new Set<LiveSession>();

  constructor(context: LiveContext) {
    this.#context = context;
  }

  get size(): number {
    return this.#sessions.size;
  }

  start(name: string, signal: AbortSignal): Promise<RunningSource> | undefined {
    const [deviceId, channelId, ...rest] = name.split('/');
    if (!deviceId || !channelId || rest.length > 0) return undefined;
    return this.#start(name, deviceId, channelId, signal);
  }

  /** Ends every session with a BYE. */
  async stop(reason: string): Promise<void> {
    await Promise.allSettled([...this.#sessions].map((session) => session.stop(reason)));
  }

  async #start(stream: string, deviceId: string, channelId: string, signal: AbortSignal): Promise<RunningSource> {
    const { registry, channels, explanations } = this.#context;
    const device = registry.get(deviceId);
    if (!device) throw new PlayError(404, 'device-unknown', `No device ${deviceId} is known.`);
    // QUIRK channel-is-device: a camera's only channel may have the ID of the camera, and stand in no catalog.
    if (channelId !== deviceId && !(await channels.get(deviceId, channelId)))
      throw new PlayError(
        404,
        'channel-unknown',
        `The device ${deviceId} has no channel ${channelId}; refresh its catalog.`,
      );
    if (!device.record.online) {
      const text = `The device ${deviceId} is offline.`;
      explanations.set(stream, 'device-offline', text);
      throw new PlayError(503, 'device-offline', text);
    }
    signal.throwIfAborted();
    const session = new LiveSession(this.#context, { stream, device, channelId });
    this.#sessions.add(session);
    session.stream.once('closed', () => this.#sessions.delete(session));
    return session.start(signal);
  }
}
