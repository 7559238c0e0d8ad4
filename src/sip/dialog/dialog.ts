// RFC 3261 §12 and §15: a dialog made by INVITE, from either side.
//
//   (2xx sent or received) --> confirmed --BYE of either side, no ACK in 64*T1, 481--> terminated
//
//   As callee the 2xx is repeated until its ACK; as caller each repeated 2xx gets the same ACK again.

import { TypedEmitter } from '../../base/typed-emitter.ts';
import { SipError } from '../errors.ts';
import type { HeadEncoding, SipMessage, SipRequest, SipResponse } from '../message/message.ts';
import { parseNameAddress } from '../message/name-address.ts';
import type { Flow, LiveFlow } from '../transport/flow.ts';
import { type Agent, allowWithout } from './agent.ts';
import { AnswerRepeat } from './answer-repeat.ts';
import { exchange } from './exchange.ts';
import type { IncomingRequest } from './incoming-request.ts';
import { buildRequest, type Draft, type HeaderInit } from './outgoing.ts';
import { reinvite } from './reinvite.ts';
import { reopened } from './reopened.ts';

export type DialogState = 'confirmed' | 'terminated';

/**
 * local-bye, remote-bye: ended as it should. ack-timeout: our 2xx was never acknowledged. gone: the peer answered 481.
 * timeout, transport: our BYE had no answer. stopped: the endpoint was stopped before an answer came.
 */
export type DialogEnd = 'local-bye' | 'remote-bye' | 'ack-timeout' | 'gone' | 'timeout' | 'transport' | 'stopped';

export interface DialogEvents {
  /** A request inside this dialog other than ACK, BYE and CANCEL: INFO, re-INVITE, NOTIFY ... The listener answers it. */
  request: [request: IncomingRequest];
  /** The peer's ACK of our 2xx; comes once for each answered INVITE. */
  ack: [ack: SipRequest];
  /** Once, last. */
  terminated: [reason: DialogEnd];
}

export interface DialogRequestInit {
  headers?: HeaderInit;
  body?: Buffer | string;
  contentType?: string;
  credentials?: { username: string; password: string };
  signal?: AbortSignal;
}

export interface DialogParts {
  agent: Agent;
  flow: LiveFlow;
  callId: string;
  localTag: string;
  remoteTag: string;
  /** From of our requests, with tag. */
  local: string;
  /** To of our requests, with tag. */
  remote: string;
  localCSeq: number;
  /** Undefined until the peer has sent a request. */
  remoteCSeq: number | undefined;
  /** URI of our Contact. */
  contact: string;
  /** Where requests go: the peer's Contact. */
  remoteTarget: string;
  /** Route values, nearest first. */
  routes: readonly string[];
  remoteBody: Buffer;
  answer: SipResponse | undefined;
  viaAddress: string | undefined;
  headEncoding: HeadEncoding;
}

export function dialogId(callId: string, localTag: string, remoteTag: string): string {
  return `${callId}|${localTag}|${remoteTag}`;
}

export class Dialog extends TypedEmitter<DialogEvents> {
  readonly id: string;
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
  /** Body of the 2xx (as caller) or of the INVITE (as callee). */
  readonly remoteBody: Buffer;
  /** The 2xx that made this dialog, when we called. */
  readonly answer: SipResponse | undefined;

  // Given.
  readonly #parts: DialogParts;
  readonly #agent: Agent;

  // State.
  #state: DialogState = 'confirmed';
  #flow: LiveFlow;
  #localCSeq: number;
  readonly #inviteCSeq: number;
  #remoteCSeq: number | undefined;
  #remoteTarget: string;
  #ack: SipRequest | undefined;
  #repeat: AnswerRepeat | undefined;
  #bye: Promise<void> | undefined;

  constructor(parts: DialogParts) {
    super();
    this.#parts = parts;
    this.#agent = parts.agent;
    this.id = dialogId(parts.callId, parts.localTag, parts.remoteTag);
    this.callId = parts.callId;
    this.localTag = parts.localTag;
    this.remoteTag = parts.remoteTag;
    this.remoteBody = parts.remoteBody;
    this.answer = parts.answer;
    this.#flow = parts.flow;
    this.#localCSeq = parts.localCSeq;
    this.#inviteCSeq = parts.localCSeq;
    this.#remoteCSeq = parts.remoteCSeq;
    this.#remoteTarget = parts.remoteTarget;
  }

  get state(): DialogState {
    return this.#state;
  }

  /** Where requests of this dialog go. */
  get flow(): Flow {
    return this.#flow;
  }

  /** Request-URI of our requests in this dialog. */
  get remoteTarget(): string {
    return this.#remoteTarget;
  }

  /** URI of our Contact. */
  get contact(): string {
    return this.#parts.contact;
  }

  /** Sends further requests by another flow, as after the peer has connected anew. */
  moveTo(flow: Flow): void {
    this.#flow = flow as LiveFlow;
  }

  /** Caller only: sends the ACK of the 2xx, and again whenever the 2xx is repeated. */
  ack(body?: Buffer | string, contentType?: string): void {
    if (this.answer === undefined || this.#ack) return;
    this.#ack = this.ackFor(this.#inviteCSeq, body, contentType);
    this.#agent.sendAck(this.#ack, this.#flow);
  }

  /** §13.2.2.4: the 2xx has come again, so its ACK is lost. */
  answeredAgain(): void {
    if (!this.#ack) return;
    this.#agent.stats.retransmitted.requests++;
    this.#agent.sendAck(this.#ack, this.#flow);
  }

  /** An ACK for the 2xx of the INVITE with that CSeq number; it has a branch of its own (§17.1.1.3 is not for 2xx). */
  ackFor(cseq: number, body?: Buffer | string, contentType?: string): SipRequest {
    return buildRequest(
      this.#agent,
      { ...this.draft('ACK', { body, contentType }), contact: undefined },
      cseq,
      this.#flow,
    );
  }

  /** Resolves with the final response of any class; rejects SipError. A re-INVITE is acknowledged here. */
  async request(method: string, init: DialogRequestInit = {}): Promise<SipResponse> {
    if (this.#state === 'terminated' || this.#bye)
      throw new SipError('GL_SIP_ABORTED', `${method}: the dialog has ended`);
    await this.#openFlow();
    const response =
      method === 'INVITE' ? await reinvite(this, this.#agent, this.#flow, init) : await this.#exchange(method, init);
    if (response.status >= 200 && response.status < 300) this.refreshTarget(response);
    // §12.2.1.2: the peer does not know this dialog any more.
    // DEVIATION RFC 3261 §12.2.1.2: 408 and silence do not end it, because cameras that never answer INFO keep on sending.
    if (response.status === 481) this.end('gone');
    return response;
  }

  /** Ends the dialog; resolves when the peer has answered or is given up, never rejects. */
  bye(headers?: HeaderInit): Promise<void> {
    this.#bye ??= this.#state === 'terminated' ? Promise.resolve() : this.#sayBye(headers);
    return this.#bye;
  }

  /** As callee: repeats the 2xx by `send` until the ACK. */
  awaitAck(send: () => void): void {
    this.#repeat?.stop();
    this.#repeat = new AnswerRepeat(this.#agent.clock, this.#agent.timers, send, () => {
      // §13.3.1.4: the dialog is confirmed all the same, and ended by BYE.
      void this.#sendBye(undefined);
      this.end('ack-timeout');
    });
  }

  /** True while a 2xx of ours waits for its ACK. */
  receiveAck(ack: SipRequest): void {
    if (!this.#repeat) return;
    this.#repeat.stop();
    this.#repeat = undefined;
    this.emit('ack', ack);
  }

  /** A request of the peer inside this dialog, other than ACK; false: nobody here takes it. */
  receive(incoming: IncomingRequest): boolean {
    const { request, flow } = incoming;
    // §12.2.2: out of order.
    // DEVIATION RFC 3261 §12.2.2: a late BYE ends the dialog all the same, because its sender will not come back to it.
    if (this.#remoteCSeq !== undefined && request.cseq.number < this.#remoteCSeq && request.method !== 'BYE') {
      return incoming.respond(500, { reason: 'CSeq out of order' });
    }
    this.#remoteCSeq = Math.max(this.#remoteCSeq ?? 0, request.cseq.number);
    this.#follow(flow as LiveFlow);
    if (request.method === 'BYE') {
      incoming.respond(200);
      this.end('remote-bye');
      return true;
    }
    if (request.method === 'INVITE' || request.method === 'UPDATE') this.refreshTarget(request);
    if (this.emit('request', incoming)) return true;
    // What can stand outside of a dialog as well may be for others: cameras report the end of media so.
    if (request.method === 'MESSAGE' || request.method === 'NOTIFY') return false;
    this.#refuse(incoming);
    return true;
  }

  /** §12.2.1.2 and §12.2.2: target refresh requests and their 2xx carry the new remote target. */
  refreshTarget(message: SipMessage): void {
    const method = message.cseq.method;
    if ((method === 'INVITE' || method === 'UPDATE') && message.contact) this.#remoteTarget = message.contact.uri.text;
  }

  nextCSeq(): number {
    this.#localCSeq++;
    return this.#localCSeq;
  }

  /** §12.2.1.1: Request-URI and Route of a request in this dialog. */
  draft(
    method: string,
    init: { headers?: HeaderInit; body?: Buffer | string | undefined; contentType?: string | undefined },
  ): Draft {
    const { routes, callId, local, remote, contact, viaAddress, headEncoding } = this.#parts;
    const first = routes[0];
    const strict = first !== undefined && !parseNameAddress(first).uri.parameters.has('lr');
    return {
      method,
      uri: strict ? parseNameAddress(first).uri.text : this.#remoteTarget,
      routes: strict ? [...routes.slice(1), `<${this.#remoteTarget}>`] : routes,
      from: local,
      to: remote,
      callId,
      contact,
      viaAddress,
      headEncoding,
      ...init,
    };
  }

  end(reason: DialogEnd): void {
    if (this.#state === 'terminated') return;
    this.#state = 'terminated';
    this.#repeat?.stop();
    this.#repeat = undefined;
    this.#agent.dialogs.remove(this);
    this.emit('terminated', reason);
    this.removeAllListeners();
  }

  async #sayBye(headers: HeaderInit | undefined): Promise<void> {
    // §15: the caller may end what it has accepted, but not before acknowledging it.
    if (this.answer && !this.#ack) this.ack();
    this.#repeat?.stop();
    this.end(await this.#sendBye(headers));
  }

  async #sendBye(headers: HeaderInit | undefined): Promise<DialogEnd> {
    try {
      await this.#openFlow();
      await this.#exchange('BYE', headers === undefined ? {} : { headers });
      return 'local-bye';
    } catch (error) {
      const code = error instanceof SipError ? error.code : undefined;
      if (code === 'GL_SIP_TIMEOUT') return 'timeout';
      return code === 'GL_SIP_ABORTED' ? 'stopped' : 'transport';
    }
  }

  #exchange(method: string, init: DialogRequestInit): Promise<SipResponse> {
    return exchange(this.#agent, {
      draft: this.draft(method, init),
      flow: this.#flow,
      nextCSeq: () => this.nextCSeq(),
      credentials: init.credentials,
      signal: init.signal,
    });
  }

  async #openFlow(): Promise<void> {
    this.#flow = await reopened(this.#agent, this.#flow);
  }

  /**
   * DEVIATION RFC 3261 §12.2.1.1: requests go to where the peer's messages come from instead of where its Contact points,
   * because devices behind a translated address write an address into Contact that cannot be reached.
   */
  #follow(flow: LiveFlow): void {
    if (flow.protocol === this.#flow.protocol || this.#flow.closed) this.#flow = flow;
  }

  #refuse(incoming: IncomingRequest): void {
    if (incoming.request.method === 'INVITE') incoming.respond(488);
    else if (incoming.request.method === 'OPTIONS') incoming.respond(200, { headers: { Allow: this.#agent.allow } });
    else incoming.respond(405, { headers: { Allow: allowWithout(this.#agent.allow, incoming.request.method) } });
  }
}
