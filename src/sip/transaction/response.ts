// RFC 3261 §8.2.6: responses made from requests.

import { Headers } from '../message/headers.ts';
import { type SipRequest, SipResponse } from '../message/message.ts';
import { reasonPhrase } from '../message/status.ts';

const copied = ['Via', 'From', 'To', 'Call-ID', 'CSeq'];

/** Copies Via, From, To, Call-ID, CSeq and, where a dialog is made, Record-Route; adds `toTag` when To has none. */
export function responseTo(
  request: SipRequest,
  status: number,
  toTag: string,
  reason = reasonPhrase(status),
): SipResponse {
  const headers = new Headers();
  for (const name of copied) headers.copy(request.headers, name);
  if (request.method === 'INVITE' && status > 100 && status < 300) headers.copy(request.headers, 'Record-Route');
  const response = new SipResponse(status, reason, headers);
  response.headEncoding = request.headEncoding;
  if (status > 100) tagTo(request, headers, toTag);
  return response;
}

function tagTo(request: SipRequest, headers: Headers, toTag: string): void {
  const to = request.headers.get('to');
  if (to === undefined) return;
  try {
    if (request.toTag === undefined) headers.set('To', `${to};tag=${toTag}`);
  } catch {
    // A To that cannot be read goes back as it came, in the 400 that says so.
  }
}

/**
 * A To tag that is the same for every copy of a request (§8.2.7: an answer without a transaction must not differ).
 * FNV-1a over what names the request; it need not be secret.
 */
export function statelessTag(request: SipRequest): string {
  let hash = 0x811c9dc5;
  for (const name of ['call-id', 'cseq', 'from', 'via']) {
    const text = request.headers.get(name) ?? '';
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
