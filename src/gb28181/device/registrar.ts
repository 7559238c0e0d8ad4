// Registration: GB/T 28181-2016 §9.1, GB/T 28181-2022 §9.1; clock: GB/T 28181-2016 §9.10.
import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import { DigestServer, type IncomingRequest } from '../../sip/index.ts';
import { bump, type Gb28181Config, type Gb28181Stats } from '../config.ts';
import { isDeviceId } from '../model/device-id.ts';
import type { DeviceRegistry } from './device-registry.ts';

const defaultExpiresSeconds = 3600;
/** Shorter registrations would only make load. */
const minExpiresSeconds = 30;
/** Wrong passwords of one address within a minute; more are refused unread. */
const maxWrongPerMinute = 10;
const maxWatchedAddresses = 10_000;
const retryAfterSeconds = 60;

export interface RegistrarOptions {
  config: Gb28181Config;
  registry: DeviceRegistry;
  clock: Clock;
  log: Logger;
  stats: Gb28181Stats;
}

/** Lets devices in that know their password. */
export class Registrar {
  readonly #options: RegistrarOptions;
  readonly #digest: DigestServer;
  readonly #wrong = new Map<string, { count: number; since: number }>();

  constructor(options: RegistrarOptions) {
    this.#options = options;
    // RFC 8760: the preferred first; devices that know only MD5 take the second.
    this.#digest = new DigestServer({
      realm: options.config.domain,
      clock: options.clock,
      algorithms: ['MD5', 'SHA-256'],
    });
  }

  /** Takes every REGISTER. */
  async handle(incoming: IncomingRequest): Promise<void> {
    const { stats, registry, log } = this.#options;
    const { request, flow } = incoming;
    const id = request.from.uri.user ?? '';
    if (!isDeviceId(id)) {
      bump(stats.registrations, 'refused');
      incoming.respond(403, { reason: 'Device ID must have 20 digits' });
      return;
    }
    if (this.#tooManyWrong(flow.remoteAddress)) {
      bump(stats.registrations, 'refused');
      incoming.respond(403, { headers: { 'Retry-After': String(retryAfterSeconds) } });
      return;
    }
    if (!this.#authenticate(incoming, id)) return;
    const expires = this.#expires(incoming);
    if (expires > 0 && expires < minExpiresSeconds) {
      incoming.respond(423, { headers: { 'Min-Expires': String(minExpiresSeconds) } });
      return;
    }
    if (expires > 0 && !registry.get(id) && registry.full) {
      bump(stats.registrations, 'refused');
      incoming.respond(503, { headers: { 'Retry-After': String(retryAfterSeconds) } });
      return;
    }
    if (expires === 0) await registry.unregister(id);
    else await registry.register(id, flow, expires);
    bump(stats.registrations, expires === 0 ? 'removed' : 'accepted');
    log.info({ device: id, address: flow.remoteAddress, protocol: flow.protocol, expires }, 'registered');
    this.#accept(incoming, expires);
  }

  /** True when the request carries the device's password; otherwise it is answered. */
  #authenticate(incoming: IncomingRequest, id: string): boolean {
    const { config, registry, stats, log } = this.#options;
    const password = registry.get(id)?.record.settings.password ?? config.password;
    // QUIRK username-differs: the digest's user name need not be the ID; the ID's password must fit.
    const verdict = this.#digest.verify(incoming.request, () => password);
    if (verdict.ok) return true;
    if (verdict.reason === 'wrong') {
      bump(stats.registrations, 'wrongPassword');
      this.#countWrong(incoming.flow.remoteAddress);
      log.warn({ device: id, address: incoming.flow.remoteAddress }, 'register refused: wrong password');
      incoming.respond(403, { reason: 'Wrong password' });
      return false;
    }
    bump(stats.registrations, 'challenged');
    incoming.respond(401, { headers: { 'WWW-Authenticate': this.#digest.challenge(verdict.stale) } });
    return false;
  }

  #expires({ request }: IncomingRequest): number {
    const contact = Number.parseInt(request.contact?.parameters.get('expires') ?? '', 10);
    const wanted = Number.isFinite(contact) ? contact : (request.expires ?? defaultExpiresSeconds);
    return Math.min(wanted, this.#options.config.registerMaxSeconds);
  }

  #accept(incoming: IncomingRequest, expires: number): void {
    const { request } = incoming;
    const version = request.headers.get('X-GB-Ver');
    const contact = request.headers.get('Contact');
    incoming.respond(200, {
      headers: {
        Date: localTime(new Date(this.#options.clock.now())),
        Expires: String(expires),
        // QUIRK contact-wanted: some refuse a 200 without it.
        ...(contact !== undefined && { Contact: contact }),
        ...(version !== undefined && { 'X-GB-Ver': version }),
      },
    });
  }

  #tooManyWrong(address: string): boolean {
    const entry = this.#wrong.get(address);
    if (!entry) return false;
    if (this.#options.clock.now() - entry.since < retryAfterSeconds * 1000) return entry.count >= maxWrongPerMinute;
    this.#wrong.delete(address);
    return false;
  }

  #countWrong(address: string): void {
    const entry = this.#wrong.get(address) ?? { count: 0, since: this.#options.clock.now() };
    entry.count++;
    this.#wrong.set(address, entry);
    if (this.#wrong.size > maxWatchedAddresses) this.#wrong.delete(this.#wrong.keys().next().value!);
  }
}

/** GB/T 28181-2016 §9.10: local time as 2016-01-01T12:30:15.123, not the form of RFC 3261. */
export function localTime(date: Date): string {
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 23);
}
