// GB/T 28181-2022 §9.1.2.3: the node that a device registers with sends it to another one.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DeviceAgent } from '../../../src/gb28181/agent/device-agent.ts';
import type { RedirectTarget } from '../../../src/gb28181/device/register-redirect.ts';
import type { SipEndpoint } from '../../../src/sip/index.ts';
import { cameraId, domain, password, platformId, Site, silent, startEndpoint, until } from '../../unit/gb28181/site.ts';

const otherId = '34020000002000000002';
const newest = { 'X-GB-Ver': '3.0' };
let first: Site;
let second: Site;
let target: RedirectTarget | undefined;

beforeEach(async () => {
  second = await Site.open({ id: otherId });
  target = { id: otherId, address: '127.0.0.1', port: second.endpoint.port };
  first = await Site.open({ redirect: () => target });
});

afterEach(async () => {
  await first.close();
  await second.close();
});

it('[GB/T 28181-2022 §9.1.2.3] answers a device of 2022 by 302 with Contact and Expires, behind its password', async () => {
  const camera = await first.device();
  expect((await camera.register({ password: 'guess', headers: newest })).status).toBe(403);
  const response = await camera.register({ headers: newest });
  expect(response.status).toBe(302);
  expect(response.headers.get('Contact')).toBe(`<sip:${otherId}@127.0.0.1:${second.endpoint.port}>`);
  expect(response.headers.get('Expires')).toBe('3600');
  expect(first.gb28181.stats().registrations).toMatchObject({ redirected: 1, accepted: 0 });
  expect(await first.devices.get(cameraId)).toBeUndefined();
});

it('[GB/T 28181-2022 annex I] keeps a device that tells no version, or an older one', async () => {
  const camera = await first.device();
  expect((await camera.register()).status).toBe(200);
  expect((await camera.register({ headers: { 'X-GB-Ver': '2.0' } })).status).toBe(200);
});

it('lets every device sign off here', async () => {
  const camera = await first.device();
  target = undefined;
  await camera.register({ headers: newest });
  target = { id: otherId, address: '127.0.0.1', port: 5060, expiresSeconds: 60 };
  expect((await camera.register({ headers: newest, expires: 0 })).status).toBe(200);
});

it('takes a device that goes elsewhere for offline here', async () => {
  const camera = await first.device();
  target = undefined;
  await camera.register({ headers: newest });
  target = { id: otherId, address: '10.0.0.9', port: 5060, expiresSeconds: 60 };
  const response = await camera.register({ headers: newest });
  expect([response.status, response.headers.get('Expires')]).toEqual([302, '60']);
  expect(first.events).toEqual([`device:online ${cameraId}`, `device:offline ${cameraId}`]);
  expect((await camera.keepalive()).status).toBe(403);
});

it('[GB/T 28181-2022 §9.1.2.3] the simulated camera registers with the other node, and comes back when that refuses it', async () => {
  const endpoint: SipEndpoint = await startEndpoint(first.clock, '127.0.0.1');
  const agent = new DeviceAgent({
    endpoint,
    clock: first.clock,
    log: silent,
    deviceId: cameraId,
    password,
    server: { id: platformId, domain, address: '127.0.0.1', port: first.endpoint.port },
    edition: '2022',
    transport: 'udp',
    registerSeconds: 3600,
    keepaliveSeconds: 60,
    facts: { name: '', manufacturer: '', model: '', firmware: '' },
    channels: [],
    mediaAddress: '127.0.0.1',
    media: {
      open: () => {
        throw new Error('no media here');
      },
    },
  });
  try {
    agent.start();
    await agent.registered;
    expect([first.events, second.events]).toEqual([[], [`device:online ${cameraId}`]]);
    await second.gb28181.updateSettings(cameraId, { password: 'another' });
    target = undefined;
    // The half of its registration, and then the pause after a refusal.
    await first.clock.advanceAsync(1_800_000);
    await until('refusal', () => second.gb28181.stats().registrations.wrongPassword === 1);
    await until('return', async () => {
      await first.clock.advanceAsync(1000);
      return first.events.length > 0;
    });
    expect(first.events[0]).toBe(`device:online ${cameraId}`);
  } finally {
    await agent.stop();
    await endpoint.stop(0);
  }
});
