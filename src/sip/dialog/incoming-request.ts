import type { SipRequest } from '../message/message.ts';
import type { Flow } from '../transport/flow.ts';
import type { Dialog } from './dialog.ts';

export interface ResponseInit {
  reason?: string;
  headers?: Record<string, string | string[]>;
  body?: Buffer | string;
  contentType?: string;
}

export interface AcceptInit extends ResponseInit {
  /** URI of our Contact; default: the user of the Request-URI at our address on this flow. */
  contact?: string;
  /** 200 unless given. */
  status?: number;
}

export declare class IncomingRequest {
  readonly request: SipRequest;
  readonly flow: Flow;
  readonly source: { address: string; port: number };
  /** A final response has been sent. */
  readonly answered: boolean;
  /** INVITE only: the caller has sent CANCEL; 487 has been sent. */
  readonly cancelled: boolean;
  /** Sends a response. INVITE: 1xx any number of times; a 2xx goes through accept(). A second final response is ignored: false. */
  respond(status: number, init?: ResponseInit): boolean;
  /** INVITE only: sends 2xx and makes the dialog (or, inside a dialog, renews it). Throws SipError when cancelled or full. */
  accept(init?: AcceptInit): Dialog;
  /** INVITE only: `callback` once when the caller cancels before a final response. */
  onCancel(callback: (request: SipRequest) => void): void;
}
