// RFC 3261 §8.1.1 and §12.2.1.1: requests as this endpoint makes them.

import { Headers } from '../message/headers.ts';
import { emptyBody, type HeadEncoding, SipRequest } from '../message/message.ts';
import { kMagicCookie } from '../message/via.ts';
import type { LiveFlow } from '../transport/flow.ts';
import { type Agent, kBranchBytes } from './agent.ts';

export type HeaderInit = Record<string, string | string[]>;

/** Everything of a request except Via, CSeq number and credentials, which each sending makes anew. */
export interface Draft {
  method: string;
  uri: string;
  /** Header value, with tag. */
  from: string;
  /** Header value. */
  to: string;
  callId: string;
  /** URI of our Contact; absent: no Contact header. */
  contact?: string | undefined;
  /** Route values. */
  routes?: readonly string[];
  headers?: HeaderInit | undefined;
  body?: Buffer | string | undefined;
  contentType?: string | undefined;
  viaAddress?: string | undefined;
  /** How From and To were read, so that the peer gets its own bytes back. */
  headEncoding?: HeadEncoding | undefined;
}

const kMaxForwards = '70';

/** A request ready to be sent on `flow`, with a branch of its own. */
export function buildRequest(agent: Agent, draft: Draft, cseq: number, flow: LiveFlow): SipRequest {
  const headers = new Headers();
  const request = new SipRequest(draft.method, draft.uri, headers);
  const branch = kMagicCookie + agent.token(kBranchBytes);
  const transport = flow.protocol.toUpperCase();
  // RFC 3581 §3: rport, without value.
  headers.add('Via', `SIP/2.0/${transport} ${agent.hostPort(flow, draft.viaAddress)};rport;branch=${branch}`);
  for (const route of draft.routes ?? []) headers.add('Route', route);
  headers.add('Max-Forwards', kMaxForwards);
  headers.add('From', draft.from);
  headers.add('To', draft.to);
  headers.add('Call-ID', draft.callId);
  headers.add('CSeq', `${cseq} ${draft.method}`);
  if (draft.contact !== undefined) headers.add('Contact', inBrackets(draft.contact));
  headers.add('User-Agent', agent.userAgent);
  if (draft.method === 'INVITE') headers.add('Allow', agent.allow);
  addHeaders(headers, draft.headers);
  request.body = setBody(headers, draft.body, draft.contentType);
  request.headEncoding = draft.headEncoding ?? 'utf8';
  return request;
}

export function addHeaders(headers: Headers, init: HeaderInit | undefined): void {
  for (const name in init) headers.set(name, init[name]!);
}

/** Puts Content-Type and returns the body's bytes; text is UTF-8. */
export function setBody(headers: Headers, body: Buffer | string | undefined, contentType: string | undefined): Buffer {
  if (contentType !== undefined) headers.set('Content-Type', contentType);
  return typeof body === 'string' ? Buffer.from(body, 'utf8') : (body ?? emptyBody);
}

/** `<uri>`, or the value as it is when it has brackets already. */
export function inBrackets(uri: string): string {
  return uri.includes('<') ? uri : `<${uri}>`;
}
