// s=Talk: a conversation, GB/T 28181-2016 annex F.
import type { Call, CallUsage } from './call.ts';

export const talkCall: CallUsage = ({ channelId, transport, offer, ssrc }, agent): Call => {
  const { speaker } = agent.options;
  if (!speaker || offer.kind !== 'audio') throw new Error('there is no loudspeaker');
  const remote = { address: offer.address, port: offer.port };
  const open = speaker.open({ channelId, transport, ssrc, talk: { remote } });
  return {
    port: open.port,
    answer: {
      kind: 'audio',
      payloads: [{ payload: 8, encoding: 'PCMA', rate: 8000 }],
      direction: 'sendrecv',
      format: 'v/////a/1/8/1',
    },
    answered: () => {
      if (transport === 'tcp-active') open.connect(remote);
    },
    close: () => open.close(),
  };
};
