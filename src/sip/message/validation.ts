// RFC 3261 §8.1.1 and §20 Table 2: what every message must carry, and each header that this stack reads.

import { type SipMessage, type SipQuirk, SipRequest } from './message.ts';
import { SipParseError } from './parse-error.ts';

/** Headers that may stand once (§7.3.1: no list in their grammar). Content-Length twice with one value is harmless. */
const singleHeaders = ['from', 'to', 'call-id', 'cseq', 'max-forwards', 'content-type', 'expires'];

/** Reads every header that the stack will use. Throws SipParseError at the first fault. */
export function checkHeaders(message: SipMessage, tolerates: (quirk: SipQuirk) => boolean): void {
  checkRepeats(message);
  void message.via;
  if (hasMoreVias(message)) void message.vias;
  void message.from;
  void message.to;
  void message.callId;
  checkCSeq(message);
  checkContentLength(message);
  checkContacts(message, tolerates);
  void message.expires;
  if (message.headers.has('route')) void message.routes;
  if (message.headers.has('record-route')) void message.recordRoutes;
  if (message instanceof SipRequest) checkRequest(message, tolerates);
}

function checkRepeats(message: SipMessage): void {
  for (const name of singleHeaders) {
    if (message.headers.count(name) > 1) throw new SipParseError('repeated-header', `${name} stands more than once`);
  }
}

function hasMoreVias({ headers }: SipMessage): boolean {
  return headers.count('via') > 1 || headers.get('via')!.includes(',');
}

function checkCSeq(message: SipMessage): void {
  const cseq = message.cseq;
  // §8.1.1.5: the method of CSeq is that of the request.
  if (message instanceof SipRequest && cseq.method !== message.method) {
    throw new SipParseError('cseq-method', `CSeq ${cseq.method.slice(0, 40)} in ${message.method.slice(0, 40)}`);
  }
}

function checkContentLength(message: SipMessage): void {
  const lengths = message.headers.getAll('content-length');
  if (lengths.length === 0) return;
  for (const length of lengths) {
    if (!/^[0-9]{1,15}$/.test(length))
      throw new SipParseError('content-length', `Content-Length ${length.slice(0, 20)}`);
    if (Number(length) !== Number(lengths[0]))
      throw new SipParseError('content-length', 'two values of Content-Length');
  }
}

function checkContacts(message: SipMessage, tolerates: (quirk: SipQuirk) => boolean): void {
  try {
    void message.contacts;
  } catch (error) {
    // QUIRK contact-unreadable: an answer is worth more than its Contact; without one, requests go to where the call went
    // [fixture sip/field/invite-200-contact-unreadable.sip].
    if (message instanceof SipRequest || !tolerates('contact-unreadable')) throw error;
    message.headers.delete('contact');
    message.quirks.push('contact-unreadable');
  }
}

function checkRequest(request: SipRequest, tolerates: (quirk: SipQuirk) => boolean): void {
  // QUIRK missing-max-forwards: RFC 2543 had none, and cameras still leave it out [fixture sip/rfc4475/inv2543.dat].
  if (request.maxForwards === undefined) note(request, 'missing-max-forwards', tolerates, 'Max-Forwards is missing');
  // QUIRK missing-from-tag: the same [fixture sip/rfc4475/inv2543.dat].
  if (request.fromTag === undefined) note(request, 'missing-from-tag', tolerates, 'From has no tag');
}

function note(request: SipRequest, quirk: SipQuirk, tolerates: (quirk: SipQuirk) => boolean, fault: string): void {
  if (!tolerates(quirk)) throw new SipParseError('missing-header', fault);
  request.quirks.push(quirk);
}
