// RFC 3261 §17.1.3 and §17.2.3: which transaction a message belongs to.

import type { SipRequest, SipResponse } from '../message/message.ts';
import { kMagicCookie, type Via } from '../message/via.ts';

// Keys outlive their messages by half a minute: join() makes strings of their own, where a template would keep the pieces,
// and by these the messages, in memory.

/** §17.1.3: the branch of our Via, and the method of CSeq. */
export function clientKey(message: SipRequest | SipResponse): string {
  return `${message.via.branch ?? ''}|${message.cseq.method}`;
}

/**
 * §17.2.3: branch, sent-by and method, where ACK looks for its INVITE. Without the magic cookie, or with nothing behind
 * it (RFC 4475 §3.2.1), the rules of RFC 2543 hold. `method` in place of the request's own finds what CANCEL is after.
 */
export function serverKey(request: SipRequest, method = request.method): string {
  const wanted = method === 'ACK' ? 'INVITE' : method;
  const via = request.via;
  const branch = via.branch;
  if (branch !== undefined && branch.length > kMagicCookie.length && branch.startsWith(kMagicCookie)) {
    return [branch, sentBy(via), wanted].join('|');
  }
  const { number } = request.cseq;
  const { uri, callId, fromTag = '' } = request;
  return ['2543', uri, callId, number, fromTag, `${sentBy(via)};${branch ?? ''}`, wanted].join('|');
}

/** §8.2.2.2: what two copies of one request have in common when they came by different ways. */
export function mergeKey(request: SipRequest, method = request.method): string {
  return [request.callId, request.cseq.number, method, request.fromTag ?? ''].join('|');
}

function sentBy(via: Via): string {
  return `${via.host.toLowerCase()}:${via.port ?? ''}`;
}
