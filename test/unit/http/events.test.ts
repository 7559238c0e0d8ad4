import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PlatformEvent } from '../../../src/gb28181/platform-event.ts';
import {
  EventFeed,
  kHeartbeatMs,
  kMaxBacklogBytes,
  kMaxEventChars,
  kMaxListeners,
  kMaxReplay,
  kMaxReplayChars,
} from '../../../src/http/event-feed.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { cameraId, channelIds, Site, type TestDevice, until } from '../gb28181/site.ts';
import { HttpWorld } from './http-world.ts';

let site: Site;
let camera: TestDevice;
let world: HttpWorld;
const [channelId] = channelIds;
const alarm = { AlarmPriority: '1', AlarmMethod: '2', AlarmTime: '2026-01-01T08:00:00' };

beforeEach(async () => {
  site = await Site.open();
  camera = await site.registered();
  const { gb28181, devices, channels, alarms, positions, clock } = site;
  world = await HttpWorld.start({}, { gb28181, devices, channels, alarms, positions, clock });
});
afterEach(async () => {
  await world.stop();
  await site.close();
});

describe('alarms and positions', () => {
  it('are listed, filtered and deleted', async () => {
    for (const AlarmMethod of ['2', '5', '5']) await camera.notify('Alarm', { ...alarm, AlarmMethod });
    await until('three', async () => (await site.alarms.list({ offset: 0, limit: 1 })).total === 3);
    const all = await world.call('GET', '/alarms');
    expect(all).toMatchObject({ status: 200, body: { total: 3 } });
    expect(all.body.items[0]).toMatchObject({ deviceId: cameraId, method: 5, priority: 1, time: alarm.AlarmTime });
    expect(all.body.items[0].id).toBeGreaterThan(all.body.items[1].id);
    const now = site.clock.now();
    const count = async (query: string) => (await world.call('GET', `/alarms?${query}`)).body.total;
    expect(await count('method=5')).toBe(2);
    expect(await count(`deviceId=${cameraId}&channelId=${cameraId}&priority=1`)).toBe(3);
    expect(await count(`deviceId=${channelId}`)).toBe(0);
    expect(await count(`from=${now}&to=${now + 1}`)).toBe(3);
    expect(await count(`to=${now}`)).toBe(0);
    expect((await world.call('GET', '/alarms?limit=1&offset=2')).body.items).toHaveLength(1);
    expect((await world.call('DELETE', `/alarms/${all.body.items[0].id}`)).status).toBe(204);
    expect((await world.call('DELETE', `/alarms/${all.body.items[0].id}`)).status).toBe(404);
    expect((await world.call('DELETE', '/alarms?method=2')).body).toEqual({ deleted: 1 });
    expect((await world.call('DELETE', '/alarms')).body).toEqual({ deleted: 1 });
    expect((await world.call('GET', '/alarms?method=9')).status).toBe(400);
  });

  it('show the way that something went, or where it is', async () => {
    for (const Longitude of ['117.1', '117.2'])
      await camera.notify('MobilePosition', { Time: '2026-01-01T08:00:00', Longitude, Latitude: '31.8' });
    await until('two', async () => (await site.positions.list({ offset: 0, limit: 1 })).total === 2);
    const way = await world.call('GET', `/positions?channelId=${cameraId}`);
    expect(way.body.items.map(({ longitude }: { longitude: number }) => longitude)).toEqual([117.2, 117.1]);
    const latest = await world.call('GET', '/positions?latest=true');
    expect(latest.body).toMatchObject({ total: 1, items: [{ longitude: 117.2, speed: null }] });
  });
});

describe('subscriptions', () => {
  const path = `/devices/${cameraId}/subscriptions`;

  it('are made, shown and cancelled', async () => {
    expect(await world.call('GET', path)).toEqual({ status: 200, body: [] });
    const put = await world.call('PUT', `${path}/MobilePosition`, { fields: { Interval: 15 }, expiresSeconds: 300 });
    expect(put).toMatchObject({ status: 200, body: { event: 'MobilePosition', fields: { Interval: 15 }, arm: false } });
    const { incoming, query } = await camera.subscribed();
    expect([incoming.request.expires, query.fields['Interval']]).toEqual([300, '15']);
    incoming.acceptSubscription(300);
    await until('active', async () => (await world.call('GET', `${path}/MobilePosition`)).body.state === 'active');
    expect((await world.call('GET', path)).body).toHaveLength(1);
    const cancelled = world.call('DELETE', `${path}/MobilePosition`);
    expect((await cancelled).status).toBe(204);
    expect((await world.call('GET', `${path}/MobilePosition`)).body.code).toBe('not-subscribed');
    expect((await world.call('DELETE', `${path}/MobilePosition`)).status).toBe(404);
  });

  it('are refused', async () => {
    expect((await world.call('PUT', `${path}/PTZPosition`, {})).body.code).toBe('edition-too-old');
    expect((await world.call('PUT', `${path}/Keepalive`, {})).status).toBe(400);
    expect((await world.call('PUT', '/devices/1/subscriptions/Alarm', {})).status).toBe(404);
    expect((await world.call('GET', '/devices/1/subscriptions')).status).toBe(404);
    const bad = await world.call('PUT', `${path}/MobilePosition`, { fields: { Interval: 0 } });
    expect(bad.status).toBe(400);
  });
});

/** Reads a stream of events. */
async function listen(query = '', headers: Record<string, string> = {}) {
  const port = world.app.server.listening ? portOf() : await world.listen();
  const stop = new AbortController();
  const response = await fetch(`http://127.0.0.1:${port}/api/v1/events${query}`, {
    headers: { 'x-api-key': world.key, ...headers },
    signal: stop.signal,
  });
  let text = '';
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk, { stream: true });
  })().catch(() => {});
  return {
    response,
    text: () => text,
    saw: (part: string) => until(part, () => text.includes(part)),
    close: async () => {
      stop.abort();
      await reading;
    },
  };
}
const portOf = () => (world.app.server.address() as { port: number }).port;

describe('events', () => {
  it('are told as they happen', async () => {
    const stream = await listen();
    expect(stream.response.headers.get('content-type')).toBe('text/event-stream');
    await stream.saw('retry: ');
    await camera.notify('Alarm', alarm);
    await stream.saw('event: alarm\ndata: {"alarm":{');
    await camera.register({ expires: 0 });
    await stream.saw(`event: device:offline\ndata: {"deviceId":"${cameraId}"}\n\n`);
    await stream.close();
  });

  it('are chosen by type and by device', async () => {
    const alarms = await listen('?types=alarm');
    const others = await listen('?deviceId=1');
    await camera.notify('MobilePosition', { Time: '2026-01-01T08:00:00', Longitude: '1', Latitude: '2' });
    await camera.notify('Alarm', alarm);
    await alarms.saw('event: alarm');
    expect(alarms.text()).not.toContain('event: position');
    expect(others.text()).not.toContain('event: alarm');
    await alarms.close();
    await others.close();
  });

  it('that were missed are told to who comes back, or that they are not known any more', async () => {
    const stream = await listen();
    for (let i = 0; i < 3; i++) await camera.notify('Alarm', { ...alarm, AlarmDescription: `n${i}` });
    await stream.saw('n2');
    const ids = [...stream.text().matchAll(/^id: (.*)$/gm)].map(([, id]) => id!);
    await stream.close();
    const again = await listen('', { 'last-event-id': ids.at(-2)! });
    await again.saw('n2');
    expect(again.text()).not.toContain('n1');
    await again.close();
    const stranger = await listen('', { 'last-event-id': 'other.1' });
    await stranger.saw('event: gap');
    await stranger.close();
  });

  it('are for known callers only, and end with the server', async () => {
    const port = await world.listen();
    expect((await fetch(`http://127.0.0.1:${port}/api/v1/events`)).status).toBe(401);
    const stream = await listen();
    await stream.saw('retry: ');
    await world.app.close();
    await stream.close();
  });
});

describe('the feed', () => {
  const event = (deviceId: string): PlatformEvent => ({ type: 'device:online', deviceId });

  /** What a response is to the feed. */
  function listener() {
    const written: string[] = [];
    const handlers: (() => void)[] = [];
    const response = {
      written,
      writableLength: 0,
      destroyed: false,
      ended: false,
      write: (text: string) => written.push(text),
      once: (_name: string, handler: () => void) => handlers.push(handler),
      destroy: () => {
        response.destroyed = true;
        for (const handler of handlers) handler();
      },
      end: () => {
        response.ended = true;
      },
    };
    return response;
  }

  it('tells what is too large as a gap, and loses no listener by it', () => {
    const feed = new EventFeed(new FakeClock(), 1);
    const reader = listener();
    feed.listen(reader as never, {});
    feed.publish({ type: 'device:failed-parts', deviceId: '1', failed: ['x'.repeat(kMaxBacklogBytes)] });
    expect(reader.written.at(-1)).toMatch(/^id: 1\.1\nevent: gap\n/);
    expect([feed.listeners, reader.destroyed]).toEqual([1, false]);
  });

  it('keeps only so much for later', () => {
    const feed = new EventFeed(new FakeClock(), 1);
    const large = 'x'.repeat(kMaxEventChars - 200);
    const count = Math.ceil((3 * kMaxReplayChars) / large.length);
    for (let i = 1; i <= count; i++) feed.publish({ type: 'device:failed-parts', deviceId: '1', failed: [large] });
    const missed = (from: number) => {
      const back = listener();
      feed.listen(back as never, { lastEventId: `1.${from}` });
      return back.written.slice(1);
    };
    expect(missed(1)).toEqual(['event: gap\ndata: {}\n\n']);
    expect(missed(count - 2)).toHaveLength(2);
  });

  it('holds no place for who has gone before it began', () => {
    const feed = new EventFeed(new FakeClock(), 1);
    feed.listen({ ...listener(), destroyed: true } as never, {});
    expect(feed.listeners).toBe(0);
  });

  it('keeps only so many for later, and tells when that was not enough', () => {
    const feed = new EventFeed(new FakeClock(), 1);
    for (let i = 1; i <= 2 * kMaxReplay + 5; i++) feed.publish(event(String(i)));
    const reader = listener();
    feed.listen(reader as never, {});
    feed.publish(event('new'));
    const [epoch, newest] = /id: (.*)\.(\d+)/.exec(reader.written.at(-1)!)!.slice(1) as [string, string];
    const missed = (from: number) => {
      const back = listener();
      feed.listen(back as never, { lastEventId: `${epoch}.${from}` });
      return back.written.slice(1);
    };
    expect(missed(Number(newest) - kMaxReplay)).toHaveLength(kMaxReplay);
    expect(missed(Number(newest) - kMaxReplay - 1)).toEqual(['event: gap\ndata: {}\n\n']);
    expect(missed(Number(newest))).toEqual([]);
    expect(missed(Number(newest) + 1)).toEqual(['event: gap\ndata: {}\n\n']);
  });

  it('closes who does not read, and forgets who left', () => {
    const clock = new FakeClock();
    const feed = new EventFeed(clock, 1);
    const [slow, good] = [listener(), listener()];
    feed.listen(slow as never, {});
    feed.listen(good as never, {});
    slow.writableLength = kMaxBacklogBytes;
    feed.publish(event('1'));
    expect([slow.destroyed, good.destroyed, feed.listeners]).toEqual([true, false, 1]);
    good.destroy();
    expect([feed.listeners, clock.pending]).toEqual([0, 0]);
  });

  it('says now and then that it lives, and takes only so many', () => {
    const clock = new FakeClock();
    const feed = new EventFeed(clock, 1);
    const all = Array.from({ length: kMaxListeners }, listener);
    for (const one of all) feed.listen(one as never, {});
    expect(feed.full).toBe(true);
    clock.advance(2 * kHeartbeatMs);
    expect(all[0]!.written.filter((text) => text.startsWith(':'))).toHaveLength(2);
    feed.close();
    expect([all.every(({ ended }) => ended), clock.pending]).toEqual([true, 0]);
  });
});
