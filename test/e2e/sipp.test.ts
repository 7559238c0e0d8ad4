import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loopback, TestPlatform } from '../support/platform.ts';
import { runTool } from '../support/real-tools.ts';

// SIPp plays the camera: a SIP stack of others, with the standard's messages written out in test/e2e/sipp.

const scenarios = join(import.meta.dirname, 'sipp');
const serverId = '34020000002000000001';
const startTimeoutMs = 2500;
const timeoutSeconds = 20;

describe.each([
  ['udp', 'u1', '34020000001320000071', '34020000001310000071'],
  ['tcp', 't1', '34020000001320000072', '34020000001310000072'],
])('over %s', (_protocol, mode, deviceId, channelId) => {
  let platform: TestPlatform;
  let port: number;

  beforeAll(async () => {
    platform = await TestPlatform.start({
      'streams.startTimeoutMs': String(startTimeoutMs),
      'streams.failureCacheMs': '1',
      'media.transport': 'udp',
    });
    port = await freePort();
  });
  afterAll(() => platform?.stop());

  /** Runs a scenario to its end; SIPp's exit code says whether every step was as written. */
  async function sipp(
    scenario: string,
    { calls = 1, password = platform.guanlan.sipPassword, more = [] as string[] } = {},
  ): Promise<void> {
    const server = `${loopback}:${platform.guanlan.sipPort}`;
    const keys = { server_id: serverId, domain: serverId.slice(0, 10), device_id: deviceId, channel_id: channelId };
    const result = await runTool(
      'sipp',
      [
        server,
        ...[
          '-sf',
          join(scenarios, scenario),
          '-i',
          loopback,
          '-p',
          String(port),
          '-t',
          mode,
          '-m',
          String(calls),
          '-nostdin',
        ],
        ...[
          '-timeout',
          String(timeoutSeconds),
          '-timeout_error',
          '-recv_timeout',
          '15000',
          '-au',
          deviceId,
          '-ap',
          password,
        ],
        ...more,
        ...Object.entries(keys).flatMap(([key, value]) => ['-key', key, value]),
      ],
      (timeoutSeconds + 5) * 1000,
    );
    expect(result.code, `${scenario}: ${result.stderr}\n${result.stdout.slice(-1500)}`).toBe(0);
  }

  /** Opens the play URL; resolves with the failure that the player is told. */
  async function failingPlay(): Promise<{ status: number; code: string }> {
    const response = await fetch(platform.urls(`${deviceId}/${channelId}`).flv);
    return { status: response.status, code: ((await response.json()) as { code: string }).code };
  }

  it('refuses a wrong password', async () => {
    await sipp('wrong-password.xml', { password: 'not the password' });
    expect(platform.guanlan.gb28181.stats().registrations.wrongPassword).toBe(1);
  });

  it('registers by digest, tells the time, takes a keepalive', async () => {
    await sipp('register.xml');
    const { registrations, devicesOnline, messages } = platform.guanlan.gb28181.stats();
    expect(registrations.accepted).toBe(1);
    expect(devicesOnline).toBe(1);
    expect(messages['Keepalive']).toBe(1);
  });

  // A camera over TCP is asked on the connection that it made, and SIPp gives up its connection with its scenario.
  if (mode !== 'u1') return;

  it('asks for device information and catalog, and knows the channel', async () => {
    const updated = new Promise<number>((resolve) =>
      platform.guanlan.gb28181.once('catalog:updated', (_id, channels) => resolve(channels)),
    );
    await sipp('queries.xml', { calls: 2 });
    expect(await updated).toBe(1);
  });

  it('invites, acknowledges, and ends the session that brings no picture', async () => {
    const [played] = await Promise.all([failingPlay(), sipp('platform-bye.xml')]);
    expect(played).toEqual({ status: 504, code: 'no-media' });
  });

  it('takes the BYE of the camera and tells the player', async () => {
    const [played] = await Promise.all([failingPlay(), sipp('camera-bye.xml')]);
    expect(played).toEqual({ status: 503, code: 'device-ended' });
  });

  it('acknowledges again when its ACK was lost', async () => {
    const [played] = await Promise.all([failingPlay(), sipp('lost-ack.xml', { more: ['-nr'] })]);
    expect(played).toEqual({ status: 504, code: 'no-media' });
  });
});

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, loopback, () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
