// RFC 3261 §17: all transactions of an endpoint, found by key, and what happens to messages that belong to none.

import { SipError } from '../errors.ts';
import type { Limits } from '../limits.ts';
import { type SipMessage, type SipQuirk, SipRequest, SipResponse } from '../message/message.ts';
import type { SipParseError } from '../message/parse-error.ts';
import { printMessage } from '../message/printer.ts';
import { countIn } from '../stats.ts';
import type { LiveFlow } from '../transport/flow.ts';
import type { TransportUser } from '../transport/transport.ts';
import type {
  ClientTransactionUser,
  Path,
  ServerTransactionOwner,
  TransactionContext,
  TransactionEnd,
} from './context.ts';
import { InviteClientTransaction } from './invite-client.ts';
import { InviteServerTransaction } from './invite-server.ts';
import { clientKey, mergeKey, serverKey } from './key.ts';
import { NonInviteClientTransaction } from './non-invite-client.ts';
import { NonInviteServerTransaction } from './non-invite-server.ts';
import { responseTo, statelessTag } from './response.ts';
import { type ResponseTransport, responsePath, stampVia } from './response-path.ts';

export type ServerTransaction = InviteServerTransaction | NonInviteServerTransaction;
export type ClientTransaction = InviteClientTransaction | NonInviteClientTransaction;

/** The core above: dialogs and the application. */
export interface TransactionCore {
  /** A new request; returns who hears about its transaction. */
  request(request: SipRequest, transaction: ServerTransaction, flow: LiveFlow): void;
  /** An ACK that ends no transaction: it belongs to a 2xx. */
  ack(ack: SipRequest, flow: LiveFlow): void;
  flowClosed(flow: LiveFlow): void;
}

export interface TransactionLayerOptions extends TransactionContext {
  limits: Limits;
  tolerates: (quirk: SipQuirk) => boolean;
  /** Value of the Server header of answers that no transaction makes. */
  server: string;
  newTag: () => string;
}

/** RFC 3261 §21.5.4: when to come back after 503. */
const kRetryAfterSeconds = '5';

/** Transactions that are looked at for one that may end early. */
const kMaxLooks = 16;

export class TransactionLayer implements TransportUser {
  // Given.
  readonly #options: TransactionLayerOptions;
  readonly #core: TransactionCore;
  #transport: ResponseTransport | undefined;

  // Owned.
  readonly #clients = new Map<string, ClientTransaction>();
  readonly #servers = new Map<string, ServerTransaction>();
  /** Key of the transaction that a request without To tag is part of, by what all its copies have in common. */
  readonly #merges = new Map<string, string>();

  constructor(options: TransactionLayerOptions, core: TransactionCore) {
    this.#options = options;
    this.#core = core;
  }

  attach(transport: ResponseTransport): void {
    this.#transport = transport;
  }

  get sizes(): { client: number; server: number } {
    return { client: this.#clients.size, server: this.#servers.size };
  }

  /** Starts a client transaction. Throws SipError GL_SIP_LIMIT. */
  send(request: SipRequest, flow: LiveFlow, user: ClientTransactionUser): ClientTransaction {
    if (this.#clients.size >= this.#options.limits.maxClientTransactions) {
      countIn(this.#options.stats.refused, 'client-transactions');
      throw new SipError('GL_SIP_LIMIT', 'too many client transactions');
    }
    const key = clientKey(request);
    const kept: ClientTransactionUser = {
      response: (response) => user.response(response),
      ended: (reason: TransactionEnd, error?: Error) => {
        this.#clients.delete(key);
        user.ended(reason, error);
      },
    };
    const transaction =
      request.method === 'INVITE'
        ? new InviteClientTransaction(request, flow, this.#options, kept)
        : new NonInviteClientTransaction(request, flow, this.#options, kept);
    this.#clients.set(key, transaction);
    transaction.start();
    return transaction;
  }

  /** Sends a request that has no transaction: the ACK of a 2xx. */
  sendAck(ack: SipRequest, flow: LiveFlow): void {
    this.#options.stats.sent.requests++;
    flow.send(printMessage(ack));
  }

  message(message: SipMessage, flow: LiveFlow): void {
    if (message instanceof SipRequest) {
      this.#options.stats.received.requests++;
      this.#request(message, flow);
    } else if (message instanceof SipResponse) {
      this.#options.stats.received.responses++;
      // RFC 3261 §18.1.2: a response whose Via is not ours has a branch that is not ours.
      const transaction = this.#clients.get(clientKey(message));
      if (transaction) transaction.receive(message);
      else this.#options.stats.stray++;
    }
  }

  malformed(error: SipParseError, flow: LiveFlow): void {
    const request = error.answerable;
    if (!request) return;
    stampVia(request, flow);
    this.#answerAlone(request, flow, error.status, error.status === 400 ? `Bad Request (${error.fault})` : undefined);
  }

  flowClosed(flow: LiveFlow): void {
    this.#core.flowClosed(flow);
  }

  /** Ends every transaction without further ado. */
  stop(): void {
    for (const transaction of [...this.#clients.values(), ...this.#servers.values()]) transaction.terminate();
  }

  #request(request: SipRequest, flow: LiveFlow): void {
    stampVia(request, flow);
    const key = serverKey(request);
    const known = this.#servers.get(key);
    if (request.method === 'ACK') {
      this.#ack(request, known, flow);
      return;
    }
    if (known) {
      this.#options.stats.absorbed++;
      known.receiveAgain();
      return;
    }
    if (this.#servers.size >= this.#options.limits.maxServerTransactions && !this.#makeRoom()) {
      countIn(this.#options.stats.refused, 'server-transactions');
      this.#answerAlone(request, flow, 503);
      return;
    }
    if (request.method === 'CANCEL') {
      this.#cancel(request, key, flow);
      return;
    }
    const merge = mergeKey(request);
    if (this.#isMerged(request, merge)) {
      this.#answerAlone(request, flow, 482);
      return;
    }
    this.#core.request(request, this.#open(request, key, merge, flow), flow);
  }

  /**
   * Ends the oldest transaction that is answered and only waits for its request to come again: a flood that fills the
   * table must not shut out everybody else for Timer J.
   */
  #makeRoom(): boolean {
    let looks = kMaxLooks;
    for (const transaction of this.#servers.values()) {
      if (looks-- === 0) return false;
      if (transaction.status < 200 || !(transaction instanceof NonInviteServerTransaction)) continue;
      countIn(this.#options.stats.refused, 'timer-j');
      transaction.terminate();
      return true;
    }
    return false;
  }

  #open(request: SipRequest, key: string, merge: string, flow: LiveFlow): ServerTransaction {
    const path = this.#path(request, flow);
    const owner: ServerTransactionOwner = {
      toTag: this.#options.newTag(),
      forget: () => {
        this.#servers.delete(key);
        if (this.#merges.get(merge) === key) this.#merges.delete(merge);
      },
    };
    const transaction =
      request.method === 'INVITE'
        ? new InviteServerTransaction(request, path, this.#options, owner)
        : new NonInviteServerTransaction(request, path, this.#options, owner);
    this.#servers.set(key, transaction);
    this.#merges.set(merge, key);
    return transaction;
  }

  /** §8.2.2.2. */
  #isMerged(request: SipRequest, merge: string): boolean {
    if (request.toTag !== undefined) return false;
    const key = this.#merges.get(merge);
    if (key === undefined) return false;
    const status = this.#servers.get(key)?.status ?? 0;
    // QUIRK cseq-kept-after-challenge: some devices answer a challenge without counting CSeq on
    // [fixture sip/field/register-same-cseq.sip].
    if ((status === 401 || status === 407) && this.#options.tolerates('cseq-kept-after-challenge')) {
      countIn(this.#options.stats.quirks, 'cseq-kept-after-challenge');
      return false;
    }
    return true;
  }

  #ack(ack: SipRequest, known: ServerTransaction | undefined, flow: LiveFlow): void {
    if (known instanceof InviteServerTransaction) {
      known.receiveAck(ack);
      return;
    }
    // QUIRK ack-new-branch: the ACK of a refusal should have the INVITE's branch; some write a new one
    // [fixture sip/field/ack-new-branch.sip].
    const invite = this.#servers.get(this.#merges.get(mergeKey(ack, 'INVITE')) ?? '');
    if (
      invite instanceof InviteServerTransaction &&
      invite.state === 'completed' &&
      this.#options.tolerates('ack-new-branch')
    ) {
      countIn(this.#options.stats.quirks, 'ack-new-branch');
      invite.receiveAck(ack);
      return;
    }
    this.#core.ack(ack, flow);
  }

  /** §9.2: CANCEL is answered for itself, by the branch of what it cancels. */
  #cancel(cancel: SipRequest, key: string, flow: LiveFlow): void {
    const invite = this.#servers.get(serverKey(cancel, 'INVITE'));
    const transaction = this.#open(cancel, key, mergeKey(cancel), flow);
    transaction.start({ unanswered() {}, transportError() {}, acknowledged() {}, cancel() {}, ended() {} });
    const found = invite instanceof InviteServerTransaction;
    const answer = responseTo(cancel, found ? 200 : 481, found ? invite.toTag : transaction.toTag);
    answer.headers.set('Server', this.#options.server);
    transaction.respond(answer);
    if (found) invite.receiveCancel(cancel);
  }

  #answerAlone(request: SipRequest, flow: LiveFlow, status: number, reason?: string): void {
    const response = responseTo(request, status, statelessTag(request), reason);
    response.headers.set('Server', this.#options.server);
    if (status === 503) response.headers.set('Retry-After', kRetryAfterSeconds);
    this.#options.stats.sent.responses++;
    this.#path(request, flow).send(printMessage(response));
  }

  #path(request: SipRequest, flow: LiveFlow): Path {
    if (!this.#transport) throw new SipError('GL_SIP_TRANSPORT', 'no transport');
    const toSource = this.#options.tolerates('reply-to-source');
    return responsePath(request, flow, this.#transport, toSource, this.#options.stats);
  }
}
