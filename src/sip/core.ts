// What stands between transactions and the application: RFC 3261 §8.2 checks, dialogs, the layers of use().

import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import { pooledRandom } from '../base/random.ts';
import { type Agent, kTagBytes } from './dialog/agent.ts';
import { DialogLayer } from './dialog/dialog-layer.ts';
import { IncomingRequest } from './dialog/incoming-request.ts';
import { LargeRequests, type Path } from './dialog/large-requests.ts';
import type { Draft } from './dialog/outgoing.ts';
import { SubscriptionLayer } from './dialog/subscription-layer.ts';
import type { SipEndpointOptions } from './endpoint.ts';
import { defaultLimits, type Limits } from './limits.ts';
import type { SipQuirk, SipRequest } from './message/message.ts';
import { defaultQuirks } from './message/parser.ts';
import { bracketed } from './message/uri.ts';
import { answerUntaken, refuse } from './request-checks.ts';
import { emptyStats } from './stats.ts';
import { SharedTimeout } from './transaction/shared-timeout.ts';
import { defaultTimers, type Timers } from './transaction/timers.ts';
import { type ServerTransaction, type TransactionCore, TransactionLayer } from './transaction/transaction-layer.ts';
import type { Flow, LiveFlow, Target } from './transport/flow.ts';
import type { MakeTransport, TransportLayer } from './transport/transport.ts';

const defaultAllow = 'INVITE ACK CANCEL BYE OPTIONS INFO MESSAGE REGISTER SUBSCRIBE NOTIFY'.split(' ');

export class SipCore implements Agent, TransactionCore {
  readonly clock: Clock;
  readonly log: Logger;
  readonly timers: Timers;
  readonly limits: Limits;
  readonly userAgent: string;
  readonly allow: string;
  readonly stats = emptyStats();
  readonly dialogs: DialogLayer;
  readonly subscriptions: SubscriptionLayer;
  readonly largeRequests: LargeRequests;
  readonly transactions: TransactionLayer;
  readonly transport: TransportLayer;

  // Given.
  readonly #options: SipEndpointOptions;
  readonly #inviteTypes: readonly string[];
  readonly #random: (bytes: number) => Buffer;
  readonly #onFlowClosed: (flow: Flow) => void;

  // State.
  readonly #layers: ((request: IncomingRequest) => boolean)[] = [];

  constructor(options: SipEndpointOptions, onFlowClosed: (flow: Flow) => void, makeTransport: MakeTransport) {
    this.#options = options;
    this.#onFlowClosed = onFlowClosed;
    this.clock = options.clock;
    this.log = options.log;
    this.timers = { ...defaultTimers, ...options.timers };
    this.limits = { ...defaultLimits, ...options.limits };
    this.userAgent = options.userAgent;
    this.allow = (options.allow ?? defaultAllow).join(', ');
    this.#inviteTypes = options.inviteTypes ?? ['application/sdp'];
    this.#random = options.random ?? pooledRandom();
    const { clock, log, limits, timers, stats } = this;
    const tolerates = (quirk: SipQuirk) => this.tolerates(quirk);
    this.dialogs = new DialogLayer({ limits, stats, tolerates });
    this.subscriptions = new SubscriptionLayer({ limits, stats, tolerates });
    this.largeRequests = new LargeRequests(this);
    const newTag = () => this.token(kTagBytes);
    const context = { clock, timers, stats, maxRingingMs: limits.maxRingingMs };
    const serverTimeout = new SharedTimeout(clock, 64 * timers.t1);
    this.transactions = new TransactionLayer(
      { ...context, serverTimeout, limits, tolerates, server: options.userAgent, newTag },
      this,
    );
    const { host, port, udp = true, tcp = true } = options;
    this.transport = makeTransport({ host, port, udp, tcp, clock, log, limits, stats, tolerates }, this.transactions);
    this.transactions.attach(this.transport);
  }

  use(layer: (request: IncomingRequest) => boolean): () => void {
    this.#layers.push(layer);
    return () => {
      const at = this.#layers.indexOf(layer);
      if (at >= 0) this.#layers.splice(at, 1);
    };
  }

  tolerates(quirk: SipQuirk): boolean {
    return this.#options.quirks?.[quirk] ?? defaultQuirks[quirk];
  }

  token(bytes: number): string {
    return this.#random(bytes).toString('hex');
  }

  hostPort(flow: LiveFlow, viaAddress?: string): string {
    const { advertised } = this.#options;
    const host = viaAddress ?? advertised?.address ?? flow.localAddress;
    return `${bracketed(host)}:${advertised?.port ?? this.transport.port}`;
  }

  flowTo(target: Target): Promise<LiveFlow> {
    return this.transport.flowTo(target);
  }

  pathFor(target: Target, draftFor: (flow: LiveFlow) => Draft): Promise<Path> {
    return this.largeRequests.pathFor(target, draftFor);
  }

  send: Agent['send'] = (request, flow, user) => this.transactions.send(request, flow, user);

  sendAck(ack: SipRequest, flow: LiveFlow): void {
    this.transactions.sendAck(ack, flow);
  }

  flowClosed(flow: LiveFlow): void {
    this.#onFlowClosed(flow);
  }

  /** A new request from the transaction layer. */
  request(request: SipRequest, transaction: ServerTransaction, flow: LiveFlow): void {
    const incoming = new IncomingRequest(this, request, transaction, flow);
    transaction.start(incoming);
    try {
      if (refuse(incoming, this.#inviteTypes)) return;
      if (this.subscriptions.receive(incoming) || this.dialogs.receive(incoming)) return;
      for (const layer of [...this.#layers]) if (layer(incoming)) return;
      answerUntaken(incoming, this.allow, this.#inviteTypes);
    } catch (error) {
      this.log.error({ err: error, method: request.method, callId: request.callId }, 'a SIP layer failed');
      incoming.respond(500);
    }
  }

  /** An ACK that belongs to a 2xx. */
  ack(ack: SipRequest, flow: LiveFlow): void {
    if (!this.dialogs.acknowledge(ack, flow.remoteAddress)) this.stats.stray++;
  }
}
