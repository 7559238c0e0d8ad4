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
