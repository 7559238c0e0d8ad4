import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type Dialog,
  type DialogEnd,
  InviteRejected,
  type SipEndpoint,
  type SipRequest,
} from '../../../../src/sip/index.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { type RequestText, requestText, responseText, startEndpoint, UdpPeer } from '../wire.ts';

const sdp = ['Content-Type: application/sdp'];
const contact = 'Contact: <sip:cam@192.0.2.9:5060>';
let clock: FakeClock;
let sip: SipEndpoint;
let peer: UdpPeer;

beforeEach(async () => {
  clock = new FakeClock();
  sip = await startEndpoint(clock);
  peer = await UdpPeer.open(sip.port);
});

afterEach(async () => {
  peer.close();
  await sip.stop(0);
});

function call(extra: Record<string, unknown> = {}) {
  const target = { protocol: 'udp', address: '127.0.0.1', port: peer.port } as const;
  return sip.invite({
    uri: 'sip:cam@example.com',
    from: 'sip:us@example.com',
    to: 'sip:cam@example.com',
    target,
    body: 'v=0',
    contentType: 'application/sdp',
    ...extra,
  });
}

/** Answers the INVITE 200 and acknowledges: a dialog. */
async function established(
  headers: string[] = [contact, ...sdp],
): Promise<{ dialog: Dialog; invite: SipRequest; ack: SipRequest }> {
  const calling = call();
  const invite = await peer.nextRequest('INVITE');
  peer.send(responseText(invite, 200, headers, 'v=1'));
  const dialog = await calling.accepted;
  dialog.ack();
  return { dialog, invite, ack: await peer.nextRequest('ACK') };
}

/** A request of the peer inside of a dialog that we opened. */
function inside(dialog: Dialog, init: RequestText): Buffer {
  return requestText({
    from: `<sip:cam@example.com>;tag=${dialog.remoteTag}`,
    to: `<sip:us@example.com>;tag=${dialog.localTag}`,
    callId: dialog.callId,
    branch: `z9hG4bK${init.method}${init.cseq}`,
    ...init,
  });
}

const endOf = (dialog: Dialog) => new Promise<DialogEnd>((resolve) => dialog.once('terminated', resolve));

describe('[RFC 3261 §13.2] calling', () => {
  it('sends an INVITE with Contact, Allow and body', async () => {
    void call({ headers: { Subject: 'x' } });
    const invite = await peer.nextRequest('INVITE');
    expect([invite.contact!.uri.text, invite.headers.get('Subject'), invite.body.toString()]).toEqual([
      `sip:us@127.0.0.1:${sip.port}`,
      'x',
      'v=0',
    ]);
    expect(invite.tokens('Allow')).toContain('INFO');
    expect(invite.via.rport).toBe(true);
  });

  it('tells of provisional responses, then of the dialog', async () => {
    const calling = call();
    const seen: number[] = [];
    calling.on('provisional', (response) => seen.push(response.status));
    const invite = await peer.nextRequest('INVITE');
    for (const status of [100, 180, 183]) peer.send(responseText(invite, status));
    peer.send(responseText(invite, 200, [contact], 'v=1'));
    const dialog = await calling.accepted;
    expect(seen).toEqual([180, 183]);
    expect([dialog.state, dialog.remoteTag, dialog.remoteBody.toString()]).toEqual(['confirmed', 'b1', 'v=1']);
    expect([dialog.callId, dialog.localTag]).toEqual([calling.callId, calling.localTag]);
  });

  it('[RFC 3261 §13.2.2.4] the ACK goes to the Contact, with the CSeq number of the INVITE and a branch of its own', async () => {
    const { invite, ack } = await established();
    expect([ack.uri, ack.cseq.number, ack.toTag]).toEqual(['sip:cam@192.0.2.9:5060', invite.cseq.number, 'b1']);
    expect(ack.via.branch).not.toBe(invite.via.branch);
  });

  it('[RFC 3261 §13.2.2.4] a repeated 2xx gets the same ACK again', async () => {
    const { invite, ack } = await established();
    peer.send(responseText(invite, 200, [contact]));
    expect((await peer.nextRequest('ACK')).via.branch).toBe(ack.via.branch);
    expect(sip.stats().retransmitted.requests).toBe(1);
  });

  it('[RFC 3261 §13.2.2.4] a 2xx of another fork gets ACK and BYE', async () => {
    const { invite, dialog } = await established();
    peer.send(responseText(invite, 200, [contact], '', 'fork'));
    expect((await peer.nextRequest('ACK')).toTag).toBe('fork');
    expect((await peer.nextRequest('BYE')).toTag).toBe('fork');
    expect(dialog.state).toBe('confirmed');
  });

  it('QUIRK answer-without-contact: the ACK goes to the Request-URI', async () => {
    const { ack } = await established([]);
    expect([ack.uri, sip.stats().quirks]).toEqual(['sip:cam@example.com', { 'answer-without-contact': 1 }]);
  });

  it('QUIRK contact-unreadable: so does that of an answer whose Contact cannot be read', async () => {
    const { ack } = await established(['Contact: <sip:cam@>']);
    expect([ack.uri, sip.stats().quirks]).toEqual([
      'sip:cam@example.com',
      { 'contact-unreadable': 1, 'answer-without-contact': 1 },
    ]);
  });

  it('[RFC 3261 §12.1.2] the route set is Record-Route reversed', async () => {
    const { ack } = await established([
      contact,
      'Record-Route: <sip:p2.example.com;lr>',
      'Record-Route: <sip:p1.example.com;lr>',
    ]);
    expect(ack.headers.getAll('Route')).toEqual(['<sip:p1.example.com;lr>', '<sip:p2.example.com;lr>']);
    expect(ack.uri).toBe('sip:cam@192.0.2.9:5060');
  });

  it('[RFC 3261 §12.2.1.1] a strict router becomes the Request-URI', async () => {
    const { ack } = await established([contact, 'Record-Route: <sip:p1.example.com>']);
    expect([ack.uri, ack.headers.getAll('Route')]).toEqual(['sip:p1.example.com', ['<sip:cam@192.0.2.9:5060>']]);
  });

  it('a refusal rejects with the response, after its ACK', async () => {
    const calling = call();
    const invite = await peer.nextRequest('INVITE');
    peer.send(responseText(invite, 486));
    const ack = await peer.nextRequest('ACK');
    expect(ack.via.branch).toBe(invite.via.branch);
    const error = await calling.accepted.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InviteRejected);
    expect((error as InviteRejected).response.status).toBe(486);
  });

  it('no answer: GL_SIP_TIMEOUT', async () => {
    const calling = call();
    await peer.nextRequest('INVITE');
    await clock.advanceAsync(32_000);
    await expect(calling.accepted).rejects.toMatchObject({ code: 'GL_SIP_TIMEOUT' });
  });

  it('[RFC 3261 §22.2] a challenge is answered once, with a new CSeq number and branch', async () => {
    const calling = call({ credentials: { username: 'us', password: 'p' } });
    const first = await peer.nextRequest('INVITE');
    peer.send(responseText(first, 401, ['WWW-Authenticate: Digest realm="r", nonce="n"']));
    await peer.nextRequest('ACK');
    const second = await peer.nextRequest('INVITE');
    expect([second.cseq.number, second.callId, second.fromTag]).toEqual([2, first.callId, first.fromTag]);
    expect(second.authorization).toMatch(/^Digest username="us"/);
    peer.send(responseText(second, 401, ['WWW-Authenticate: Digest realm="r", nonce="n2"']));
    await expect(calling.accepted).rejects.toMatchObject({ response: { status: 401 } });
  });
});

describe('[RFC 3261 §9.1] cancelling', () => {
  it('waits for a provisional response, then sends CANCEL with the branch of the INVITE', async () => {
    const calling = call();
    const invite = await peer.nextRequest('INVITE');
    calling.cancel('SIP;cause=200');
    peer.send(responseText(invite, 100));
    const cancel = await peer.nextRequest('CANCEL');
    expect([cancel.via.branch, cancel.cseq.number, cancel.uri, cancel.headers.get('Reason'), cancel.toTag]).toEqual([
      invite.via.branch,
      1,
      invite.uri,
      'SIP;cause=200',
      undefined,
    ]);
    peer.send(responseText(cancel, 200));
    peer.send(responseText(invite, 487));
    await peer.nextRequest('ACK');
    await expect(calling.accepted).rejects.toMatchObject({ code: 'GL_SIP_ABORTED' });
  });

  it('frees the caller at once, though nothing has come; it is over when the callee knows', async () => {
    const calling = call();
    const invite = await peer.nextRequest('INVITE');
    calling.cancel();
    await expect(calling.accepted).rejects.toMatchObject({ code: 'GL_SIP_ABORTED' });
    let isOver = false;
    void calling.over.then(() => {
      isOver = true;
    });
    peer.send(responseText(invite, 100));
    peer.send(responseText(await peer.nextRequest('CANCEL'), 200));
    expect(isOver).toBe(false);
    peer.send(responseText(invite, 487));
    await peer.nextRequest('ACK');
    await calling.over;
  });

  it('a 2xx that crosses is acknowledged and ended', async () => {
    const calling = call();
    const invite = await peer.nextRequest('INVITE');
    calling.cancel();
    peer.send(responseText(invite, 200, [contact]));
    await peer.nextRequest('ACK');
    const bye = await peer.nextRequest('BYE');
    peer.send(responseText(bye, 200));
    await expect(calling.accepted).rejects.toMatchObject({ code: 'GL_SIP_ABORTED' });
    await vi.waitFor(() => expect(sip.stats().dialogs).toBe(0));
  });

  it('without any answer to it ends after 64*T1', async () => {
    const calling = call();
    const invite = await peer.nextRequest('INVITE');
    calling.on('provisional', () => calling.cancel());
    peer.send(responseText(invite, 180));
    await peer.nextRequest('CANCEL');
    await clock.advanceAsync(32_000);
    await calling.over;
    expect(sip.stats().transactions.client).toBe(0);
  });

  it('before anything is sent ends at once; a signal does the same', async () => {
    const calling = call();
    calling.cancel();
    await expect(calling.accepted).rejects.toMatchObject({ code: 'GL_SIP_ABORTED' });
    await expect(call({ signal: AbortSignal.abort() }).accepted).rejects.toMatchObject({ code: 'GL_SIP_ABORTED' });
  });

  it('[RFC 3261 §16.6] Timer C: nobody rings for more than three minutes', async () => {
    const calling = call();
    const invite = await peer.nextRequest('INVITE');
    const ringing = new Promise((resolve) => calling.once('provisional', resolve));
    peer.send(responseText(invite, 180));
    await ringing;
    clock.advance(185_000);
    await peer.nextRequest('CANCEL');
  });
});

describe('inside of the dialog', () => {
  it('[RFC 3261 §12.2.1.1] requests count CSeq on and go where the INVITE went', async () => {
    const { dialog } = await established();
    const sent = dialog.request('INFO', { body: 'PAUSE', contentType: 'text/plain', headers: { 'X-A': 'b' } });
    const info = await peer.nextRequest('INFO');
    expect([info.uri, info.cseq.number, info.callId, info.fromTag, info.toTag]).toEqual([
      'sip:cam@192.0.2.9:5060',
      2,
      dialog.callId,
      dialog.localTag,
      'b1',
    ]);
    expect([info.body.toString(), info.contentType, info.headers.get('X-A')]).toEqual(['PAUSE', 'text/plain', 'b']);
    peer.send(responseText(info, 200));
    expect((await sent).status).toBe(200);
  });

  it('[RFC 3261 §15.1.1] bye() sends BYE, resolves with its answer and says why it ended', async () => {
    const { dialog } = await established();
    const ended = endOf(dialog);
    const bye = dialog.bye({ Reason: 'x' });
    const request = await peer.nextRequest('BYE');
    expect([request.cseq.number, request.headers.get('Reason')]).toEqual([2, 'x']);
    peer.send(responseText(request, 200));
    await bye;
    expect([await ended, dialog.state, sip.stats().dialogs]).toEqual(['local-bye', 'terminated', 0]);
    await dialog.bye();
    await expect(dialog.request('INFO')).rejects.toMatchObject({ code: 'GL_SIP_ABORTED' });
  });

  it('bye() before ack() acknowledges first', async () => {
    const calling = call();
    const invite = await peer.nextRequest('INVITE');
    peer.send(responseText(invite, 200, [contact]));
    void (await calling.accepted).bye();
    await peer.nextRequest('ACK');
    await peer.nextRequest('BYE');
  });

  it('bye() without answer resolves all the same', async () => {
    const { dialog } = await established();
    const ended = endOf(dialog);
    const bye = dialog.bye();
    await peer.nextRequest('BYE');
    await clock.advanceAsync(32_000);
    await bye;
    expect(await ended).toBe('timeout');
  });

  it('[RFC 3261 §15.1.2] the BYE of the peer is answered 200 and ends it', async () => {
    const { dialog } = await established();
    const ended = endOf(dialog);
    peer.send(inside(dialog, { method: 'BYE', cseq: 1 }));
    await peer.nextResponse(200);
    expect([await ended, sip.stats().dialogs]).toEqual(['remote-bye', 0]);
  });

  it('[RFC 3261 §12.2.1.2] 481 ends it', async () => {
    const { dialog } = await established();
    const ended = endOf(dialog);
    const sent = dialog.request('INFO');
    peer.send(responseText(await peer.nextRequest('INFO'), 481));
    expect([(await sent).status, await ended]).toEqual([481, 'gone']);
  });

  it('DEVIATION RFC 3261 §12.2.1.2: silence to INFO does not end it', async () => {
    const { dialog } = await established();
    const sent = dialog.request('INFO').catch((error: { code: string }) => error.code);
    await peer.nextRequest('INFO');
    await clock.advanceAsync(32_000);
    expect([await sent, dialog.state]).toEqual(['GL_SIP_TIMEOUT', 'confirmed']);
  });

  it('[RFC 3261 §14.1] a re-INVITE is acknowledged, refreshes the target, and a repeated 2xx gets the ACK again', async () => {
    const { dialog } = await established();
    const sent = dialog.request('INVITE', { body: 'v=2', contentType: 'application/sdp' });
    const invite = await peer.nextRequest('INVITE');
    const answer = responseText(invite, 200, ['Contact: <sip:cam@192.0.2.10>']);
    peer.send(answer);
    expect((await sent).status).toBe(200);
    expect((await peer.nextRequest('ACK')).cseq.number).toBe(2);
    peer.send(answer);
    await peer.nextRequest('ACK');
    expect(dialog.remoteTarget).toBe('sip:cam@192.0.2.10');
  });

  it('a request of the peer comes as an event; 405 where nobody listens', async () => {
    const { dialog } = await established();
    peer.send(inside(dialog, { method: 'INFO', cseq: 5 }));
    const refusal = await peer.nextResponse(405);
    // [RFC 3261 §21.4.6] Allow does not name what is refused.
    expect(refusal.tokens('Allow')).not.toContain('INFO');
    dialog.on('request', (incoming) => incoming.respond(200, { body: incoming.request.body }));
    peer.send(inside(dialog, { method: 'INFO', cseq: 6, body: 'x' }));
    expect((await peer.nextResponse(200)).body.toString()).toBe('x');
  });

  it('a MESSAGE of the peer that nobody listens for is offered to the layers', async () => {
    const { dialog } = await established();
    sip.use((incoming) => incoming.respond(200));
    peer.send(inside(dialog, { method: 'MESSAGE', cseq: 5 }));
    await peer.nextResponse(200);
    expect(dialog.state).toBe('confirmed');
  });

  it('[RFC 3261 §12.2.2] a CSeq number that goes back is 500', async () => {
    const { dialog } = await established();
    peer.send(inside(dialog, { method: 'INFO', cseq: 5 }));
    await peer.nextResponse(405);
    peer.send(inside(dialog, { method: 'INFO', cseq: 4 }));
    await peer.nextResponse(500);
  });

  it('DEVIATION RFC 3261 §12.2.2: a BYE that is late ends it all the same', async () => {
    const { dialog } = await established();
    peer.send(inside(dialog, { method: 'INFO', cseq: 5 }));
    await peer.nextResponse(405);
    peer.send(inside(dialog, { method: 'BYE', cseq: 4 }));
    await peer.nextResponse(200);
    expect(dialog.state).toBe('terminated');
  });

  it('nothing follows a BYE of ours', async () => {
    const { dialog } = await established();
    void dialog.bye();
    await expect(dialog.request('INFO')).rejects.toMatchObject({ code: 'GL_SIP_ABORTED' });
  });

  it('DEVIATION RFC 3261 §12.2.1.1: requests follow the peer to the port that it speaks from', async () => {
    const { dialog } = await established();
    const moved = await UdpPeer.open(sip.port);
    moved.send(inside(dialog, { method: 'INFO', cseq: 1 }));
    await moved.nextResponse(405);
    void dialog.bye();
    moved.send(responseText(await moved.nextRequest('BYE'), 200));
    await endOf(dialog);
    moved.close();
  });

  it.each([
    ['tags that are not of it', { to: '<sip:us@example.com>;tag=wrong' }, 481],
    ['QUIRK dialog-without-tag: no To tag, known by Call-ID and address', { to: '<sip:us@example.com>' }, 200],
  ])('a BYE with %s', async (_name, init, status) => {
    const { dialog } = await established();
    peer.send(inside(dialog, { method: 'BYE', cseq: 1, ...init }));
    await peer.nextResponse(status);
  });

  it('stop() says BYE', async () => {
    await established();
    const stopped = sip.stop(60_000);
    peer.send(responseText(await peer.nextRequest('BYE'), 200));
    await stopped;
  });
});
