import { SipError } from '../errors.ts';

/**
 * Why a subscription is over, on either side. unsubscribed: the subscriber said so. notifier: the notifier said so.
 * expired: its time ran out. refused: a request of ours was refused for good. gone: the peer answered 481, it knows of no
 * such subscription. timeout, transport: a request of ours had no answer, or no way. stopped: the endpoint was stopped.
 */
export type SubscriptionEnd =
  | 'unsubscribed'
  | 'notifier'
  | 'expired'
  | 'refused'
  | 'gone'
  | 'timeout'
  | 'transport'
  | 'stopped';

/** What the failure of a request means for its subscription. */
export function endByError(error: unknown): SubscriptionEnd {
  const code = error instanceof SipError ? error.code : undefined;
  if (code === 'GL_SIP_TIMEOUT') return 'timeout';
  return code === 'GL_SIP_ABORTED' ? 'stopped' : 'transport';
}

/** No timer of the runtime waits longer than 2^31 ms; a subscription is refreshed before. */
export const kMaxSubscriptionSeconds = 7 * 86_400;
