// s=Play: live pictures, GB/T 28181-2016 §9.2.
import type { Call, CallUsage } from './call.ts';

export const liveCall: CallUsage = ({ channelId, transport, offer, ssrc, payloadType }, agent): Call =>
  agent.options.media.open({
    channelId,
    transport,
    remote: { address: offer.address, port: offer.port },
    ssrc,
    payloadType,
  });
