// The lower side: a device that registers with a platform, reports, tells its channels and sends when invited.
// GB/T 28181-2016 §9.1 to §9.6.
import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import { parseSdp, type SessionDescription, writeSdp } from '../../sdp/session-description.ts';
import type { Dialog, IncomingRequest, SipEndpoint, Target } from '../../sip/index.ts';
import { catalogItem } from '../codec/catalog.ts';
import { buildManscdp, type Manscdp, manscdpType, parseManscdp, type XmlNode } from '../codec/manscdp.ts';
import type { ChannelRecord, MediaTransport, SignallingTransport } from '../ports.ts';

export interface AgentOptions {
  endpoint: SipEndpoint;
  clock: Clock;
  log: Logger;
  deviceId: string;
  password: string;
  /** The platform: its 20-digit ID, its domain, and where it is. */
  server: { id: string; domain: string; address: string; port: number };
  transport: SignallingTransport;
  registerSeconds: number;
  keepaliveSeconds: number;
  facts: { name: string; manufacturer: string; model: string; firmware: string };
  channels: ChannelRecord[];
  /** Address in the SDP of answers. */
  mediaAddress: string;
  media: MediaSource;
}

/** What an invited agent sends from; whoever plugs it in owns the media. */
export interface MediaSource {
  /** Opens the sending side. Throws when the channel cannot be sent. */
  open(request: MediaRequest): OpenMedia;
}

export interface MediaRequest {
  channelId: string;
  /** From our side: tcp-active means that we connect. */
  transport: MediaTransport;
  remote: { address: string; port: number };
  /** Ten digits, as in y=. */
  ssrc: string;
  payloadType: number;
}

export interface OpenMedia {
  /** Local port, for the answer. */
  port: number;
  close(): void;
}

const retryMs = 5000;
/** GB/T 28181-2016 §9.6: so many unanswered reports, and the connection to the platform counts as lost. */
const maxMissedKeepalives = 3;
/** Items of one MESSAGE, so that it fits one datagram. */
const itemsPerMessage = 2;
const maxSessions = 64;

/** Registers, keeps itself registered, answers. */
export class DeviceAgent {
  readonly #options: AgentOptions;
  readonly #sessions = new Map<Dialog, OpenMedia>();
  #timer: object | undefined;
  #keepaliveTimer: object | undefined;
  #missedKeepalives = 0;
  #sn = 0;
  #cseq = 0;
  #stopped = false;
  #undoUse: () => void = () => {};
  #onRegistered: () => void = () => {};
  /** Resolves with the first accepted registration. */
  readonly registered: Promise<void>;

  constructor(options: AgentOptions) {
    this.#options = options;
    this.registered = new Promise((resolve) => {
      this.#onRegistered = resolve;
    });
  }

  start(): void {
    this.#undoUse = this.#options.endpoint.use((request) => this.#take(request));
    void this.#registerAgain();
  }

  /** Ends sessions by BYE and unregisters. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#options.clock.clearTimeout(this.#timer);
    this.#options.clock.clearTimeout(this.#keepaliveTimer);
    this.#undoUse();
    await Promise.allSettled([...this.#sessions.keys()].map((dialog) => dialog.bye()));
    await this.#register(0).catch(() => {});
  }

  get sessions(): number {
    return this.#sessions.size;
  }

  async #registerAgain(): Promise<void> {
    const { clock, log, registerSeconds, deviceId } = this.#options;
    let nextMs = retryMs;
    try {
      const status = await this.#register(registerSeconds);
      if (status === 200) {
        nextMs = (registerSeconds * 1000) / 2;
        this.#onRegistered();
        if (!this.#keepaliveTimer) this.#scheduleKeepalive();
      } else log.warn({ device: deviceId, status }, 'registration refused');
    } catch (error) {
      log.warn({ device: deviceId, reason: (error as Error).message }, 'registration failed');
    }
    if (!this.#stopped) this.#timer = clock.setTimeout(() => void this.#registerAgain(), nextMs);
  }

  async #register(expires: number): Promise<number> {
    const { endpoint, server, deviceId, password } = this.#options;
    const response = await endpoint.request({
      method: 'REGISTER',
      uri: `sip:${server.id}@${server.domain}`,
      from: `sip:${deviceId}@${server.domain}`,
      to: `sip:${deviceId}@${server.domain}`,
      headers: { Expires: String(expires) },
      target: this.#target(),
      cseq: ++this.#cseq,
      credentials: { username: deviceId, password },
    });
    return response.status;
  }

  #scheduleKeepalive(): void {
    const { clock, keepaliveSeconds } = this.#options;
    this.#keepaliveTimer = clock.setTimeout(() => {
      void this.#keepalive();
      if (!this.#stopped) this.#scheduleKeepalive();
    }, keepaliveSeconds * 1000);
  }

  async #keepalive(): Promise<void> {
    const report = { kind: 'Notify', cmdType: 'Keepalive', sn: String(++this.#sn), fields: { Status: 'OK' } } as const;
    const status = await this.#send(report).catch(() => undefined);
    this.#missedKeepalives = status === undefined ? this.#missedKeepalives + 1 : 0;
    if (status === 200 || this.#stopped || (status === undefined && this.#missedKeepalives < maxMissedKeepalives))
      return;
    // A platform that does not know us any more says so, or nothing at all; then we introduce ourselves again.
    await this.#register(this.#options.registerSeconds).catch(() => {});
  }

  async #send(message: Omit<Manscdp, 'deviceId' | 'fields'> & { fields: XmlNode }): Promise<number> {
    const { endpoint, server, deviceId } = this.#options;
    const response = await endpoint.request({
      method: 'MESSAGE',
      uri: `sip:${server.id}@${server.domain}`,
      from: `sip:${deviceId}@${server.domain}`,
      to: `sip:${server.id}@${server.domain}`,
      target: this.#target(),
      contentType: manscdpType,
      body: buildManscdp({ ...message, deviceId }, 'GB18030'),
    });
    return response.status;
  }

  #target(): Target {
    const { server, transport } = this.#options;
    return { protocol: transport, address: server.address, port: server.port };
  }

  /** Several agents may share an endpoint: each takes what is for its IDs. */
  #take(incoming: IncomingRequest): boolean {
    const { method } = incoming.request;
    const { user } = incoming.request.requestUri;
    const { deviceId, channels } = this.#options;
    if (user !== deviceId && !channels.some(({ id }) => id === user)) return false;
    if (method === 'INVITE') this.#invited(incoming, user ?? deviceId);
    else if (method === 'MESSAGE') this.#asked(incoming);
    else return false;
    return true;
  }

  #asked(incoming: IncomingRequest): void {
    let message: Manscdp;
    try {
      message = parseManscdp(incoming.request.body);
    } catch {
      incoming.respond(400);
      return;
    }
    incoming.respond(200);
    if (message.kind !== 'Query') return;
    this.#answer(message).catch((error: Error) =>
      this.#options.log.warn({ reason: error.message }, 'query not answered'),
    );
  }

  async #answer({ cmdType, sn }: Manscdp): Promise<void> {
    const { facts, channels } = this.#options;
    if (cmdType === 'Catalog') return this.#sendCatalog(sn);
    const fields: XmlNode | undefined =
      cmdType === 'DeviceInfo'
        ? {
            DeviceName: facts.name,
            Result: 'OK',
            Manufacturer: facts.manufacturer,
            Model: facts.model,
            Firmware: facts.firmware,
            Channel: String(channels.length),
          }
        : cmdType === 'DeviceStatus'
          ? { Result: 'OK', Online: 'ONLINE', Status: 'OK' }
          : undefined;
    if (fields) await this.#send({ kind: 'Response', cmdType, sn, fields });
  }

  async #sendCatalog(sn: string): Promise<void> {
    const { channels } = this.#options;
    for (let at = 0; at < Math.max(1, channels.length); at += itemsPerMessage) {
      const part = channels.slice(at, at + itemsPerMessage);
      const fields = {
        SumNum: String(channels.length),
        DeviceList: { '@Num': String(part.length), Item: part.map(catalogItem) },
      };
      await this.#send({ kind: 'Response', cmdType: 'Catalog', sn, fields });
    }
  }

  #invited(incoming: IncomingRequest, channelId: string): void {
    let offer: SessionDescription;
    try {
      offer = parseSdp(incoming.request.body);
    } catch {
      incoming.respond(488);
      return;
    }
    if (offer.sessionName !== 'Play') {
      incoming.respond(488, { reason: 'Live only' });
      return;
    }
    if (this.#sessions.size >= maxSessions) {
      incoming.respond(486);
      return;
    }
    incoming.respond(100);
    // The offer names its own side: who is told that the other connects, connects.
    const transport: MediaTransport = !offer.tcp ? 'udp' : offer.setup === 'active' ? 'tcp-passive' : 'tcp-active';
    const payloadType = offer.payloads.find(({ encoding }) => encoding.toUpperCase() === 'PS')?.payload ?? 96;
    const ssrc = offer.ssrc ?? '0000000001';
    let media: OpenMedia;
    try {
      media = this.#options.media.open({
        channelId,
        transport,
        remote: { address: offer.address, port: offer.port },
        ssrc,
        payloadType,
      });
    } catch (error) {
      this.#options.log.warn({ channel: channelId, reason: (error as Error).message }, 'channel not sent');
      incoming.respond(488);
      return;
    }
    this.#accept(incoming, { channelId, transport, ssrc, payloadType, media });
  }

  #accept(
    incoming: IncomingRequest,
    session: { channelId: string; transport: MediaTransport; ssrc: string; payloadType: number; media: OpenMedia },
  ): void {
    const { channelId, transport, ssrc, payloadType, media } = session;
    const tcp = transport !== 'udp';
    const body = writeSdp({
      username: channelId,
      address: this.#options.mediaAddress,
      sessionName: 'Play',
      kind: 'video',
      port: media.port || 9,
      tcp,
      payloads: [{ payload: payloadType, encoding: 'PS', rate: 90000 }],
      direction: 'sendonly',
      setup: tcp ? (transport === 'tcp-active' ? 'active' : 'passive') : undefined,
      ssrc,
    });
    let dialog: Dialog;
    try {
      dialog = incoming.accept({ body: Buffer.from(body), contentType: 'application/sdp' });
    } catch (error) {
      // Cancelled meanwhile, or too many calls; it has been answered.
      media.close();
      this.#options.log.warn({ channel: channelId, reason: (error as Error).message }, 'call not accepted');
      return;
    }
    this.#sessions.set(dialog, media);
    dialog.once('terminated', () => {
      this.#sessions.delete(dialog);
      media.close();
    });
  }

  /** Ends every session by BYE, as a device does that reboots. */
  async hangUp(): Promise<void> {
    await Promise.allSettled([...this.#sessions.keys()].map((dialog) => dialog.bye()));
  }
}
