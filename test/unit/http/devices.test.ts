import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PlayError } from '../../../src/streams/source-provider.ts';
import { channel, channelId, device, deviceId, HttpWorld } from './http-world.ts';

let world: HttpWorld;
beforeEach(async () => {
  world = await HttpWorld.start();
  await world.addChannel();
});
afterEach(() => world.stop());

describe('devices', () => {
  it('are listed in pages with what the store has, but without passwords', async () => {
    await world.context.devices.put(device({ id: '34020000001320000002', online: false, name: 'yard' }));
    const all = await world.call('GET', '/devices');
    expect(all).toMatchObject({ status: 200, body: { total: 2 } });
    expect(all.body.items[0]).toMatchObject({ id: deviceId, name: '大门', settings: { hasPassword: true } });
    expect(JSON.stringify(all.body)).not.toContain('device secret');
    expect((await world.call('GET', '/devices?online=false')).body.items).toHaveLength(1);
    expect((await world.call('GET', '/devices?search=yar')).body.total).toBe(1);
    expect((await world.call('GET', '/devices?offset=1&limit=1')).body.items[0].name).toBe('yard');
  });

  it.each([
    'limit=0',
    'limit=1001',
    'offset=-1',
    'offset=99999999999999999999',
    'limit=many',
    'online=perhaps',
    `search=${'x'.repeat(101)}`,
  ])('are not listed by %s', async (query) => {
    const { status, body } = await world.call('GET', `/devices?${query}`);
    expect([status, body.code]).toEqual([400, 'invalid-request']);
    expect(body.message).toContain(query.split('=')[0]);
  });

  it('are shown one by one', async () => {
    world.gb28181.observations = { clockSkewMs: 70_000, contestedBy: '192.0.2.9' };
    const seen = { address: '192.0.2.7', clockSkewMs: 70_000, contestedBy: '192.0.2.9' };
    expect((await world.call('GET', `/devices/${deviceId}`)).body).toMatchObject(seen);
    const unknown = await world.call('GET', '/devices/1');
    expect(unknown).toEqual({ status: 404, body: { code: 'not-found', message: 'There is no device 1.' } });
  });

  it('take changes of their settings, each field or none', async () => {
    world.gb28181.known = device();
    const change = { mediaTransport: 'udp', password: null };
    const { status, body } = await world.call('PATCH', `/devices/${deviceId}/settings`, change);
    expect([status, body.id]).toEqual([200, deviceId]);
    expect(world.gb28181.settingsChanges).toEqual([change]);
    world.gb28181.known = undefined;
    expect((await world.call('PATCH', '/devices/7/settings', {})).body.code).toBe('bad-device-id');
  });

  it.each([
    [{ mediaTransport: 'sctp' }, 'mediaTransport must be one of udp, tcp-passive, tcp-active or null'],
    [{ charset: 'latin1' }, 'charset must be one of GB18030, UTF-8'],
    [
      { unknown: 1 },
      'unknown is not known; known are password, mediaTransport, mediaAddress, charset, edition, largeByTcp, soundAfterAck, resetAlarms, quirks',
    ],
    [{ password: '' }, 'password must not have fewer than 1 characters or null'],
    [{ mediaAddress: '192.0.2.1\r\na=inactive' }, 'no numeric IPv4 or IPv6 address'],
    [{ mediaAddress: '300.0.2.1' }, 'no numeric IPv4 or IPv6 address'],
    [{ mediaAddress: 'fe80::1%eth0' }, 'no numeric IPv4 or IPv6 address'],
    [{ quirks: { 'nat-rebind': 'yes' } }, 'quirks.nat-rebind must be boolean'],
    [{ quirks: { nat: true } }, 'quirks.nat is not known; known are charset-lies, '],
  ])('refuse the change %j, and tell what would be right', async (change, message) => {
    const answer = await world.call('PATCH', `/devices/${deviceId}/settings`, change);
    expect(answer.status).toBe(400);
    expect(answer.body.message).toContain(message);
    expect(world.gb28181.settingsChanges).toEqual([]);
  });

  it('take every quirk by its name', async () => {
    world.gb28181.known = device();
    const change = { mediaAddress: '2001:db8::1', quirks: { 'nat-rebind': false, 'follow-any-host': true } };
    expect((await world.call('PATCH', `/devices/${deviceId}/settings`, change)).status).toBe(200);
    expect(world.gb28181.settingsChanges).toEqual([change]);
  });

  it('are forgotten once', async () => {
    expect((await world.call('DELETE', `/devices/${deviceId}`)).status).toBe(204);
    expect((await world.call('DELETE', '/devices/1')).status).toBe(404);
  });

  it('are asked for their catalog', async () => {
    const path = `/devices/${deviceId}/catalog`;
    expect(await world.call('POST', path)).toEqual({ status: 200, body: { channels: 3 } });
    world.gb28181.catalog = () => Promise.reject(new PlayError(503, 'device-offline', 'The device is offline.'));
    expect(await world.call('POST', path)).toMatchObject({ status: 503, body: { code: 'device-offline' } });
    expect((await world.call('POST', '/devices/1/catalog')).status).toBe(404);
  });
});

describe('channels', () => {
  const one = `/devices/${deviceId}/channels/${channelId}`;

  it('are listed of all devices or of one, with the name of their stream', async () => {
    const { body } = await world.call('GET', '/channels');
    expect(body).toEqual({ total: 1, items: [{ ...channel(), stream: `${deviceId}/${channelId}` }] });
    expect((await world.call('GET', '/channels?deviceId=1')).body.total).toBe(0);
    expect((await world.call('GET', '/channels?search=门')).body.total).toBe(1);
    expect((await world.call('GET', one)).body.name).toBe('门口');
    expect((await world.call('GET', `/devices/${deviceId}/channels/1`)).status).toBe(404);
  });

  it('give signed URLs below the address that the caller used', async () => {
    const { body } = await world.call('POST', `${one}/play`);
    const path = `localhost:80/live/${deviceId}/${channelId}`;
    expect(body.flv).toMatch(`http://${path}.flv?expires=${body.expires}&sign=`);
    expect(body.mp4).toMatch(`http://${path}.mp4?`);
    expect(body.wsFlv).toMatch(`ws://${path}.flv?`);
    expect(body.wsMp4).toMatch(`ws://${path}.mp4?`);
    expect(body.expires).toBe(world.clock.now() / 1000 + 720 * 60);
    expect(world.sources.starts).toEqual([]);
    expect((await world.call('POST', `/devices/${deviceId}/channels/1/play`)).status).toBe(404);
  });

  it('are stopped for everybody, when they run', async () => {
    expect((await world.call('POST', `${one}/stop`)).body).toEqual({ stopped: false });
    const lease = world.context.streams.acquire(`${deviceId}/${channelId}`);
    lease.catch(() => {});
    expect((await world.call('POST', `${one}/stop`)).body).toEqual({ stopped: true });
    await expect(lease).rejects.toMatchObject({ code: 'stopped' });
  });

  it('explain why they stay black', async () => {
    expect((await world.call('GET', `${one}/explanation`)).body).toBeNull();
    world.gb28181.explanation = { code: 'device-busy', text: 'It serves as many streams as it can.' };
    expect((await world.call('GET', `${one}/explanation`)).body).toEqual(world.gb28181.explanation);
  });
});

it('gives URLs below the configured address', async () => {
  const behind = await HttpWorld.start({ 'http.publicUrl': 'https://video.example.org/' });
  await behind.addChannel();
  const { body } = await behind.call('POST', `/devices/${deviceId}/channels/${channelId}/play`);
  expect(body.flv).toMatch(/^https:\/\/video\.example\.org\/live\//);
  expect(body.wsMp4).toMatch(/^wss:\/\/video\.example\.org\/live\//);
  await behind.stop();
});
