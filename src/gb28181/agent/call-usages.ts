// What the agent can be invited to, by session name (s=).
import type { CallUsage } from './call.ts';
import { historyCall } from './history-call.ts';
import { liveCall } from './live-call.ts';
import { talkCall } from './talk-call.ts';

export const callUsages: Readonly<Record<string, CallUsage>> = {
  Play: liveCall,
  Talk: talkCall,
  Playback: historyCall,
  Download: historyCall,
};
