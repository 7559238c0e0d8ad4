import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { IncomingRequest, ServerSubscription, SipEndpoint } from '../../../../src/sip/index.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { type RequestText, requestText, responseText, startEndpoint, UdpPeer } from '../wire.ts';

let clock: FakeClock;
let sip: SipEndpoint;
let peer: UdpPeer;
let made: ServerSubscription[];
let events: string[];

beforeEach(async () => {
  clock = new FakeClock();
  made = [];
  events = [];
  await open();
});

async function open(limits = {}): Promise<void> {
  sip = await startEndpoint(clock, { limits });
  peer = await UdpPeer.open(sip.port);
  sip.use((incoming: IncomingRequest) => {
    if (incoming.request.method !== 'SUBSCRIBE') return false;
    const subscription = incoming.acceptSubscription(600);
    made.push(subscription);
    subscription.on('refreshed', ({ request }) => events.push(`refreshed ${request.body}`));
    subscription.on('terminated', (reason) => events.push(reason));
    return true;
  });
}

afterEach(async () => {
  peer.close();
  await sip.stop(0);
});

let count = 0;
const subscribe = (init: RequestText = {}): Buffer =>
  requestText({
    method: 'SUBSCRIBE',
    uri: 'sip:cam@127.0.0.1',
    from: '<sip:platform@example.com>;tag=p1',
    to: '<sip:cam@example.com>',
    callId: 'sub-1',
    branch: `z9hG4bKs${++count}`,
    cseq: count,
    headers: ['Event: presence;id=3', 'Expires: 100', 'Contact: <sip:platform@192.0.2.7:5060>'],
    ...init,
  });

async function subscribed(init: RequestText = {}): Promise<ServerSubscription> {
  peer.send(subscribe(init));
  const answer = await peer.nextResponse(200);
  const subscription = made.at(-1)!;
  again = { to: `<sip:cam@example.com>;tag=${answer.toTag}` };
  return subscription;
}
let again: RequestText;

describe('[RFC 6665 §4.2] a subscription of a peer', () => {
  it('is accepted for the time that is asked for, or for what is granted', async () => {
    peer.send(subscribe());
    const answer = await peer.nextResponse(200);
    expect([answer.expires, answer.contact?.uri.text]).toEqual([100, `sip:cam@127.0.0.1:${sip.port}`]);
    peer.send(subscribe({ callId: 'sub-2', headers: ['Event: presence', 'Expires: 9999'] }));
    expect((await peer.nextResponse(200)).expires).toBe(600);
    expect(sip.stats().subscriptions).toEqual({ subscriber: 0, notifier: 2 });
  });

  it('notifies inside of its dialog, with the time that is left', async () => {
    const subscription = await subscribed();
    clock.advance(30_000);
    const notified = subscription.notify({ body: 'news', contentType: 'text/plain' });
    const notify = await peer.nextRequest('NOTIFY');
    expect([notify.uri, notify.callId, notify.fromTag === subscription.id.split('|')[1], notify.toTag]).toEqual([
      'sip:platform@192.0.2.7:5060',
      'sub-1',
      true,
      'p1',
    ]);
    expect([notify.headers.get('Event'), notify.headers.get('Subscription-State'), `${notify.body}`]).toEqual([
      'presence;id=3',
      'active;expires=70',
      'news',
    ]);
    peer.send(responseText(notify, 200));
    expect((await notified).status).toBe(200);
    const second = subscription.notify({});
    const next = await peer.nextRequest('NOTIFY');
    expect(next.cseq.number).toBe(2);
    peer.send(responseText(next, 200));
    await second;
  });

  it('is refreshed', async () => {
    await subscribed();
    clock.advance(90_000);
    peer.send(subscribe({ ...again, body: 'else' }));
    expect((await peer.nextResponse(200)).expires).toBe(100);
    clock.advance(90_000);
    expect([events, made.length, made[0]!.expiresSeconds]).toEqual([['refreshed else'], 1, 10]);
  });

  it('ends with a last NOTIFY when its time is over', async () => {
    await subscribed();
    clock.advance(100_000);
    const last = await peer.nextRequest('NOTIFY');
    expect(last.headers.get('Subscription-State')).toBe('terminated;reason=timeout');
    expect([events, sip.stats().subscriptions.notifier]).toEqual([['expired'], 0]);
    peer.send(responseText(last, 200));
    peer.send(subscribe(again));
    await peer.nextResponse(481);
  });

  it('[RFC 6665 §4.2.1.4] ends when the peer wants no more', async () => {
    const subscription = await subscribed();
    peer.send(subscribe({ ...again, headers: ['Event: presence', 'Expires: 0'] }));
    expect((await peer.nextResponse(200)).expires).toBe(0);
    const last = await peer.nextRequest('NOTIFY');
    expect(last.headers.get('Subscription-State')).toBe('terminated;reason=timeout');
    expect([events, subscription.terminated]).toEqual([['unsubscribed'], true]);
  });

  it('[RFC 6665 §4.4.3] a SUBSCRIBE for no time gets one NOTIFY', async () => {
    const subscription = await subscribed({ headers: ['Event: presence', 'Expires: 0'] });
    void subscription.notify({ body: 'all' }).catch(() => {});
    const only = await peer.nextRequest('NOTIFY');
    expect([only.headers.get('Subscription-State'), `${only.body}`]).toEqual(['terminated;reason=timeout', 'all']);
    expect(sip.stats().subscriptions.notifier).toBe(0);
  });

  it('ends for a reason of ours', async () => {
    const subscription = await subscribed();
    const ending = subscription.end('deactivated');
    const last = await peer.nextRequest('NOTIFY');
    expect(last.headers.get('Subscription-State')).toBe('terminated;reason=deactivated');
    peer.send(responseText(last, 200));
    await ending;
    expect(events).toEqual(['notifier']);
  });

  it.each([
    [481, ['gone']],
    [489, ['refused']],
    [500, []],
  ])('a NOTIFY that is answered %d', async (status, expected) => {
    const subscription = await subscribed();
    const notified = subscription.notify({});
    peer.send(responseText(await peer.nextRequest('NOTIFY'), status));
    expect((await notified).status).toBe(status);
    expect(events).toEqual(expected);
  });

  it('ends when a NOTIFY has no answer', async () => {
    const subscription = await subscribed();
    const notified = subscription.notify({});
    await peer.nextRequest('NOTIFY');
    await Promise.all([expect(notified).rejects.toMatchObject({ code: 'GL_SIP_TIMEOUT' }), clock.advanceAsync(32_000)]);
    expect(events).toEqual(['timeout']);
  });

  it('is refused above the limit', async () => {
    await sip.stop(0);
    peer.close();
    await open({ maxSubscriptions: 1 });
    await subscribed();
    peer.send(subscribe({ callId: 'sub-2' }));
    await peer.nextResponse(503);
    expect(sip.stats().refused).toEqual({ subscriptions: 1 });
  });

  it('ends with the endpoint', async () => {
    await subscribed();
    await sip.stop(0);
    expect([events, clock.pending]).toEqual([['stopped'], 0]);
  });
});
