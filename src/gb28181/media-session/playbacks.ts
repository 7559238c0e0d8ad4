import { randomBytes } from 'node:crypto';
import { PlayError } from '../../streams/source-provider.ts';
import { editionOfDevice } from '../device/device-registry.ts';
import type { InvitedSession } from './invited-session.ts';
import type { InvitedSessions } from './invited-sessions.ts';
import { Playback } from './playback.ts';
import type { SessionContext } from './session-context.ts';
import { liveAsk } from './session-offer.ts';
import { checkRange, type TimeRange, timingOf } from './time-range.ts';

export interface PlaybackWish extends TimeRange {
  deviceId: string;
  channelId: string;
}

/** Playbacks at the same time; the streams that they become are bounded by themselves. */
export const kMaxPlaybacks = 1000;
/** One that has ended can be asked about for this long. */
const endedKeptMs = 60_000;
/** Viewers take what has come before the end. */
export const kDrainMs = 1000;

/** Records that are played: each is a stream named `{deviceId}/{channelId}/playback/{id}`. */
export class Playbacks {
  readonly #context: SessionContext;
  readonly #sessions: InvitedSessions;
  readonly #playbacks = new Map<string, Playback>();
  #starting = 0;

  constructor(context: SessionContext, sessions: InvitedSessions) {
    this.#context = context;
    this.#sessions = sessions;
    context.registry.on('offline', ({ record }) => {
      for (const playback of this.#playbacks.values())
        if (playback.session.deviceId === record.id) playback.deviceGone();
    });
  }

  get(id: string): Playback | undefined {
    return this.#playbacks.get(id);
  }

  all(): Iterable<Playback> {
    return this.#playbacks.values();
  }

  /** Resolves when the device has accepted. Rejects PlayError. `signal` gives up the start. */
  async start(wish: PlaybackWish, signal: AbortSignal): Promise<Playback> {
    checkRange(wish);
    if (this.#playbacks.size + this.#starting >= kMaxPlaybacks)
      throw new PlayError(503, 'busy', `${kMaxPlaybacks} records are played already, which is the limit.`);
    this.#starting++;
    try {
      return await this.#start(wish, signal);
    } finally {
      this.#starting--;
    }
  }

  async #start({ deviceId, channelId, startMs, endMs }: PlaybackWish, signal: AbortSignal): Promise<Playback> {
    const { registry, clock, config } = this.#context;
    const id = randomBytes(8).toString('hex');
    const range = { startMs, endMs };
    const ask = {
      ...liveAsk,
      sessionName: 'Playback',
      // Whatever kind of record.
      uri: `${channelId}:0`,
      timing: timingOf(range),
    };
    const stream = `${deviceId}/${channelId}/playback/${id}`;
    // A seek is a jump of the device's clock, not a loss.
    const opened = ({ receiver }: InvitedSession) => receiver.update({ timing: 'record' });
    const session = await this.#sessions.start({ stream, deviceId, channelId, ask, drainMs: kDrainMs, opened }, signal);
    const device = registry.get(deviceId);
    const edition = device ? editionOfDevice(device) : '2016';
    const playback = new Playback({ id, session, range, edition, clock, silenceMs: config.silenceMs });
    this.#playbacks.set(id, playback);
    const { publish } = this.#context;
    publish({ type: 'playback', id, deviceId, channelId, state: 'running' });
    void session.ended.then(() => {
      publish({ type: 'playback', id, deviceId, channelId, state: 'ended' });
      clock.setTimeout(() => this.#playbacks.delete(id), endedKeptMs);
    });
    return playback;
  }
}
