// RFC 3261 §8.2 and §13.3: a request to us and our answers.

import { SipError } from '../errors.ts';
import type { SipRequest, SipResponse } from '../message/message.ts';
import { decodedUser } from '../message/uri.ts';
import { countIn } from '../stats.ts';
import type { ServerTransactionUser } from '../transaction/context.ts';
import { responseTo } from '../transaction/response.ts';
import type { ServerTransaction } from '../transaction/transaction-layer.ts';
import type { Flow, LiveFlow } from '../transport/flow.ts';
import type { Agent } from './agent.ts';
import { Dialog } from './dialog.ts';
import { addHeaders, type HeaderInit, inBrackets, setBody } from './outgoing.ts';
import { ServerSubscription } from './server-subscription.ts';

export interface ResponseInit {
  reason?: string;
  headers?: HeaderInit;
  body?: Buffer | string;
  contentType?: string;
}

export interface AcceptInit extends ResponseInit {
  /** URI of our Contact; default: the user of the Request-URI at our address on this flow. */
  contact?: string;
  /** 200 unless given. */
  status?: number;
}

export class IncomingRequest implements ServerTransactionUser {
  readonly request: SipRequest;
  readonly flow: Flow;

  // Given.
  readonly #agent: Agent;
  readonly #transaction: ServerTransaction;
  readonly #liveFlow: LiveFlow;

  // State.
  #answered = false;
  #cancelled = false;
  #dialog: Dialog | undefined;
  #cancelCallback: ((request: SipRequest) => void) | undefined;

  constructor(agent: Agent, request: SipRequest, transaction: ServerTransaction, flow: LiveFlow) {
    this.#agent = agent;
    this.request = request;
    this.#transaction = transaction;
    this.#liveFlow = flow;
    this.flow = flow;
  }

  get source(): { address: string; port: number } {
    return { address: this.flow.remoteAddress, port: this.flow.remotePort };
  }

  /** A final response has been sent. */
  get answered(): boolean {
    return this.#answered;
  }

  /** INVITE only: the caller has sent CANCEL; 487 has been sent. */
  get cancelled(): boolean {
    return this.#cancelled;
  }

  /** The dialog that this request came in, or that accept() has made. */
  get dialog(): Dialog | undefined {
    return this.#dialog;
  }

  /**
   * Sends a response. INVITE: 1xx any number of times; a 2xx goes through accept().
   * False when a final response has been sent before.
   */
  respond(status: number, init: ResponseInit = {}): boolean {
    if (status < 100 || status > 699) throw new RangeError(`no SIP status: ${status}`);
    if (this.request.method === 'INVITE' && status >= 200 && status < 300)
      throw new TypeError('an INVITE is accepted by accept()');
    if (this.#answered) return false;
    this.#answered = status >= 200;
    const response = this.#response(status, init);
    if (this.request.method === 'INVITE' && status > 100 && status < 200) {
      response.headers.set('Contact', inBrackets(this.#defaultContact()));
    }
    return this.#transaction.respond(response);
  }

  /**
   * INVITE only: sends 2xx and makes the dialog (or, inside a dialog, renews it).
   * Throws SipError GL_SIP_ABORTED after CANCEL, GL_SIP_LIMIT (and answers 503) when there are too many dialogs.
   */
  accept(init: AcceptInit = {}): Dialog {
    if (this.request.method !== 'INVITE') throw new TypeError('only an INVITE is accepted');
    if (this.#answered) throw new SipError('GL_SIP_ABORTED', 'INVITE: already answered or cancelled');
    const contact = init.contact ?? this.#dialog?.contact ?? this.#defaultContact();
    const response = this.#response(init.status ?? 200, init);
    response.headers.set('Contact', inBrackets(contact));
    if (!response.headers.has('Allow')) response.headers.set('Allow', this.#agent.allow);
    const dialog = this.#dialog ?? this.#makeDialog(contact);
    this.#dialog = dialog;
    this.#answered = true;
    this.#transaction.respond(response);
    dialog.awaitAck(() => this.#transaction.respond(response));
    return dialog;
  }

  /**
   * SUBSCRIBE only: sends 200 with the Expires that it grants, at most `maxSeconds`, and makes the subscription.
   * Throws SipError GL_SIP_LIMIT (and answers 503) when there are too many.
   */
  acceptSubscription(maxSeconds: number, init: Omit<AcceptInit, 'status'> = {}): ServerSubscription {
    if (this.request.method !== 'SUBSCRIBE') throw new TypeError('only a SUBSCRIBE makes a subscription');
    if (this.#answered) throw new SipError('GL_SIP_ABORTED', 'SUBSCRIBE: already answered');
    const { subscriptions } = this.#agent;
    this.#orRefused(() => subscriptions.checkRoom());
    const contact = init.contact ?? this.#defaultContact();
    const localTag = this.#transaction.toTag;
    const parts = { agent: this.#agent, request: this.request, flow: this.#liveFlow, localTag, contact, maxSeconds };
    const subscription = new ServerSubscription(parts);
    subscriptions.addServer(subscription);
    const headers = { Expires: String(subscription.granted(this.request)), Contact: inBrackets(contact) };
    this.respond(200, { ...init, headers: { ...init.headers, ...headers } });
    return subscription;
  }

  /** INVITE only: `callback` once when the caller cancels before a final response. */
  onCancel(callback: (request: SipRequest) => void): void {
    this.#cancelCallback = callback;
  }

  /** The dialog layer has found where this request belongs. */
  enter(dialog: Dialog): void {
    this.#dialog = dialog;
  }

  /** §9.2: the CANCEL itself has been answered. */
  cancel(cancel: SipRequest): void {
    if (this.#answered) return;
    this.#cancelled = true;
    this.respond(487);
    this.#cancelCallback?.(cancel);
  }

  unanswered(): void {
    countIn(this.#agent.stats.refused, 'unanswered');
    this.#agent.log.warn({ method: this.request.method, callId: this.request.callId }, 'request was never answered');
    // RFC 4320 §4.2: 408 is for INVITE only, others are left without an answer.
    if (this.request.method === 'INVITE') this.respond(408);
  }

  transportError(error: Error): void {
    this.#agent.log.debug({ err: error, callId: this.request.callId }, 'response could not be sent');
  }

  acknowledged(ack: SipRequest): void {
    this.#dialog?.receiveAck(ack);
  }

  ended(): void {
    this.#cancelCallback = undefined;
  }

  #response(status: number, init: ResponseInit): SipResponse {
    const response = responseTo(this.request, status, this.#transaction.toTag, init.reason);
    response.headers.add('Server', this.#agent.userAgent);
    addHeaders(response.headers, init.headers);
    response.body = setBody(response.headers, init.body, init.contentType);
    return response;
  }

  #makeDialog(contact: string): Dialog {
    const { request } = this;
    const remoteTag = request.fromTag ?? '';
    const dialog = new Dialog({
      agent: this.#agent,
      flow: this.#liveFlow,
      callId: request.callId,
      localTag: this.#transaction.toTag,
      remoteTag,
      local: `${request.headers.get('to')};tag=${this.#transaction.toTag}`,
      remote: request.headers.get('from') ?? '',
      localCSeq: 0,
      remoteCSeq: request.cseq.number,
      contact,
      remoteTarget: request.contact?.uri.text ?? request.from.uri.text,
      // §12.1.1: in the order of the request.
      routes: routeValues(request, false),
      remoteBody: request.body,
      answer: undefined,
      viaAddress: undefined,
      headEncoding: request.headEncoding,
    });
    this.#orRefused(() => this.#agent.dialogs.add(dialog));
    return dialog;
  }

  /** 503 for what `take` throws. */
  #orRefused(take: () => void): void {
    try {
      take();
    } catch (error) {
      this.respond(503, { headers: { 'Retry-After': '5' } });
      throw error;
    }
  }

  #defaultContact(): string {
    const user = decodedUser(this.request.requestUri);
    const hostPort = this.#agent.hostPort(this.#liveFlow);
    return user.length > 0 ? `sip:${this.request.requestUri.user}@${hostPort}` : `sip:${hostPort}`;
  }
}

/** Record-Route values as Route values; reversed for the caller (§12.1.2). */
export function routeValues(message: SipRequest | SipResponse, reversed: boolean): string[] {
  const routes = message.recordRoutes.map((route) => {
    const parameters = [...route.parameters].map(([name, value]) =>
      value === null ? `;${name}` : `;${name}=${value}`,
    );
    return `<${route.uri.text}>${parameters.join('')}`;
  });
  return reversed ? routes.reverse() : routes;
}
