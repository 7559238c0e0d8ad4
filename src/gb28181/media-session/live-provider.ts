// Live: GB/T 28181-2016 §9.2, GB/T 28181-2022 §9.2.
import type { RunningSource, SourceProvider } from '../../streams/source-provider.ts';
import type { InvitedSessions } from './invited-sessions.ts';
import { liveAsk } from './session-offer.ts';

/** Live pictures of channels: streams named `{deviceId}/{channelId}`. */
export class LiveProvider implements SourceProvider {
  readonly #sessions: InvitedSessions;

  constructor(sessions: InvitedSessions) {
    this.#sessions = sessions;
  }

  start(name: string, signal: AbortSignal): Promise<RunningSource> | undefined {
    const [deviceId, channelId, ...rest] = name.split('/');
    if (!deviceId || !channelId || rest.length > 0) return undefined;
    return this.#sessions.start({ stream: name, deviceId, channelId, ask: liveAsk }, signal);
  }
}
