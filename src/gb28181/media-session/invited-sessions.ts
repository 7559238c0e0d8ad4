import { PlayError } from '../../streams/source-provider.ts';
import { type Tolerate, toleranceOf } from '../codec/quirks.ts';
import type { Device } from '../device/device-registry.ts';
import { InvitedSession, type InviteWish } from './invited-session.ts';
import type { LeftCalls } from './left-calls.ts';
import { asPlayError } from './refusals.ts';
import type { SessionContext } from './session-context.ts';
import type { Ask } from './session-offer.ts';

export interface SessionWish {
  /** Name of the stream that the media become. */
  stream: string;
  deviceId: string;
  channelId: string;
  ask: Ask;
  drainMs?: number;
  /** Called when the stream is open and the device not invited yet. What it throws ends the start. */
  opened?: (session: InvitedSession) => void;
}

/** Every session that we invited a device to, of whatever kind. */
export class InvitedSessions {
  readonly #context: SessionContext;
  /** The newest session of each stream, until the device knows of its end. */
  readonly #sessions = new Map<string, InvitedSession>();
  readonly #leftCalls: LeftCalls;

  constructor(context: SessionContext, leftCalls: LeftCalls) {
    this.#context = context;
    this.#leftCalls = leftCalls;
  }

  get size(): number {
    return this.#sessions.size;
  }

  all(): Iterable<InvitedSession> {
    return this.#sessions.values();
  }

  /** Resolves when the session is agreed; media need not flow yet. Rejects PlayError. */
  async start(wish: SessionWish, signal: AbortSignal): Promise<InvitedSession> {
    const { explanations } = this.#context;
    const { stream, deviceId, channelId, ask, drainMs, opened } = wish;
    try {
      const device = await this.deviceOf(deviceId, channelId);
      // Cameras that serve a few streams only answer 486 while they have not seen the BYE of the last one.
      await this.#sessions.get(stream)?.ending;
      await this.#leftCalls.end(device);
      signal.throwIfAborted();
      return await this.#open({ stream, device, channelId, ask, drainMs }, opened, signal);
    } catch (error) {
      const failure = asPlayError(error);
      // Names that nobody has would only push out those that somebody asks about.
      if (failure.status !== 404) explanations.set(stream, failure.code, failure.message);
      throw failure;
    }
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

  /** The device of a channel that can be called now. Rejects PlayError. */
  async deviceOf(deviceId: string, channelId: string): Promise<Device> {
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

  #open(wish: InviteWish, opened: SessionWish['opened'], signal: AbortSignal): Promise<InvitedSession> {
    const session = new InvitedSession(this.#context, wish);
    this.#sessions.set(wish.stream, session);
    session.stream.once('closed', () => {
      void session.stop('the stream closed').then(() => {
        if (this.#sessions.get(wish.stream) === session) this.#sessions.delete(wish.stream);
      });
    });
    try {
      opened?.(session);
    } catch (error) {
      void session.stop('it was given up before the device was invited');
      throw error;
    }
    return session.start(signal);
  }

  #toleranceOf({ record }: Device): Tolerate {
    return toleranceOf(record.settings, this.#context.stats.quirks);
  }
}
