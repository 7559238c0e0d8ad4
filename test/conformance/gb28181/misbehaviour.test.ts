// Devices that behave badly, and what the platform makes of them.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kContestMs } from '../../../src/gb28181/device/address-contests.ts';
import { kMaxWaitingPerDevice } from '../../../src/gb28181/device/fair-queue.ts';
import { kMaxParallelInterviews } from '../../../src/gb28181/device/interviews.ts';
import { cameraId, channelIds, Site, type TestDevice, until } from '../../unit/gb28181/site.ts';

const stream = `${cameraId}/${channelIds[0]}`;
let site: Site;
let camera: TestDevice;

beforeEach(async () => {
  site = await Site.open({ maxDevices: 1000 });
  camera = await site.device();
});
afterEach(() => site.close());

const stored = () => site.devices.get(cameraId);
const registrations = () => site.gb28181.stats().registrations;

describe('many devices that come at once', () => {
  it('are all online, each told once, and asked by and by', async () => {
    camera = await site.device({ transport: 'tcp' });
    const ids = Array.from({ length: 300 }, (_, i) => `340200000013202${String(i).padStart(5, '0')}`);
    const answers = await Promise.all(ids.map((id) => camera.register({ id })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(registrations()).toMatchObject({ accepted: 300, challenged: 300, refused: 0 });
    expect(site.gb28181.stats().devicesOnline).toBe(300);
    expect(new Set(site.events)).toEqual(new Set(ids.map((id) => `device:online ${id}`)));
    expect((await site.devices.list({ offset: 0, limit: 1, online: true })).total).toBe(300);
    await site.clock.advanceAsync(500);
    await until('the first questions', () => camera.queries.length === kMaxParallelInterviews);
    await site.clock.advanceAsync(500);
    expect(camera.queries.length).toBe(kMaxParallelInterviews);
  });
});

describe('a device that reboots without signing off', () => {
  it('is where it registers, was never offline, and is called there', async () => {
    camera = await site.registered();
    const call = site.gb28181.live.start(stream, new AbortController().signal);
    camera.accept((await camera.invited()).incoming);
    const source = await call;
    await camera.endpoint.stop(0);
    const rebooted = await site.device();
    expect((await rebooted.register()).status).toBe(200);
    expect(registrations().restarted).toBe(1);
    expect(site.events.filter((event) => event.startsWith('device:'))).toEqual([`device:online ${cameraId}`]);
    // It knows nothing of the call of before, and says so to the BYE; the next one is its own.
    await source?.stop('nobody watches');
    const again = site.gb28181.live.start(stream, new AbortController().signal);
    rebooted.accept((await rebooted.invited()).incoming);
    expect((await again)?.stream.name).toBe(stream);
  });
});

describe('two devices with one ID', () => {
  it('the one that holds it keeps it, the other is told why, and everybody can see it', async () => {
    const rival = await site.device({ host: '127.0.0.2' });
    for (const device of [camera, rival, camera, rival]) expect((await device.register()).status).toBe(200);
    const refused = await camera.register();
    expect([refused.status, refused.reason]).toEqual([403, 'Device ID in use at 127.0.0.2']);
    expect(refused.headers.get('Retry-After')).toBe('60');
    expect((await camera.register({ expires: 0 })).status).toBe(403);
    expect((await rival.keepalive()).status).toBe(200);
    expect(await stored()).toMatchObject({ address: '127.0.0.2', online: true });
    expect(registrations().contested).toBe(2);
    expect(site.gb28181.observed(cameraId).contestedBy).toBe('127.0.0.1');
    expect(site.events).toEqual([`device:online ${cameraId}`]);
  });

  it('the other one has it when its holder is gone, or when the contest is over', async () => {
    const rival = await site.device({ host: '127.0.0.2' });
    for (const device of [camera, rival, camera, rival]) await device.register();
    expect((await camera.register()).status).toBe(403);
    await rival.register({ expires: 0 });
    expect((await camera.register()).status).toBe(200);
    expect((await rival.register()).status).toBe(403);
    site.clock.advance(kContestMs);
    expect((await rival.register()).status).toBe(200);
    expect(site.gb28181.observed(cameraId).contestedBy).toBeNull();
  });

  it('one device with several addresses is let in where an operator says that it is one', async () => {
    await site.gb28181.updateSettings(cameraId, { quirks: { 'follow-any-host': true } });
    const other = await site.device({ host: '127.0.0.2' });
    for (const device of [camera, other, camera, other, camera, other])
      expect((await device.register()).status).toBe(200);
  });
});

describe('a device whose clock is wrong', () => {
  it('[GB/T 28181-2016 §9.10] is told the time, and shown', async () => {
    expect(site.gb28181.observed(cameraId).clockSkewMs).toBeNull();
    const response = await camera.register({ headers: { Date: '2026-01-01T08:02:00.000' } });
    expect(response.headers.get('Date')).toBe('2026-01-01T08:00:00.000');
    expect(site.gb28181.observed(cameraId).clockSkewMs).toBe(120_000);
    await camera.register({ headers: { Date: '2026-01-01T08:00:00.000' } });
    expect(site.gb28181.observed(cameraId).clockSkewMs).toBe(0);
  });

  it('is known by its DeviceStatus as well', async () => {
    await camera.register();
    const fields = { Result: 'OK', Online: 'ONLINE', Status: 'OK', DeviceTime: '2025-12-31T08:00:00' };
    expect((await camera.notify('DeviceStatus', fields, 'Response')).status).toBe(200);
    await until('the skew', () => site.gb28181.observed(cameraId).clockSkewMs === -86_400_000);
  });

  it('tells nothing by a time that is none, or with a password that is wrong', async () => {
    await camera.register({ headers: { Date: 'yesterday' } });
    await camera.register({ password: 'guess', headers: { Date: '2020-01-01T08:00:00.000' } });
    expect(site.gb28181.observed(cameraId).clockSkewMs).toBeNull();
  });

  it('jumping by itself takes no device offline', async () => {
    await camera.register({ expires: 600 });
    site.clock.jump(3_000_000);
    await site.clock.advanceAsync(10_000);
    expect((await stored())?.online).toBe(true);
  });
});

describe('a device that floods', () => {
  it('is answered, and so are its neighbours', async () => {
    const flooding = await site.registered({ transport: 'tcp' });
    const neighbour = await site.registered({ id: '34020000001320000002' });
    const flood = Array.from({ length: 1000 }, () => flooding.keepalive());
    expect((await neighbour.keepalive()).status).toBe(200);
    expect(new Set((await Promise.all(flood)).map(({ status }) => status))).toEqual(new Set([200]));
  });

  it('waits for itself alone while it is busy, and is refused what is too much', async () => {
    await camera.register();
    const neighbour = await site.registered({ id: '34020000001320000002' });
    // Its way to us is news, which is written before it is told so; the disk is slow.
    const moved = await site.device({ transport: 'tcp' });
    let release: (() => void) | undefined;
    const { put } = site.devices;
    site.devices.put = () =>
      new Promise((resolve) => {
        release = resolve;
      });
    const slow = moved.register();
    await until('the write', () => release !== undefined);
    const flood = Array.from({ length: kMaxWaitingPerDevice + 10 }, () => moved.keepalive());
    await until('the refusals', () => site.gb28181.stats().messages['tooMany'] === 10);
    expect((await neighbour.keepalive()).status).toBe(200);
    site.devices.put = put;
    release?.();
    const statuses = (await Promise.all([slow, ...flood])).map(({ status }) => status);
    expect(statuses.filter((status) => status === 503).length).toBe(10);
    expect(statuses.filter((status) => status === 200).length).toBe(kMaxWaitingPerDevice + 1);
  });
});
