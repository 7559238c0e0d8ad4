// Broadcasts that run, and the INVITEs of devices that were told of one.
import { randomUUID } from 'node:crypto';
import { decodedUser, type IncomingRequest } from '../../sip/index.ts';
import { PlayError } from '../../streams/source-provider.ts';
import { Broadcast, type BroadcastFacts, type BroadcastMode, type SoundSource } from './broadcast.ts';
import { type BroadcastContext, BroadcastSession } from './broadcast-session.ts';
import type { InvitedSessions } from './invited-sessions.ts';
import type { SoundSession, SoundTarget } from './sound-session.ts';
import { TalkSession } from './talk-session.ts';

export const kMaxTargets = 64;
const maxBroadcasts = 64;

export interface BroadcastWish {
  mode: BroadcastMode;
  source: SoundSource;
  targets: SoundTarget[];
}

export class Broadcasts {
  // Given.
  readonly #context: BroadcastContext;
  readonly #sessions: InvitedSessions;
  // Owned.
  readonly #broadcasts = new Map<string, Broadcast>();

  constructor(context: BroadcastContext, sessions: InvitedSessions) {
    this.#context = context;
    this.#sessions = sessions;
  }

  /** The newest first. */
  list(): BroadcastFacts[] {
    return [...this.#broadcasts.values()].map(({ facts }) => facts).reverse();
  }
  get(id: string): Broadcast | undefined {
    return this.#broadcasts.get(id);
  }

  /** Calls the devices; how far each is can be read from the answer. Rejects PlayError when nobody can be called. */
  async start({ mode, source, targets }: BroadcastWish): Promise<Broadcast> {
    if (this.#broadcasts.size >= maxBroadcasts)
      throw new PlayError(503, 'busy', `There are ${maxBroadcasts} broadcasts already; end one first.`);
    for (const target of targets) this.#refuseTaken(target);
    const devices = await Promise.all(
      targets.map(({ deviceId, channelId }) => this.#sessions.deviceOf(deviceId, channelId)),
    );
    for (const target of targets) this.#refuseTaken(target);
    const id = randomUUID().slice(0, 8);
    const voice = this.#context.engine.openStream({ name: `voice-${id}`, onLoss: 'pass' });
    const given = { context: this.#context, sessions: this.#sessions, voice };
    const sessions: SoundSession[] = targets.map(({ channelId }, i) =>
      mode === 'broadcast'
        ? new BroadcastSession(this.#context, devices[i]!, channelId, voice)
        : new TalkSession(given, devices[i]!, channelId, `talk-${id}-${channelId}`),
    );
    const { clock } = this.#context;
    const onEnded = () => void this.#broadcasts.delete(id);
    const broadcast = new Broadcast({ id, mode, source, voice, sessions, clock, onEnded });
    this.#broadcasts.set(id, broadcast);
    void broadcast.start();
    return broadcast;
  }

  /** An INVITE to us. True: answered here. */
  take(incoming: IncomingRequest): boolean {
    const { request, flow } = incoming;
    const from = decodedUser(request.from.uri);
    const caller = this.#context.registry.get(from);
    const listener = subjectReceiver(request.headers.get('Subject'));
    const expected = this.#expecting().filter(({ device }) => device.record.address === flow.remoteAddress);
    const named = expected.find(({ facts }) => [from, listener].includes(facts.channelId));
    const session = named ?? expected.find(({ facts }) => facts.deviceId === from);
    if (session) {
      void session.invited(incoming);
      return true;
    }
    if (!caller && expected.length === 0) return false;
    incoming.respond(403, { reason: 'Nobody asked for this call' });
    return true;
  }

  async stop(reason: string): Promise<void> {
    await Promise.all([...this.#broadcasts.values()].map((broadcast) => broadcast.stop(reason)));
  }

  /** Ends what goes to one device. */
  async stopDevice(deviceId: string, reason: string): Promise<void> {
    const all = [...this.#broadcasts.values()].flatMap(({ sessions }) => sessions);
    await Promise.all(all.filter(({ facts }) => facts.deviceId === deviceId).map((session) => session.stop(reason)));
  }

  #expecting(): BroadcastSession[] {
    return [...this.#broadcasts.values()]
      .flatMap(({ sessions }) => sessions)
      .filter((session): session is BroadcastSession => session instanceof BroadcastSession && session.expectsCall);
  }

  /** One loudspeaker, one voice. */
  #refuseTaken({ deviceId, channelId }: SoundTarget): void {
    for (const { sessions, id } of this.#broadcasts.values())
      for (const { facts } of sessions)
        if (facts.deviceId === deviceId && facts.channelId === channelId && facts.state !== 'ended')
          throw new PlayError(503, 'device-busy', `The broadcast ${id} speaks to ${channelId} already.`);
  }
}

/** GB/T 28181-2016 annex K: sender's ID and stream number, receiver's ID and stream number. */
function subjectReceiver(subject: string | undefined): string | undefined {
  return subject?.split(',')[1]?.split(':')[0]?.trim();
}
