import { SipError } from '../errors.ts';
import type { LiveFlow } from '../transport/flow.ts';
import type { Agent } from './agent.ts';

/** The flow, or another to the same peer where it has closed. Rejects SipError GL_SIP_TRANSPORT or GL_SIP_LIMIT. */
export async function reopened(agent: Agent, flow: LiveFlow): Promise<LiveFlow> {
  if (!flow.closed) return flow;
  const { protocol, remoteAddress, remotePort, inbound } = flow;
  if (inbound) throw new SipError('GL_SIP_TRANSPORT', 'the connection that the peer made is closed');
  return agent.flowTo({ protocol, address: remoteAddress, port: remotePort });
}
