// RFC 3261 §14.1: an INVITE inside a dialog; its 2xx is acknowledged here, and again when repeated.

import { SipError } from '../errors.ts';
import type { SipRequest, SipResponse } from '../message/message.ts';
import type { LiveFlow } from '../transport/flow.ts';
import type { Agent } from './agent.ts';
import type { Dialog, DialogRequestInit } from './dialog.ts';
import { authorized, endedError } from './exchange.ts';
import { buildRequest, type Draft } from './outgoing.ts';

/** Resolves with the final response; rejects SipError. */
export async function reinvite(
  dialog: Dialog,
  agent: Agent,
  flow: LiveFlow,
  init: DialogRequestInit,
): Promise<SipResponse> {
  const draft = dialog.draft('INVITE', init);
  const response = await inviteOnce(dialog, agent, flow, draft, init.signal);
  const again = authorized(agent, draft, response, init.credentials);
  return again ? inviteOnce(dialog, agent, flow, again, init.signal) : response;
}

function inviteOnce(
  dialog: Dialog,
  agent: Agent,
  flow: LiveFlow,
  draft: Draft,
  signal: AbortSignal | undefined,
): Promise<SipResponse> {
  if (signal?.aborted) return Promise.reject(new SipError('GL_SIP_ABORTED', 'INVITE: given up'));
  return new Promise((resolve, reject) => {
    const cseq = dialog.nextCSeq();
    let ack: SipRequest | undefined;
    const transaction = agent.send(buildRequest(agent, draft, cseq, flow), flow, {
      response: (response) => {
        if (response.status < 200) return;
        if (response.status < 300) {
          ack ??= dialog.ackFor(cseq);
          agent.sendAck(ack, flow);
        }
        resolve(response);
      },
      ended: (reason, error) => {
        signal?.removeEventListener('abort', abort);
        agent.clock.clearTimeout(ringing);
        reject(endedError('INVITE', reason, error));
      },
    });
    const abort = () => transaction.terminate();
    const ringing = agent.clock.setTimeout(() => {
      if (transaction.state === 'calling' || transaction.state === 'proceeding') transaction.terminate();
    }, agent.limits.maxRingingMs);
    signal?.addEventListener('abort', abort, { once: true });
  });
}
