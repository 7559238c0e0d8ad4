// What a device is told about a record that it plays, and what it says: INFO with MANSRTSP. GB/T 28181-2016 §9.8 and annex B,
// GB/T 28181-2022 §9.8 and annex B.
import { SipError, type SipResponse } from '../../sip/index.ts';
import { PlayError } from '../../streams/source-provider.ts';
import { CommandError, type Edition } from '../codec/command-set/index.ts';
import {
  type MansrtspAnswer,
  type MansrtspRequest,
  mansrtspCommands,
  mansrtspType,
  parseMansrtspAnswer,
  writeMansrtsp,
} from '../codec/mansrtsp.ts';

/** What a viewer wishes; what is absent stays. */
export interface PlaybackChange {
  paused?: boolean | undefined;
  /** 1: as recorded; negative: backwards (2022). */
  scale?: number | undefined;
  /** Milliseconds from the start of the range. */
  positionMs?: number | undefined;
}

/** What a device answered to one command. */
export interface ControlAnswer {
  command: 'seek' | 'scale' | 'pause' | 'resume';
  status: number;
  reason: string;
  /** The scale that it says it uses; null: it does not say. */
  scale: number | null;
}

type Send = (contentType: string, body: string) => Promise<SipResponse>;

/** The commands of one playback, in order. */
export class PlaybackControl {
  readonly #send: Send;
  readonly #edition: Edition;
  #cseq = 1;

  constructor(send: Send, edition: Edition) {
    this.#send = send;
    this.#edition = edition;
  }

  pause(): Promise<ControlAnswer> {
    return this.#ask('pause', mansrtspCommands.pause.request());
  }
  resume(): Promise<ControlAnswer> {
    return this.#ask('resume', mansrtspCommands.resume.request());
  }
  scale(scale: number): Promise<ControlAnswer> {
    return this.#ask('scale', scaling(scale));
  }
  /** Throws PlayError for a scale that cannot be asked for; nothing is sent. */
  checkScale(scale: number): void {
    this.#written({ ...scaling(scale), cseq: 0 } as MansrtspRequest);
  }
  /** The BYE behind it ends everything, whether the device answers this or not. */
  teardown(): void {
    const body = this.#written({ ...mansrtspCommands.teardown.request(), cseq: ++this.#cseq });
    this.#send(mansrtspType, body).catch(() => {});
  }
  /** Backwards the range ends at the start of the record. */
  seek(positionMs: number, backwards: boolean): Promise<ControlAnswer> {
    const seconds = Math.round(positionMs) / 1000;
    const { seek, seekBackwards } = mansrtspCommands;
    // DEVIATION GB/T 28181-2022 annex B: whole seconds, because devices of the field cannot read a fraction.
    const whole = Math.floor(seconds);
    return this.#ask('seek', backwards ? seekBackwards.request(whole, 0) : seek.request(whole));
  }

  /** Rejects PlayError when the device's edition does not know the command, and when it does not answer or says no. */
  async #ask(command: ControlAnswer['command'], request: Omit<MansrtspRequest, 'cseq'>): Promise<ControlAnswer> {
    const body = this.#written({ ...request, cseq: ++this.#cseq } as MansrtspRequest);
    const response = await this.#send(mansrtspType, body).catch((error: unknown) => {
      throw unanswered(command, error);
    });
    const told = answerIn(response);
    const { status, reason } = response.status >= 300 || !told ? response : told;
    if (status >= 300)
      throw new PlayError(
        502,
        'control-refused',
        `The device answered ${status} ${reason} to ${command}: it cannot do that with this record, or not now.`,
      );
    return { command, status, reason, scale: told?.scale ?? null };
  }

  #written(request: MansrtspRequest): string {
    try {
      return writeMansrtsp(request, this.#edition);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      throw new PlayError(error.code === 'edition-too-old' ? 409 : 400, error.code, error.message);
    }
  }
}

function scaling(scale: number): Omit<MansrtspRequest, 'cseq'> {
  const { reverse, speed } = mansrtspCommands;
  return scale < 0 ? reverse.request(scale) : speed.request(scale);
}

/** The body of a 200 is not due; what cannot be read says nothing. */
function answerIn(response: SipResponse): MansrtspAnswer | undefined {
  if (response.body.length === 0) return undefined;
  try {
    return parseMansrtspAnswer(response.body);
  } catch {
    return undefined;
  }
}

function unanswered(command: string, error: unknown): PlayError {
  if (error instanceof PlayError) return error;
  const timeout = error instanceof SipError && (error.code === 'GL_SIP_TIMEOUT' || error.code === 'GL_SIP_ABORTED');
  const cause = { cause: error };
  return timeout
    ? new PlayError(
        504,
        'device-no-answer',
        `The device did not answer ${command}; what it plays may not change.`,
        cause,
      )
    : new PlayError(503, 'device-unreachable', `${command} could not be sent: ${(error as Error).message}.`, cause);
}
