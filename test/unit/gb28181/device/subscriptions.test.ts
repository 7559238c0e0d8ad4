import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildManscdp, manscdpType, type XmlNode } from '../../../../src/gb28181/codec/manscdp.ts';
import { kMaxParallelSubscribes, kRetryMs } from '../../../../src/gb28181/device/subscriptions.ts';
import type { SubscribableEvent } from '../../../../src/gb28181/ports.ts';
import type { ServerSubscription } from '../../../../src/sip/index.ts';
import { cameraId, channelIds, Site, type TestDevice, until } from '../site.ts';

let site: Site;
let camera: TestDevice;
const [first] = channelIds;

beforeEach(async () => {
  site = await Site.open();
  camera = await site.registered();
});
afterEach(() => site.close());

const want = (event: SubscribableEvent, changes: { fields?: object; arm?: boolean; deviceId?: string } = {}) =>
  site.gb28181.subscriptions.want({
    deviceId: cameraId,
    event,
    expiresSeconds: 600,
    fields: {},
    arm: false,
    ...changes,
  } as never);
const state = (event: SubscribableEvent) => site.gb28181.subscriptions.get(cameraId, event)?.state;
const becomes = (event: SubscribableEvent, wanted: string) => until(wanted, () => state(event) === wanted);

async function accept(): Promise<ServerSubscription> {
  const { incoming } = await camera.subscribed();
  return incoming.acceptSubscription(86_400);
}

const body = (cmdType: string, fields: XmlNode, deviceId = cameraId) => ({
  body: buildManscdp({ kind: 'Notify', cmdType, sn: '3', deviceId, fields }, 'GB18030'),
  contentType: manscdpType,
});

describe('subscribing', () => {
  it('[GB/T 28181-2016 §9.11] asks the device, and takes what it tells by NOTIFY', async () => {
    await want('Catalog');
    const { incoming, query } = await camera.subscribed();
    expect(query).toMatchObject({ kind: 'Query', cmdType: 'Catalog', deviceId: cameraId });
    expect(incoming.request.headers.get('Event')).toMatch(/^Catalog;id=\d+$/);
    expect(incoming.request.expires).toBe(600);
    const subscription = incoming.acceptSubscription(86_400);
    await becomes('Catalog', 'active');
    const Item = [{ DeviceID: first, Event: 'OFF' }];
    await subscription.notify(body('Catalog', { SumNum: '1', DeviceList: { Item } }));
    await until('the change', () => site.published.find(({ type }) => type === 'catalog:changed'));
    expect((await site.channels.get(cameraId, first))?.status).toBe('OFF');
    expect(site.gb28181.subscriptions.get(cameraId, 'Catalog')).toMatchObject({
      notifications: 1,
      expiresSeconds: 600,
    });
  });

  it('[GB/T 28181-2016 annex A.2.4.6] asks for all alarms unless told, and does not answer those of a NOTIFY', async () => {
    await want('Alarm', { fields: { AlarmMethod: '5' } });
    const { incoming, query } = await camera.subscribed();
    expect(query.fields).toMatchObject({ StartAlarmPriority: '0', EndAlarmPriority: '0', AlarmMethod: '5' });
    expect(incoming.request.headers.get('Event')).toMatch(/^presence;id=\d+$/);
    const subscription = incoming.acceptSubscription(86_400);
    await subscription.notify(
      body('Alarm', { AlarmPriority: '1', AlarmMethod: '5', AlarmTime: '2026-01-01T08:00:00' }),
    );
    await until('the alarm', () => site.published.find(({ type }) => type === 'alarm'));
    expect(camera.queries.filter(({ cmdType }) => cmdType === 'Alarm')).toEqual([]);
  });

  it('arms first where that is wanted, whether the device answers or not', async () => {
    await want('Alarm', { arm: true });
    const arm = await camera.query('DeviceControl');
    expect(arm.fields).toMatchObject({ GuardCmd: 'SetGuard', DeviceID: cameraId });
    expect(camera.subscribes).toEqual([]);
    await camera.notify('DeviceControl', { Result: 'ERROR' }, 'Response', arm.sn);
    await accept();
    await becomes('Alarm', 'active');
  });

  it('[GB/T 28181-2016 annex A.2.4.9] asks for positions at an interval', async () => {
    await want('MobilePosition', { fields: { Interval: 15 } });
    expect((await camera.subscribed()).query.fields).toMatchObject({ Interval: '15' });
  });

  it('[GB/T 28181-2022 annex I] refuses what the device cannot know, or what does not fit', async () => {
    await expect(want('PTZPosition')).rejects.toMatchObject({ code: 'edition-too-old' });
    await expect(want('MobilePosition', { fields: { Interval: 0 } })).rejects.toMatchObject({ code: 'bad-fields' });
    expect(site.gb28181.subscriptions.list(cameraId)).toEqual([]);
    await camera.register({ headers: { 'X-GB-Ver': '3.0' } });
    await want('PTZPosition');
    const subscription = await accept();
    await subscription.notify(body('PTZPosition', { Pan: '1', Tilt: '2', Zoom: '3' }, first));
    const told = await until('the position', () => site.published.find(({ type }) => type === 'ptz:position'));
    expect(told).toMatchObject({ channelId: first, position: { Pan: 1, Tilt: 2, Zoom: 3 } });
  });

  it('answers 400 to what it cannot read, and goes on', async () => {
    await want('Catalog');
    const subscription = await accept();
    await becomes('Catalog', 'active');
    const answer = await subscription.notify({ body: '<Notify>', contentType: manscdpType }).catch(() => undefined);
    expect(answer?.status ?? 400).toBe(400);
    expect(site.gb28181.stats().messages['malformed']).toBe(1);
  });
});

describe('keeping it up', () => {
  it('[RFC 6665 §4.1.2.2] refreshes before the time is over', async () => {
    await want('Catalog');
    await accept();
    await becomes('Catalog', 'active');
    const before = site.gb28181.subscriptions.get(cameraId, 'Catalog')!.expiresAt;
    for (let seconds = 0; seconds < 600; seconds += 50) {
      await camera.keepalive();
      await site.clock.advanceAsync(50_000);
    }
    await until('the refresh', () => site.gb28181.subscriptions.get(cameraId, 'Catalog')!.expiresAt > before);
    expect(state('Catalog')).toBe('active');
  });

  it('tries again after a minute when the device refused', async () => {
    await want('Catalog');
    (await camera.subscribed()).incoming.respond(486);
    await becomes('Catalog', 'failed');
    expect(site.gb28181.subscriptions.get(cameraId, 'Catalog')?.reason).toContain('486');
    await site.clock.advanceAsync(kRetryMs);
    await accept();
    await becomes('Catalog', 'active');
    const states = site.published.flatMap((event) => (event.type === 'subscription' ? [event.state] : []));
    expect(states).toEqual(['subscribing', 'failed', 'waiting', 'subscribing', 'active']);
  });

  it('subscribes anew when the device has ended it', async () => {
    await want('Catalog');
    const subscription = await accept();
    await becomes('Catalog', 'active');
    await subscription.end('noresource');
    await becomes('Catalog', 'failed');
    await site.clock.advanceAsync(kRetryMs);
    await accept();
    await becomes('Catalog', 'active');
  });

  it('waits for a device that is away, and subscribes anew when it returns', async () => {
    await camera.register({ expires: 0 });
    await want('Catalog');
    expect(state('Catalog')).toBe('waiting');
    await camera.register();
    await accept();
    await becomes('Catalog', 'active');
    await camera.register({ expires: 0 });
    await becomes('Catalog', 'waiting');
    await camera.register();
    await accept();
    await becomes('Catalog', 'active');
  });

  it('is known after a restart, and subscribed to again', async () => {
    await want('Alarm', { fields: { AlarmMethod: '2' } });
    await accept();
    await becomes('Alarm', 'active');
    await site.stop();
    site = await Site.open({}, site);
    camera.moveTo(site.endpoint.port);
    const { incoming, query } = await camera.subscribed();
    // The one that ended told so first.
    const fresh = incoming.request.expires === 0 ? await camera.subscribed() : { incoming, query };
    expect(fresh.query.fields).toMatchObject({ AlarmMethod: '2' });
    fresh.incoming.acceptSubscription(86_400);
    await becomes('Alarm', 'active');
  });

  it('makes only so many at the same time', async () => {
    const ids = Array.from(
      { length: kMaxParallelSubscribes + 2 },
      (_, i) => `340200000013200001${String(i).padStart(2, '0')}`,
    );
    const all = await Promise.all(ids.map((id) => site.registered({ id })));
    for (const deviceId of ids) await want('Catalog', { deviceId });
    const asked = () => all.filter(({ subscribes }) => subscribes.length > 0);
    await until('the first', () => asked().length === kMaxParallelSubscribes);
    asked()[0]!.subscribes[0]!.acceptSubscription(600);
    await until('the next', () => asked().length === kMaxParallelSubscribes + 1);
  });
});

describe('cancelling', () => {
  it('[GB/T 28181-2016 §9.11] tells the device, and forgets', async () => {
    await want('Catalog');
    const subscription = await accept();
    await becomes('Catalog', 'active');
    const ended = new Promise((resolve) => subscription.on('terminated', resolve));
    expect(await site.gb28181.subscriptions.cancel(cameraId, 'Catalog')).toBe(true);
    expect(await ended).toBe('unsubscribed');
    expect(await site.gb28181.subscriptions.cancel(cameraId, 'Catalog')).toBe(false);
    expect(site.gb28181.subscriptions.list(cameraId)).toEqual([]);
    await site.clock.advanceAsync(kRetryMs * 2);
    expect(camera.subscribes).toEqual([]);
  });

  it('is done when the device is removed', async () => {
    await want('Catalog');
    await accept();
    await becomes('Catalog', 'active');
    await site.gb28181.removeDevice(cameraId);
    expect(site.gb28181.subscriptions.list(cameraId)).toEqual([]);
  });

  it('takes the place of what was wanted before', async () => {
    await want('MobilePosition', { fields: { Interval: 5 } });
    await accept();
    await becomes('MobilePosition', 'active');
    await want('MobilePosition', { fields: { Interval: 10 } });
    expect((await camera.subscribed()).query.fields).toMatchObject({ Interval: '10' });
    expect(site.gb28181.subscriptions.list(cameraId)).toHaveLength(1);
  });
});
