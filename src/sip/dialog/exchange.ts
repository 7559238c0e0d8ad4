// RFC 3261 §17.1.2 and §22: one request and its final response, a challenge answered once on the way.

import { answerChallenge, type Credentials, isStale } from '../auth/digest-client.ts';
import { SipError } from '../errors.ts';
import type { SipResponse } from '../message/message.ts';
import type { TransactionEnd } from '../transaction/context.ts';
import type { ClientTransaction } from '../transaction/transaction-layer.ts';
import type { LiveFlow } from '../transport/flow.ts';
import { type Agent, kCnonceBytes } from './agent.ts';
import { buildRequest, type Draft } from './outgoing.ts';

export interface ExchangeInit {
  draft: Draft;
  flow: LiveFlow;
  /** Gives a new CSeq number each time. */
  nextCSeq: () => number;
  credentials?: Credentials | undefined;
  signal?: AbortSignal | undefined;
}

/** The first challenge, and one more for a nonce that had grown old meanwhile (RFC 7616 §3.3 stale). */
const kMaxChallenges = 2;

/** Resolves with the final response of any class; rejects SipError. */
export async function exchange(agent: Agent, init: ExchangeInit): Promise<SipResponse> {
  let draft = init.draft;
  for (let challenges = 0; ; challenges++) {
    const response = await sendOnce(agent, draft, init);
    const more = challenges === 0 || (challenges < kMaxChallenges && isStale(response));
    const answered = more ? authorized(agent, draft, response, init.credentials) : undefined;
    if (!answered) return response;
    draft = answered;
  }
}

/** The draft with credentials for this 401 or 407; undefined when there is nothing to answer it with. */
export function authorized(
  agent: Agent,
  draft: Draft,
  response: SipResponse,
  credentials: Credentials | undefined,
): Draft | undefined {
  if (!credentials || (response.status !== 401 && response.status !== 407)) return undefined;
  const header = answerChallenge(response, draft, credentials, agent.token(kCnonceBytes));
  return header && { ...draft, headers: { ...draft.headers, [header.name]: header.value } };
}

/** The error that stands for a transaction's end without a final response. */
export function endedError(method: string, reason: TransactionEnd, error?: Error): SipError {
  if (reason === 'timeout') return new SipError('GL_SIP_TIMEOUT', `${method}: no response`);
  if (reason === 'transport') {
    return new SipError('GL_SIP_TRANSPORT', `${method}: ${error?.message ?? 'transport failed'}`, { cause: error });
  }
  return new SipError('GL_SIP_ABORTED', `${method}: given up`);
}

function sendOnce(agent: Agent, draft: Draft, init: ExchangeInit): Promise<SipResponse> {
  const { signal } = init;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(new SipError('GL_SIP_ABORTED', `${draft.method}: given up`));
      return;
    }
    let transaction: ClientTransaction | undefined;
    let answered = false;
    const abort = () => transaction?.terminate();
    const settle = () => signal?.removeEventListener('abort', abort);
    try {
      transaction = agent.send(buildRequest(agent, draft, init.nextCSeq(), init.flow), init.flow, {
        response: (response) => {
          if (response.status < 200) return;
          settle();
          answered = true;
          resolve(response);
        },
        ended: (reason, error) => {
          settle();
          // An error takes its time to make.
          if (!answered) reject(endedError(draft.method, reason, error));
        },
      });
      signal?.addEventListener('abort', abort, { once: true });
    } catch (error) {
      reject(error);
    }
  });
}
