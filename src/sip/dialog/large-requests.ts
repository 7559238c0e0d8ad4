// RFC 3261 §18.1.1: a request near the MTU goes by TCP, or by UDP all the same when nobody listens there.

import type { Clock, TimerHandle } from '../../base/clock.ts';
import { SipError } from '../errors.ts';
import { printMessage } from '../message/printer.ts';
import { countIn } from '../stats.ts';
import type { LiveFlow, Target } from '../transport/flow.ts';
import type { Agent } from './agent.ts';
import { buildRequest, type Draft } from './outgoing.ts';

/** RFC 3261 §18.1.1: above this where the path's MTU is not known. */
export const kMaxDatagramRequestBytes = 1300;
/** No head of ours, credentials included, makes a request too large with a body below this. */
const kSmallBodyBytes = 300;
/** Who refused a connection is not asked for another one in this time. */
export const kTcpRefusedMs = 10 * 60_000;
const kMaxRefusals = 16_384;

export interface Path {
  flow: LiveFlow;
  draft: Draft;
}

export class LargeRequests {
  // Given.
  readonly #agent: Agent;
  readonly #clock: Clock;

  // State.
  /** By address and port; the oldest go when there are too many. */
  readonly #refused = new Map<string, TimerHandle>();

  constructor(agent: Agent) {
    this.#agent = agent;
    this.#clock = agent.clock;
  }

  /** The way to a target, and what goes there. Rejects SipError GL_SIP_TRANSPORT or GL_SIP_LIMIT. */
  async pathFor(target: Target, draftFor: (flow: LiveFlow) => Draft): Promise<Path> {
    const flow = await this.#agent.flowTo(target);
    const draft = draftFor(flow);
    if (flow.protocol === 'tcp' || !target.largeByTcp || !this.#isLarge(draft, flow)) return { flow, draft };
    const connection = await this.#connection(flow);
    return connection ? { flow: connection, draft: draftFor(connection) } : { flow, draft };
  }

  stop(): void {
    for (const timer of this.#refused.values()) this.#clock.clearTimeout(timer);
    this.#refused.clear();
  }

  #isLarge(draft: Draft, flow: LiveFlow): boolean {
    if (Buffer.byteLength(draft.body ?? '') < kSmallBodyBytes) return false;
    return printMessage(buildRequest(this.#agent, draft, 1, flow)).length > kMaxDatagramRequestBytes;
  }

  async #connection({ remoteAddress: address, remotePort: port }: LiveFlow): Promise<LiveFlow | undefined> {
    const key = `${address} ${port}`;
    if (this.#refused.has(key)) return undefined;
    try {
      return await this.#agent.flowTo({ protocol: 'tcp', address, port });
    } catch (error) {
      if (!(error instanceof SipError)) throw error;
      countIn(this.#agent.stats.refused, 'tcp-for-large-request');
      this.#agent.log.debug({ err: error, address, port }, 'no TCP for a large request, it goes by UDP');
      // A limit of ours says nothing of the peer.
      if (error.code === 'GL_SIP_TRANSPORT') this.#remember(key);
      return undefined;
    }
  }

  #remember(key: string): void {
    this.#forget(key);
    this.#refused.set(
      key,
      this.#clock.setTimeout(() => this.#refused.delete(key), kTcpRefusedMs),
    );
    if (this.#refused.size > kMaxRefusals) this.#forget(this.#refused.keys().next().value!);
  }

  #forget(key: string): void {
    this.#clock.clearTimeout(this.#refused.get(key));
    this.#refused.delete(key);
  }
}
