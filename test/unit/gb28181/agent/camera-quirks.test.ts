import { describe, expect, it } from 'vitest';
import { type CameraQuirk, cameraQuirks, isCameraQuirk } from '../../../../src/gb28181/agent/camera-quirks.ts';
import { DeviceAgent } from '../../../../src/gb28181/agent/device-agent.ts';
import { child, text } from '../../../../src/gb28181/codec/manscdp.ts';
import { isQuirk, quirks } from '../../../../src/gb28181/codec/quirks.ts';
import { parseSdp, writeSdp } from '../../../../src/sdp/session-description.ts';
import {
  cameraId,
  channel,
  channelIds,
  domain,
  password,
  platformId,
  Site,
  silent,
  startEndpoint,
  until,
} from '../site.ts';
import { peerPlatform } from './peer-platform.ts';

describe('names', () => {
  it('are those of the platform, but for what only refuses', () => {
    const own = Object.keys(cameraQuirks).filter((name) => !isQuirk(name));
    expect(own).toEqual([
      'registers-often',
      'wrong-clock',
      'one-item',
      'guard-first',
      'slow-answers',
      'no-response',
      'info-refused',
    ]);
    expect(isCameraQuirk('sum-lies')).toBe(true);
    expect(isCameraQuirk('toString')).toBe(false);
  });
});

describe('with the upper side of this project', () => {
  const counted: CameraQuirk[] = [
    'charset-lies',
    'control-characters',
    'unescaped-markup',
    'text-after-root',
    'fields-as-attributes',
    'sn-missing',
    'sn-leading-zeros',
    'sum-lies',
    'status-words',
    'channel-is-device',
    'nat-rebind',
  ];
  it.each(counted.filter((name) => Object.hasOwn(quirks, name)))('%s is seen and read over', async (quirk) => {
    const site = await Site.open();
    const endpoint = await startEndpoint(site.clock, '127.0.0.1');
    const rebound = await startEndpoint(site.clock, '127.0.0.1');
    const agent = new DeviceAgent({
      endpoint,
      ...(quirk === 'nat-rebind' && { reboundEndpoint: rebound }),
      clock: site.clock,
      log: silent,
      deviceId: cameraId,
      password,
      server: { id: platformId, domain, address: '127.0.0.1', port: site.endpoint.port },
      transport: 'udp',
      registerSeconds: 3600,
      keepaliveSeconds: 60,
      facts: { name: '北门', manufacturer: 'Some', model: 'M1', firmware: '1.2' },
      channels: channelIds.map((id) => channel(cameraId, id)),
      mediaAddress: '127.0.0.1',
      media: { open: () => ({ port: 15_060, close: () => {} }) },
      quirks: [quirk],
    });
    agent.start();
    await agent.registered;
    await agent.report();
    const refreshed = site.gb28181.refreshCatalog(cameraId);
    let channels: number | undefined;
    refreshed.then((found) => {
      channels = found;
    });
    // A silence is the end of answers that never say so.
    await until('the catalog', async () => {
      await site.clock.advanceAsync(500);
      return channels !== undefined;
    });
    expect(channels).toBe(quirk === 'channel-is-device' ? 1 : channelIds.length);
    expect(site.gb28181.stats().quirks[quirk]).toBeGreaterThan(0);
    await endpoint.stop(0);
    await rebound.stop(0);
    await site.close();
  });
});

describe('of answers', () => {
  const platform = peerPlatform();

  it('one-item: one at a time', async () => {
    await platform().agent({ quirks: ['one-item'] });
    await platform().ask('Catalog');
    for (let part = 2; part <= channelIds.length; part++) await platform().told('Response', 'Catalog');
  });

  it('config-by-device: ERROR for its channels', async () => {
    await platform().agent({ quirks: ['config-by-device'] });
    const result = async (id: string) =>
      text((await platform().ask('ConfigDownload', { ConfigType: 'BasicParam' }, id)).fields, 'Result');
    expect([await result(cameraId), await result(channelIds[0])]).toEqual(['OK', 'ERROR']);
    await platform().send('Control', 'DeviceConfig', { FrameMirror: '1' }, channelIds[0]);
    expect(text((await platform().told('Response', 'DeviceConfig')).fields, 'Result')).toBe('ERROR');
  });

  it('config-name-differs: another name', async () => {
    await platform().agent({ quirks: ['config-name-differs'] });
    const { fields } = await platform().ask('ConfigDownload', { ConfigType: 'BasicParam' });
    expect(text(child(fields, 'BasicParamCfg'), 'HeartBeatInterval')).toBe('60');
  });

  it('guard-first: no alarm before SetGuard', async () => {
    const agent = await platform().agent({ quirks: ['guard-first'] });
    expect(await agent.alarm({ AlarmMethod: '5' }, channelIds[0])).toBe(false);
    await platform().send('Control', 'DeviceControl', { GuardCmd: 'SetGuard' });
    await platform().told('Response', 'DeviceControl');
    expect(await agent.alarm({ AlarmMethod: '5' }, channelIds[0])).toBe(true);
  });

  it('slow-answers: three seconds later', async () => {
    await platform().agent({ quirks: ['slow-answers'] });
    await platform().send('Query', 'DeviceInfo');
    await platform().clock.advanceAsync(2999);
    expect(platform().messages).toEqual([]);
    await platform().clock.advanceAsync(1);
    await platform().told('Response', 'DeviceInfo');
  });
});

describe('of sessions', () => {
  const platform = peerPlatform();
  const [channelId] = channelIds;

  async function invite(quirk: CameraQuirk) {
    const opened: string[] = [];
    await platform().agent({
      quirks: [quirk],
      media: {
        open: ({ ssrc }) => {
          opened.push(ssrc);
          return { port: 15_060, close: () => {} };
        },
      },
    });
    const dialog = await platform().endpoint.invite({
      uri: `sip:${channelId}@${domain}`,
      from: `sip:${platformId}@${domain}`,
      to: `sip:${channelId}@${domain}`,
      target: { protocol: 'udp', address: '127.0.0.1', port: platform().agentPort },
      contentType: 'application/sdp',
      body: writeSdp({
        username: platformId,
        address: '127.0.0.1',
        sessionName: 'Play',
        kind: 'video',
        port: 30_000,
        tcp: true,
        setup: 'passive',
        payloads: [{ payload: 96, encoding: 'PS', rate: 90_000 }],
        direction: 'recvonly',
        ssrc: '0200000001',
      }),
    }).accepted;
    dialog.ack();
    return { answer: parseSdp(dialog.remoteBody), dialog, opened };
  }

  it('own-ssrc, and it sends by that', async () => {
    const { answer, opened } = await invite('own-ssrc');
    expect([answer.ssrc, opened]).toEqual(['0200005001', ['0200005001']]);
  });

  it.each([
    ['ssrc-missing', 'ssrc', undefined],
    ['setup-lies', 'setup', 'passive'],
    ['unreachable-media-address', 'address', '0.0.0.0'],
  ] as const)('%s', async (quirk, field, value) => {
    const { answer } = await invite(quirk);
    expect(answer[field]).toBe(value);
  });

  it('info-refused', async () => {
    const { dialog } = await invite('info-refused');
    expect((await dialog.request('INFO', { body: 'PAUSE RTSP/1.0\r\n\r\n' })).status).toBe(400);
  });
});
