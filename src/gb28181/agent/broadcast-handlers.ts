// Broadcasts: told of one by the platform, the agent calls it and listens. GB/T 28181-2016 §9.12.
import { parseSdp, writeSdp } from '../../sdp/session-description.ts';
import { notifies } from '../codec/command-set/index.ts';
import { text } from '../codec/manscdp.ts';
import type { OpenSpeaker, Speaker } from './agent-options.ts';
import type { DeviceAgent } from './device-agent.ts';
import type { MessageHandlers } from './message-side.ts';

/** RFC 4145 §4.1: the port of who connects. */
const discardPort = 9;

export const broadcastHandlers: MessageHandlers = {
  'Notify Broadcast': async (message, agent) => {
    const source = text(message.fields, 'SourceID');
    const target = text(message.fields, 'TargetID');
    const { speaker, deviceId } = agent.options;
    const ours = target === deviceId || agent.state.channel(target) !== undefined;
    const Result = speaker && ours ? 'OK' : 'ERROR';
    await agent.respond({ ...message, deviceId: target }, notifies.Broadcast.response!, { Result });
    if (speaker && ours) await call(agent, speaker, source, target);
  },
};

async function call(agent: DeviceAgent, speaker: Speaker, source: string, target: string): Promise<void> {
  const { endpoint, mediaAddress } = agent.options;
  const { transport, format } = speaker;
  const ssrc = `0${agent.link.server.domain.slice(3, 8)}${target.slice(-4)}`;
  const open = speaker.open({ channelId: target, transport, ssrc });
  const tcp = transport !== 'udp';
  const pcma = { payload: 8, encoding: 'PCMA', rate: 8000 };
  const ps = { payload: 96, encoding: 'PS', rate: 90000 };
  const body = writeSdp({
    username: target,
    address: mediaAddress,
    sessionName: 'Play',
    kind: 'audio',
    port: open.port || discardPort,
    tcp,
    payloads: [format === 'ps' ? ps : pcma],
    direction: 'recvonly',
    setup: tcp ? (transport === 'tcp-active' ? 'active' : 'passive') : undefined,
    ssrc,
    format: 'v/////a/1/8/1',
  });
  const addressed = agent.link.addressed(target);
  const uri = `sip:${source}@${agent.link.server.domain}`;
  const headers = { Subject: `${source}:${ssrc},${target}:0` };
  const invite = endpoint.invite({ ...addressed, uri, to: uri, headers, contentType: 'application/sdp', body });
  try {
    const dialog = await invite.accepted;
    dialog.ack();
    agent.calls.keep(dialog, { port: open.port, close: () => open.close() });
    hear(open, speaker, dialog.remoteBody);
  } catch (error) {
    open.close();
    throw error;
  }
}

function hear(open: OpenSpeaker, { transport }: Speaker, answer: Buffer): void {
  if (transport !== 'tcp-active') return;
  const { address, port } = parseSdp(answer);
  open.connect({ address, port });
}
