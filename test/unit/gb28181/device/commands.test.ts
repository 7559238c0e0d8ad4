import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { XmlNode } from '../../../../src/gb28181/codec/manscdp.ts';
import { kAnswerIdleMs } from '../../../../src/gb28181/device/device-queries.ts';
import { cameraId, channelIds, Site, type TestDevice, until } from '../site.ts';

let site: Site;
let camera: TestDevice;
const [channelId] = channelIds;

beforeEach(async () => {
  site = await Site.open();
  camera = await site.registered();
});
afterEach(() => site.close());

const commands = () => site.gb28181.commands;
const speaks = (version: string) => camera.register({ headers: { 'X-GB-Ver': version } });

/** Answers the platform's next message of that kind. */
async function answer(cmdType: string, fields: XmlNode): Promise<XmlNode> {
  const asked = await camera.query(cmdType);
  await camera.notify(cmdType, fields, 'Response', asked.sn);
  return asked.fields;
}

describe('controls', () => {
  it('[GB/T 28181-2016 §9.3] are done when the device took them, where no answer is due', async () => {
    expect(await commands().control(cameraId, channelId, 'TeleBoot')).toEqual({});
    const sent = await camera.query('DeviceControl');
    expect(sent).toMatchObject({ kind: 'Control', deviceId: channelId, fields: { TeleBoot: 'Boot' } });
    expect(Number(sent.sn)).toBeGreaterThan(0);
  });

  it('[GB/T 28181-2016 §9.3] wait for the answer that is due, of that number alone', async () => {
    const done = commands().control(cameraId, channelId, 'RecordCmd', { RecordCmd: 'Record' });
    const { sn } = await camera.query('DeviceControl');
    await camera.notify('DeviceControl', { Result: 'OK' }, 'Response', `${Number(sn) + 1}`);
    await camera.notify('DeviceControl', { Result: 'OK' }, 'Response', sn);
    expect(await done).toEqual({ Result: 'OK' });
  });

  it('fail when the device says so, by SIP or by Result', async () => {
    const done = commands().control(cameraId, channelId, 'GuardCmd', { GuardCmd: 'SetGuard' });
    const refused = expect(done).rejects.toMatchObject({ status: 502, code: 'device-refused' });
    await answer('DeviceControl', { Result: 'ERROR' });
    await refused;
    camera.messageStatus = 488;
    const boot = commands().control(cameraId, channelId, 'TeleBoot');
    await expect(boot).rejects.toMatchObject({ code: 'device-refused', message: expect.stringContaining('488') });
  });

  it('tell when the answer that is due never comes', async () => {
    const done = commands().control(cameraId, channelId, 'AlarmCmd', { Info: { AlarmMethod: '2' } });
    const failed = expect(done).rejects.toMatchObject({ status: 504, code: 'no-answer' });
    const { fields } = await camera.query('DeviceControl');
    expect(fields).toMatchObject({ AlarmCmd: 'ResetAlarm', Info: { AlarmMethod: '2' } });
    await site.clock.advanceAsync(kAnswerIdleMs);
    await failed;
  });

  it('[GB/T 28181-2022 annex A.2.3.1.6] ask for a key frame in both spellings', async () => {
    await commands().control(cameraId, channelId, 'IFrameCmd');
    expect((await camera.query('DeviceControl')).fields).toMatchObject({ IFameCmd: 'Send', IFrameCmd: 'Send' });
  });

  it('are refused for what does not fit, is not known, or is not there, and nothing is sent', async () => {
    const control = (name: 'GuardCmd', fields: object) => commands().control(cameraId, channelId, name, fields);
    await expect(control('GuardCmd', { GuardCmd: 'Perhaps' })).rejects.toMatchObject({ code: 'bad-fields' });
    await expect(control('GuardCmd', { Guard: 1 })).rejects.toMatchObject({ code: 'bad-fields' });
    await expect(commands().control(cameraId, '1', 'TeleBoot')).rejects.toMatchObject({ code: 'channel-unknown' });
    await expect(commands().control(channelId, channelId, 'TeleBoot')).rejects.toMatchObject({ status: 404 });
    await camera.register({ expires: 0 });
    await expect(commands().control(cameraId, channelId, 'TeleBoot')).rejects.toMatchObject({ status: 503 });
    expect(camera.queries).toEqual([]);
  });
});

describe('editions', () => {
  const precise = { PTZPreciseCtrl: { Pan: 12.5, Tilt: -3, Zoom: 2 } };

  it('[GB/T 28181-2022 annex I] refuse what a device of 2016 cannot know', async () => {
    const tooOld = { name: 'CommandError', code: 'edition-too-old', message: expect.stringContaining('2022') };
    for (const version of ['', '2.0', '1.1']) {
      if (version) await speaks(version);
      await expect(commands().control(cameraId, channelId, 'PTZPreciseCtrl', precise)).rejects.toMatchObject(tooOld);
      await expect(commands().query(cameraId, channelId, 'SDCardStatus')).rejects.toMatchObject(tooOld);
      await expect(commands().getConfig(cameraId, channelId, 'OSDConfig')).rejects.toMatchObject(tooOld);
      const mirror = commands().setConfig(cameraId, channelId, 'FrameMirror', { FrameMirror: 1 });
      await expect(mirror).rejects.toMatchObject(tooOld);
      const stream = { RecordCmd: 'Record', StreamNumber: 1 };
      await expect(commands().control(cameraId, channelId, 'RecordCmd', stream)).rejects.toMatchObject(tooOld);
    }
    expect(camera.queries).toEqual([]);
  });

  it('[GB/T 28181-2022 annex I] come from X-GB-Ver, which is answered, or from the settings', async () => {
    expect((await speaks('3.0')).headers.get('X-GB-Ver')).toBe('3.0');
    expect((await site.devices.get(cameraId))?.version).toBe('3.0');
    expect(await commands().control(cameraId, channelId, 'PTZPreciseCtrl', precise)).toEqual({});
    await site.gb28181.updateSettings(cameraId, { edition: '2016' });
    const control = () => commands().control(cameraId, channelId, 'PTZPreciseCtrl', precise);
    await expect(control()).rejects.toMatchObject({ code: 'edition-too-old' });
    await camera.register();
    expect((await site.devices.get(cameraId))?.version).toBe('');
    await site.gb28181.updateSettings(cameraId, { edition: '2022' });
    expect(await control()).toEqual({});
  });

  it('[GB/T 28181-2022 annex A.2.4.7] refuse to set what can only be read any more', async () => {
    const set = () =>
      commands().setConfig(cameraId, channelId, 'VideoParamOpt', { VideoParamOpt: { Resolution: '6' } });
    const done = set();
    await answer('DeviceConfig', { Result: 'OK' });
    expect(await done).toEqual({ Result: 'OK' });
    await speaks('3.0');
    await expect(set()).rejects.toMatchObject({ code: 'edition-too-new' });
  });
});

describe('configuration', () => {
  const basic = { Name: '北门', Expiration: 3600, HeartBeatInterval: 60, HeartBeatCount: 3 };
  const written = { Name: '北门', Expiration: '3600', HeartBeatInterval: '60', HeartBeatCount: '3' };

  it('[GB/T 28181-2016 annex A.2.3.2] is set, section by section', async () => {
    const done = commands().setConfig(cameraId, cameraId, 'BasicParam', { BasicParam: basic });
    const asked = await camera.query('DeviceConfig');
    expect(asked).toMatchObject({ kind: 'Control', deviceId: cameraId, fields: { BasicParam: written } });
    await camera.notify('DeviceConfig', { Result: 'OK' }, 'Response', asked.sn);
    expect(await done).toEqual({ Result: 'OK' });
  });

  it('[GB/T 28181-2016 annex A.2.4.7] is told, section by section', async () => {
    const told = commands().getConfig(cameraId, channelId, 'BasicParam');
    const asked = await answer('ConfigDownload', { Result: 'OK', BasicParam: written });
    expect(asked).toMatchObject({ ConfigType: 'BasicParam', DeviceID: channelId });
    expect(await told).toEqual({ Result: 'OK', BasicParam: basic });
  });

  it('is read also where the section is called otherwise, or is missing', async () => {
    const read = async (fields: XmlNode) => {
      const told = commands().getConfig(cameraId, cameraId, 'BasicParam');
      await answer('ConfigDownload', { Result: 'OK', ...fields });
      return told;
    };
    expect(await read({ basicParam: written })).toEqual({ Result: 'OK', BasicParam: basic });
    expect(await read({ DeviceParam: written })).toEqual({ Result: 'OK', BasicParam: basic });
    expect(site.gb28181.stats().quirks['config-name-differs']).toBe(1);
    expect(await read({})).toEqual({ Result: 'OK' });
    await site.gb28181.updateSettings(cameraId, { quirks: { 'config-name-differs': false } });
    expect(await read({ DeviceParam: written })).toEqual({ Result: 'OK' });
  });

  it('is told by the device itself where its channels know none', async () => {
    await site.gb28181.updateSettings(cameraId, { quirks: { 'config-by-device': true } });
    const done = commands().setConfig(cameraId, channelId, 'BasicParam', { BasicParam: basic });
    expect((await answer('DeviceConfig', { Result: 'OK' }))['DeviceID']).toBe(cameraId);
    await done;
    expect(site.gb28181.stats().quirks['config-by-device']).toBe(1);
  });

  it('may be taken without an answer, which is told', async () => {
    const done = commands().setConfig(cameraId, cameraId, 'BasicParam', { BasicParam: basic });
    const failed = expect(done).rejects.toMatchObject({
      code: 'no-answer',
      message: expect.stringContaining('restart'),
    });
    await camera.query('DeviceConfig');
    await site.clock.advanceAsync(kAnswerIdleMs);
    await failed;
  });
});

describe('queries', () => {
  const presets = (...ids: number[]) => ({
    '@Num': String(ids.length),
    Item: ids.map((id) => ({ PresetID: String(id), PresetName: `P${id}` })),
  });
  const list = (...ids: number[]) => ids.map((id) => ({ PresetID: String(id), PresetName: `P${id}` }));

  it('[GB/T 28181-2016 §9.5] tell what the device told', async () => {
    const told = commands().query(cameraId, channelId, 'DeviceStatus');
    await answer('DeviceStatus', { Result: 'OK', Online: 'ONLINE', Status: 'OK', Encode: 'ON' });
    expect(await told).toEqual({ Result: 'OK', Online: 'ONLINE', Status: 'OK', Encode: 'ON' });
  });

  it('[GB/T 28181-2022 annex M] put the parts together, in any order and each once, until SumNum is reached', async () => {
    const told = commands().query(cameraId, channelId, 'PresetQuery');
    const { sn } = await camera.query('PresetQuery');
    for (const part of [presets(3, 4), presets(1, 2), presets(1, 2), presets(5)])
      await camera.notify('PresetQuery', { SumNum: '5', PresetList: part }, 'Response', sn);
    expect(await told).toEqual({ SumNum: 5, PresetList: list(3, 4, 1, 2, 5) });
  });

  it('end after a pause, and tell what is missing', async () => {
    const empty = commands().query(cameraId, channelId, 'PresetQuery');
    await answer('PresetQuery', { SumNum: '0', PresetList: presets() });
    expect(await empty).toEqual({ SumNum: 0, PresetList: [] });
    const told = commands().query(cameraId, channelId, 'PresetQuery');
    const { sn } = await camera.query('PresetQuery');
    await camera.notify('PresetQuery', { SumNum: '3', PresetList: presets(1, 2) }, 'Response', sn);
    await site.clock.advanceAsync(kAnswerIdleMs);
    expect(await told).toEqual({ SumNum: 3, PresetList: list(1, 2), missing: 1 });
    expect(site.gb28181.stats().quirks['sum-lies']).toBe(1);
  });

  it('of one device wait for one another, but neither controls nor other devices wait for them', async () => {
    const one = commands().query(cameraId, channelId, 'DeviceInfo');
    const two = commands().query(cameraId, channelId, 'DeviceStatus');
    const { sn } = await camera.query('DeviceInfo');
    await commands().control(cameraId, channelId, 'PTZCmd', { PTZCmd: 'A50F0108008000BD' });
    const guard = commands().control(cameraId, channelId, 'GuardCmd', { GuardCmd: 'SetGuard' });
    expect((await camera.query('DeviceControl')).fields).toHaveProperty('PTZCmd');
    await answer('DeviceControl', { Result: 'OK' });
    expect(await guard).toEqual({ Result: 'OK' });
    expect(camera.queries).toEqual([]);
    await camera.notify('DeviceInfo', { Result: 'OK', DeviceName: 'Gate' }, 'Response', sn);
    expect(await one).toEqual({ Result: 'OK', DeviceName: 'Gate' });
    await answer('DeviceStatus', { Result: 'OK', Online: 'ONLINE', Status: 'OK' });
    expect(await two).toMatchObject({ Online: 'ONLINE' });
  });

  it('that wait are bounded, and end with the device', async () => {
    const ask = () => commands().query(cameraId, channelId, 'DeviceInfo');
    const first = ask().catch((error: unknown) => error);
    await camera.query('DeviceInfo');
    const waiting = Array.from({ length: 16 }, () => ask().catch((error: { code: string }) => error.code));
    await until('the queue', () => site.clock.pending > 16);
    await expect(ask()).rejects.toMatchObject({ status: 503, code: 'device-busy' });
    await site.gb28181.removeDevice(cameraId);
    expect(await first).toMatchObject({ code: 'device-unknown' });
    expect(new Set(await Promise.all(waiting))).toEqual(new Set(['device-unknown']));
  });

  it('[GB/T 28181-2016 annex A.2.4.9] for the position are answered by a notification', async () => {
    const told = commands().query(cameraId, channelId, 'MobilePosition', { Interval: 5 });
    expect((await camera.query('MobilePosition')).fields).toMatchObject({ Interval: '5' });
    await camera.notify('MobilePosition', { Time: '2026-01-01T08:00:00', Longitude: '117.2', Latitude: '31.8' });
    expect(await told).toMatchObject({ Longitude: 117.2, Latitude: 31.8 });
    const silent = commands().query(cameraId, channelId, 'MobilePosition');
    const failed = expect(silent).rejects.toMatchObject({ code: 'no-answer' });
    await camera.query('MobilePosition');
    await site.clock.advanceAsync(kAnswerIdleMs);
    await failed;
  });

  it('without any answer fail', async () => {
    const told = commands().query(cameraId, channelId, 'PresetQuery');
    const failed = expect(told).rejects.toMatchObject({ status: 504, code: 'no-answer' });
    await camera.query('PresetQuery');
    await site.clock.advanceAsync(kAnswerIdleMs);
    await failed;
  });
});
