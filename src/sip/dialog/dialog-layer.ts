// RFC 3261 §12.2.2: requests that belong to a dialog.

import { SipError } from '../errors.ts';
import type { Limits } from '../limits.ts';
import type { SipQuirk, SipRequest } from '../message/message.ts';
import { countIn, type SipStats } from '../stats.ts';
import { type Dialog, dialogId } from './dialog.ts';
import type { IncomingRequest } from './incoming-request.ts';

/** Requests that make sense inside of a dialog only. */
const dialogMethods = new Set(['BYE', 'INFO', 'UPDATE', 'PRACK', 'INVITE']);

export interface DialogLayerOptions {
  limits: Limits;
  stats: SipStats;
  tolerates(quirk: SipQuirk): boolean;
}

export class DialogLayer {
  // Given.
  readonly #options: DialogLayerOptions;

  // State.
  readonly #dialogs = new Map<string, Dialog>();
  readonly #byCallId = new Map<string, Set<Dialog>>();

  constructor(options: DialogLayerOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#dialogs.size;
  }

  all(): Dialog[] {
    return [...this.#dialogs.values()];
  }

  get isFull(): boolean {
    return this.#dialogs.size >= this.#options.limits.maxDialogs;
  }

  /** Throws SipError GL_SIP_LIMIT. */
  add(dialog: Dialog): void {
    if (this.isFull) {
      countIn(this.#options.stats.refused, 'dialogs');
      throw new SipError('GL_SIP_LIMIT', 'too many dialogs');
    }
    this.#dialogs.set(dialog.id, dialog);
    const same = this.#byCallId.get(dialog.callId) ?? new Set();
    this.#byCallId.set(dialog.callId, same.add(dialog));
  }

  remove(dialog: Dialog): void {
    if (this.#dialogs.get(dialog.id) !== dialog) return;
    this.#dialogs.delete(dialog.id);
    const same = this.#byCallId.get(dialog.callId);
    same?.delete(dialog);
    if (same?.size === 0) this.#byCallId.delete(dialog.callId);
  }

  /** The dialog of a request from the peer. */
  find(request: SipRequest, sourceAddress: string): Dialog | undefined {
    const { toTag, fromTag } = request;
    if (toTag !== undefined) {
      const dialog = this.#dialogs.get(dialogId(request.callId, toTag, fromTag ?? ''));
      if (dialog) return dialog;
    }
    if (toTag !== undefined && fromTag !== undefined) return undefined;
    return this.#findWithoutTag(request, sourceAddress);
  }

  /** Takes a request that belongs to a dialog, or that could only belong to one; false when it is for others. */
  receive(incoming: IncomingRequest): boolean {
    const { request, source } = incoming;
    const inDialog = dialogMethods.has(request.method) && (request.toTag !== undefined || request.method === 'BYE');
    const dialog = this.find(request, source.address);
    if (dialog) {
      incoming.enter(dialog);
      return dialog.receive(incoming);
    }
    if (!inDialog) return false;
    incoming.respond(481);
    return true;
  }

  /** The ACK of a 2xx of ours; false when there is no such dialog. */
  acknowledge(ack: SipRequest, sourceAddress: string): boolean {
    const dialog = this.find(ack, sourceAddress);
    dialog?.receiveAck(ack);
    return dialog !== undefined;
  }

  /**
   * QUIRK dialog-without-tag: a device that leaves out a tag is known by Call-ID and address, as long as that says which
   * dialog is meant [fixture sip/field/bye-without-to-tag.sip].
   */
  #findWithoutTag(request: SipRequest, sourceAddress: string): Dialog | undefined {
    if (!dialogMethods.has(request.method) && request.method !== 'ACK') return undefined;
    const same = [...(this.#byCallId.get(request.callId) ?? [])];
    const dialog = same[0];
    if (same.length !== 1 || !dialog || dialog.flow.remoteAddress !== sourceAddress) return undefined;
    if (request.method === 'INVITE' || !this.#options.tolerates('dialog-without-tag')) return undefined;
    countIn(this.#options.stats.quirks, 'dialog-without-tag');
    return dialog;
  }
}
