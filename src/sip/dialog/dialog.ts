import { TypedEmitter } from '../../base/typed-emitter.ts';
import type { SipRequest, SipResponse } from '../message/message.ts';
import type { Flow } from '../transport/flow.ts';
import type { IncomingRequest } from './incoming-request.ts';

export type DialogState = 'early' | 'confirmed' | 'terminated';
export type DialogEnd = 'local-bye' | 'remote-bye' | 'ack-timeout' | 'timeout' | 'transport' | 'stopped';

export interface DialogEvents {
  /** A request inside this dialog other than ACK, BYE and CANCEL: INFO, re-INVITE, NOTIFY ... The listener answers it. */
  request: [request: IncomingRequest];
  /** The peer's ACK of our 2xx; comes once for each answered INVITE. */
  ack: [ack: SipRequest];
  /** Once, last. */
  terminated: [reason: DialogEnd];
}

export interface DialogRequestInit {
  headers?: Record<string, string | string[]>;
  body?: Buffer | string;
  contentType?: string;
  credentials?: { username: string; password: string };
  signal?: AbortSignal;
}

export declare class Dialog extends TypedEmitter<DialogEvents> {
  readonly id: string;
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
  readonly state: DialogState;
  /** Where requests of this dialog go. */
  readonly flow: Flow;
  /** Body of the 2xx (as caller) or of the INVITE (as callee). */
  readonly remoteBody: Buffer;
  /** The 2xx that made this dialog, when we called. */
  readonly answer: SipResponse | undefined;
  /** Caller only: sends the ACK of the 2xx, and again whenever the 2xx is repeated. */
  ack(body?: Buffer | string, contentType?: string): void;
  request(method: string, init?: DialogRequestInit): Promise<SipResponse>;
  /** Ends the dialog; resolves when the peer has answered or is given up, never rejects. */
  bye(headers?: Record<string, string | string[]>): Promise<void>;
}
