import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loopback, TestPlatform } from '../support/platform.ts';
import { runTool } from '../support/real-tools.ts';

// SIPp plays the camera: a SIP stack of others, with the standard's messages written out in test/e2e/sipp.

const scenarios = join(import.meta.dirname, 'sipp');
const serverId = '34020000002000000001';
const startTimeoutMs = 2500;
const timeoutSeconds = 20;
const folder = mkdtempSync(join(tmpdir(), 'guanlan-sipp-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
/** What the camera hears of a session. */
const sessionOf: Record<string, string[]> = {
  'platform-bye.xml': ['INVITE', 'ACK', 'BYE'],
  'camera-bye.xml': ['INVITE', 'ACK'],
  'lost-ack.xml': ['INVITE', 'ACK', 'ACK', 'BYE'],
};

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
    const options = {
      '-sf': join(scenarios, scenario),
      '-i': loopback,
      '-p': port,
      '-t': mode,
      '-m': calls,
      '-d': 1,
      '-timeout': timeoutSeconds,
      '-recv_timeout': 15_000,
      '-au': deviceId,
      '-ap': password,
    };
    const args = [
      ...[server, '-nostdin', '-timeout_error'],
      ...Object.entries(options).flatMap(([option, value]) => [option, String(value)]),
      ...Object.entries(keys).flatMap(([key, value]) => ['-key', key, value]),
      ...more,
    ];
    const result = await runTool('sipp', args, (timeoutSeconds + 5) * 1000);
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

  if (mode === 't1') return overOneConnection();

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

  /**
   * A camera over TCP is asked on the connection that it made, and SIPp gives that up with its call: it stays registered
   * while it answers out of call what it is asked.
   */
  function overOneConnection(): void {
    it.each([
      ['platform-bye.xml', 'ends the session that brings no picture', { status: 504, code: 'no-media' }],
      ['camera-bye.xml', 'takes the BYE of the camera', { status: 503, code: 'device-ended' }],
      ['lost-ack.xml', 'acknowledges again when its ACK was lost', { status: 504, code: 'no-media' }],
    ])('reads the catalog, invites (%s), and %s', async (invited, _does, outcome) => {
      const answers = join(folder, invited);
      const messages = join(folder, `${invited}.log`);
      writeFileSync(answers, answering('queries.xml', invited));
      const { gb28181 } = platform.guanlan;
      const reports = () => gb28181.stats().messages['Keepalive']!;
      const reported = reports();
      const more = ['-oocsf', answers, '-d', '6000', '-trace_msg', '-message_file', messages];
      const camera = sipp('register.xml', { more });
      await expect.poll(reports, { timeout: 5000 }).toBe(reported + 1);
      expect(await gb28181.refreshCatalog(deviceId)).toBe(1);
      expect(await failingPlay()).toEqual(outcome);
      await camera;
      const heard = [...readFileSync(messages, 'utf8').matchAll(/message received .*\n\n(\S+) sip:/g)].map((m) => m[1]);
      expect(heard.filter((method) => method !== 'MESSAGE')).toEqual(sessionOf[invited]);
    });
  }
});

/** One scenario that answers a first MESSAGE as the one does and a first INVITE as the other. */
function answering(message: string, invite: string): string {
  const [first, second] = [message, invite].map((name) => {
    const text = readFileSync(join(scenarios, name), 'utf8');
    const body = text.slice(text.indexOf('<recv'), text.lastIndexOf('</scenario>'));
    const end = body.indexOf('</recv>') + '</recv>'.length;
    return [body.slice(0, end), body.slice(end)];
  }) as [[string, string], [string, string]];
  return `<?xml version="1.0" encoding="ISO-8859-1" ?>
<scenario name="answers">
${first[0].replace('>', ' optional="true" next="message">')}
${second[0]}${second[1]}
<nop next="end" />
<label id="message" />
${first[1]}
<label id="end" />
<nop />
</scenario>`;
}

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, loopback, () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
