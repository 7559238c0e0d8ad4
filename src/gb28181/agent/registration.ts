// Registers, refreshes, reports, and follows a redirection: GB/T 28181-2016 §9.1 and §9.6, GB/T 28181-2022 §9.1.2.3.
//
//   idle --start--> registering --200--> registered --half of the time--> registering
//                   registering --302--> registering with the named server
//                   registering --refused, no answer--> waiting --retry--> registering with the first server
//                   registered --report refused, or three without an answer--> registering
//   any --stop--> idle
import type { SipResponse } from '../../sip/index.ts';
import { versions } from '../codec/command-set/index.ts';
import type { DeviceAgent } from './device-agent.ts';

const retryMs = 5000;
/** GB/T 28181-2016 §9.6: so many unanswered reports, and the connection to the platform counts as lost. */
const maxMissedKeepalives = 3;
/** Servers that send us on to each other are not followed for ever. */
const kMaxRedirects = 3;
const sipPort = 5060;
/** QUIRK registers-often. */
const oftenMs = 5000;

export class Registration {
  // Given.
  readonly #agent: DeviceAgent;
  // State.
  #timer: object | undefined;
  #keepaliveTimer: object | undefined;
  #missedKeepalives = 0;
  #cseq = 0;
  #running = false;
  #registering = false;
  #onRegistered: () => void = () => {};
  #registered: Promise<void> = this.#awaited();

  constructor(agent: DeviceAgent) {
    this.#agent = agent;
  }

  /** Resolves with the first accepted registration of this or the next run. */
  get registered(): Promise<void> {
    return this.#registered;
  }

  start(): void {
    this.#running = true;
    void this.#registerAgain();
  }

  /** No more refreshes and reports. */
  stop(): void {
    const { clock } = this.#agent.options;
    if (this.#running) this.#registered = this.#awaited();
    this.#running = false;
    clock.clearTimeout(this.#timer);
    clock.clearTimeout(this.#keepaliveTimer);
    this.#keepaliveTimer = undefined;
  }

  async signOff(): Promise<void> {
    await this.#register(0).catch(() => {});
  }

  /** A new interval counts from now. */
  reschedule(): void {
    if (!this.#keepaliveTimer) return;
    this.#agent.options.clock.clearTimeout(this.#keepaliveTimer);
    this.#scheduleKeepalive();
  }

  #awaited(): Promise<void> {
    return new Promise((resolve) => {
      this.#onRegistered = resolve;
    });
  }

  get #expires(): number {
    const { state, options } = this.#agent;
    return state.unit(options.deviceId).configuration.get('BasicParam')?.Expiration ?? options.registerSeconds;
  }

  async #registerAgain(): Promise<void> {
    const { clock } = this.#agent.options;
    if (this.#registering) return;
    this.#registering = true;
    clock.clearTimeout(this.#timer);
    const seconds = this.#expires;
    const accepted = await this.#registerOnce(seconds);
    this.#registering = false;
    if (!this.#running) return;
    if (accepted) this.#accepted();
    const refreshMs = this.#agent.quirks.has('registers-often') ? oftenMs : (seconds * 1000) / 2;
    if (accepted && this.#agent.quirks.has('no-reregister')) return;
    this.#timer = clock.setTimeout(() => void this.#registerAgain(), accepted ? refreshMs : retryMs);
  }

  #accepted(): void {
    this.#missedKeepalives = 0;
    this.#onRegistered();
    if (!this.#keepaliveTimer) this.#scheduleKeepalive();
    if (this.#agent.quirks.has('catalog-unasked')) void this.#agent.tellFirstChannel().catch(() => {});
  }

  /** True when a server took us; after a refusal the next try is with the first server again. */
  async #registerOnce(seconds: number): Promise<boolean> {
    const { link, options } = this.#agent;
    try {
      let response = await this.#register(seconds);
      for (let hops = 0; hops < kMaxRedirects && this.#follow(response); hops++)
        response = await this.#register(seconds);
      if (response.status === 200) {
        this.#agent.setClock(response.headers.get('date'));
        return true;
      }
      options.log.warn({ device: options.deviceId, status: response.status }, 'registration refused');
    } catch (error) {
      options.log.warn({ device: options.deviceId, reason: (error as Error).message }, 'registration failed');
    }
    link.moveTo(options.server);
    return false;
  }

  /** GB/T 28181-2022 §9.1.2.3: Contact of a 302 is sip:<ID of the server>@<address>:<port>. */
  #follow(response: SipResponse): boolean {
    if (response.status !== 302 || this.#agent.edition === '2016') return false;
    const { uri } = response.contact ?? {};
    if (!uri?.user || !uri.host) return false;
    this.#agent.link.moveTo({
      id: uri.user,
      domain: uri.user.slice(0, 10),
      address: uri.host,
      port: uri.port ?? sipPort,
    });
    return true;
  }

  async #register(expires: number): Promise<SipResponse> {
    const { endpoint, deviceId, password } = this.#agent.options;
    const { edition, quirks, link } = this.#agent;
    const addressed = link.addressed();
    const username = quirks.has('username-differs') ? 'admin' : deviceId;
    return endpoint.request({
      ...addressed,
      method: 'REGISTER',
      to: addressed.from,
      // GB/T 28181-2022 annex I came with that edition.
      headers: { Expires: String(expires), ...(edition !== '2016' && { 'X-GB-Ver': versions[edition] }) },
      cseq: ++this.#cseq,
      credentials: { username, password },
    });
  }

  #scheduleKeepalive(): void {
    const { options, state, quirks } = this.#agent;
    const configured = state.unit(options.deviceId).configuration.get('BasicParam')?.HeartBeatInterval;
    const seconds = (configured ?? options.keepaliveSeconds) * (quirks.has('slow-keepalive') ? 2 : 1);
    this.#keepaliveTimer = options.clock.setTimeout(() => {
      void this.#keepalive();
      if (this.#running) this.#scheduleKeepalive();
    }, seconds * 1000);
  }

  async #keepalive(): Promise<void> {
    const status = await this.#agent.report().catch(() => undefined);
    this.#missedKeepalives = status === undefined ? this.#missedKeepalives + 1 : 0;
    if (status === 200 || !this.#running || (status === undefined && this.#missedKeepalives < maxMissedKeepalives))
      return;
    // A platform that does not know us any more says so, or nothing at all; then we introduce ourselves again.
    await this.#registerAgain();
  }
}
