import type { Clock } from '../../../src/base/clock.ts';
import { SipEndpoint, type SipEndpointOptions } from '../../../src/sip/index.ts';
import { parseMessage } from '../../../src/sip/message/parser.ts';
import type { LiveFlow } from '../../../src/sip/transport/flow.ts';
import type { TransportLayer, TransportUser } from '../../../src/sip/transport/transport.ts';
import { silent } from './wire.ts';

/** What happens to the next packet: how often it arrives, and how late. */
export interface Fate {
  copies: number;
  delayMs: number;
}

/** UDP between endpoints in one process, on their clock: packets are lost, doubled and late as `fate` says. */
export class MemoryNetwork {
  readonly #clock: Clock;
  readonly #fate: () => Fate;
  readonly #users = new Map<number, TransportUser>();
  packets = 0;
  lost = 0;

  constructor(clock: Clock, fate: () => Fate) {
    this.#clock = clock;
    this.#fate = fate;
  }

  endpoint(port: number, options: Partial<SipEndpointOptions> = {}): SipEndpoint {
    return new SipEndpoint(
      { host: '10.0.0.1', port, userAgent: 'test', clock: this.#clock, log: silent, ...options },
      (_given, user) => this.#transport(port, user),
    );
  }

  #transport(port: number, user: TransportUser): TransportLayer {
    return {
      port,
      connections: 0,
      start: async () => {
        this.#users.set(port, user);
      },
      stop: async () => {
        this.#users.delete(port);
      },
      flowTo: async (target) => this.#flow(port, target.port),
      udpFlow: (_address, to) => this.#flow(port, to),
    };
  }

  #flow(from: number, to: number): LiveFlow {
    return {
      id: `udp:${from}-${to}`,
      protocol: 'udp',
      reliable: false,
      remoteAddress: '10.0.0.1',
      remotePort: to,
      localAddress: '10.0.0.1',
      localPort: from,
      closed: false,
      inbound: false,
      send: (bytes) => this.#carry(Buffer.from(bytes), from, to),
      onClose: () => () => {},
    };
  }

  #carry(bytes: Buffer, from: number, to: number): void {
    this.packets++;
    const { copies, delayMs } = this.#fate();
    if (copies === 0) this.lost++;
    for (let i = 0; i < copies; i++) {
      this.#clock.setTimeout(
        () => this.#users.get(to)?.message(parseMessage(bytes), this.#flow(to, from)),
        delayMs + i,
      );
    }
  }
}
