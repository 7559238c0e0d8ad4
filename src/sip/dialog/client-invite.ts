import { TypedEmitter } from '../../base/typed-emitter.ts';
import type { SipResponse } from '../message/message.ts';
import type { Dialog } from './dialog.ts';

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

export declare class ClientInvite extends TypedEmitter<ClientInviteEvents> {
  readonly callId: string;
  readonly localTag: string;
  /** After the first 2xx; the caller then calls dialog.ack(). Rejects InviteRejected or SipError. */
  readonly accepted: Promise<Dialog>;
  /** Gives the call up: CANCEL once a provisional response has come (§9.1); a 2xx that crosses is acknowledged and ended by BYE. */
  cancel(reason?: string): void;
}
