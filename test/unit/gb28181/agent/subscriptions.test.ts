import { describe, expect, it } from 'vitest';
import {
  buildManscdp,
  child,
  children,
  manscdpType,
  parseManscdp,
  text,
  type XmlNode,
} from '../../../../src/gb28181/codec/manscdp.ts';
import type { Subscription } from '../../../../src/sip/index.ts';
import { cameraId, channelIds, domain, platformId, until } from '../site.ts';
import { peerPlatform } from './peer-platform.ts';

const platform = peerPlatform();
const [channelId] = channelIds;

/** A subscription of the platform's, and what has been told by it. */
function subscribe(cmdType: string, fields: XmlNode = {}, deviceId = cameraId, expiresSeconds = 600) {
  const told: XmlNode[] = [];
  const states: string[] = [];
  const subscription: Subscription = platform().endpoint.subscribe({
    uri: `sip:${deviceId}@${domain}`,
    from: `sip:${platformId}@${domain}`,
    to: `sip:${deviceId}@${domain}`,
    target: { protocol: 'udp', address: '127.0.0.1', port: platform().agentPort },
    event: cmdType === 'Catalog' ? 'Catalog;id=1' : 'presence',
    expiresSeconds,
    contentType: manscdpType,
    body: buildManscdp({ kind: 'Query', cmdType, sn: '7', deviceId, fields }, 'GB18030'),
  });
  subscription.on('notify', ({ request }) => {
    if (request.body.length === 0) return;
    const message = parseManscdp(request.body);
    expect([message.kind, message.cmdType]).toEqual(['Notify', cmdType]);
    told.push(message.fields);
  });
  subscription.on('active', () => states.push('active'));
  subscription.on('terminated', (reason, detail) => states.push(`${reason} ${detail}`));
  return { subscription, told, states };
}

describe('[GB/T 28181-2016 §9.11] tells those who have subscribed', () => {
  it('alarms by NOTIFY, and all others by MESSAGE', async () => {
    const agent = await platform().agent();
    const { told, states } = subscribe('Alarm');
    await until('the subscription', () => states.length === 1);
    await agent.alarm({ AlarmMethod: '5', Info: { AlarmType: '2' } }, channelId);
    await until('the alarm', () => told.length === 1);
    expect(text(told[0]!, 'AlarmMethod')).toBe('5');
    expect(text(child(told[0]!, 'Info'), 'AlarmType')).toBe('2');
    expect(platform().messages).toEqual([]);
    const other = subscribe('Alarm', {}, channelIds[1]);
    await until('the subscription', () => other.states.length === 1);
    await agent.alarm({ AlarmMethod: '6' }, channelId);
    expect(other.told).toEqual([]);
  });

  it('what happens to channels', async () => {
    const agent = await platform().agent();
    const { told, states } = subscribe('Catalog');
    await until('the subscription', () => states.length === 1);
    const added = '34020000001310000099';
    await agent.channelEvent('OFF', channelId);
    await agent.channelEvent('ADD', added, { name: '新' });
    await agent.channelEvent('UPDATE', added, { name: '旧' });
    await agent.channelEvent('DEL', added);
    expect(await agent.channelEvent('ON', added)).toBe(false);
    const items = told.flatMap((fields) => children(child(fields, 'DeviceList'), 'Item'));
    expect(items.map((item) => ['DeviceID', 'Event', 'Name', 'Status'].map((name) => text(item, name)))).toEqual([
      [channelId, 'OFF', 'channel 01', 'OFF'],
      [added, 'ADD', '新', 'ON'],
      [added, 'UPDATE', '旧', 'ON'],
      [added, 'DEL', '旧', 'ON'],
    ]);
    // What is off stands in the reports: GB/T 28181-2016 §9.6.
    await agent.report();
    const report = await platform().told('Notify', 'Keepalive');
    expect(text(child(report.fields, 'Info'), 'DeviceID')).toBe(channelId);
  });

  it('mobile positions at the interval that was asked for, as a list', async () => {
    await platform().agent();
    const { told } = subscribe('MobilePosition', { Interval: '10' });
    await until('the first', () => told.length === 1);
    await platform().clock.advanceAsync(10_000);
    await until('the second', () => told.length === 2);
    await platform().clock.advanceAsync(9999);
    expect(told).toHaveLength(2);
    const [first, second] = told.map((fields) => children(child(fields, 'DeviceList'), 'Item')[0]!);
    expect(text(first!, 'DeviceID')).toBe(cameraId);
    expect(text(first!, 'Speed')).toBe('36');
    expect(text(second!, 'Longitude')).not.toBe(text(first!, 'Longitude'));
  });

  it('mobile positions of 2016 flat', async () => {
    await platform().agent({ edition: '2016' });
    const { told } = subscribe('MobilePosition');
    await until('the first', () => told.length === 1);
    expect(Number(text(told[0]!, 'Longitude'))).toBeCloseTo(116.39, 1);
    expect(told[0]!['DeviceList']).toBeUndefined();
  });

  it('[GB/T 28181-2022 §9.11.5] PTZ positions, at once and while the head moves', async () => {
    const { state } = await platform().agent();
    const { told } = subscribe('PTZPosition', {}, channelId);
    await until('the first', () => told.length === 1);
    state.unit(channelIds[1]).ptz.goTo({ Pan: 10 });
    state.unit(channelId).ptz.goTo({ Pan: 170 });
    for (let seconds = 1; seconds <= 2; seconds++) {
      await platform().clock.advanceAsync(1000);
      await until('the next', () => told.length === 1 + seconds);
    }
    expect(told.map((fields) => text(fields, 'Pan'))).toEqual(['0', '120', '170']);
    await platform().clock.advanceAsync(10_000);
    expect(told).toHaveLength(3);
  });
});

describe('a subscription', () => {
  it('is answered with a Result', async () => {
    await platform().agent();
    const { subscription, states } = subscribe('Alarm');
    await until('the subscription', () => states.length === 1);
    expect(subscription.state).toBe('active');
  });

  it('ends when its time is over, with a last NOTIFY', async () => {
    const agent = await platform().agent();
    const { subscription, states } = subscribe('MobilePosition', {}, cameraId, 60);
    await until('the subscription', () => states.length > 0);
    expect(agent.subscriptions.names).toEqual(['MobilePosition']);
    await subscription.unsubscribe();
    await until('the end', () => agent.subscriptions.names.length === 0);
  });

  it('is refused for what nobody can subscribe to', async () => {
    await platform().agent({ edition: '2016' });
    const wrong = subscribe('DeviceInfo');
    const later = subscribe('PTZPosition', {}, channelId);
    await until('both refusals', () => wrong.states.length === 1 && later.states.length === 1);
    expect([...wrong.states, ...later.states].every((state) => state.includes('489'))).toBe(true);
  });

  it('is refused beyond 32', async () => {
    const agent = await platform().agent();
    const all = Array.from({ length: 33 }, () => subscribe('Alarm'));
    await until('an answer to each', () => all.every(({ states }) => states.length === 1));
    expect(all.filter(({ states }) => states[0]!.includes('503'))).toHaveLength(1);
    expect(agent.subscriptions.names).toHaveLength(32);
  });

  it('is forgotten in a restart', async () => {
    const agent = await platform().agent({ bootMs: 1000 });
    const { states, told } = subscribe('MobilePosition');
    await until('the subscription', () => states.length === 1);
    const restarted = agent.restart();
    await platform().clock.advanceAsync(1000);
    await restarted;
    const before = told.length;
    await platform().clock.advanceAsync(30_000);
    expect(told).toHaveLength(before);
  });
});
