// RFC 3261 §18.2.1 and §18.2.2, RFC 3581 §4: how a response finds its way back.

import { splitOutsideQuotes } from '../message/characters.ts';
import type { SipRequest } from '../message/message.ts';
import type { Via } from '../message/via.ts';
import { countIn, type SipStats } from '../stats.ts';
import type { LiveFlow, Target } from '../transport/flow.ts';
import type { Path } from './context.ts';

const kDefaultPort = 5060;

/** What of the transport responses need. */
export interface ResponseTransport {
  flowTo(target: Target): Promise<LiveFlow>;
  udpFlow(address: string, port: number): LiveFlow;
}

/**
 * Writes into the topmost Via where the request came from: `received` when it says another host or asks for rport,
 * and rport's value. A `received` that the sender has written himself is taken out.
 */
export function stampVia(request: SipRequest, flow: LiveFlow): void {
  const via = request.via;
  const differs = via.host !== flow.remoteAddress;
  if (!differs && via.rport === false && via.received === undefined) return;
  const line = request.headers.get('via')!;
  const parts = splitOutsideQuotes(line, ',');
  let first = parts[0]!.trimEnd();
  if (via.received !== undefined) first = first.replace(/;\s*received\s*=[^;]*/i, '');
  if (via.rport !== false) first = first.replace(/;\s*rport\s*(=[^;]*)?(?=;|$)/i, `;rport=${flow.remotePort}`);
  const received = differs || via.rport !== false ? flow.remoteAddress : undefined;
  if (received !== undefined) first += `;received=${received}`;
  parts[0] = first;
  const rport = via.rport !== false && flow.remotePort;
  request.headers.replaceFirst('via', parts.join(','), { ...via, received, rport } satisfies Via);
}

/** The way back: the connection while it is open and a new one after that, or a UDP address. */
export function responsePath(
  request: SipRequest,
  flow: LiveFlow,
  transport: ResponseTransport,
  replyToSource: boolean,
  stats: SipStats,
): Path {
  const via = request.via;
  const port = via.port ?? kDefaultPort;
  if (flow.protocol === 'tcp') return new ReliablePath(flow, transport, port);
  if (via.rport !== false || port === flow.remotePort) return flow;
  // QUIRK reply-to-source: a device behind a translated address that does not ask for rport gets its answers all the same,
  // against RFC 3261 §18.2.2, which sends them to the port in Via [fixture sip/field/no-rport.sip].
  if (!replyToSource) return transport.udpFlow(flow.remoteAddress, port);
  countIn(stats.quirks, 'reply-to-source');
  return flow;
}

class ReliablePath implements Path {
  readonly reliable = true;

  // Given.
  readonly #flow: LiveFlow;
  readonly #transport: ResponseTransport;
  readonly #port: number;

  constructor(flow: LiveFlow, transport: ResponseTransport, port: number) {
    this.#flow = flow;
    this.#transport = transport;
    this.#port = port;
  }

  send(bytes: Buffer, failed?: (error: Error) => void): void {
    if (!this.#flow.closed) {
      this.#flow.send(bytes, failed);
      return;
    }
    this.#transport
      .flowTo({ protocol: 'tcp', address: this.#flow.remoteAddress, port: this.#port })
      .then((flow) => flow.send(bytes, failed))
      .catch((error: Error) => failed?.(error));
  }

  onClose(callback: (error: Error) => void): () => void {
    return this.#flow.onClose(callback);
  }
}
