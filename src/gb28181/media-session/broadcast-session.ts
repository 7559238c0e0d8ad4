// One device of a broadcast: GB/T 28181-2016 §9.12, GB/T 28181-2022 §9.12. We tell it, it calls us, we answer with sound.
//
//   notifying --Response OK--> waiting --its INVITE, our 200--> connecting --ACK, socket--> sending
//       any --Result ERROR | no call in time | BYE of either side | socket lost--> ended
import { atMost } from '../../base/clock.ts';
import type { Sender } from '../../engine/engine.ts';
import { parseSdp, SdpError, type SessionDescription, writeSdp } from '../../sdp/session-description.ts';
import type { Dialog, IncomingRequest } from '../../sip/index.ts';
import { PlayError } from '../../streams/source-provider.ts';
import { toleranceOf } from '../codec/quirks.ts';
import type { DeviceQueries } from '../device/device-queries.ts';
import type { Device } from '../device/device-registry.ts';
import { kMaxByeMs } from './left-calls.ts';
import { localAddressTo } from './local-address.ts';
import { asPlayError } from './refusals.ts';
import { reachableAddress } from './session-answer.ts';
import type { SessionContext } from './session-context.ts';
import { soundFormat } from './session-offer.ts';
import { type SoundWish, soundWish } from './sound-offer.ts';
import type { SoundFacts, SoundSession, SoundState, Voice } from './sound-session.ts';

export interface BroadcastContext extends SessionContext {
  queries: DeviceQueries;
}

/** Body cameras wake up first. */
export const kMaxCallWaitMs = 30_000;
/** For the ACK, and over TCP for the connection, after our answer. */
export const kMaxConnectMs = 10_000;
/** RFC 4145 §4.1: the port of who connects. */
const discardPort = 9;
const maxSsrc = 0xffffffff;

export class BroadcastSession implements SoundSession {
  // Given.
  readonly #context: BroadcastContext;
  readonly #device: Device;
  readonly #voice: Voice;
  readonly facts: SoundFacts;
  onChange: () => void = () => {};

  // Owned.
  #sender: Sender | undefined;
  #dialog: Dialog | undefined;
  #ssrc: string | undefined;
  #timer: object | undefined;

  // State.
  #called = false;
  #acknowledged = false;
  #connected = false;
  #remembered: Promise<void> | undefined;
  #ending: Promise<void> | undefined;

  constructor(context: BroadcastContext, device: Device, channelId: string, voice: Voice) {
    this.#context = context;
    this.#device = device;
    this.#voice = voice;
    const since = context.clock.now();
    const agreed = { transport: null, format: null, error: null, stream: null };
    this.facts = { deviceId: device.record.id, channelId, state: 'notifying', since, ...agreed };
  }

  get device(): Device {
    return this.#device;
  }
  /** It has been told, and has not called yet. */
  get expectsCall(): boolean {
    return !this.#called && !this.#ending;
  }

  async start(): Promise<void> {
    const { queries, config } = this.#context;
    const fields = { SourceID: config.id, TargetID: this.facts.channelId };
    this.#expire(kMaxCallWaitMs, 'no-call', 'The device was told of the broadcast and has not called.');
    try {
      // Some call without a Response, or before it.
      const question = { kind: 'Notify', cmdType: 'Broadcast', about: '', fields } as const;
      await queries.ask(this.#device, question, () => true);
      if (this.expectsCall) this.#change('waiting');
    } catch (error) {
      if (this.expectsCall) this.#fail(asPlayError(error));
    }
  }

  /** The device calls. Answers the INVITE in any case. */
  async invited(incoming: IncomingRequest): Promise<void> {
    this.#called = true;
    incoming.respond(100);
    try {
      const offer = parseSdp(incoming.request.body);
      const wish = soundWish(offer);
      if (!wish) throw new PlayError(502, 'offer-unusable', 'The device asks for sound in no form that we have.');
      const { address, settings } = this.#device.record;
      const { config } = this.#context;
      const ours = settings.mediaAddress || config.mediaAddress || (await localAddressTo(address));
      if (this.#ending || incoming.cancelled) throw new PlayError(503, 'device-ended', 'The call was given up.');
      this.#answer(incoming, offer, wish, ours);
    } catch (error) {
      incoming.respond(488);
      const unread = error instanceof SdpError && new PlayError(502, 'offer-unusable', `Its SDP: ${error.message}.`);
      this.#fail(unread || asPlayError(error));
    }
  }

  stop(reason: string): Promise<void> {
    // In a turn of its own: what ends with it asks for the end again.
    this.#ending ??= Promise.resolve().then(() => this.#stop(reason));
    return this.#ending;
  }

  #answer(incoming: IncomingRequest, offer: SessionDescription, wish: SoundWish, address: string): void {
    const { transport, format, payloadType } = wish;
    const ssrc = this.#ssrcFor(offer);
    const sender = this.#voice.openSender({
      ...wish,
      ...(transport !== 'tcp-passive' && { remote: this.#remote(offer) }),
      ssrc: Number(ssrc),
      held: true,
    });
    this.#sender = sender;
    this.#watch(sender);
    const encoding = format === 'audio' ? { encoding: 'PCMA', rate: 8000 } : { encoding: 'PS', rate: 90000 };
    const tcp = transport !== 'udp';
    const body = writeSdp({
      username: this.#context.config.id,
      address,
      sessionName: 'Play',
      kind: 'audio',
      port: sender.port || discardPort,
      tcp,
      payloads: [{ payload: payloadType, ...encoding }],
      direction: 'sendonly',
      setup: tcp ? (transport === 'tcp-active' ? 'active' : 'passive') : undefined,
      ssrc,
      format: soundFormat,
    });
    this.#own(incoming.accept({ body: Buffer.from(body), contentType: 'application/sdp' }));
    this.facts.transport = transport;
    this.facts.format = format;
    this.#change('connecting');
    this.#expire(kMaxConnectMs, 'no-connection', 'The device called and then neither acknowledged nor connected.');
    // Such a device ends the call when it hears nothing before its ACK.
    if (!this.#device.record.settings.soundAfterAck) sender.start();
  }

  /** The device's own, as the caller's; one of ours when it tells none. */
  #ssrcFor(offer: SessionDescription): string {
    const told = Number(offer.ssrc ?? 0);
    if (offer.ssrc && told > 0 && told <= maxSsrc) return offer.ssrc;
    this.#ssrc = this.#context.ssrcs.take();
    if (!this.#ssrc) throw new PlayError(503, 'busy', 'All 10,000 SSRCs of the SIP domain are in use.');
    return this.#ssrc;
  }

  #remote(offer: SessionDescription): { address: string; port: number } {
    const { address, settings } = this.#device.record;
    const tolerate = toleranceOf(settings, this.#context.stats.quirks);
    return { address: reachableAddress(offer.address, address, tolerate), port: offer.port };
  }

  #own(dialog: Dialog): void {
    this.#dialog = dialog;
    this.#remember(dialog);
    dialog.once('ack', () => {
      this.#acknowledged = true;
      this.#sender?.start();
      this.#flows();
    });
    dialog.on('request', (request) => {
      const { method } = request.request;
      request.respond(method === 'INVITE' ? 488 : method === 'OPTIONS' || method === 'INFO' ? 200 : 405);
    });
    dialog.once('terminated', (reason) => {
      const begun = this.facts.state === 'sending' ? 'ended the broadcast' : 'ended the call before sound flowed';
      const text =
        reason === 'remote-bye' ? `The device ${begun} (BYE).` : `The call with the device ended: ${reason}.`;
      this.#fail(new PlayError(503, 'device-ended', text));
    });
  }

  /** For as long as the call lasts, so that it can be ended after a crash. */
  #remember({ callId, localTag, remoteTag, remoteTarget }: Dialog): void {
    const { calls, log } = this.#context;
    const { deviceId, channelId } = this.facts;
    this.#remembered = calls
      .put({ callId, deviceId, channelId, localTag, remoteTag, remoteTarget })
      .catch((error) => log.warn({ err: error, device: deviceId }, 'call not remembered'));
  }

  async #forget(): Promise<void> {
    const { calls, log } = this.#context;
    await this.#remembered;
    if (this.#dialog)
      await calls.remove(this.#dialog.callId).catch((error) => log.warn({ err: error }, 'call not forgotten'));
  }

  #watch(sender: Sender): void {
    sender.once('started', () => {
      this.#connected = true;
      this.#flows();
    });
    sender.once('closed', ({ code, reason }) =>
      this.#fail(
        new PlayError(503, 'media-connection', `The way of the sound to the device failed: ${reason || code}.`),
      ),
    );
  }

  #flows(): void {
    if (!this.#acknowledged || !this.#connected || this.#ending) return;
    this.#context.clock.clearTimeout(this.#timer);
    this.#change('sending');
  }

  #expire(ms: number, code: string, text: string): void {
    const { clock } = this.#context;
    clock.clearTimeout(this.#timer);
    this.#timer = clock.setTimeout(() => this.#fail(new PlayError(504, code, text)), ms);
  }

  #fail({ code, message }: PlayError): void {
    if (this.#ending) return;
    this.facts.error = { code, message };
    void this.stop(message);
  }

  async #stop(reason: string): Promise<void> {
    const { clock, log, registry, ssrcs } = this.#context;
    const { deviceId, channelId } = this.facts;
    log.info({ device: deviceId, channel: channelId, reason }, 'broadcast to a device ended');
    clock.clearTimeout(this.#timer);
    this.#sender?.close();
    if (this.#ssrc) ssrcs.giveBack(this.#ssrc);
    this.#change('ended');
    await this.#bye(registry.get(deviceId)?.flow);
    await this.#forget();
  }

  /** By the way that the device is known by now. */
  async #bye(flow: Device['flow']): Promise<void> {
    const dialog = this.#dialog;
    if (!dialog || dialog.state === 'terminated') return;
    if (flow && !flow.closed) dialog.moveTo(flow);
    await atMost(this.#context.clock, kMaxByeMs, dialog.bye());
  }

  #change(state: SoundState): void {
    this.facts.state = state;
    this.facts.since = this.#context.clock.now();
    this.onChange();
  }
}
