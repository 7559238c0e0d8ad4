// RFC 3261 §8.2.2 and §8.2.3: what a server looks at before a request reaches the application.

import { allowWithout } from './dialog/agent.ts';
import type { IncomingRequest } from './dialog/incoming-request.ts';
import type { SipRequest } from './message/message.ts';

/** Methods of RFC 3261 and its extensions: known, so 405 and not 501 where nobody takes them. */
const knownMethods = new Set(
  'INVITE ACK CANCEL BYE OPTIONS REGISTER INFO MESSAGE SUBSCRIBE NOTIFY PRACK UPDATE REFER PUBLISH'.split(' '),
);

/** Answers a request that no layer may see: true when it has. */
export function refuse(incoming: IncomingRequest, inviteTypes: readonly string[]): boolean {
  const { request } = incoming;
  const scheme = request.requestUri.scheme;
  // §8.2.2.1.
  if (scheme !== 'sip' && scheme !== 'sips') return incoming.respond(416);
  // §8.2.2.3: there is no extension that we must know.
  const required = request.tokens('Require');
  if (required.length > 0) return incoming.respond(420, { headers: { Unsupported: required.join(', ') } });
  if (request.method !== 'INVITE') return false;
  // §8.2.3. An INVITE without type, as without body, is left to the application.
  const type = request.contentType;
  if (request.body.length > 0 && type !== undefined && !inviteTypes.includes(type)) {
    return incoming.respond(415, { headers: { Accept: inviteTypes.join(', ') } });
  }
  // §20.1: our answer would be of a type that the caller does not read.
  if (request.headers.has('accept') && !acceptsOneOf(request, inviteTypes)) return incoming.respond(406);
  return false;
}

function acceptsOneOf(request: SipRequest, types: readonly string[]): boolean {
  const accepted = request.tokens('Accept').map((token) => token.split(';', 1)[0]!.trim().toLowerCase());
  if (accepted.length === 0) return false;
  return types.some((type) =>
    accepted.some((one) => one === type || one === '*/*' || one === `${type.split('/')[0]}/*`),
  );
}

/** Answers what no layer has taken: OPTIONS by what we can, others by 405 or 501 (§8.2.1). */
export function answerUntaken(incoming: IncomingRequest, allow: string, inviteTypes: readonly string[]): void {
  const { method } = incoming.request;
  if (method === 'OPTIONS') {
    incoming.respond(200, { headers: { Allow: allow, Accept: inviteTypes.join(', ') } });
    return;
  }
  // RFC 6665 §4.1.3: it belongs to no subscription.
  if (method === 'NOTIFY') {
    incoming.respond(481);
    return;
  }
  incoming.respond(knownMethods.has(method) ? 405 : 501, { headers: { Allow: allowWithout(allow, method) } });
}
