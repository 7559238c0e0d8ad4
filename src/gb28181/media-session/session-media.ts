import type { Receiver, Stream } from '../../engine/engine.ts';
import { EngineError } from '../../engine/errors.ts';
import { PlayError } from '../../streams/source-provider.ts';
import type { SsrcAllocator } from '../model/ssrc.ts';
import type { MediaTransport } from '../ports.ts';
import type { SessionContext } from './session-context.ts';

export interface SessionMedia {
  stream: Stream;
  receiver: Receiver;
  /** Ten digits. */
  ssrc: string;
  /** Closes the stream with its receiver and frees the SSRC; once. */
  close(): void;
}

export interface MediaWish {
  /** Name of the stream. */
  name: string;
  transport: MediaTransport;
  /** Where the device's signalling comes from. */
  remote: { address: string; port: number };
  /** Of a record: GB/T 28181-2016 annex F, the first digit of y=. */
  history: boolean;
}

/** On the shared port a device that sends an SSRC of its own may have taken one of ours. */
const maxSsrcTries = 16;

/** Opens what a session needs before its port can be told. Throws PlayError or EngineError with nothing left open. */
export function openSessionMedia(context: SessionContext, wish: MediaWish): SessionMedia {
  const { engine, ssrcs, config } = context;
  const { name, transport, remote, history } = wish;
  const shared = config.sharedPort === undefined ? {} : { sharedPort: config.sharedPort };
  const stream = engine.openStream({ name, onLoss: config.onLoss, ...shared });
  try {
    // We connect from a port of our own, whatever others use. On the shared one a device that ignores its SSRC is known
    // by its host.
    const port = transport === 'tcp-active' || !('sharedPort' in shared) ? {} : { ...shared, remote };
    const { ssrc, receiver } = openReceiver(ssrcs, history, (number) =>
      stream.openReceiver({ transport, ssrc: number, silenceMs: config.silenceMs, ...port }),
    );
    let open = true;
    const close = () => {
      if (!open) return;
      open = false;
      ssrcs.giveBack(ssrc);
      stream.close();
    };
    return { stream, receiver, ssrc, close };
  } catch (error) {
    stream.close();
    throw error;
  }
}

function openReceiver(
  ssrcs: SsrcAllocator,
  history: boolean,
  open: (ssrc: number) => Receiver,
): { ssrc: string; receiver: Receiver } {
  for (let tries = 1; ; tries++) {
    const ssrc = ssrcs.take(history);
    if (!ssrc) throw new PlayError(503, 'busy', 'All 10,000 SSRCs of the SIP domain are in use.');
    try {
      return { ssrc, receiver: open(Number(ssrc)) };
    } catch (error) {
      ssrcs.giveBack(ssrc);
      const taken = error instanceof EngineError && error.code === 'GL_ERR_SSRC_IN_USE';
      if (!taken || tries === maxSsrcTries) throw error;
    }
  }
}
