// A session that we invite a device to: GB/T 28181-2016 §9.2 and §9.8 to §9.9, GB/T 28181-2022 §9.2 and §9.8 to §9.9.
import { atMost } from '../../base/clock.ts';
import type { Receiver, Stream } from '../../engine/engine.ts';
import { parseSdp, SdpError, type SessionDescription } from '../../sdp/session-description.ts';
import { type ClientInvite, type Dialog, InviteRejected, type SipResponse } from '../../sip/index.ts';
import { PlayError, type RunningSource } from '../../streams/source-provider.ts';
import { toleranceOf } from '../codec/quirks.ts';
import { bump } from '../config.ts';
import type { Device } from '../device/device-registry.ts';
import { hostPort } from '../device/device-sender.ts';
import type { MediaTransport } from '../ports.ts';
import { kMaxByeMs } from './left-calls.ts';
import { localAddressTo } from './local-address.ts';
import { asPlayError } from './refusals.ts';
import { agree } from './session-answer.ts';
import type { SessionContext } from './session-context.ts';
import { openSessionMedia, type SessionMedia } from './session-media.ts';
import { type Ask, subject, writeOffer } from './session-offer.ts';

export interface InviteWish {
  /** Name of the stream. */
  stream: string;
  device: Device;
  channelId: string;
  ask: Ask;
  /** The stream stays open for so long after the end, for those who still take what has come; absent: not at all. */
  drainMs?: number | undefined;
}

/** Why a session ended; `stopped`: because we wanted it. */
export interface SessionEnd {
  code: 'stopped' | 'device-ended' | 'media-lost' | 'media-connection';
  text: string;
}

/**
 * One session with a device: INVITE usage, receiver and stream.
 *
 *   receiver open -> INVITE -> 200 -> ACK -> media -> BYE of either side, silence, loss of the connection -> closed
 *
 * The receiver is open before its port is told, and everything is given back whichever step fails.
 */
export class InvitedSession implements RunningSource {
  // Given.
  readonly #context: SessionContext;
  readonly #wish: InviteWish;
  readonly #transport: MediaTransport;

  // Owned.
  readonly #media: SessionMedia;
  readonly #abort = new AbortController();
  #invite: ClientInvite | undefined;
  #dialog: Dialog | undefined;

  // State.
  #failure: PlayError | undefined;
  #ending: Promise<void> | undefined;
  #contradiction: string | undefined;
  #remembered: Promise<void> | undefined;
  #answer: SessionDescription | undefined;
  #onEnded: (end: SessionEnd) => void = () => {};

  /** Resolves as soon as the end has begun, with its reason. */
  readonly ended: Promise<SessionEnd>;

  /** Throws PlayError or EngineError when there is no room for another session. */
  constructor(context: SessionContext, wish: InviteWish) {
    this.#context = context;
    this.#wish = wish;
    this.ended = new Promise((resolve) => {
      this.#onEnded = resolve;
    });
    this.#transport = wish.device.record.settings.mediaTransport ?? context.config.mediaTransport;
    const { address, port } = wish.device.record;
    this.#media = openSessionMedia(context, {
      name: wish.stream,
      transport: this.#transport,
      remote: { address, port },
      history: wish.ask.timing !== undefined,
    });
    this.#watchMedia();
  }

  get stream(): Stream {
    return this.#media.stream;
  }

  get receiver(): Receiver {
    return this.#media.receiver;
  }

  get deviceId(): string {
    return this.#wish.device.record.id;
  }

  get channelId(): string {
    return this.#wish.channelId;
  }

  /** Once the device has accepted. */
  get dialog(): Dialog | undefined {
    return this.#dialog;
  }

  /** What the device answered to the offer; undefined before. */
  get answer(): SessionDescription | undefined {
    return this.#answer;
  }

  /** Set once the end has begun; resolves when the device knows, or is not waited for any longer. */
  get ending(): Promise<void> | undefined {
    return this.#ending;
  }

  /** Invites the device; resolves when it accepted. Rejects PlayError, with everything given back. */
  async start(signal: AbortSignal): Promise<this> {
    const { stats } = this.#context;
    try {
      bump(stats.invites, 'sent');
      this.#explain('inviting', 'The device was invited and has not answered yet.');
      const dialog = await this.#call(signal);
      // Acknowledged whatever it holds: the dialog stands.
      dialog.ack();
      this.#own(dialog);
      this.#useAnswer(readAnswer(dialog));
      bump(stats.invites, 'accepted');
      this.#explain('waiting-for-media', this.#waitingText());
      return this;
    } catch (error) {
      const failure = asPlayError(error);
      bump(stats.invites, outcome(error, failure));
      this.#explain(failure.code, failure.message);
      void this.stop(failure.message);
      throw failure;
    }
  }

  /** Why it ended by itself, or what it still waits for. */
  failure(): PlayError | undefined {
    if (this.#failure || !this.#dialog || this.stream.ready) return this.#failure;
    const { code, text } = this.#context.explanations.get(this.#wish.stream) ?? {};
    return new PlayError(504, code === 'waiting-for-picture' ? 'no-picture' : 'no-media', text ?? 'No media arrived.');
  }

  /** Closes the stream and ends the call; resolves when the device knows, at the latest after kMaxByeMs. */
  stop(reason: string): Promise<void> {
    if (!this.#ending) this.#onEnded({ code: 'stopped', text: reason });
    this.#ending ??= this.#stop(reason);
    return this.#ending;
  }

  async #stop(reason: string): Promise<void> {
    const { clock, log } = this.#context;
    log.info({ stream: this.#wish.stream, reason }, 'session ended');
    this.#abort.abort();
    this.#closeMedia();
    await atMost(clock, kMaxByeMs, this.#dialog ? this.#bye(this.#dialog) : this.#invite?.over);
    await this.#forget();
  }

  #closeMedia(): void {
    const { drainMs } = this.#wish;
    if (drainMs) {
      this.#media.receiver.close();
      this.#context.clock.setTimeout(() => this.#media.close(), drainMs);
    } else this.#media.close();
  }

  /** Tells the device something inside of the call. Rejects PlayError or SipError. */
  async info(contentType: string, body: string): Promise<SipResponse> {
    const { clock, config } = this.#context;
    const dialog = this.#dialog;
    if (!dialog || this.#ending) throw new PlayError(409, 'session-ended', 'The session with the device has ended.');
    this.#follow(dialog);
    const timeout = new AbortController();
    const timer = clock.setTimeout(() => timeout.abort(), config.inviteTimeoutMs);
    try {
      return await dialog.request('INFO', { contentType, body, signal: timeout.signal });
    } finally {
      clock.clearTimeout(timer);
    }
  }

  #follow(dialog: Dialog): void {
    const flow = this.#context.registry.get(this.deviceId)?.flow;
    if (flow && !flow.closed) dialog.moveTo(flow);
  }

  /** The device may have moved since the INVITE: a BYE that misses it leaves it sending for ever. */
  #bye(dialog: Dialog): Promise<void> {
    this.#follow(dialog);
    return dialog.bye();
  }

  /** The call may have ended, and this session too, while its answer was on the way to here. Throws PlayError. */
  #own(dialog: Dialog): void {
    this.#dialog = dialog;
    if (this.#ending) {
      void this.#bye(dialog);
      throw this.#failure ?? new PlayError(503, 'stopped', 'The session was stopped while the device was invited.');
    }
    if (dialog.state === 'terminated') {
      this.#onDialogEnd('remote-bye');
      throw this.#failure!;
    }
    dialog.once('terminated', (reason) => this.#onDialogEnd(reason));
    this.#remember(dialog);
  }

  /** For as long as the call lasts, so that it can be ended after a crash. */
  #remember({ callId, localTag, remoteTag, remoteTarget }: Dialog): void {
    const { calls, log } = this.#context;
    const { deviceId } = this;
    const { channelId } = this.#wish;
    this.#remembered = calls
      .put({ callId, deviceId, channelId, localTag, remoteTag, remoteTarget })
      .catch((error) => log.warn({ err: error, device: deviceId }, 'call not remembered'));
  }

  async #forget(): Promise<void> {
    const { calls, log } = this.#context;
    await this.#remembered;
    if (!this.#remembered || !this.#dialog) return;
    await calls.remove(this.#dialog.callId).catch((error) => log.warn({ err: error }, 'call not forgotten'));
  }

  async #call(signal: AbortSignal): Promise<Dialog> {
    const { endpoint, registry, config, clock } = this.#context;
    const { device, channelId } = this.#wish;
    const { address, port, settings } = device.record;
    const target = registry.targetOf(device);
    const mediaAddress = settings.mediaAddress || config.mediaAddress || (await localAddressTo(address));
    const timeout = new AbortController();
    const timer = clock.setTimeout(() => timeout.abort(), config.inviteTimeoutMs);
    const { ssrc, receiver } = this.#media;
    const place = {
      platformId: config.id,
      address: mediaAddress,
      port: receiver.port,
      transport: this.#transport,
      ssrc,
    };
    const invite = endpoint.invite({
      uri: `sip:${channelId}@${hostPort(address, port)}`,
      from: `sip:${config.id}@${config.domain}`,
      to: `sip:${channelId}@${config.domain}`,
      target,
      headers: { Subject: subject(channelId, ssrc, config.id) },
      contentType: 'application/sdp',
      body: writeOffer(this.#wish.ask, place),
      signal: AbortSignal.any([signal, this.#abort.signal, timeout.signal]),
    });
    this.#invite = invite;
    invite.on('provisional', ({ status, reason }) =>
      this.#explain('device-trying', `The device answered ${status} ${reason} and prepares.`),
    );
    try {
      return await invite.accepted;
    } catch (error) {
      if (!timeout.signal.aborted || error instanceof InviteRejected) throw error;
      const seconds = config.inviteTimeoutMs / 1000;
      throw new PlayError(504, 'device-no-answer', `The device did not answer the INVITE within ${seconds} s.`);
    } finally {
      clock.clearTimeout(timer);
    }
  }

  #useAnswer(answer: SessionDescription): void {
    this.#answer = answer;
    const { address, settings } = this.#wish.device.record;
    const { ssrc, receiver } = this.#media;
    const tolerate = toleranceOf(settings, this.#context.stats.quirks);
    const agreed = agree({ transport: this.#transport, ssrc }, answer, address, tolerate);
    this.#contradiction = agreed.contradiction;
    if (agreed.ssrc !== Number(ssrc)) receiver.update({ ssrc: agreed.ssrc });
    if (agreed.remote) receiver.connect(agreed.remote);
  }

  #watchMedia(): void {
    const { stream, receiver } = this.#media;
    receiver.on('started', () =>
      this.#explain('waiting-for-picture', 'Media arrives; the first key frame has not come yet.'),
    );
    receiver.on('bye', () => this.#end('device-ended', 'The device ended its media (RTCP BYE).'));
    receiver.on('silent', () => this.#end('media-lost', 'The device stopped sending media.'));
    receiver.once('closed', ({ reason, code }) =>
      this.#end('media-connection', `The media connection to the device failed: ${reason || code}.`),
    );
    stream.once('closed', () => void this.stop('the stream closed'));
    stream.on('ready', () => this.#explain('playing', `${this.#wish.stream} plays.`));
  }

  #onDialogEnd(reason: string): void {
    const text =
      reason === 'remote-bye' ? 'The device ended the session (BYE).' : `The session with the device ended: ${reason}.`;
    this.#end('device-ended', text);
  }

  /** The session ended by itself: who waits gets the reason, who plays sees the end. */
  #end(code: SessionEnd['code'], text: string): void {
    if (this.#ending) return;
    this.#onEnded({ code, text });
    this.#failure = new PlayError(503, code, text);
    this.#explain(code, text);
    void this.stop(text);
  }

  #explain(code: string, text: string): void {
    this.#context.explanations.set(this.#wish.stream, code, text);
  }

  #waitingText(): string {
    const { port } = this.#media.receiver;
    const at = this.#transport === 'tcp-active' ? 'over our TCP connection to it' : `at our port ${port}`;
    const advice = this.#contradiction
      ? `${this.#contradiction} Set another media transport for this device.`
      : 'Check firewall, NAT and the address in our SDP.';
    return `The device accepted; no media has arrived ${at} (${this.#transport}). ${advice}`;
  }
}

function readAnswer(dialog: Dialog): SessionDescription {
  try {
    return parseSdp(dialog.remoteBody);
  } catch (error) {
    if (!(error instanceof SdpError)) throw error;
    throw new PlayError(502, 'bad-answer', `The device accepted, but its SDP cannot be used: ${error.message}.`);
  }
}

function outcome(error: unknown, failure: PlayError): 'refused' | 'timedOut' | 'failed' {
  if (error instanceof InviteRejected) return 'refused';
  return failure.status === 504 ? 'timedOut' : 'failed';
}
