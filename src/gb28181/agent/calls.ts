// INVITEs of the platform: checked, answered, kept until BYE. GB/T 28181-2016 §9.2, §9.8 and annex D.
import { parseSdp, type SessionDescription, writeSdp } from '../../sdp/session-description.ts';
import type { Dialog, IncomingRequest } from '../../sip/index.ts';
import type { MediaTransport } from '../ports.ts';
import type { Call, Invitation } from './call.ts';
import { callUsages } from './call-usages.ts';
import type { DeviceAgent } from './device-agent.ts';

const maxCalls = 64;
/** The port of an answer that names none, because we connect (RFC 4145 §4.1). */
const discardPort = 9;
const allow = 'INVITE, ACK, BYE, CANCEL, INFO, MESSAGE, OPTIONS';

export class Calls {
  // Given.
  readonly #agent: DeviceAgent;
  // Owned.
  readonly #calls = new Map<Dialog, Call>();

  constructor(agent: DeviceAgent) {
    this.#agent = agent;
  }

  get size(): number {
    return this.#calls.size;
  }

  /** Ends every call by BYE. */
  async hangUp(): Promise<void> {
    await Promise.allSettled([...this.#calls.keys()].map((dialog) => dialog.bye()));
  }

  invited(incoming: IncomingRequest, channelId: string): void {
    let offer: SessionDescription;
    try {
      offer = parseSdp(incoming.request.body);
    } catch {
      incoming.respond(488);
      return;
    }
    const usage = Object.hasOwn(callUsages, offer.sessionName) ? callUsages[offer.sessionName] : undefined;
    if (!usage) {
      incoming.respond(488, { reason: 'Session Name Not Known' });
      return;
    }
    if (this.#calls.size >= maxCalls) {
      incoming.respond(486);
      return;
    }
    incoming.respond(100);
    const invitation = invitationOf(incoming, channelId, offer);
    if (this.#agent.quirks.has('own-ssrc')) invitation.ssrc = ownSsrc(invitation.ssrc);
    try {
      this.#accept(invitation, usage(invitation, this.#agent));
    } catch (error) {
      this.#agent.options.log.warn({ channel: channelId, reason: (error as Error).message }, 'channel not sent');
      incoming.respond(488);
    }
  }

  #accept(invitation: Invitation, call: Call): void {
    const { incoming, channelId } = invitation;
    const body = writeSdp(this.#answer(invitation, call));
    let dialog: Dialog;
    try {
      dialog = incoming.accept({ body: Buffer.from(body), contentType: 'application/sdp' });
    } catch (error) {
      // Cancelled meanwhile, or too many calls; it has been answered.
      call.close();
      this.#agent.options.log.warn({ channel: channelId, reason: (error as Error).message }, 'call not accepted');
      return;
    }
    this.keep(dialog, call);
    dialog.once('ack', () => call.acknowledged?.());
    call.answered?.(dialog);
  }

  /** Until its dialog ends, `call` is open. */
  keep(dialog: Dialog, call: Call): void {
    this.#calls.set(dialog, call);
    dialog.on('request', (request) => this.#inDialog(call, request));
    dialog.once('terminated', () => {
      this.#calls.delete(dialog);
      call.close();
    });
  }

  #answer({ channelId, offer, transport, payloadType, ssrc }: Invitation, call: Call): SessionDescription {
    const { quirks, options } = this.#agent;
    const tcp = transport !== 'udp';
    const active = (transport === 'tcp-active') !== quirks.has('setup-lies');
    return {
      username: channelId,
      address: quirks.has('unreachable-media-address') ? '0.0.0.0' : options.mediaAddress,
      sessionName: offer.sessionName,
      kind: 'video',
      port: call.port || discardPort,
      tcp,
      payloads: [{ payload: payloadType, encoding: 'PS', rate: 90000 }],
      direction: 'sendonly',
      setup: tcp ? (active ? 'active' : 'passive') : undefined,
      ssrc: quirks.has('ssrc-missing') ? undefined : ssrc,
      ...call.answer,
    };
  }

  #inDialog(call: Call, incoming: IncomingRequest): void {
    const { method } = incoming.request;
    if (method === 'INFO' && this.#agent.quirks.has('info-refused')) incoming.respond(400);
    else if (method === 'INFO' && call.info) call.info(incoming);
    else if (method === 'MESSAGE') this.#agent.messages.received(incoming);
    else incoming.respond(method === 'INVITE' ? 488 : method === 'OPTIONS' ? 200 : 405, { headers: { Allow: allow } });
  }
}

function invitationOf(incoming: IncomingRequest, channelId: string, offer: SessionDescription): Invitation {
  // The offer names its own side: who is told that the other connects, connects.
  const transport: MediaTransport = !offer.tcp ? 'udp' : offer.setup === 'active' ? 'tcp-passive' : 'tcp-active';
  const payloadType = offer.payloads.find(({ encoding }) => encoding.toUpperCase() === 'PS')?.payload ?? 96;
  return { incoming, channelId, offer, transport, ssrc: offer.ssrc ?? '0000000001', payloadType };
}

/** QUIRK own-ssrc: another number of the same realm. */
function ownSsrc(ssrc: string): string {
  return `${ssrc.slice(0, 6)}${String((Number(ssrc.slice(6)) + 5000) % 10_000).padStart(4, '0')}`;
}
