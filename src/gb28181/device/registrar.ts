// Registration: GB/T 28181-2016 §9.1, GB/T 28181-2022 §9.1; clock: GB/T 28181-2016 §9.10.
import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import { DigestServer, decodedUser, type IncomingRequest } from '../../sip/index.ts';
import { editionOf, versions } from '../codec/command-set/index.ts';
import { type Tolerate, toleranceOf } from '../codec/quirks.ts';
import { ZonedTime } from '../codec/zoned-time.ts';
import { bump, type Gb28181Config, type Gb28181Stats } from '../config.ts';
import { isDeviceId } from '../model/device-id.ts';
import { defaultSettings } from '../model/device-settings.ts';
import type { AddressContests } from './address-contests.ts';
import type { DeviceRegistry } from './device-registry.ts';

const defaultExpiresSeconds = 3600;
/** Shorter registrations would only make load. */
const minExpiresSeconds = 30;
/** Wrong passwords within a minute; more are refused unread. */
export const kMaxWrongPerMinute = 10;
const maxWatched = 10_000;
/** GB/T 28181-2016 §9.1.2.1: who was refused waits this long. */
const retryAfterSeconds = 60;

export interface RegistrarOptions {
  config: Gb28181Config;
  registry: DeviceRegistry;
  clock: Clock;
  log: Logger;
  stats: Gb28181Stats;
  contests: AddressContests;
}

/** Lets devices in that know their password. */
export class Registrar {
  readonly #options: RegistrarOptions;
  readonly #digest: DigestServer;
  readonly #localTime: ((ms: number) => string) | undefined;
  readonly #wrong = new Map<string, { count: number; since: number }>();

  constructor(options: RegistrarOptions) {
    this.#options = options;
    // RFC 8760 §2.3 wants the stronger one first. DEVIATION RFC 8760 §2.3: MD5 comes first, because devices of
    // GB/T 28181-2016 know nothing else and take the first challenge that they see; others may still take SHA-256.
    this.#digest = new DigestServer({
      realm: options.config.domain,
      clock: options.clock,
      algorithms: ['MD5', 'SHA-256'],
    });
    this.#localTime = localTime(options.config.timeZone);
  }

  /** Takes every REGISTER. */
  async handle(incoming: IncomingRequest): Promise<void> {
    const { stats, registry, log } = this.#options;
    const { request, flow } = incoming;
    const id = decodedUser(request.from.uri);
    if (!isDeviceId(id)) {
      bump(stats.registrations, 'refused');
      incoming.respond(403, { reason: 'Device ID must have 20 digits' });
      return;
    }
    if (this.#tooManyWrong(this.#guesser(incoming, id))) {
      bump(stats.registrations, 'refused');
      incoming.respond(403, {
        reason: 'Too many wrong passwords',
        headers: { 'Retry-After': String(retryAfterSeconds) },
      });
      return;
    }
    if (!this.#authenticate(incoming, id)) return;
    const expires = this.#expires(incoming);
    if (expires > 0 && expires < minExpiresSeconds) {
      incoming.respond(423, { headers: { 'Min-Expires': String(minExpiresSeconds) } });
      return;
    }
    if (this.#contested(incoming, id)) return;
    if (expires > 0 && (await this.#redirected(incoming, id, expires))) return;
    if (expires > 0 && !registry.get(id) && registry.full) {
      bump(stats.registrations, 'refused');
      incoming.respond(503, { headers: { 'Retry-After': String(retryAfterSeconds) } });
      return;
    }
    if (expires === 0) await registry.unregister(id);
    else await this.#register(incoming, id, expires);
    bump(stats.registrations, expires === 0 ? 'removed' : 'accepted');
    log.info({ device: id, address: flow.remoteAddress, protocol: flow.protocol, expires }, 'registered');
    this.#accept(incoming, expires);
  }

  async #register(incoming: IncomingRequest, id: string, expiresSeconds: number): Promise<void> {
    const { flow, request } = incoming;
    const registration = { expiresSeconds, callId: request.callId, version: versionOf(incoming) };
    await this.#options.registry.register(id, flow, registration);
  }

  /**
   * True when another device holds the ID, from its own address, and both have taken it from each other for long enough.
   * QUIRK follow-any-host: such a device has several addresses by itself.
   */
  #contested(incoming: IncomingRequest, id: string): boolean {
    const { registry, contests, stats, log } = this.#options;
    const { record } = registry.get(id) ?? {};
    const { remoteAddress } = incoming.flow;
    if (!record?.online || contests.mayTake(id, record.address, remoteAddress)) return false;
    if (this.#toleranceOf(id)('follow-any-host')) return false;
    bump(stats.registrations, 'contested');
    log.warn(
      { device: id, address: remoteAddress, holder: record.address },
      'register refused: two devices use one ID',
    );
    incoming.respond(403, {
      reason: `Device ID in use at ${record.address}`,
      headers: { 'Retry-After': String(retryAfterSeconds) },
    });
    return true;
  }

  /**
   * GB/T 28181-2022 §9.1.2.3: true when the device belongs to another node and was sent there. A device of the edition
   * before would not understand it.
   */
  async #redirected(incoming: IncomingRequest, id: string, expires: number): Promise<boolean> {
    const { config, registry, stats, log } = this.#options;
    const edition = registry.get(id)?.record.settings.edition ?? editionOf(versionOf(incoming));
    const target = edition === '2022' ? config.redirect?.(id) : undefined;
    if (!target) return false;
    await registry.unregister(id);
    bump(stats.registrations, 'redirected');
    log.info({ device: id, node: target.id, address: target.address, port: target.port }, 'registration redirected');
    incoming.respond(302, {
      headers: {
        Contact: `<sip:${target.id}@${target.address}:${target.port}>`,
        Expires: String(target.expiresSeconds ?? expires),
      },
    });
    return true;
  }

  /** True when the request carries the device's password; otherwise it is answered. */
  #authenticate(incoming: IncomingRequest, id: string): boolean {
    const { stats, log } = this.#options;
    const tolerate = this.#toleranceOf(id);
    // QUIRK username-differs: the digest's user name need not be the ID; the ID's password must fit.
    const verdict = this.#digest.verify(incoming.request, (username) =>
      username === id || tolerate('username-differs') ? this.#passwordOf(id) : undefined,
    );
    if (verdict.ok) return true;
    if (verdict.reason === 'wrong') {
      bump(stats.registrations, 'wrongPassword');
      this.#countWrong(this.#guesser(incoming, id));
      log.warn({ device: id, address: incoming.flow.remoteAddress }, 'register refused: wrong password');
      incoming.respond(403, { reason: 'Wrong password' });
      return false;
    }
    bump(stats.registrations, 'challenged');
    incoming.respond(401, { headers: { 'WWW-Authenticate': this.#digest.challenge(verdict.stale) } });
    return false;
  }

  /** Without a password of its own and without a shared one a device is not let in at all. */
  #passwordOf(id: string): string | undefined {
    const { registry, config } = this.#options;
    return (registry.get(id)?.record.settings.password ?? config.password) || undefined;
  }

  /**
   * Whose wrong passwords are counted together: an address, so that nobody tries many IDs. A device where it is known to
   * be counts for itself: it must not shut out its neighbours behind the same router, nor they it.
   */
  #guesser({ flow }: IncomingRequest, id: string): string {
    const known = this.#options.registry.get(id);
    const home = known !== undefined && known.record.expiresAt > 0 && known.record.address === flow.remoteAddress;
    return home ? `${flow.remoteAddress} ${id}` : flow.remoteAddress;
  }

  /** Seconds. RFC 3261 §10.2.1.1: the Contact's own before the header's. */
  #expires({ request }: IncomingRequest): number {
    const own = request.contact?.parameters.get('expires') ?? '';
    const wanted = /^\d{1,10}$/.test(own) ? Number(own) : (request.expires ?? defaultExpiresSeconds);
    return Math.min(wanted, this.#options.config.registerMaxSeconds);
  }

  #accept(incoming: IncomingRequest, expires: number): void {
    const { request } = incoming;
    const version = versionOf(incoming);
    const contact = request.headers.get('Contact');
    const date = this.#localTime?.(this.#options.clock.now());
    incoming.respond(200, {
      headers: {
        ...(date !== undefined && { Date: date }),
        Expires: String(expires),
        // Some refuse a 200 without it.
        ...(contact !== undefined && { Contact: contact }),
        // GB/T 28181-2022 annex I: each side tells what it speaks, and those that know nothing of it are told nothing.
        ...(version !== '' && { 'X-GB-Ver': versions['2022'] }),
      },
    });
  }

  #tooManyWrong(guesser: string): boolean {
    const entry = this.#wrong.get(guesser);
    if (!entry) return false;
    if (this.#options.clock.now() - entry.since < retryAfterSeconds * 1000) return entry.count >= kMaxWrongPerMinute;
    this.#wrong.delete(guesser);
    return false;
  }

  #countWrong(guesser: string): void {
    const entry = this.#wrong.get(guesser) ?? { count: 0, since: this.#options.clock.now() };
    entry.count++;
    this.#wrong.set(guesser, entry);
    if (this.#wrong.size > maxWatched) this.#wrong.delete(this.#wrong.keys().next().value!);
  }

  #toleranceOf(id: string): Tolerate {
    const { registry, stats } = this.#options;
    return toleranceOf(registry.get(id)?.record.settings ?? defaultSettings, stats.quirks);
  }
}

/** GB/T 28181-2022 annex I: X-GB-Ver, '' when it is missing or none. */
function versionOf({ request }: IncomingRequest): string {
  const version = request.headers.get('X-GB-Ver')?.trim() ?? '';
  return /^\d\.\d$/.test(version) ? version : '';
}

/**
 * GB/T 28181-2016 §9.10: local time as 2016-01-01T12:30:15.123, not the form of RFC 3261. It names no zone, so that it
 * must be that of the devices, which set their clocks by it. Undefined for the zone 'none'. Throws RangeError for a zone
 * that is not known.
 */
export function localTime(timeZone: string): ((ms: number) => string) | undefined {
  if (timeZone === 'none') return undefined;
  const zone = new ZonedTime(timeZone);
  let second = Number.NaN;
  let text = '';
  return (ms) => {
    // Intl takes longer than all the rest of a registration, so once a second it must do.
    if (Math.floor(ms / 1000) !== second) {
      second = Math.floor(ms / 1000);
      text = zone.toLocal(ms);
    }
    return `${text}.${String(ms % 1000).padStart(3, '0')}`;
  };
}
