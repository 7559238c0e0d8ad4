// RFC 3261 §13.2 and §9.1: calling.
//
//   sending --1xx--> ringing --2xx--> accepted: dialog to the caller, who sends the ACK
//      |                |   `--300-699--> rejected (401 and 407 once answered with credentials)
//      `----cancel()----+--> aborted; CANCEL as soon as a 1xx has come
//                              --487, other refusal, 64*T1 after CANCEL--> over
//                              --2xx--> ACK and BYE, over
//
//   A 2xx with another To tag (a fork) gets ACK and BYE; a repeated one gets its ACK again.

import { TypedEmitter } from '../../base/typed-emitter.ts';
import type { Credentials } from '../auth/digest-client.ts';
import { SipError } from '../errors.ts';
import type { SipRequest, SipResponse } from '../message/message.ts';
import { countIn } from '../stats.ts';
import type { TransactionEnd } from '../transaction/context.ts';
import { cancelOf } from '../transaction/derived-requests.ts';
import { TimerSet } from '../transaction/timer-set.ts';
import type { ClientTransaction } from '../transaction/transaction-layer.ts';
import type { LiveFlow, Target } from '../transport/flow.ts';
import type { Agent } from './agent.ts';
import { Dialog } from './dialog.ts';
import { authorized, endedError } from './exchange.ts';
import { routeValues } from './incoming-request.ts';
import { buildRequest, type Draft } from './outgoing.ts';

export interface ClientInviteEvents {
  /** A 1xx other than 100. */
  provisional: [response: SipResponse];
}

/** The callee refused with a final response of 300 to 699. */
export class InviteRejected extends Error {
  readonly response: SipResponse;

  constructor(response: SipResponse) {
    super(`INVITE refused: ${response.status} ${response.reason}`);
    this.name = 'InviteRejected';
    this.response = response;
  }
}

export interface ClientInviteInit {
  /** Without Contact where none was given: it needs the flow. */
  draft: (flow: LiveFlow) => Draft & { contact: string };
  callId: string;
  localTag: string;
  cseq: number;
  target: Target;
  credentials?: Credentials | undefined;
  signal?: AbortSignal | undefined;
}

/** More forks of one call than this are not even refused. */
const kMaxForks = 8;

export class ClientInvite extends TypedEmitter<ClientInviteEvents> {
  readonly callId: string;
  readonly localTag: string;
  /** After the first 2xx; the caller then calls dialog.ack(). Rejects InviteRejected or SipError. */
  readonly accepted: Promise<Dialog>;
  /** When nothing more is under way: a final answer came, and its BYE was answered where it was not wanted. */
  readonly over: Promise<void>;

  // Given.
  readonly #agent: Agent;
  readonly #init: ClientInviteInit;

  // Owned.
  readonly #timers: TimerSet;
  #transaction: ClientTransaction | undefined;

  // State.
  #flow: LiveFlow | undefined;
  #draft: (Draft & { contact: string }) | undefined;
  #cseq: number;
  #request: SipRequest | undefined;
  #ringing = false;
  #challenged = false;
  #settled = false;
  #cancelReason: { text: string | undefined } | undefined;
  #cancelSent = false;
  /** Dialogs made by 2xx, by To tag. */
  readonly #dialogs = new Map<string, Dialog>();
  #resolve: (dialog: Dialog) => void = () => {};
  #reject: (error: Error) => void = () => {};
  #finish: () => void = () => {};

  constructor(agent: Agent, init: ClientInviteInit) {
    super();
    this.#agent = agent;
    this.#init = init;
    this.#cseq = init.cseq;
    this.callId = init.callId;
    this.localTag = init.localTag;
    this.#timers = new TimerSet(agent.clock);
    this.accepted = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.over = new Promise((resolve) => {
      this.#finish = resolve;
    });
    // A caller that has cancelled need not listen any more.
    this.accepted.catch(() => {});
    init.signal?.addEventListener('abort', this.#abort, { once: true });
    if (init.signal?.aborted) this.cancel();
    void this.#start();
  }

  /**
   * Gives the call up: the caller is free at once, the callee hears of it by CANCEL once a provisional response has come
   * (§9.1), or by BYE behind a 2xx that crosses. `reason` becomes a Reason header (RFC 3326).
   */
  cancel(reason?: string): void {
    if (this.#settled || this.#cancelReason) return;
    this.#cancelReason = { text: reason };
    this.#settle();
    this.#reject(new SipError('GL_SIP_ABORTED', 'INVITE: cancelled'));
    if (!this.#request) this.#finish();
    else if (this.#ringing) this.#sendCancel();
  }

  readonly #abort = () => this.cancel();

  async #start(): Promise<void> {
    try {
      const flow = await this.#agent.flowTo(this.#init.target);
      if (this.#settled) return;
      this.#flow = flow;
      this.#draft = this.#init.draft(flow);
      this.#send(this.#draft, flow);
    } catch (error) {
      this.#fail(error as Error);
    }
  }

  #send(draft: Draft, flow: LiveFlow): void {
    this.#ringing = false;
    const request = buildRequest(this.#agent, draft, this.#cseq, flow);
    this.#request = request;
    this.#transaction = this.#agent.send(request, flow, {
      response: (response) => this.#receive(response, request),
      ended: (reason, error) => this.#ended(reason, error, request),
    });
  }

  #receive(response: SipResponse, request: SipRequest): void {
    if (response.status < 200) this.#provisional(response);
    else if (response.status < 300) this.#answered(response, request);
    else this.#refused(response);
  }

  #provisional(response: SipResponse): void {
    if (!this.#ringing) {
      this.#ringing = true;
      // Timer C (§16.6 item 11) in the caller's hand: nobody rings for ever.
      this.#timers.start('C', this.#agent.limits.maxRingingMs, () => this.cancel());
    }
    if (this.#cancelReason) this.#sendCancel();
    else if (response.status > 100) this.emit('provisional', response);
  }

  #answered(response: SipResponse, request: SipRequest): void {
    const tag = response.toTag ?? '';
    const known = this.#dialogs.get(tag);
    if (known) {
      known.answeredAgain();
      return;
    }
    if (this.#dialogs.size >= kMaxForks) return;
    let dialog: Dialog;
    try {
      dialog = this.#makeDialog(response, request, tag);
    } catch (error) {
      this.#fail(error as Error);
      return;
    }
    this.#timers.stopAll();
    if (!this.#settled && !this.#cancelReason) {
      this.#settle();
      this.#resolve(dialog);
      this.#finish();
      return;
    }
    // §9.1 and §13.2.2.4: not wanted, but established.
    dialog.ack();
    void dialog.bye().then(this.#finish);
  }

  #refused(response: SipResponse): void {
    this.#timers.stopAll();
    if (this.#cancelReason) {
      this.#finish();
      return;
    }
    const draft = this.#draft;
    const again =
      this.#challenged || !draft ? undefined : authorized(this.#agent, draft, response, this.#init.credentials);
    if (!again || !this.#flow) {
      this.#fail(new InviteRejected(response));
      return;
    }
    this.#challenged = true;
    this.#cseq++;
    try {
      this.#send(again, this.#flow);
    } catch (error) {
      this.#fail(error as Error);
    }
  }

  #ended(reason: TransactionEnd, error: Error | undefined, request: SipRequest): void {
    if (request !== this.#request) return;
    this.#timers.stopAll();
    this.#fail(endedError('INVITE', reason, error));
  }

  #sendCancel(): void {
    if (this.#cancelSent || !this.#request || !this.#flow) return;
    this.#cancelSent = true;
    this.#timers.stopAll();
    // §9.1: without a final response in 64*T1 the call counts as cancelled.
    this.#timers.start('cancel', 64 * this.#agent.timers.t1, () => this.#transaction?.terminate());
    try {
      this.#agent.send(cancelOf(this.#request, this.#cancelReason?.text), this.#flow, { response() {}, ended() {} });
    } catch (error) {
      this.#agent.log.warn({ err: error, callId: this.callId }, 'CANCEL could not be sent');
    }
  }

  #makeDialog(response: SipResponse, request: SipRequest, remoteTag: string): Dialog {
    const draft = this.#draft;
    const flow = this.#flow;
    if (!draft || !flow) throw new SipError('GL_SIP_ABORTED', 'INVITE: not sent');
    if (!response.contact) {
      // QUIRK answer-without-contact: some lower platforms leave Contact out of their 2xx; the Request-URI then stands for
      // it [fixture sip/field/invite-200-no-contact.sip].
      if (!this.#agent.tolerates('answer-without-contact'))
        throw new SipError('GL_SIP_ABORTED', 'INVITE: 2xx without Contact');
      countIn(this.#agent.stats.quirks, 'answer-without-contact');
    }
    const dialog = new Dialog({
      agent: this.#agent,
      flow,
      callId: this.callId,
      localTag: this.localTag,
      remoteTag,
      local: draft.from,
      remote: response.headers.get('to') ?? draft.to,
      localCSeq: request.cseq.number,
      remoteCSeq: undefined,
      contact: draft.contact,
      remoteTarget: response.contact?.uri.text ?? request.uri,
      routes: routeValues(response, true),
      remoteBody: response.body,
      answer: response,
      viaAddress: draft.viaAddress,
      headEncoding: response.headEncoding,
    });
    this.#dialogs.set(remoteTag, dialog);
    this.#agent.dialogs.add(dialog);
    return dialog;
  }

  #settle(): void {
    this.#settled = true;
    this.#timers.stopAll();
    this.#init.signal?.removeEventListener('abort', this.#abort);
  }

  #fail(error: Error): void {
    this.#finish();
    if (this.#settled) return;
    this.#settle();
    this.#reject(error);
  }
}
