export { answerChallenge, type Credentials } from './auth/digest-client.ts';
export { DigestServer, type DigestServerOptions, type DigestVerdict } from './auth/digest-server.ts';
export { ClientInvite, type ClientInviteEvents, InviteRejected } from './dialog/client-invite.ts';
export {
  Dialog,
  type DialogEnd,
  type DialogEvents,
  type DialogRequestInit,
  type DialogState,
} from './dialog/dialog.ts';
export { type AcceptInit, IncomingRequest, type ResponseInit } from './dialog/incoming-request.ts';
export type { HeaderInit } from './dialog/outgoing.ts';
export {
  type NotifierReason,
  type NotifyInit,
  ServerSubscription,
  type ServerSubscriptionEvents,
} from './dialog/server-subscription.ts';
export {
  SubscribeRejected,
  Subscription,
  type SubscriptionEvents,
  type SubscriptionState,
} from './dialog/subscription.ts';
export type { SubscriptionEnd } from './dialog/subscription-end.ts';
export {
  type EndpointEvents,
  type RequestInit,
  SipEndpoint,
  type SipEndpointOptions,
  type SubscribeInit,
} from './endpoint.ts';
export { SipError, type SipErrorCode } from './errors.ts';
export { defaultLimits, type Limits } from './limits.ts';
export { Headers } from './message/headers.ts';
export { type SipMessage, type SipQuirk, SipRequest, SipResponse } from './message/message.ts';
export { type NameAddress, parseNameAddress } from './message/name-address.ts';
export { SipParseError } from './message/parse-error.ts';
export { parseMessage } from './message/parser.ts';
export { printMessage } from './message/printer.ts';
export { reasonPhrase } from './message/status.ts';
export { type SubscriptionStateHeader, subscriptionStateOf } from './message/subscription-state.ts';
export { bracketed, decodedUser, parseUri, type SipUri } from './message/uri.ts';
export type { Via } from './message/via.ts';
export type { SipStats } from './stats.ts';
export { defaultTimers, type Timers } from './transaction/timers.ts';
export type { Flow, Protocol, Target } from './transport/flow.ts';
