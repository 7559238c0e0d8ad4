import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { text } from '../../../../src/gb28181/codec/manscdp.ts';
import { encodePtz, type PtzCommand } from '../../../../src/gb28181/codec/ptz.ts';
import { channelIds } from '../site.ts';
import { peerPlatform } from './peer-platform.ts';

const platform = peerPlatform();
const [channelId] = channelIds;
const control = (fields: object, id: string = channelId) =>
  platform().send('Control', 'DeviceControl', { ...fields }, id);
const result = async () => text((await platform().told('Response', 'DeviceControl')).fields, 'Result');
const ptz = (command: PtzCommand) => control({ PTZCmd: encodePtz(command) });
const area = { Length: '1000', Width: '500', MidPointX: '750', MidPointY: '250', LengthX: '500', LengthY: '250' };

describe('[GB/T 28181-2016 §9.3] does without a Response', () => {
  it('PTZCmd, for the channel that is named and as long as it lasts', async () => {
    const { state } = await platform().agent();
    await ptz({ kind: 'move', pan: 1, tilt: 0, zoom: 0, panSpeed: 255, tiltSpeed: 0, zoomSpeed: 0 });
    platform().clock.advance(500);
    await ptz({ kind: 'move', pan: 0, tilt: 0, zoom: 0, panSpeed: 0, tiltSpeed: 0, zoomSpeed: 0 });
    platform().clock.advance(5000);
    expect(state.unit(channelId).ptz.head.position).toEqual({ Pan: 60, Tilt: 0, Zoom: 1 });
    expect(state.unit(channelIds[1]).ptz.head.position.Pan).toBe(0);
  });

  it('presets with the name of PTZCmdParams', async () => {
    const { state } = await platform().agent();
    const PTZCmd = encodePtz({ kind: 'preset', action: 'set', preset: 9 });
    await control({ PTZCmd, PTZCmdParams: { PresetName: '东墙' } });
    expect(state.unit(channelId).ptz.presets.get(9)?.name).toBe('东墙');
  });

  it('nothing for a PTZCmd that is none', async () => {
    const { state } = await platform().agent();
    expect(await control({ PTZCmd: 'A50F0101FF000000' })).toBe(200);
    await platform().settle();
    expect(state.unit(channelId).ptz.head.restsInMs).toBe(0);
    expect(platform().messages).toEqual([]);
  });

  it('a key frame in both spellings', async () => {
    const { state } = await platform().agent();
    await control({ IFameCmd: 'Send' });
    await control({ IFrameCmd: 'Send' });
    expect(state.unit(channelId).keyFrames).toBe(2);
  });

  it('drag zoom in and out', async () => {
    const { state } = await platform().agent();
    const { head } = state.unit(channelId).ptz;
    await control({ DragZoomIn: area });
    platform().clock.advance(10_000);
    expect(head.position).toEqual({ Pan: 15, Tilt: 0, Zoom: 2 });
    await control({ DragZoomOut: { ...area, MidPointX: '500' } });
    platform().clock.advance(10_000);
    expect(head.position).toEqual({ Pan: 15, Tilt: 0, Zoom: 1 });
  });

  it('[GB/T 28181-2022 annex A.2.3.1.11] precise PTZ', async () => {
    const { state } = await platform().agent();
    await control({ PTZPreciseCtrl: { Pan: '350', Tilt: '-30', Zoom: '3' } });
    platform().clock.advance(10_000);
    expect(state.unit(channelId).ptz.head.position).toEqual({ Pan: 350, Tilt: -30, Zoom: 3 });
  });

  it('[GB/T 28181-2022 annex A.2.3.1.13] formats a card, and the records are gone', async () => {
    const { state } = await platform().agent();
    platform().clock.advance(86_400_000);
    const { records } = state.unit(channelId);
    const day = [platform().clock.now() - 86_400_000, platform().clock.now()] as const;
    expect(records.find(...day).length).toBeGreaterThan(0);
    await control({ FormatSDCard: '1' });
    expect(state.cards.list().map(({ Status }) => Status)).toEqual(['formatting', 'ok']);
    expect(records.find(...day)).toEqual([]);
  });

  it('[GB/T 28181-2022 annex A.2.3.1.14] tracks a target', async () => {
    const { state } = await platform().agent();
    const unit = state.unit(channelId).ptz;
    await control({ TargetTrack: 'Auto', DeviceID2: channelIds[1] });
    expect(unit.target).toEqual({ mode: 'Auto', sceneId: channelIds[1] });
    expect(unit.head.restsInMs).toBe(Number.POSITIVE_INFINITY);
    await control({ TargetTrack: 'Manual', DeviceID2: channelIds[2], TargetArea: area });
    expect(unit.target).toEqual({ mode: 'Manual', sceneId: channelIds[2] });
    await control({ TargetTrack: 'Stop' });
    expect(unit.target.mode).toBe('Stop');
    expect(unit.head.restsInMs).toBe(0);
  });

  it('a restart: calls end, nothing is heard, then it registers again without having signed off', async () => {
    const agent = await platform().agent({ bootMs: 5000 });
    agent.state.unit(channelId).alarms.guarded = true;
    await control({ TeleBoot: 'Boot' });
    await platform().clock.advanceAsync(4999);
    expect(platform().registrations).toHaveLength(1);
    await platform().clock.advanceAsync(1);
    await agent.registered;
    expect(platform().registrations.map((request) => request.headers.get('expires'))).toEqual(['3600', '3600']);
    expect(agent.state.boots).toBe(1);
    // What is written down outlives it.
    expect(agent.state.unit(channelId).alarms.guarded).toBe(true);
  });
});

it('stays off when it is stopped while it starts again', async () => {
  const agent = await platform().agent({ bootMs: 5000 });
  const restarted = agent.restart();
  const stopped = agent.stop();
  await platform().clock.advanceAsync(10_000);
  await Promise.all([restarted, stopped]);
  expect(platform().registrations.map((request) => request.headers.get('expires'))).toEqual(['3600', '0']);
});

describe('[GB/T 28181-2016 §9.3] answers', () => {
  it('RecordCmd', async () => {
    const { state } = await platform().agent();
    await control({ RecordCmd: 'Record' });
    expect(await result()).toBe('OK');
    expect(state.unit(channelId).records.recording).toBe(true);
    await control({ RecordCmd: 'StopRecord' });
    expect(await result()).toBe('OK');
    expect(state.unit(channelId).records.recording).toBe(false);
  });

  it('GuardCmd and AlarmCmd', async () => {
    const agent = await platform().agent();
    const { alarms } = agent.state.unit(channelId);
    await control({ GuardCmd: 'SetGuard' });
    expect(await result()).toBe('OK');
    expect(alarms.duty).toBe('ONDUTY');
    await agent.alarm({ AlarmMethod: '5' }, channelId);
    expect(alarms.duty).toBe('ALARM');
    await control({ AlarmCmd: 'ResetAlarm', Info: { AlarmMethod: '2' } });
    expect(await result()).toBe('OK');
    expect(alarms.duty).toBe('ALARM');
    await control({ AlarmCmd: 'ResetAlarm', Info: { AlarmMethod: '5' } });
    expect(await result()).toBe('OK');
    expect(alarms.duty).toBe('ONDUTY');
    await control({ GuardCmd: 'ResetGuard' });
    expect(await result()).toBe('OK');
    expect(alarms.duty).toBe('OFFDUTY');
  });

  it('HomePosition', async () => {
    const { state } = await platform().agent();
    await control({ HomePosition: { Enabled: '1', ResetTime: '20', PresetIndex: '2' } });
    expect(await result()).toBe('OK');
    expect(state.unit(channelId).ptz.home).toEqual({ Enabled: 1, ResetTime: 20, PresetIndex: 2 });
  });

  it('ERROR to what does not fit', async () => {
    await platform().agent();
    await control({ RecordCmd: 'Perhaps' });
    expect(await result()).toBe('ERROR');
  });

  it('nothing when it has the quirk no-response', async () => {
    const { state } = await platform().agent({ quirks: ['no-response'] });
    await control({ GuardCmd: 'SetGuard' });
    await platform().settle();
    expect(state.unit(channelId).alarms.guarded).toBe(true);
    expect(platform().messages).toEqual([]);
  });
});

describe('[GB/T 28181-2022 §9.13] upgrades', () => {
  let server: Server | undefined;
  afterEach(() => new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve())));
  const SessionID = 'a'.repeat(32);

  async function serve(status: number, body: string): Promise<string> {
    server = createServer((_, response) => response.writeHead(status, { connection: 'close' }).end(body));
    await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/firmware.bin`;
  }
  const order = (FileURL: string) =>
    control({ DeviceUpgrade: { Firmware: '2.0', FileURL, Manufacturer: 'Some', SessionID } });
  const told = async () => {
    const { fields } = await platform().told('Notify', 'DeviceUpgradeResult');
    return ['SessionID', 'UpgradeResult', 'Firmware', 'UpgradeFailedReason'].map((name) => text(fields, name));
  };

  it('answers, fetches, restarts, registers and tells', async () => {
    const agent = await platform().agent({ bootMs: 5000 });
    await order(await serve(200, 'firmware'));
    expect(await result()).toBe('OK');
    const end = told();
    const boots = () => {
      platform().clock.advance(1000);
      return agent.state.boots;
    };
    await expect.poll(boots).toBe(1);
    expect(await end).toEqual([SessionID, 'OK', '2.0', '']);
    expect(platform().registrations).toHaveLength(2);
    expect(text((await platform().ask('DeviceInfo')).fields, 'Firmware')).toBe('2.0');
  });

  it.each([
    ['a file that is not there', 404, '', '03'],
    ['an empty file', 200, '', '01'],
  ])('tells of %s', async (_what, status, body, reason) => {
    const { state } = await platform().agent();
    await order(await serve(status, body));
    expect(await result()).toBe('OK');
    expect(await told()).toEqual([SessionID, 'ERROR', '1.2', reason]);
    expect(state.boots).toBe(0);
  });

  it('does one after the other', async () => {
    server = createServer();
    const asked = once(server, 'request') as Promise<[IncomingMessage, ServerResponse]>;
    await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    await platform().agent();
    await order(url);
    expect(await result()).toBe('OK');
    const [, response] = await asked;
    await order(url);
    expect(await result()).toBe('ERROR');
    response.writeHead(404, { connection: 'close' }).end();
    expect(await told()).toEqual([SessionID, 'ERROR', '1.2', '03']);
  });

  it('tells of an address that it does not fetch from', async () => {
    await platform().agent();
    await order('file:///etc/passwd');
    expect(await told()).toEqual([SessionID, 'ERROR', '1.2', '03']);
  });
});

describe('a camera of GB/T 28181-2016', () => {
  it('passes over what came later', async () => {
    const { state } = await platform().agent({ edition: '2016' });
    await control({ PTZPreciseCtrl: { Pan: '10' } });
    await control({ FormatSDCard: '1' });
    await control({
      DeviceUpgrade: { Firmware: '2', FileURL: 'http://127.0.0.1:9/', Manufacturer: 'x', SessionID: 'a'.repeat(32) },
    });
    const PTZCmd = encodePtz({ kind: 'preset', action: 'set', preset: 9 });
    await control({ PTZCmd, PTZCmdParams: { PresetName: '东墙' } });
    await platform().settle();
    expect(platform().messages).toEqual([]);
    expect(state.unit(channelId).ptz.head.restsInMs).toBe(0);
    expect(state.cards.list()[0]!.Status).toBe('ok');
    expect(state.unit(channelId).ptz.presets.get(9)?.name).toBe('Preset 9');
  });

  it('tells no X-GB-Ver; one of 2022 does', async () => {
    await platform().agent({ edition: '2016' });
    expect(platform().registrations[0]!.headers.get('x-gb-ver')).toBeUndefined();
    await platform().agent({ deviceId: '34020000001320000009', channels: [] });
    expect(platform().registrations[1]!.headers.get('x-gb-ver')).toBe('3.0');
  });
});
