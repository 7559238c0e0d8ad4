import { describe, expect, it } from 'vitest';
import { text } from '../../../../src/gb28181/codec/manscdp.ts';
import { cameraId, platformId, startEndpoint, until } from '../site.ts';
import { peerPlatform } from './peer-platform.ts';

const platform = peerPlatform();
const otherId = '34020100002000000002';

describe('[GB/T 28181-2022 §9.1.2.3] sent to another server', () => {
  /** A second server that answers `status`, and a first one that sends everybody there. */
  async function twoServers(status: () => number) {
    const other = await startEndpoint(platform().clock, '127.0.0.1');
    const uris: string[] = [];
    other.use((incoming) => {
      uris.push(`${incoming.request.method} ${incoming.request.requestUri.user}`);
      incoming.respond(status());
      return true;
    });
    platform().onRegister = (incoming) =>
      incoming.respond(302, { headers: { Contact: `<sip:${otherId}@127.0.0.1:${other.port}>`, Expires: '3600' } });
    return { other, uris };
  }

  it('registers, reports and signs off there', async () => {
    const { other, uris } = await twoServers(() => 200);
    const agent = await platform().agent();
    await platform().clock.advanceAsync(60_000);
    await until('the report', () => uris.includes(`MESSAGE ${otherId}`));
    await agent.stop();
    expect(uris).toEqual([`REGISTER ${otherId}`, `MESSAGE ${otherId}`, `REGISTER ${otherId}`]);
    expect(platform().registrations).toHaveLength(1);
    await other.stop(0);
  });

  it('asks the first one again when it is refused there', async () => {
    let status = 503;
    const { other, uris } = await twoServers(() => status);
    const registered = platform().agent();
    await until('the refusal', () => uris.length === 1);
    status = 200;
    // The agent hears of it in its own time.
    await until('the second redirection', () => {
      platform().clock.advance(1000);
      return platform().registrations.length >= 2 && uris.length >= 2;
    });
    await registered;
    expect(platform().registrations[1]!.requestUri.user).toBe(platformId);
    await other.stop(0);
  });

  it('does not go on for ever', async () => {
    platform().onRegister = (incoming) =>
      incoming.respond(302, { headers: { Contact: `<sip:${platformId}@127.0.0.1:${platform().endpoint.port}>` } });
    void platform().agent();
    await until('the last of them', () => platform().registrations.length === 4);
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(platform().registrations).toHaveLength(4);
    platform().onRegister = () => false;
  });

  it('is nothing that a camera of 2016 knows', async () => {
    const { other, uris } = await twoServers(() => 200);
    void platform().agent({ edition: '2016' });
    await until('the first', () => platform().registrations.length === 1);
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(uris).toEqual([]);
    await other.stop(0);
  });
});

describe('[GB/T 28181-2016 §9.10] the clock', () => {
  const dated = (date: string) => {
    platform().onRegister = (incoming) => incoming.respond(200, { headers: { Date: date } });
  };

  it('is set by the Date of a registration', async () => {
    dated('2026-01-01T09:30:00.000');
    const agent = await platform().agent();
    expect(agent.localTime()).toBe('2026-01-01T09:30:00');
    expect(agent.fromLocalTime('2026-01-01T09:30:00')).toBe(platform().clock.now());
  });

  it.each(['2026-01-01T08:00:03.500', 'Thu, 01 Jan 2026 00:00:00 GMT+junk', ''])(
    'is left alone by %j',
    async (date) => {
      dated(date);
      const agent = await platform().agent();
      expect(agent.localTime()).toBe('2026-01-01T08:00:00');
    },
  );

  it('wrong-clock: ten minutes fast, whatever it is told', async () => {
    dated('2026-01-01T09:30:00.000');
    await platform().agent({ quirks: ['wrong-clock'] });
    expect(text((await platform().ask('DeviceStatus')).fields, 'DeviceTime')).toBe('2026-01-01T08:10:00');
  });
});

describe('quirks of registration', () => {
  it('no-reregister: never again, but reports', async () => {
    await platform().agent({ quirks: ['no-reregister'], registerSeconds: 100 });
    await platform().clock.advanceAsync(60_000);
    await platform().told('Notify', 'Keepalive');
    await platform().clock.advanceAsync(600_000);
    expect(platform().registrations).toHaveLength(1);
  });

  it('registers-often: every five seconds', async () => {
    await platform().agent({ quirks: ['registers-often'] });
    for (let count = 2; count <= 4; count++) {
      await platform().clock.advanceAsync(5000);
      await until('the next', () => platform().registrations.length === count);
    }
  });

  it('slow-keepalive: half as often', async () => {
    await platform().agent({ quirks: ['slow-keepalive'] });
    await platform().clock.advanceAsync(119_000);
    expect(platform().bodies).toEqual([]);
    await platform().clock.advanceAsync(1000);
    await platform().told('Notify', 'Keepalive');
  });

  it('bodyless-keepalive: reports without a body', async () => {
    await platform().agent({ quirks: ['bodyless-keepalive'] });
    await platform().clock.advanceAsync(60_000);
    expect((await until('the report', () => platform().bodies[0])).length).toBe(0);
  });

  it('username-differs: another name in the credentials', async () => {
    platform().onRegister = (incoming) =>
      incoming.request.authorization === undefined &&
      incoming.respond(401, { headers: { 'WWW-Authenticate': 'Digest realm="r", nonce="n", algorithm=MD5' } });
    await platform().agent({ quirks: ['username-differs'] });
    const [, second] = platform().registrations;
    expect(second!.authorization).toContain('username="admin"');
    expect(second!.from.uri.user).toBe(cameraId);
  });

  it('catalog-unasked: its first channel behind each registration', async () => {
    await platform().agent({ quirks: ['catalog-unasked'] });
    expect((await platform().told('Notify', 'Catalog')).deviceId).toBe(cameraId);
  });
});
