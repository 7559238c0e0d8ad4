import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HttpWorld } from './http-world.ts';

let world: HttpWorld;
beforeEach(async () => {
  world = await HttpWorld.start();
});
afterEach(() => world.stop());

const elsewhere = { remoteAddress: '192.0.2.50' };

describe('/healthz and /readyz', () => {
  it('answer everybody', async () => {
    expect((await world.app.inject({ url: '/healthz', ...elsewhere })).json()).toEqual({ status: 'ok' });
    expect((await world.app.inject({ url: '/readyz', ...elsewhere })).json()).toEqual({ status: 'ready' });
  });

  it('tell that SIP does not listen, or that the database does not answer', async () => {
    world.context.sipPort = () => 0;
    const closed = await world.app.inject({ url: '/readyz' });
    expect([closed.statusCode, closed.json().code]).toEqual([503, 'sip-closed']);
    world.context.devices.list = () => Promise.reject(new Error('the disk is full'));
    const broken = await world.app.inject({ url: '/readyz' });
    expect([broken.statusCode, broken.json().code]).toEqual([500, 'internal']);
    expect(broken.body).not.toContain('disk');
    expect((await world.app.inject({ url: '/healthz' })).statusCode).toBe(200);
  });
});

describe('/metrics', () => {
  /** Values by name and labels. */
  async function metrics(): Promise<Map<string, number>> {
    const { body } = await world.app.inject({ url: '/metrics' });
    const lines = body.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]));
  }

  it('count what engine, SIP and GB28181 have done, each under one name', async () => {
    const stream = world.engine.openStream({ name: 'a', onLoss: 'pass' });
    stream.adoptViewer(9, { container: 'flv', audio: 'raw', hevcLegacy: false, websocket: false, head: '' });
    const values = await metrics();
    expect(Object.fromEntries([...values].filter(([name]) => !/nodejs|process/.test(name)))).toMatchObject({
      guanlan_engine_streams: 1,
      guanlan_engine_viewers: 1,
      guanlan_media_packets_total: 0,
      guanlan_media_lost_total: 0,
      'guanlan_sip_received_total{kind="requests"}': 7,
      'guanlan_sip_malformed_total{kind="start-line"}': 4,
      guanlan_sip_stray_total: 2,
      'guanlan_sip_transactions{kind="server"}': 2,
      guanlan_sip_dialogs: 1,
      guanlan_gb28181_devices_online: 3,
      'guanlan_gb28181_registrations_total{kind="wrongPassword"}': 0,
      'guanlan_gb28181_messages_total{kind="Keepalive"}': 9,
    });
    expect(values.get('guanlan_process_open_fds')).toBeGreaterThan(0);
  });

  it('stay totals however often they are asked for', async () => {
    await metrics();
    await metrics();
    const values = await metrics();
    expect(values.get('guanlan_sip_received_total{kind="requests"}')).toBe(7);
    expect(values.get('guanlan_sip_stray_total')).toBe(2);
  });

  it('are for this machine, for who has a key, or for everybody by configuration', async () => {
    const ask = (headers = {}) => world.app.inject({ url: '/metrics', headers, ...elsewhere });
    expect((await ask()).statusCode).toBe(401);
    expect((await ask({ 'x-api-key': world.key })).statusCode).toBe(200);
    expect((await ask({ 'x-forwarded-for': '127.0.0.1' })).statusCode).toBe(401);
    world.context.config.http.metricsOpen = true;
    expect((await ask()).statusCode).toBe(200);
  });
});

describe('/metrics behind a proxy of our own', () => {
  it.each([
    { 'x-forwarded-for': '127.0.0.1' },
    { 'x-forwarded-for': '127.0.0.1, 192.0.2.50' },
    { 'x-forwarded-proto': 'https' },
    { forwarded: 'for=127.0.0.1' },
  ])('are not for who is passed on with %j', async (headers) => {
    const behind = await HttpWorld.start({ 'http.trustProxy': '1' });
    const ask = (more: Record<string, string>) => behind.app.inject({ url: '/metrics', headers: more });
    expect((await ask(headers)).statusCode).toBe(401);
    expect((await ask({ ...headers, 'x-api-key': behind.key })).statusCode).toBe(200);
    expect((await ask({})).statusCode).toBe(200);
    await behind.stop();
  });
});

describe('/api/v1/server', () => {
  it('tells what to enter into a device, what runs and what may run', async () => {
    world.clock.advance(61_500);
    expect((await world.call('GET', '/server')).body).toEqual({
      version: '1.2.3',
      uptimeSeconds: 61,
      sip: {
        id: '34020000002000000001',
        domain: '3402000000',
        address: 'localhost',
        port: 5060,
        password: 'made at the first start',
      },
      media: { mode: 'range', ports: '30000-39999' },
      engine: expect.objectContaining({ streams: 0, totals: { packets: 0, bytes: 0, lost: 0 } }),
      limits: { streams: 2000, viewers: 10_000, devices: 20_000 },
    });
  });

  it.each([
    ['where the request came in', {}, '127.0.0.1'],
    ['the address that is listened on', { 'sip.host': '192.0.2.8' }, '192.0.2.8'],
    ['what is advertised', { 'sip.host': '192.0.2.8', 'sip.advertisedAddress': 'sip.example.org' }, 'sip.example.org'],
  ])('tells as the address of SIP %s', async (_what, flags, address) => {
    const other = await HttpWorld.start(flags);
    const port = await other.listen();
    const headers = { 'x-api-key': other.key };
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/server`, { headers });
    expect(((await answer.json()) as { sip: { address: string } }).sip.address).toBe(address);
    await other.stop();
  });
});
