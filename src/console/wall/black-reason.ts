import type { Explanation } from '../api/types.ts';
import { type BlackReason, closeCodeBase } from '../player/reason.ts';
import type { TileFacts } from './tile-facts.ts';

/** One sentence: its key in i18n, what it is filled with, and the server's own words where there are any. */
export interface Sentence {
  key: string;
  params: Record<string, string | number>;
  detail: string;
}

export interface TileView {
  reason: BlackReason;
  /** How far the server says that the channel's start came. */
  explanation: Explanation | undefined;
  facts: TileFacts | undefined;
}

/** Steps of a start that goes on, in their order; every other code is an end. */
const steps = new Set(['inviting', 'device-trying', 'waiting-for-media', 'waiting-for-picture', 'playing']);

/** Why the tile is black, in one sentence. `isKnown` tells whether i18n has a key. */
export function blackSentence({ reason, explanation, facts }: TileView, isKnown: (key: string) => boolean): Sentence {
  const explained = explanation && fromServer(explanation, isKnown);
  const failed = explanation !== undefined && !steps.has(explanation.code);
  if (facts?.unsupported) return sentence('reason.track-unsupported', { codec: facts.unsupported });
  switch (reason.code) {
    case 'connecting':
    case 'waiting-for-picture':
      return explained && explanation?.code !== 'playing' && !failed ? explained : sentence(`reason.${reason.code}`);
    case 'codec-unsupported':
      return facts?.videoCodec
        ? sentence('reason.codec-unsupported', { codec: facts.videoCodec })
        : sentence('reason.codec-unsupported-unknown');
    case 'server':
      if (explained && failed) return explained;
      return reason.word
        ? fromServer({ code: reason.word, text: reason.text }, isKnown)
        : closed(reason.closeCode, reason.text);
    default:
      return sentence(`reason.${reason.code}`);
  }
}

function fromServer({ code, text }: Explanation, isKnown: (key: string) => boolean): Sentence {
  const key = `server.${code}`;
  return isKnown(key) ? sentence(key, {}, text) : sentence('reason.says', { text }, text);
}

function closed(closeCode: number, text: string): Sentence {
  return closeCode >= closeCodeBase
    ? sentence('reason.refused', { status: closeCode - closeCodeBase, text }, text)
    : sentence('reason.closed', { text }, text);
}

function sentence(key: string, params: Sentence['params'] = {}, detail = ''): Sentence {
  return { key, params, detail };
}

const firstRetryMs = 2000;
const longestRetryMs = 30_000;
/** RFC 6455 §7.4.1: against the server's policy; here: an administrator disconnected the player. */
const policyViolation = 1008;

/** When a tile tries again by itself, after so many tries in vain; undefined: only when it is told to. */
export function retryDelayMs(reason: BlackReason, tries: number): number | undefined {
  const mends = reason.code === 'server' || reason.code === 'network' || reason.code === 'decode-error';
  if (!mends || (reason.code === 'server' && reason.closeCode === policyViolation)) return undefined;
  return Math.min(firstRetryMs * 2 ** tries, longestRetryMs);
}
