import { EngineError } from '../../engine/errors.ts';
import { InviteRejected, SipError } from '../../sip/index.ts';
import { PlayError } from '../../streams/source-provider.ts';

/** Why a live session did not come up, as a PlayError with a sentence for whoever watches. */
export function asPlayError(error: unknown): PlayError {
  if (error instanceof PlayError) return error;
  if (error instanceof InviteRejected) return refusal(error);
  if (error instanceof SipError) return fromSipError(error);
  if (error instanceof EngineError) return fromEngineError(error);
  const message = error instanceof Error ? error.message : String(error);
  return new PlayError(503, 'start-failed', message, { cause: error });
}

function refusal({ response: { status, reason } }: InviteRejected): PlayError {
  const said = `The device answered ${status} ${reason}`;
  if (status === 404) return new PlayError(404, 'channel-unknown-to-device', `${said}: it does not know this channel.`);
  if (status === 486 || status === 600)
    return new PlayError(503, 'device-busy', `${said}: it serves as many streams as it can.`);
  if (status === 408 || status === 480)
    return new PlayError(503, 'channel-not-available', `${said}: it cannot reach this channel now.`);
  if (status === 488 || status === 606)
    return new PlayError(502, 'offer-refused', `${said}: it cannot send media this way; try another transport.`);
  return new PlayError(502, 'device-refused', `${said}.`);
}

function fromSipError(error: SipError): PlayError {
  const cause = { cause: error };
  if (error.code === 'GL_SIP_TIMEOUT')
    return new PlayError(504, 'device-no-answer', 'The device did not answer the INVITE.', cause);
  if (error.code === 'GL_SIP_TRANSPORT')
    return new PlayError(503, 'device-unreachable', `The device cannot be reached: ${error.message}.`, cause);
  if (error.code === 'GL_SIP_ABORTED') return new PlayError(503, 'aborted', 'The start was given up.', cause);
  return new PlayError(503, 'busy', error.message, cause);
}

function fromEngineError(error: EngineError): PlayError {
  const cause = { cause: error };
  if (error.code === 'GL_ERR_PORT_EXHAUSTED')
    return new PlayError(503, 'no-media-port', 'All media ports of the configured range are in use.', cause);
  if (error.code === 'GL_ERR_LIMIT')
    return new PlayError(503, 'busy', 'The configured limit of streams or receivers is reached.', cause);
  return new PlayError(503, 'start-failed', `The media engine refused: ${error.message}.`, cause);
}
