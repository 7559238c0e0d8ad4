import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kMinRefreshMs } from '../../../../src/sip/dialog/subscription.ts';
import {
  type SipEndpoint,
  type SipQuirk,
  type SipRequest,
  SubscribeRejected,
  type Subscription,
} from '../../../../src/sip/index.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { fixture, type RequestText, requestText, responseText, startEndpoint, UdpPeer } from '../wire.ts';

const device = '34020000001320000001';
let clock: FakeClock;
let sip: SipEndpoint;
let peer: UdpPeer;
let quirks: Partial<Record<SipQuirk, boolean>>;

beforeEach(async () => {
  clock = new FakeClock();
  quirks = {};
  sip = await startEndpoint(clock, { quirks });
  peer = await UdpPeer.open(sip.port);
});

afterEach(async () => {
  peer.close();
  await sip.stop(0);
});

function subscribe(extra: Record<string, unknown> = {}): Subscription {
  return sip.subscribe({
    uri: `sip:${device}@3402000000`,
    from: 'sip:us@3402000000',
    to: `sip:${device}@3402000000`,
    event: 'presence;id=7',
    expiresSeconds: 100,
    body: 'what',
    contentType: 'text/plain',
    target: { protocol: 'udp', address: '127.0.0.1', port: peer.port },
    ...extra,
  });
}

/** Everything that a subscription says, in order. */
function heard(subscription: Subscription): string[] {
  const events: string[] = [];
  subscription.on('active', (expires) => events.push(`active ${expires}`));
  subscription.on('pending', () => events.push('pending'));
  subscription.on('notify', ({ request }) => events.push(`notify ${request.body}`));
  subscription.on('terminated', (reason, detail) => events.push(`terminated ${reason} ${detail}`));
  return events;
}

async function accepted(extra: Record<string, unknown> = {}, expires = 100) {
  const subscription = subscribe(extra);
  const events = heard(subscription);
  const first = await peer.nextRequest('SUBSCRIBE');
  peer.send(responseText(first, 200, [`Expires: ${expires}`, `Contact: <sip:${device}@192.0.2.9:5060>`]));
  await subscription.accepted;
  return { subscription, events, first };
}

let cseq = 0;
/** A NOTIFY of the device inside of the subscription. */
function notify(subscription: Subscription, init: RequestText = {}): Buffer {
  cseq++;
  return requestText({
    method: 'NOTIFY',
    from: `<sip:${device}@3402000000>;tag=b1`,
    to: `<sip:us@3402000000>;tag=${subscription.localTag}`,
    callId: subscription.callId,
    branch: `z9hG4bKnotify${cseq}`,
    cseq,
    headers: ['Event: presence;id=7', 'Subscription-State: active;expires=90'],
    ...init,
  });
}

/** One of the messages as devices wrote them, made to belong to the subscription. */
function fromField(name: string, { callId, localTag }: Subscription): Buffer {
  const text = fixture(`field/${name}.sip`).toString('latin1');
  return Buffer.from(text.replace('of-the-subscription', callId).replace('tag=a1', `tag=${localTag}`), 'latin1');
}

describe('[RFC 6665 §4.1.2.1] subscribing', () => {
  it('sends Event, Expires, Accept, Contact and the body', async () => {
    const { first, events } = await accepted({ accept: ['a/b', 'c/d'] });
    expect(['Event', 'Expires', 'Accept', 'Contact'].map((name) => first.headers.get(name))).toEqual([
      'presence;id=7',
      '100',
      'a/b, c/d',
      `<sip:us@127.0.0.1:${sip.port}>`,
    ]);
    expect([first.body.toString(), first.cseq.number, first.toTag]).toEqual(['what', 1, undefined]);
    expect(events).toEqual(['active 100']);
    expect(sip.stats().subscriptions).toEqual({ subscriber: 1, notifier: 0 });
  });

  it('is over when it is refused', async () => {
    const subscription = subscribe();
    const events = heard(subscription);
    peer.send(responseText(await peer.nextRequest('SUBSCRIBE'), 403));
    const error = await subscription.accepted.catch((reason: unknown) => reason);
    expect((error as SubscribeRejected).response.status).toBe(403);
    expect([events, subscription.state]).toEqual([['terminated refused 403 Because'], 'terminated']);
    expect(sip.stats().subscriptions.subscriber).toBe(0);
    await expect(subscription.refresh()).rejects.toMatchObject({ code: 'GL_SIP_ABORTED' });
  });

  it('is over when nobody answers', async () => {
    const subscription = subscribe();
    const events = heard(subscription);
    await peer.nextRequest('SUBSCRIBE');
    await clock.advanceAsync(32_000);
    await expect(subscription.accepted).rejects.toMatchObject({ code: 'GL_SIP_TIMEOUT' });
    expect(events).toEqual(['terminated timeout SUBSCRIBE: no response']);
  });

  it('[RFC 6665 §4.2.1.1] asks for longer where it was too short', async () => {
    const subscription = subscribe();
    peer.send(responseText(await peer.nextRequest('SUBSCRIBE'), 423, ['Min-Expires: 600']));
    const second = await peer.nextRequest('SUBSCRIBE');
    expect([second.expires, second.cseq.number]).toEqual([600, 2]);
    peer.send(responseText(second, 200, ['Expires: 600']));
    await subscription.accepted;
    expect(subscription.expiresAt).toBe(clock.now() + 600_000);
  });

  it('answers a challenge', async () => {
    const subscription = subscribe({ credentials: { username: 'u', password: 'p' } });
    const challenge = 'WWW-Authenticate: Digest realm="r", nonce="n"';
    peer.send(responseText(await peer.nextRequest('SUBSCRIBE'), 401, [challenge]));
    const second = await peer.nextRequest('SUBSCRIBE');
    expect(second.authorization).toMatch(/^Digest username="u"/);
    peer.send(responseText(second, 200, ['Expires: 100']));
    expect((await subscription.accepted).status).toBe(200);
  });

  it('refuses more than its limit, and an event that is none', async () => {
    await sip.stop(0);
    sip = await startEndpoint(clock, { limits: { maxSubscriptions: 1 } });
    subscribe();
    expect(() => subscribe()).toThrow('too many subscriptions');
    expect(() => subscribe({ event: ';id=1' })).toThrow(TypeError);
    expect(sip.stats().refused).toEqual({ subscriptions: 1 });
  });

  it('is not refreshed faster than we like, however short the time that is granted', async () => {
    await accepted({}, 1);
    await clock.advanceAsync(kMinRefreshMs - 1);
    expect(peer.waitingMessages).toBe(0);
    await clock.advanceAsync(1);
    expect((await peer.nextRequest('SUBSCRIBE')).cseq.number).toBe(2);
  });

  it('ends with the endpoint', async () => {
    const { subscription, events } = await accepted();
    await sip.stop(0);
    expect([events.at(-1), subscription.state, clock.pending]).toEqual(['terminated stopped ', 'terminated', 0]);
  });
});

describe('[RFC 6665 §4.1.3] being notified', () => {
  it('answers 200, unless a listener has answered', async () => {
    const { subscription, events } = await accepted();
    peer.send(notify(subscription, { body: 'one' }));
    await peer.nextResponse(200);
    subscription.once('notify', (incoming) => incoming.respond(400));
    peer.send(notify(subscription, { body: 'two' }));
    await peer.nextResponse(400);
    expect(events).toEqual(['active 100', 'notify one', 'notify two']);
    expect(sip.stats().quirks).toEqual({});
  });

  it('[RFC 6665 §4.1.2.4] takes a NOTIFY that comes before the 200, and its tag', async () => {
    const subscription = subscribe();
    const events = heard(subscription);
    const first = await peer.nextRequest('SUBSCRIBE');
    peer.send(notify(subscription, { body: 'early', headers: ['Event: presence', 'Subscription-State: pending'] }));
    await peer.nextResponse(200);
    expect([subscription.state, subscription.remoteTag]).toEqual(['pending', 'b1']);
    peer.send(responseText(first, 200, ['Expires: 100']));
    await subscription.accepted;
    expect(subscription.state).toBe('pending');
    peer.send(notify(subscription, { body: 'now' }));
    await peer.nextResponse(200);
    expect(events).toEqual(['notify early', 'pending', 'notify now', 'active 90']);
  });

  it('is over when the notifier says so', async () => {
    const { subscription, events } = await accepted();
    peer.send(
      notify(subscription, { headers: ['Event: presence', 'Subscription-State: terminated;reason=deactivated'] }),
    );
    await peer.nextResponse(200);
    expect(events.slice(1)).toEqual(['notify ', 'terminated notifier deactivated']);
    peer.send(notify(subscription));
    await peer.nextResponse(481);
  });

  it('a NOTIFY that belongs to nothing is answered 481', async () => {
    peer.send(requestText({ method: 'NOTIFY', headers: ['Event: presence', 'Subscription-State: active'] }));
    await peer.nextResponse(481);
  });

  it('a NOTIFY that belongs to nothing is offered to the application', async () => {
    sip.use((incoming) => incoming.respond(202));
    peer.send(requestText({ method: 'NOTIFY', headers: ['Event: presence', 'Subscription-State: active'] }));
    await peer.nextResponse(202);
  });

  it.each(['notify-wrong-tags', 'notify-outside-dialog', 'notify-event-differs', 'notify-without-state'] as const)(
    'QUIRK %s',
    async (name) => {
      const { subscription, events } = await accepted();
      peer.send(fromField(name, subscription));
      await peer.nextResponse(200);
      expect(events.slice(1)).toEqual(['notify ']);
      expect(sip.stats().quirks).toEqual({ [name]: 1 });
    },
  );

  it.each([
    ['notify-wrong-tags', 481],
    ['notify-outside-dialog', 481],
    ['notify-event-differs', 489],
  ] as const)('QUIRK %s can be switched off', async (name, status) => {
    const { subscription, events } = await accepted();
    quirks[name] = false;
    peer.send(fromField(name, subscription));
    await peer.nextResponse(status);
    expect(events.slice(1)).toEqual([]);
  });

  it('QUIRK notify-outside-dialog: not where two could be meant', async () => {
    const { subscription } = await accepted();
    await accepted();
    peer.send(fromField('notify-outside-dialog', subscription));
    await peer.nextResponse(481);
  });
});

describe('refreshing', () => {
  const answerWith = async (status: number, headers: string[] = []): Promise<SipRequest> => {
    const request = await peer.nextRequest('SUBSCRIBE');
    peer.send(responseText(request, status, headers));
    return request;
  };

  it('[RFC 6665 §4.1.2.2] subscribes again inside of the dialog before the time is over', async () => {
    let made = 0;
    const { subscription, events, first } = await accepted({ body: () => `body ${++made}` });
    // 100 s less the time that an answer may take.
    await clock.advanceAsync(67_000);
    expect(peer.waitingMessages).toBe(0);
    const refreshed = new Promise((resolve) => subscription.once('active', resolve));
    await clock.advanceAsync(1000);
    const second = await answerWith(200, ['Expires: 50']);
    await refreshed;
    expect([second.callId, second.fromTag, second.toTag, second.cseq.number, second.uri, `${second.body}`]).toEqual([
      first.callId,
      first.fromTag,
      'b1',
      2,
      `sip:${device}@192.0.2.9:5060`,
      'body 2',
    ]);
    expect(events).toEqual(['active 100', 'active 50']);
    // The half of a short time.
    await clock.advanceAsync(25_000);
    await answerWith(200);
  });

  it('a refresh by hand may ask for something else', async () => {
    const { subscription } = await accepted();
    const refreshing = subscription.refresh('else');
    expect((await answerWith(200, ['Expires: 100'])).body.toString()).toBe('else');
    expect((await refreshing).status).toBe(200);
  });

  it('refreshes sooner when the notifier says that less is left', async () => {
    const { subscription } = await accepted({}, 100);
    peer.send(notify(subscription, { headers: ['Event: presence', 'Subscription-State: active;expires=20'] }));
    await peer.nextResponse(200);
    await clock.advanceAsync(10_000);
    await answerWith(200);
  });

  it.each([
    [481, 'terminated gone 481 Because'],
    [403, 'terminated refused 403 Because'],
  ])('is over when it is answered %d', async (status, end) => {
    const { subscription, events } = await accepted();
    const refreshing = subscription.refresh();
    await answerWith(status);
    await expect(refreshing).rejects.toBeInstanceOf(SubscribeRejected);
    expect(events.slice(1)).toEqual([end]);
  });

  it('is over when it has no answer', async () => {
    const { events } = await accepted();
    await clock.advanceAsync(68_000);
    await peer.nextRequest('SUBSCRIBE');
    await clock.advanceAsync(32_000);
    expect(events.slice(1)).toEqual(['terminated timeout SUBSCRIBE: no response']);
    expect(sip.stats().subscriptions.subscriber).toBe(0);
  });

  it('follows the notifier to another address', async () => {
    const { subscription } = await accepted();
    const moved = await UdpPeer.open(sip.port);
    try {
      const base = { protocol: 'udp', localAddress: '127.0.0.1', localPort: sip.port, closed: true } as const;
      const flow = { ...base, id: 'x', inbound: false, remoteAddress: '127.0.0.1', remotePort: moved.port };
      subscription.moveTo(flow);
      const refreshing = subscription.refresh();
      moved.send(responseText(await moved.nextRequest('SUBSCRIBE'), 200, ['Expires: 100']));
      expect((await refreshing).status).toBe(200);
    } finally {
      moved.close();
    }
  });
});

describe('[RFC 6665 §4.1.2.3] unsubscribing', () => {
  it('asks for no more time, and answers what is under way', async () => {
    const { subscription, events } = await accepted();
    const leaving = subscription.unsubscribe();
    expect(subscription.unsubscribe()).toBe(leaving);
    const last = await peer.nextRequest('SUBSCRIBE');
    expect([last.expires, last.toTag]).toEqual([0, 'b1']);
    peer.send(responseText(last, 200, ['Expires: 0']));
    await leaving;
    peer.send(notify(subscription));
    await peer.nextResponse(200);
    peer.send(notify(subscription, { headers: ['Event: presence', 'Subscription-State: terminated;reason=timeout'] }));
    await peer.nextResponse(200);
    expect(events.slice(1)).toEqual(['terminated unsubscribed ']);
    expect(sip.stats().subscriptions.subscriber).toBe(0);
  });

  it('forgets a notifier that never says the last word', async () => {
    const { subscription } = await accepted();
    const leaving = subscription.unsubscribe();
    peer.send(responseText(await peer.nextRequest('SUBSCRIBE'), 481));
    await leaving;
    expect(sip.stats().subscriptions.subscriber).toBe(1);
    await clock.advanceAsync(32_000);
    expect(sip.stats().subscriptions.subscriber).toBe(0);
  });

  it('waits for the first answer', async () => {
    const subscription = subscribe();
    const first = await peer.nextRequest('SUBSCRIBE');
    const leaving = subscription.unsubscribe();
    peer.send(responseText(first, 200, ['Expires: 100']));
    const last = await peer.nextRequest('SUBSCRIBE');
    expect(last.expires).toBe(0);
    await clock.advanceAsync(32_000);
    await leaving;
    expect(subscription.state).toBe('terminated');
  });
});
