// Which of our addresses a peer sees.

import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Clock } from '../../base/clock.ts';

const kMaxKnownRoutes = 4096;
const kRouteLifetimeMs = 60_000;
/** Any port will do: a connected UDP socket sends nothing, the kernel only looks the route up. */
const kProbePort = 9;

export function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || host === '::' || host === '';
}

/** IPv4 inside of IPv6, as a dual-stack socket reports it, becomes plain IPv4. */
export function plainAddress(address: string): string {
  return address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address;
}

/** The IP address of a name; an address is itself. */
export async function resolveAddress(name: string): Promise<string> {
  if (isIP(name)) return name;
  return (await lookup(name)).address;
}

export class LocalAddresses {
  // Given.
  readonly #host: string;
  readonly #clock: Clock;

  // State.
  readonly #routes = new Map<string, { local: string; until: number }>();

  constructor(host: string, clock: Clock) {
    this.#host = host;
    this.#clock = clock;
  }

  /** Our address towards `remote` as far as it is known without asking the kernel's routes. */
  known(remote: string): string {
    if (!isWildcard(this.#host)) return this.#host;
    return this.#routes.get(remote)?.local ?? this.#guess(remote);
  }

  /** Our address towards `remote` by the kernel's routes. Never rejects. */
  async find(remote: string): Promise<string> {
    if (!isWildcard(this.#host)) return this.#host;
    const route = this.#routes.get(remote);
    if (route && route.until > this.#clock.now()) return route.local;
    const local = await this.#probe(remote);
    if (this.#routes.size >= kMaxKnownRoutes) this.#routes.delete(this.#routes.keys().next().value!);
    this.#routes.set(remote, { local, until: this.#clock.now() + kRouteLifetimeMs });
    return local;
  }

  #probe(remote: string): Promise<string> {
    return new Promise((resolve) => {
      const socket = createSocket(isIP(remote) === 6 ? 'udp6' : 'udp4');
      socket.connect(kProbePort, remote, (failure?: Error) => {
        const local = failure ? this.#guess(remote) : plainAddress(socket.address().address);
        socket.close();
        resolve(local);
      });
    });
  }

  /** An interface of the same network, or else the first one that leads outside. */
  #guess(remote: string): string {
    if (remote.startsWith('127.')) return '127.0.0.1';
    if (remote === '::1') return '::1';
    const family = isIP(remote) === 6 ? 'IPv6' : 'IPv4';
    const addresses = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter((entry) => entry.family === family && !entry.internal);
    const near = addresses.find((entry) => family === 'IPv4' && inNetwork(remote, entry.address, entry.netmask));
    return (near ?? addresses[0])?.address ?? (family === 'IPv6' ? '::1' : '127.0.0.1');
  }
}

function inNetwork(remote: string, local: string, mask: string): boolean {
  const bits = (address: string) => address.split('.').reduce((sum, part) => (sum << 8) | Number(part), 0);
  return (bits(remote) & bits(mask)) === (bits(local) & bits(mask));
}
