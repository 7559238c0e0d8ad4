// What devices have recorded: searched, played and downloaded. GB/T 28181-2016 §9.7 to §9.9, GB/T 28181-2022 §9.7 to §9.9.
import { decodedUser, type IncomingRequest } from '../../sip/index.ts';
import { parseManscdp, text } from '../codec/manscdp.ts';
import { toleranceOf } from '../codec/quirks.ts';
import { bump } from '../config.ts';
import type { RecordSearch, RecordSearches, RecordWish } from '../device/record-searches.ts';
import type { DownloadStore } from '../ports.ts';
import { Downloads } from './downloads.ts';
import type { InvitedSession } from './invited-session.ts';
import type { InvitedSessions } from './invited-sessions.ts';
import { Playbacks } from './playbacks.ts';
import type { SessionContext } from './session-context.ts';
import { checkRange } from './time-range.ts';

export interface HistoryParts {
  context: SessionContext;
  sessions: InvitedSessions;
  searches: RecordSearches;
  downloads: DownloadStore;
}

/** NotifyType of MediaStatus: the record was sent to its end. GB/T 28181-2016 annex A.2.5.4. */
const allSent = '121';

/** A session that sends a record, and how much of it is left. */
interface Sending {
  session: InvitedSession | undefined;
  leftMs: number;
  finished(): void;
}

export class History {
  readonly playbacks: Playbacks;
  readonly downloads: Downloads;
  readonly #context: SessionContext;
  readonly #sessions: InvitedSessions;
  readonly #searches: RecordSearches;

  constructor({ context, sessions, searches, downloads }: HistoryParts) {
    this.#context = context;
    this.#sessions = sessions;
    this.#searches = searches;
    this.playbacks = new Playbacks(context, sessions);
    this.downloads = new Downloads({ context, sessions, store: downloads });
  }

  /** Begins to ask what a channel has recorded. Rejects PlayError when it cannot be asked. */
  async search(deviceId: string, wish: RecordWish): Promise<RecordSearch> {
    checkRange(wish);
    return this.#searches.start(await this.#sessions.deviceOf(deviceId, wish.channelId), wish);
  }

  /** A search of late, running or over. */
  searchById(id: string): RecordSearch | undefined {
    return this.#searches.get(id);
  }

  /**
   * Takes a MESSAGE that says that a record was sent to its end: the session gets its BYE. False: it is no such message, or
   * nothing is sent. GB/T 28181-2016 §9.8.3, §9.9.3.
   */
  take(incoming: IncomingRequest): boolean {
    const { request } = incoming;
    // Most messages are something else, which is seen without reading them.
    if (request.method !== 'MESSAGE' || !request.body.includes('MediaStatus')) return false;
    const found = this.#meant(incoming);
    if (!found) return false;
    bump(this.#context.stats.messages, 'MediaStatus');
    incoming.respond(200);
    found.finished();
    return true;
  }

  #meant(incoming: IncomingRequest): Sending | undefined {
    const { deviceId, type } = readStatus(incoming.request.body);
    if (type !== allSent) return undefined;
    const { callId, from } = incoming.request;
    const here = this.#sending().filter(({ session }) => this.#mayBeFrom(session!, incoming));
    const inCall = here.find(({ session }) => session!.dialog?.callId === callId);
    if (inCall) return inCall;
    const sender = decodedUser(from.uri);
    const about = here.filter(({ session }) => [session!.channelId, session!.deviceId].includes(deviceId));
    // Of several the one that is nearest to its end.
    const [nearest] = about.sort((one, other) => one.leftMs - other.leftMs);
    // QUIRK media-status-from: some say who they are by the ID of the channel, or by another.
    if (!nearest || (nearest.session!.deviceId !== sender && !this.#tolerates(nearest.session!))) return undefined;
    return nearest;
  }

  #sending(): Sending[] {
    const sending: Sending[] = [];
    for (const playback of this.playbacks.all()) {
      const { session, leftMs } = playback;
      sending.push({ session, leftMs, finished: () => void playback.finished() });
    }
    for (const download of this.downloads.running()) {
      const { session, leftMs } = download;
      sending.push({ session, leftMs, finished: () => download.finished() });
    }
    return sending.filter(({ session }) => session && !session.ending);
  }

  /** Nobody but the device ends its sessions. */
  #mayBeFrom(session: InvitedSession, { flow }: IncomingRequest): boolean {
    return this.#context.registry.get(session.deviceId)?.record.address === flow.remoteAddress;
  }

  #tolerates(session: InvitedSession): boolean {
    const device = this.#context.registry.get(session.deviceId);
    return !!device && toleranceOf(device.record.settings, this.#context.stats.quirks)('media-status-from');
  }
}

function readStatus(body: Buffer): { deviceId: string; type: string } {
  try {
    const { cmdType, deviceId, fields } = parseManscdp(body);
    return { deviceId, type: cmdType === 'MediaStatus' ? text(fields, 'NotifyType') : '' };
  } catch {
    return { deviceId: '', type: '' };
  }
}
