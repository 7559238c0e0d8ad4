// Registers, refreshes, reports: GB/T 28181-2016 §9.1 and §9.6.
import type { AgentOptions } from './agent-options.ts';
import type { PlatformLink } from './platform-link.ts';

const retryMs = 5000;
/** GB/T 28181-2016 §9.6: so many unanswered reports, and the connection to the platform counts as lost. */
const maxMissedKeepalives = 3;

export class Registration {
  // Given.
  readonly #options: AgentOptions;
  readonly #link: PlatformLink;
  // State.
  #timer: object | undefined;
  #keepaliveTimer: object | undefined;
  #missedKeepalives = 0;
  #cseq = 0;
  #stopped = false;
  #onRegistered: () => void = () => {};
  /** Resolves with the first accepted registration. */
  readonly registered: Promise<void>;

  constructor(options: AgentOptions, link: PlatformLink) {
    this.#options = options;
    this.#link = link;
    this.registered = new Promise((resolve) => {
      this.#onRegistered = resolve;
    });
  }

  start(): void {
    void this.#registerAgain();
  }

  /** No more refreshes and reports. */
  stop(): void {
    this.#stopped = true;
    this.#options.clock.clearTimeout(this.#timer);
    this.#options.clock.clearTimeout(this.#keepaliveTimer);
  }

  async signOff(): Promise<void> {
    await this.#register(0).catch(() => {});
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
    const { endpoint, deviceId, password } = this.#options;
    const addressed = this.#link.addressed();
    const response = await endpoint.request({
      ...addressed,
      method: 'REGISTER',
      to: addressed.from,
      headers: { Expires: String(expires) },
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
    const report = { kind: 'Notify', cmdType: 'Keepalive', fields: { Status: 'OK' } } as const;
    const status = await this.#link.send(report).catch(() => undefined);
    this.#missedKeepalives = status === undefined ? this.#missedKeepalives + 1 : 0;
    if (status === 200 || this.#stopped || (status === undefined && this.#missedKeepalives < maxMissedKeepalives))
      return;
    // A platform that does not know us any more says so, or nothing at all; then we introduce ourselves again.
    await this.#register(this.#options.registerSeconds).catch(() => {});
  }
}
