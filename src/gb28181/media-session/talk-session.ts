// A conversation with one device: s=Talk of GB/T 28181-2016, both ways between the same two ports.
//
//   notifying --our INVITE, its 200--> connecting --socket--> sending --BYE of either side | socket lost--> ended
import type { Sender } from '../../engine/engine.ts';
import { PlayError } from '../../streams/source-provider.ts';
import { toleranceOf } from '../codec/quirks.ts';
import type { Device } from '../device/device-registry.ts';
import { kMaxConnectMs } from './broadcast-session.ts';
import type { InvitedSession } from './invited-session.ts';
import type { InvitedSessions } from './invited-sessions.ts';
import { asPlayError } from './refusals.ts';
import { reachableAddress } from './session-answer.ts';
import type { SessionContext } from './session-context.ts';
import { soundPayloads, talkAsk } from './session-offer.ts';
import type { SoundFacts, SoundSession, SoundState, Voice } from './sound-session.ts';

export class TalkSession implements SoundSession {
  // Given.
  readonly #context: SessionContext;
  readonly #sessions: InvitedSessions;
  readonly #device: Device;
  readonly #voice: Voice;
  readonly facts: SoundFacts;
  onChange: () => void = () => {};

  // Owned.
  readonly #abort = new AbortController();
  #call: InvitedSession | undefined;
  #sender: Sender | undefined;
  #timer: object | undefined;

  // State.
  #ending: Promise<void> | undefined;

  /** `stream`: what the device says becomes this one. */
  constructor(
    given: { context: SessionContext; sessions: InvitedSessions; voice: Voice },
    device: Device,
    channelId: string,
    stream: string,
  ) {
    this.#context = given.context;
    this.#sessions = given.sessions;
    this.#voice = given.voice;
    this.#device = device;
    const since = given.context.clock.now();
    const agreed = { transport: null, format: null, error: null };
    this.facts = { deviceId: device.record.id, channelId, state: 'notifying', since, stream, ...agreed };
  }

  async start(): Promise<void> {
    const { deviceId, channelId, stream } = this.facts;
    try {
      // Known before the device is invited: whatever ends the talk meanwhile ends the call as well.
      const opened = (session: InvitedSession) => {
        this.#call = session;
      };
      const wish = { stream: stream!, deviceId, channelId, ask: talkAsk, opened };
      const call = await this.#sessions.start(wish, this.#abort.signal);
      void call.ended.then(({ code, text }) =>
        code === 'stopped' ? this.stop(text) : this.#fail(new PlayError(503, code, text)),
      );
      if (this.#ending) return;
      this.#speak(call);
    } catch (error) {
      this.#fail(asPlayError(error));
    }
  }

  stop(reason: string): Promise<void> {
    // In a turn of its own: what ends with it asks for the end again.
    this.#ending ??= Promise.resolve().then(() => this.#stop(reason));
    return this.#ending;
  }

  #speak({ answer, receiver }: InvitedSession): void {
    const { clock, config, stats } = this.#context;
    const { address, settings } = this.#device.record;
    const transport = settings.mediaTransport ?? config.mediaTransport;
    const remote =
      transport === 'udp' && answer
        ? { address: reachableAddress(answer.address, address, toleranceOf(settings, stats.quirks)), port: answer.port }
        : undefined;
    this.facts.transport = transport;
    this.facts.format = 'audio';
    this.#change('connecting');
    this.#timer = clock.setTimeout(
      () => this.#fail(new PlayError(504, 'no-connection', 'The device accepted the talk and then did not connect.')),
      kMaxConnectMs,
    );
    this.#sender = this.#voice.openSender({
      transport,
      receiver: receiver.handle,
      ...(remote && { remote }),
      ssrc: Number(answer?.ssrc ?? 0) || (receiver.describe().ssrc ?? 0),
      payloadType: soundPayloads[0]!.payload,
      format: 'audio',
    });
    this.#sender.once('started', () => {
      clock.clearTimeout(this.#timer);
      if (!this.#ending) this.#change('sending');
    });
    this.#sender.once('closed', ({ code, reason }) =>
      this.#fail(
        new PlayError(503, 'media-connection', `The way of the sound to the device failed: ${reason || code}.`),
      ),
    );
  }

  #fail({ code, message }: PlayError): void {
    if (this.#ending) return;
    this.facts.error = { code, message };
    void this.stop(message);
  }

  async #stop(reason: string): Promise<void> {
    this.#context.clock.clearTimeout(this.#timer);
    this.#abort.abort(new PlayError(503, 'stopped', reason));
    this.#sender?.close();
    this.#change('ended');
    await this.#call?.stop(reason);
  }

  #change(state: SoundState): void {
    this.facts.state = state;
    this.facts.since = this.#context.clock.now();
    this.onChange();
  }
}
