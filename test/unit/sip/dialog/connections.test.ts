import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Dialog, Flow, SipEndpoint } from '../../../../src/sip/index.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { requestText, responseText, startEndpoint, TcpPeer } from '../wire.ts';

let clock: FakeClock;
let sip: SipEndpoint;
let device: TcpPeer;
let flow: Flow | undefined;
const peers: TcpPeer[] = [];

/** A device that connects and registers: the flow that it is reached by. */
async function connected(branch: string): Promise<{ peer: TcpPeer; flow: Flow }> {
  const peer = await TcpPeer.open(sip.port);
  peers.push(peer);
  peer.send(
    requestText({ method: 'REGISTER', branch, callId: branch, via: `Via: SIP/2.0/TCP 192.0.2.1;branch=${branch}` }),
  );
  await peer.nextResponse(200);
  return { peer, flow: flow! };
}

beforeEach(async () => {
  clock = new FakeClock();
  sip = await startEndpoint(clock);
  sip.use((incoming) => {
    flow = incoming.flow;
    return incoming.respond(200);
  });
});

afterEach(async () => {
  for (const peer of peers.splice(0)) peer.close();
  await sip.stop(0);
});

async function called(by: Flow): Promise<Dialog> {
  const target = { protocol: by.protocol, address: by.remoteAddress, port: by.remotePort, flow: by };
  const calling = sip.invite({ uri: 'sip:cam@h', from: 'sip:us@h', to: 'sip:cam@h', target, body: 'v=0' });
  device.send(responseText(await device.nextRequest('INVITE'), 200, ['Contact: <sip:cam@10.1.1.1:5060>']));
  const dialog = await calling.accepted;
  dialog.ack();
  await device.nextRequest('ACK');
  return dialog;
}

describe('a dialog over the connection that a device has opened', () => {
  it('stays on it, whatever its Contact says', async () => {
    const first = await connected('z9hG4bKone');
    device = first.peer;
    const dialog = await called(first.flow);
    expect(dialog.flow).toBe(first.flow);
    const info = dialog.request('INFO');
    device.send(responseText(await device.nextRequest('INFO'), 200));
    expect((await info).status).toBe(200);
  });

  it('goes on over the next one when moved there', async () => {
    const first = await connected('z9hG4bKone');
    device = first.peer;
    const dialog = await called(first.flow);
    const closed = new Promise((resolve) => sip.once('flow:closed', resolve));
    first.peer.close();
    expect(await closed).toBe(first.flow);
    expect(dialog.state).toBe('confirmed');
    const second = await connected('z9hG4bKtwo');
    dialog.moveTo(second.flow);
    const bye = dialog.bye();
    second.peer.send(responseText(await second.peer.nextRequest('BYE'), 200));
    await bye;
    expect(dialog.state).toBe('terminated');
  });

  it('does not dial the port that the device came from', async () => {
    const first = await connected('z9hG4bKone');
    device = first.peer;
    const dialog = await called(first.flow);
    const closed = new Promise((resolve) => sip.once('flow:closed', resolve));
    first.peer.close();
    await closed;
    const ended = new Promise((resolve) => dialog.once('terminated', resolve));
    await dialog.bye();
    expect(await ended).toBe('transport');
  });

  it('follows the device when it speaks from a new connection', async () => {
    const first = await connected('z9hG4bKone');
    device = first.peer;
    const dialog = await called(first.flow);
    first.peer.close();
    const second = await connected('z9hG4bKtwo');
    const ended = new Promise((resolve) => dialog.once('terminated', resolve));
    const from = `<sip:cam@h>;tag=${dialog.remoteTag}`;
    const to = `<sip:us@h>;tag=${dialog.localTag}`;
    second.peer.send(requestText({ method: 'BYE', from, to, callId: dialog.callId, branch: 'z9hG4bKbye' }));
    await second.peer.nextResponse(200);
    expect(await ended).toBe('remote-bye');
  });

  it('ends as transport when nobody can be reached for its BYE', async () => {
    const first = await connected('z9hG4bKone');
    device = first.peer;
    const dialog = await called(first.flow);
    const closed = new Promise((resolve) => sip.once('flow:closed', resolve));
    first.peer.close();
    await closed;
    const ended = new Promise((resolve) => dialog.once('terminated', resolve));
    await dialog.bye();
    expect(await ended).toBe('transport');
  });

  it('an INVITE fails at once when the connection ends', async () => {
    const first = await connected('z9hG4bKone');
    const target = { protocol: 'tcp', address: '127.0.0.1', port: first.peer.port, flow: first.flow } as const;
    const calling = sip.invite({ uri: 'sip:cam@h', from: 'sip:us@h', to: 'sip:cam@h', target });
    await first.peer.nextRequest('INVITE');
    first.peer.close();
    await expect(calling.accepted).rejects.toMatchObject({ code: 'GL_SIP_TRANSPORT' });
  });
});

it('a listener that throws harms nobody else', async () => {
  const first = await connected('z9hG4bKone');
  const target = { protocol: 'tcp', address: '127.0.0.1', port: first.peer.port, flow: first.flow } as const;
  const calling = sip.invite({ uri: 'sip:cam@h', from: 'sip:us@h', to: 'sip:cam@h', target });
  calling.on('provisional', () => {
    throw new Error('broken');
  });
  const invite = await first.peer.nextRequest('INVITE');
  first.peer.send(responseText(invite, 180));
  first.peer.send(responseText(invite, 486));
  await expect(calling.accepted).rejects.toMatchObject({ response: { status: 486 } });
});
