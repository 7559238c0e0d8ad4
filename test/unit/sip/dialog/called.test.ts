import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type {
  AcceptInit,
  Dialog,
  DialogEnd,
  IncomingRequest,
  SipEndpoint,
  SipEndpointOptions,
} from '../../../../src/sip/index.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { type RequestText, requestText, startEndpoint, UdpPeer } from '../wire.ts';

const contact = 'Contact: <sip:alice@192.0.2.8:5060>';
let clock: FakeClock;
let sip: SipEndpoint;
let peer: UdpPeer;
let incoming: IncomingRequest | undefined;

async function start(options: Partial<SipEndpointOptions> = {}): Promise<void> {
  clock = new FakeClock();
  sip = await startEndpoint(clock, options);
  sip.use((one) => {
    incoming = one;
    return true;
  });
  peer = await UdpPeer.open(sip.port);
}

beforeEach(() => start());

afterEach(async () => {
  peer.close();
  await sip.stop(0);
});

const sdp = 'Content-Type: application/sdp';
const inviteText = (init: RequestText = {}) =>
  requestText({ method: 'INVITE', headers: [contact, sdp], body: 'v=0', ...init });

async function invited(init: RequestText = {}): Promise<IncomingRequest> {
  peer.send(inviteText(init));
  const seen = incoming;
  while (incoming === seen) await new Promise((resolve) => setImmediate(resolve));
  return incoming!;
}

/** A request inside of the dialog that a 2xx with this To tag has made. */
const inside = (tag: string, init: RequestText) =>
  requestText({ to: `<sip:bob@example.com>;tag=${tag}`, branch: `z9hG4bK${init.method}${init.cseq ?? 1}`, ...init });

async function established(init?: AcceptInit): Promise<{ dialog: Dialog; tag: string }> {
  const dialog = (await invited()).accept(init);
  const tag = (await peer.nextResponse(200)).toTag!;
  const acked = new Promise((resolve) => dialog.once('ack', resolve));
  peer.send(inside(tag, { method: 'ACK' }));
  await acked;
  return { dialog, tag };
}

const endOf = (dialog: Dialog) => new Promise<DialogEnd>((resolve) => dialog.once('terminated', resolve));

describe('[RFC 3261 §13.3] being called', () => {
  it('rings, then accepts with Contact, Allow and body', async () => {
    const call = await invited();
    call.respond(180);
    const ringing = await peer.nextResponse(180);
    const dialog = call.accept({ body: 'v=1', contentType: 'application/sdp', headers: { 'X-A': 'b' } });
    const answer = await peer.nextResponse(200);
    expect(answer.toTag).toBe(ringing.toTag);
    expect([answer.contact!.uri.text, answer.body.toString(), answer.headers.get('X-A')]).toEqual([
      `sip:bob@127.0.0.1:${sip.port}`,
      'v=1',
      'b',
    ]);
    expect([dialog.localTag, dialog.remoteTag, dialog.remoteTarget, dialog.remoteBody.toString()]).toEqual([
      answer.toTag,
      'a1',
      'sip:alice@192.0.2.8:5060',
      'v=0',
    ]);
    expect(call.answered).toBe(true);
  });

  it('[RFC 3261 §13.3.1.4] repeats the 2xx from T1 doubling to T2 until the ACK', async () => {
    const dialog = (await invited()).accept();
    const tag = (await peer.nextResponse(200)).toTag!;
    let repeats = 0;
    for (const wait of [500, 1000, 2000, 4000, 4000]) {
      clock.advance(wait - 1);
      expect(sip.stats().retransmitted.responses).toBe(repeats++);
      clock.advance(1);
      await peer.nextResponse(200);
    }
    peer.send(inside(tag, { method: 'ACK' }));
    await new Promise((resolve) => dialog.once('ack', resolve));
    clock.advance(20_000);
    expect(sip.stats().retransmitted.responses).toBe(5);
  });

  it('[RFC 3261 §13.3.1.4] without ACK in 64*T1 sends BYE and ends', async () => {
    const dialog = (await invited()).accept();
    await peer.nextResponse(200);
    const ended = endOf(dialog);
    await clock.advanceAsync(32_000);
    expect(await ended).toBe('ack-timeout');
    let bye = await peer.next();
    while ('status' in bye) bye = await peer.next();
    expect((bye as unknown as { method: string }).method).toBe('BYE');
    expect(sip.stats().dialogs).toBe(0);
  });

  it('[RFC 3261 §12.1.1] the route set is Record-Route as it stands', async () => {
    const call = await invited({ headers: [contact, sdp, 'Record-Route: <sip:p1;lr>, <sip:p2;lr>'] });
    const dialog = call.accept();
    expect((await peer.nextResponse(200)).headers.getAll('Record-Route')).toEqual(['<sip:p1;lr>, <sip:p2;lr>']);
    void dialog.bye();
    const bye = await peer.nextRequest('BYE');
    expect([bye.headers.getAll('Route'), bye.uri]).toEqual([
      ['<sip:p1;lr>', '<sip:p2;lr>'],
      'sip:alice@192.0.2.8:5060',
    ]);
    expect([bye.fromTag, bye.toTag, bye.cseq.number]).toEqual([dialog.localTag, 'a1', 1]);
  });

  it('[RFC 3261 §9.2] CANCEL: 200 for itself, 487 for the INVITE, and the callback', async () => {
    const call = await invited();
    const cancelled = new Promise<string>((resolve) => call.onCancel((request) => resolve(request.method)));
    peer.send(requestText({ method: 'CANCEL' }));
    await peer.nextResponse(200);
    await peer.nextResponse(487);
    expect([await cancelled, call.cancelled, call.answered]).toEqual(['CANCEL', true, true]);
    expect(() => call.accept()).toThrow('already answered or cancelled');
    expect(call.respond(486)).toBe(false);
  });

  it('refuses once', async () => {
    const call = await invited();
    expect([call.respond(486), call.respond(500)]).toEqual([true, false]);
    await peer.nextResponse(486);
  });

  it('answers 408 when the application never does', async () => {
    await invited();
    clock.advance(185_000);
    let response = await peer.next();
    while ((response as unknown as { status: number }).status !== 408) response = await peer.next();
    expect(sip.stats().refused).toEqual({ unanswered: 1 });
  });

  it('accept() is for INVITE, respond() for the rest', async () => {
    const call = await invited();
    expect(() => call.respond(200)).toThrow(TypeError);
    expect(() => call.respond(99)).toThrow(RangeError);
    peer.send(requestText({ method: 'MESSAGE', branch: 'z9hG4bKm' }));
    while (incoming === call) await new Promise((resolve) => setImmediate(resolve));
    expect(() => incoming!.accept()).toThrow(TypeError);
  });
});

describe('inside of the dialog', () => {
  it('a re-INVITE is accepted within it, and repeated until its ACK', async () => {
    const { dialog, tag } = await established();
    let again: Dialog | undefined;
    dialog.on('request', (one) => {
      again = one.accept({ body: 'v=3' });
    });
    peer.send(inside(tag, { method: 'INVITE', cseq: 2, headers: ['Contact: <sip:alice@192.0.2.99>'] }));
    const answer = await peer.nextResponse(200);
    expect([answer.toTag, answer.body.toString(), dialog.remoteTarget]).toEqual([tag, 'v=3', 'sip:alice@192.0.2.99']);
    expect(again).toBe(dialog);
    clock.advance(500);
    await peer.nextResponse(200);
    const acked = new Promise((resolve) => dialog.once('ack', resolve));
    peer.send(inside(tag, { method: 'ACK', cseq: 2 }));
    await acked;
    expect(sip.stats().dialogs).toBe(1);
  });

  it('a re-INVITE that nobody wants is 488', async () => {
    const { tag } = await established();
    peer.send(inside(tag, { method: 'INVITE', cseq: 2 }));
    await peer.nextResponse(488);
  });

  it('[RFC 3261 §15.1.2] BYE before the ACK ends it and stops the repeats', async () => {
    const dialog = (await invited()).accept();
    const tag = (await peer.nextResponse(200)).toTag!;
    const ended = endOf(dialog);
    peer.send(inside(tag, { method: 'BYE', cseq: 2 }));
    await peer.nextResponse(200);
    expect(await ended).toBe('remote-bye');
    clock.advance(30_000);
    expect(sip.stats().retransmitted.responses).toBe(0);
  });

  it.each(['BYE', 'INFO', 'INVITE', 'UPDATE'])(
    '[RFC 3261 §12.2.2] %s for a dialog that is not there is 481',
    async (method) => {
      peer.send(inside('nowhere', { method, cseq: 2 }));
      await peer.nextResponse(481);
    },
  );

  it('an ACK for nothing is counted', async () => {
    peer.send(inside('nowhere', { method: 'ACK' }));
    peer.send(inside('nowhere', { method: 'BYE', cseq: 3 }));
    await peer.nextResponse(481);
    expect(sip.stats().stray).toBe(1);
  });
});

it('more dialogs than the bound are answered 503', async () => {
  await sip.stop(0);
  peer.close();
  await start({ limits: { maxDialogs: 1 } });
  (await invited()).accept();
  await peer.nextResponse(200);
  const second = await invited({ callId: 'two', branch: 'z9hG4bKtwo' });
  expect(() => second.accept()).toThrow('too many dialogs');
  expect((await peer.nextResponse(503)).headers.get('Retry-After')).toBe('5');
  expect(sip.stats().refused).toEqual({ dialogs: 1 });
});
