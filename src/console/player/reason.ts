/** Why a player shows nothing. The sentence for each is made in wall/black-reason.ts. */
export type BlackReason =
  | {
      code:
        | 'connecting'
        | 'waiting-for-picture'
        | 'codec-unsupported'
        | 'autoplay-blocked'
        | 'decode-error'
        | 'stalled';
    }
  /** The server closed the WebSocket with a reason of its own: the words are the server's; `word` is one of i18n `server`. */
  | { code: 'server'; text: string; closeCode: number; word?: string }
  | { code: 'network' };

/** "no-media: No picture arrived in time." or "GL_ERR_LIMIT: …", as the server refuses a WebSocket. */
const refusal = /^([A-Za-z][\w-]*): (.*)$/s;
/** WebSocket close codes of refusals are HTTP statuses plus this. */
export const closeCodeBase = 4000;

/** Why a WebSocket ended, from its close code and reason (RFC 6455 §7.1.5, §7.1.6). */
export function reasonOfClose(closeCode: number, text: string): BlackReason {
  if (text === '') return { code: 'network' };
  const [, word, sentence] = (closeCode >= closeCodeBase && refusal.exec(text)) || [];
  return word && sentence !== undefined
    ? { code: 'server', text: sentence, closeCode, word }
    : { code: 'server', text, closeCode };
}
