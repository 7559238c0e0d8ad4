import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kSaveDelayMs } from '../../../../src/gb28181/device/device-registry.ts';
import { kMaxWrongPerMinute, localTime } from '../../../../src/gb28181/device/registrar.ts';
import { cameraId, domain, password, Site, type TestDevice } from '../site.ts';

let site: Site;
let camera: TestDevice;

beforeEach(async () => {
  site = await Site.open();
  camera = await site.device();
});
afterEach(() => site.close());

const stored = () => site.devices.get(cameraId);
const registrations = () => site.gb28181.stats().registrations;

describe('digest', () => {
  it('[GB/T 28181-2016 §9.1.2.1] challenges, and accepts the right answer', async () => {
    expect((await camera.register()).status).toBe(200);
    expect(registrations()).toMatchObject({ challenged: 1, accepted: 1, wrongPassword: 0 });
    expect(site.events).toEqual([`device:online ${cameraId}`]);
    expect(await stored()).toMatchObject({ id: cameraId, online: true, transport: 'udp', address: '127.0.0.1' });
  });

  it('[RFC 8760 §2.3] offers MD5 and SHA-256 in the realm of the SIP domain', async () => {
    const response = await camera.endpoint.request({
      method: 'REGISTER',
      uri: `sip:${domain}`,
      from: `sip:${cameraId}@${domain}`,
      to: `sip:${cameraId}@${domain}`,
      target: { protocol: 'udp', address: '127.0.0.1', port: site.endpoint.port },
    });
    expect(response.status).toBe(401);
    const challenges = response.headers.getAll('WWW-Authenticate');
    expect(challenges).toHaveLength(2);
    expect(challenges[0]).toMatch(/realm="3402000000".*algorithm=MD5/);
    expect(challenges[1]).toMatch(/realm="3402000000".*algorithm=SHA-256/);
    expect(await stored()).toBeUndefined();
  });

  it('refuses a wrong password', async () => {
    expect((await camera.register({ password: 'guess' })).status).toBe(403);
    expect(registrations()).toMatchObject({ accepted: 0, wrongPassword: 1 });
    expect(await stored()).toBeUndefined();
    expect(site.events).toEqual([]);
  });

  it('asks a device that has a password of its own for that one only', async () => {
    await site.gb28181.updateSettings(cameraId, { password: 'its own' });
    expect((await camera.register()).status).toBe(403);
    expect((await camera.register({ password: 'its own' })).status).toBe(200);
  });

  it('lets nobody in without a password when there is no shared one', async () => {
    await site.close();
    site = await Site.open({ password: '' });
    camera = await site.device();
    expect((await camera.register({ password: '' })).status).toBe(403);
    await site.gb28181.updateSettings(cameraId, { password: 'its own' });
    expect((await camera.register({ password: 'its own' })).status).toBe(200);
  });

  it('takes a user name that is not the ID, unless that is switched off', async () => {
    expect((await camera.register({ username: 'admin' })).status).toBe(200);
    expect(site.gb28181.stats().quirks).toEqual({ 'username-differs': 1 });
    await site.gb28181.updateSettings(cameraId, { quirks: { 'username-differs': false } });
    expect((await camera.register({ username: 'admin' })).status).toBe(403);
    expect((await camera.register()).status).toBe(200);
  });
});

describe('guessing', () => {
  it('stops reading an address that tries many passwords under many IDs, for a minute', async () => {
    for (let i = 0; i < kMaxWrongPerMinute; i++) {
      const id = `340200000013200001${String(i).padStart(2, '0')}`;
      expect((await camera.register({ id, password: 'guess' })).status).toBe(403);
    }
    const refused = await camera.register();
    expect(refused.status).toBe(403);
    expect(refused.headers.get('Retry-After')).toBe('60');
    site.clock.advance(60_000);
    expect((await camera.register()).status).toBe(200);
  });

  it('does not shut out a device that is at home there already', async () => {
    await camera.register();
    for (let i = 0; i < kMaxWrongPerMinute; i++)
      await camera.register({ id: '34020000001320000099', password: 'guess' });
    expect((await camera.register({ id: '34020000001320000099' })).status).toBe(403);
    expect((await camera.register()).status).toBe(200);
  });

  it('does not let other addresses pay for it', async () => {
    for (let i = 0; i < kMaxWrongPerMinute; i++) await camera.register({ password: 'guess' });
    const elsewhere = await site.device({ host: '127.0.0.2' });
    expect((await elsewhere.register()).status).toBe(200);
  });
});

describe('what is refused', () => {
  it.each(['camera', '3402000000132000001', '340200000013200000012', '34020000001320000x01'])(
    'refuses the ID %s',
    async (id) => {
      expect((await camera.register({ id })).status).toBe(403);
      expect(registrations().refused).toBe(1);
    },
  );

  it('[RFC 3261 §10.2.8] refuses an expiry that is too short, with the shortest', async () => {
    const response = await camera.register({ expires: 5 });
    expect(response.status).toBe(423);
    expect(response.headers.get('Min-Expires')).toBe('30');
    expect(await stored()).toBeUndefined();
  });

  it('refuses more devices than configured, but not those that are known', async () => {
    await site.close();
    site = await Site.open({ maxDevices: 1 });
    camera = await site.device();
    expect((await camera.register()).status).toBe(200);
    const full = await camera.register({ id: '34020000001320000002' });
    expect(full.status).toBe(503);
    expect(full.headers.get('Retry-After')).toBe('60');
    expect((await camera.register()).status).toBe(200);
  });

  it.each(['-5', 'soon', '99999999999'])('ignores the expiry %s of a Contact', async (expires) => {
    const contact = `<sip:${cameraId}@127.0.0.1>;expires=${expires}`;
    const response = await camera.register({ expires: 600, headers: { Contact: contact } });
    expect(response.status).toBe(200);
    expect(response.headers.get('Expires')).toBe('600');
  });
});

describe('what is accepted', () => {
  it('[GB/T 28181-2016 §9.10] gives the time in the Date of the answer, in local time with milliseconds', async () => {
    const response = await camera.register();
    // The clock stands at midnight of the first of January 2026, UTC.
    expect(response.headers.get('Date')).toBe('2026-01-01T08:00:00.000');
  });

  it('gives no time where that is switched off', async () => {
    await site.close();
    site = await Site.open({ timeZone: 'none' });
    camera = await site.device();
    const response = await camera.register();
    expect(response.status).toBe(200);
    expect(response.headers.get('Date')).toBeUndefined();
  });

  it('knows the time of every zone', () => {
    const ms = Date.UTC(2026, 6, 1, 16, 4, 5, 67);
    expect(localTime('Asia/Shanghai')?.(ms)).toBe('2026-07-02T00:04:05.067');
    expect(localTime('America/New_York')?.(ms)).toBe('2026-07-01T12:04:05.067');
    expect(localTime('system')?.(new Date(2026, 0, 2, 3, 4, 5, 67).getTime())).toBe('2026-01-02T03:04:05.067');
    const shanghai = localTime('Asia/Shanghai')!;
    expect([0, 933, 932_999, 933_000].map((later) => shanghai(ms + later).slice(14))).toEqual([
      '04:05.067',
      '04:06.000',
      '19:38.066',
      '19:38.067',
    ]);
    expect(() => localTime('Asia/Peking')).toThrow(RangeError);
  });

  it('[RFC 3261 §10.3] tells the expiry that it granted, and the Contact', async () => {
    const contact = `<sip:${cameraId}@127.0.0.1:5060>`;
    const response = await camera.register({ expires: 999_999, headers: { Contact: contact } });
    expect(response.headers.get('Expires')).toBe('86400');
    expect(response.headers.get('Contact')).toBe(contact);
    expect((await stored())?.expiresAt).toBe(site.clock.now() + 86_400_000);
  });

  it('[RFC 3261 §10.2.1.1] prefers the expiry of the Contact', async () => {
    const contact = `<sip:${cameraId}@127.0.0.1:5060>;expires=120`;
    const response = await camera.register({ expires: 600, headers: { Contact: contact } });
    expect(response.headers.get('Expires')).toBe('120');
  });

  it('[GB/T 28181-2022 annex I] says the version back, and nothing that is none', async () => {
    const version = (await camera.register({ headers: { 'X-GB-Ver': '3.0' } })).headers.get('X-GB-Ver');
    expect(version).toBe('3.0');
    const other = await camera.register({ headers: { 'X-GB-Ver': 'anything else' } });
    expect(other.headers.get('X-GB-Ver')).toBeUndefined();
  });

  it('takes a device that registers again and again as refreshed, and no news', async () => {
    await camera.register();
    await camera.register();
    await camera.register({ expires: 7200 });
    expect(site.events).toEqual([`device:online ${cameraId}`]);
    const expiresAt = site.clock.now() + 7_200_000;
    await site.clock.advanceAsync(kSaveDelayMs);
    expect((await stored())?.expiresAt).toBe(expiresAt);
  });

  it('[GB/T 28181-2016 §9.1.2.2] signs off a device with Expires 0, which is challenged too', async () => {
    await camera.register();
    expect((await camera.register({ expires: 0, password: 'guess' })).status).toBe(403);
    expect((await stored())?.online).toBe(true);
    expect((await camera.register({ expires: 0 })).status).toBe(200);
    expect(await stored()).toMatchObject({ online: false });
    expect(site.events).toEqual([`device:online ${cameraId}`, `device:offline ${cameraId}`]);
    expect((await camera.keepalive()).status).toBe(403);
  });

  it('registers over TCP', async () => {
    const recorder = await site.device({ transport: 'tcp' });
    expect((await recorder.register({ password })).status).toBe(200);
    expect(await stored()).toMatchObject({ transport: 'tcp' });
  });
});
