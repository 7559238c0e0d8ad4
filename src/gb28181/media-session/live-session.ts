import type { Receiver, Stream } from '../../engine/engine.ts';
import { parseSdp, SdpError, type SessionDescription } from '../../sdp/session-description.ts';
import { type Dialog, InviteRejected, SipError } from '../../sip/index.ts';
import { PlayError, type RunningSource } from '../../streams/source-provider.ts';
import { bump } from '../config.ts';
import { hostPort } from '../device/device-queries.ts';
import type { Device } from '../device/device-registry.ts';
import type { MediaTransport } from '../ports.ts';
import { subject, writeLiveOffer } from './live-offer.ts';
import type { LiveContext } from './live-provider.ts';
import { localAddressTo } from './local-address.ts';

export interface LiveWish {
  stream: string;
  device: Device;
  channelId: string;
}

/**
 * One live session with a device: INVITE usage, receiver and stream.
 *
 *   receiver open -> INVITE -> 200 -> ACK -> media -> BYE of either side, silence, loss of the connection -> closed
 *
 * The receiver is open before its port is told, and everything is given back whichever step fails.
 */
export class LiveSession implements RunningSource {
  readonly stream: Stream;
  readonly #context: LiveContext;
  readonly #wish: LiveWish;
  readonly #ssrc: string;
  readonly #transport: MediaTransport;
  readonly #receiver: Receiver;
  #dialog: Dialog | undefined;
  #failure: PlayError | undefined;
  #stopped = false;

  constructor(context: LiveContext, wish: LiveWish) {
    this.#context = context;
    this.#wish = wish;
    const { engine, config, ssrcs } = context;
    this.#transport = wish.device.record.settings.mediaTransport ?? config.mediaTransport;
    const ssrc = ssrcs.take();
    if (!ssrc) throw new PlayError(503, 'busy', 'All 10,000 live sessions of the SIP domain are in use.');
    this.#ssrc = ssrc;
    const shared = config.sharedPort === undefined ? {} : { sharedPort: config.sharedPort };
    try {
      this.stream = engine.openStream({ name: wish.stream, onLoss: config.onLoss, ...shared });
    } catch (error) {
      ssrcs.giveBack(ssrc);
      throw error;
    }
    try {
      const own = this.#transport === 'tcp-active' ? {} : shared;
      this.#receiver = this.stream.openReceiver({
        transport: this.#transport,
        ssrc: Number(ssrc),
        silenceMs: config.silenceMs,
        ...own,
      });
    } catch (error) {
      this.#giveBack();
      throw error;
    }
    this.#watchMedia();
  }

  /** Invites the device; resolves when it accepted. Rejects PlayError, with everything given back. */
  async start(signal: AbortSignal): Promise<this> {
    const { stats } = this.#context;
    try {
      bump(stats.invites, 'sent');
      this.#explain('inviting', 'The device was invited and has not answered yet.');
      const dialog = await this.#invite(signal);
      this.#dialog = dialog;
      dialog.once('terminated', (reason) => this.#onDialogEnd(reason));
      const answer = this.#readAnswer(dialog);
      dialog.ack();
      this.#useAnswer(answer);
      bump(stats.invites, 'accepted');
      this.#explain(
        'waiting-for-media',
        'The device accepted; its media has not arrived yet. Check firewall, NAT and the address in our SDP.',
      );
      return this;
    } catch (error) {
      const failure = this.#describe(error);
      this.#explain(failure.code, failure.message);
      await this.stop('start failed');
      throw failure;
    }
  }

  failure(): PlayError | undefined {
    return this.#failure;
  }

  async stop(reason: string): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#giveBack();
    this.#context.log.info({ stream: this.#wish.stream, reason }, 'live session ended');
    const dialog = this.#dialog;
    if (dialog && dialog.state !== 'terminated') await dialog.bye();
  }

  #giveBack(): void {
    this.#context.ssrcs.giveBack(this.#ssrc);
    this.stream.close();
  }

  async #invite(signal: AbortSignal): Promise<Dialog> {
    const { endpoint, registry, config, clock } = this.#context;
    const { device, channelId } = this.#wish;
    const { address, port, settings } = device.record;
    const mediaAddress = settings.mediaAddress || config.mediaAddress || (await localAddressTo(address));
    const timeout = new AbortController();
    const timer = clock.setTimeout(() => timeout.abort(), config.inviteTimeoutMs);
    const offer = {
      platformId: config.id,
      address: mediaAddress,
      port: this.#receiver.port,
      transport: this.#transport,
      ssrc: this.#ssrc,
    };
    const invite = endpoint.invite({
      uri: `sip:${channelId}@${hostPort(address, port)}`,
      from: `sip:${config.id}@${config.domain}`,
      to: `sip:${channelId}@${config.domain}`,
      target: registry.targetOf(device),
      headers: { Subject: subject(channelId, this.#ssrc, config.id) },
      contentType: 'application/sdp',
      body: writeLiveOffer(offer),
      signal: AbortSignal.any([signal, timeout.signal]),
    });
    invite.on('provisional', (response) =>
      this.#explain('device-trying', `The device answered ${response.status} ${response.reason} and prepares.`),
    );
    try {
      return await invite.accepted;
    } catch (error) {
      if (timeout.signal.aborted && !(error instanceof InviteRejected))
        throw new PlayError(
          504,
          'device-no-answer',
          `The device did not answer the INVITE within ${config.inviteTimeoutMs / 1000} s.`,
        );
      throw error;
    } finally {
      clock.clearTimeout(timer);
    }
  }

  #readAnswer(dialog: Dialog): SessionDescription {
    try {
      return parseSdp(dialog.remoteBody);
    } catch (error) {
      // The dialog stands, so it is acknowledged before it is ended.
      dialog.ack();
      if (error instanceof SdpError)
        throw new PlayError(502, 'bad-answer', `The device accepted, but its SDP cannot be used: ${error.message}.`);
      throw error;
    }
  }

  #useAnswer(answer: SessionDescription): void {
    // QUIRK own-ssrc: a device that answers with an SSRC of its own is believed at once.
    const own = answer.ssrc === undefined ? Number(this.#ssrc) : Number(answer.ssrc);
    if (own !== Number(this.#ssrc) && own > 0 && own <= 0xffffffff) {
      bump(this.#context.stats.quirks, 'own-ssrc');
      this.#receiver.update({ ssrc: own });
    }
    if (this.#transport !== 'tcp-active') return;
    // QUIRK unspecified-address: 0.0.0.0 means where the signalling came from.
    const address = /^(0\.0\.0\.0|::)$/.test(answer.address) ? this.#wish.device.record.address : answer.address;
    this.#receiver.connect({ address, port: answer.port });
  }

  #watchMedia(): void {
    const { stream } = this.#wish;
    this.#receiver.on('started', () =>
      this.#explain('waiting-for-picture', 'Media arrives; the first key frame has not come yet.'),
    );
    this.#receiver.on('bye', () => this.#end('device-ended', 'The device ended its media (RTCP BYE).'));
    this.#receiver.on('silent', () => this.#end('media-lost', 'The device stopped sending media.'));
    this.#receiver.once('closed', ({ code, reason }) => {
      if (!this.#stopped && code !== 'GL_ERR_STREAM_CLOSED')
        this.#end('media-connection', `The media connection to the device failed: ${reason}.`);
    });
    this.stream.on('ready', () => this.#explain('playing', `${stream} plays.`));
  }

  #onDialogEnd(reason: string): void {
    if (this.#stopped) return;
    this.#end(
      'device-ended',
      reason === 'remote-bye' ? 'The device ended the session (BYE).' : `The session with the device ended: ${reason}.`,
    );
  }

  /** The session ended by itself: who waits gets the reason, who plays sees the end. */
  #end(code: string, text: string): void {
    if (this.#stopped) return;
    this.#failure = new PlayError(503, code, text);
    this.#explain(code, text);
    void this.stop(text).catch((error) => this.#context.log.warn({ err: error }, 'BYE failed'));
  }

  #explain(code: string, text: string): void {
    this.#context.explanations.set(this.#wish.stream, code, text);
  }

  #describe(error: unknown): PlayError {
    const { stats } = this.#context;
    if (error instanceof PlayError) {
      bump(stats.invites, error.status === 504 ? 'timedOut' : 'failed');
      return error;
    }
    if (error instanceof InviteRejected) {
      bump(stats.invites, 'refused');
      return refusal(error);
    }
    bump(stats.invites, 'failed');
    if (error instanceof SipError) return fromSipError(error);
    return new PlayError(503, 'start-failed', (error as Error).message, { cause: error });
  }
}

function refusal({ response: { status, reason } }: InviteRejected): PlayError {
  const said = `The device answered ${status} ${reason}`;
  if (status === 404) return new PlayError(404, 'channel-unknown-to-device', `${said}: it does not know this channel.`);
  if (status === 486 || status === 600)
    return new PlayError(503, 'device-busy', `${said}: it serves as many streams as it can.`);
  if (status === 488 || status === 606)
    return new PlayError(502, 'offer-refused', `${said}: it cannot send media this way; try another transport.`);
  return new PlayError(502, 'device-refused', `${said}.`);
}

function fromSipError(error: SipError): PlayError {
  if (error.code === 'GL_SIP_TIMEOUT')
    return new PlayError(504, 'device-no-answer', 'The device did not answer the INVITE.');
  if (error.code === 'GL_SIP_TRANSPORT')
    return new PlayError(
      503,
      'device-unreachable',
      `The device cannot be reached: ${error.message}. Over TCP it must connect anew first.`,
    );
  return new PlayError(503, 'start-failed', error.message, { cause: error });
}
