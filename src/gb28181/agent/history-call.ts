// s=Playback and s=Download: what a channel has recorded, controlled by INFO. GB/T 28181-2016 §9.8, §9.9 and annex B,
// GB/T 28181-2022 §9.8, §9.9 and annex B.
import type { Dialog, IncomingRequest } from '../../sip/index.ts';
import {
  type MansrtspAnswer,
  MansrtspError,
  type MansrtspRequest,
  mansrtspType,
  parseMansrtsp,
  writeMansrtspAnswer,
} from '../codec/mansrtsp.ts';
import type { OpenRecord } from './agent-options.ts';
import type { Call, CallUsage, Invitation } from './call.ts';
import type { DeviceAgent } from './device-agent.ts';
import type { CameraRecord } from './state/record-timeline.ts';

/** As recorders have it: asked for more, they use this and say so. */
const maxScale = 8;
const minScale = 0.25;
/** NotifyType of MediaStatus: all was sent. */
const allSent = '121';

/** Throws when nothing was recorded then. */
export const historyCall: CallUsage = (invitation, agent) => new HistoryCall(invitation, agent);

class HistoryCall implements Call {
  readonly port: number;
  readonly answer: NonNullable<Call['answer']>;
  readonly #agent: DeviceAgent;
  readonly #channelId: string;
  readonly #media: OpenRecord;
  readonly #startMs: number;
  #dialog: Dialog | undefined;
  #scale: number;

  constructor(invitation: Invitation, agent: DeviceAgent) {
    const { channelId, transport, offer, ssrc, payloadType } = invitation;
    if (!agent.options.media.openRecord) throw new Error('this camera records nothing');
    const { record, startMs, endMs } = wanted(invitation, agent);
    this.#startMs = startMs;
    this.#agent = agent;
    this.#channelId = channelId;
    this.#scale = offer.sessionName === 'Download' ? clamp(offer.downloadSpeed ?? 1) : 1;
    this.#media = agent.options.media.openRecord({
      channelId,
      transport,
      remote: { address: offer.address, port: offer.port },
      ssrc,
      payloadType,
      startMs,
      endMs,
      scale: this.#scale,
      onEnd: () => this.#tellEnd(),
    });
    this.port = this.#media.port;
    const share = (endMs - startMs) / (record.end - record.start);
    this.answer = offer.sessionName === 'Download' ? { fileSize: Math.round(record.bytes * share) } : {};
  }

  answered(dialog: Dialog): void {
    this.#dialog = dialog;
  }

  acknowledged(): void {
    this.#media.begin();
  }

  info(incoming: IncomingRequest): void {
    if (this.#agent.quirks.has('info-refused')) {
      incoming.respond(400);
      return;
    }
    let request: MansrtspRequest;
    try {
      request = parseMansrtsp(incoming.request.body);
    } catch (error) {
      if (!(error instanceof MansrtspError)) throw error;
      incoming.respond(400, { reason: 'Body Not Understood' });
      return;
    }
    const body = Buffer.from(writeMansrtspAnswer(this.#answerTo(request)));
    incoming.respond(200, { body, contentType: mansrtspType });
    if (request.method === 'TEARDOWN') void this.#dialog?.bye();
  }

  close(): void {
    this.#media.close();
  }

  #answerTo(request: MansrtspRequest): MansrtspAnswer {
    const { cseq } = request;
    const ok = { status: 200, reason: 'OK', cseq };
    if (request.method === 'PAUSE') this.#media.control({ paused: true });
    if (request.method !== 'PLAY') return ok;
    const { scale, range } = request;
    const backwards = (scale !== undefined && scale < 0) || range?.to !== undefined;
    if (backwards && this.#agent.edition === '2016') return { status: 451, reason: 'Parameter Not Understood', cseq };
    if (scale !== undefined) this.#scale = clamp(scale);
    const { from } = range ?? {};
    this.#media.control({
      paused: false,
      ...(scale !== undefined && { scale: this.#scale }),
      ...(typeof from === 'number' && { positionMs: this.#startMs + from * 1000 }),
    });
    return { ...ok, scale: this.#scale };
  }

  /** GB/T 28181-2016 §9.8.3: the platform then says BYE. */
  #tellEnd(): void {
    if (this.#dialog?.state !== 'confirmed') return;
    this.#agent
      .tell('MediaStatus', { NotifyType: allSent }, this.#channelId)
      .catch((error: Error) => this.#agent.options.log.warn({ reason: error.message }, 'the end was not told'));
  }
}

/** The part of the first record in the range that was asked for, in milliseconds from that record's beginning. */
function wanted({ channelId, offer }: Invitation, { state }: DeviceAgent) {
  const from = (offer.timing?.start ?? 0) * 1000;
  const to = (offer.timing?.stop ?? 0) * 1000;
  const record: CameraRecord | undefined = state.unit(channelId).records.find(from, to)[0];
  if (!record) throw new Error('nothing was recorded then');
  const startMs = Math.max(0, from - record.start);
  return { record, startMs, endMs: Math.min(to, record.end) - record.start };
}

function clamp(scale: number): number {
  const size = Math.min(maxScale, Math.max(minScale, Math.abs(scale)));
  return scale < 0 ? -size : size;
}
