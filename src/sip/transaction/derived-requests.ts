// Requests that a client transaction makes out of its own: ACK of a refusal, CANCEL.

import { Headers } from '../message/headers.ts';
import { SipRequest, type SipResponse } from '../message/message.ts';

/** RFC 3261 §17.1.1.3: the ACK of a 300-699 has the INVITE's Via, and the response's To. */
export function ackOfRefusal(invite: SipRequest, response: SipResponse): SipRequest {
  const ack = derive(invite, 'ACK');
  const to = response.headers.get('to');
  if (to !== undefined) ack.headers.set('To', to);
  return ack;
}

/** RFC 3261 §9.1: CANCEL has the Request-URI, Via, Call-ID, To, From, Route and CSeq number of what it cancels. */
export function cancelOf(invite: SipRequest, reason?: string): SipRequest {
  const cancel = derive(invite, 'CANCEL');
  if (reason !== undefined) cancel.headers.set('Reason', reason);
  return cancel;
}

function derive(invite: SipRequest, method: string): SipRequest {
  const headers = new Headers();
  headers.add('Via', invite.headers.get('via') ?? '');
  for (const route of invite.headers.getAll('route')) headers.add('Route', route);
  headers.add('Max-Forwards', '70');
  headers.add('From', invite.headers.get('from') ?? '');
  headers.add('To', invite.headers.get('to') ?? '');
  headers.add('Call-ID', invite.callId);
  headers.add('CSeq', `${invite.cseq.number} ${method}`);
  return new SipRequest(method, invite.uri, headers);
}
