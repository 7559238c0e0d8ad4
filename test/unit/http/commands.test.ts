import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { configs, controls, queries } from '../../../src/gb28181/codec/command-set/index.ts';
import type { XmlNode } from '../../../src/gb28181/codec/manscdp.ts';
import { decodePtz } from '../../../src/gb28181/codec/ptz.ts';
import { kDefaultMoveMs } from '../../../src/gb28181/device/ptz-control.ts';
import { cameraId, channelIds, Site, type TestDevice } from '../gb28181/site.ts';
import { HttpWorld } from './http-world.ts';

let site: Site;
let camera: TestDevice;
let world: HttpWorld;
const [channelId] = channelIds;
const at = `/devices/${cameraId}/channels/${channelId}`;

beforeEach(async () => {
  site = await Site.open();
  camera = await site.registered();
  await camera.register({ headers: { 'X-GB-Ver': '3.0' } });
  const { gb28181, devices, channels, clock } = site;
  world = await HttpWorld.start({}, { gb28181, devices, channels, clock });
});
afterEach(async () => {
  await world.stop();
  await site.close();
});

async function answer(cmdType: string, fields: XmlNode): Promise<XmlNode> {
  const asked = await camera.query(cmdType);
  await camera.notify(cmdType, fields, 'Response', asked.sn);
  return asked.fields;
}

describe('the command set', () => {
  it('is all of it in the OpenAPI document, with its fields', () => {
    const { paths } = world.app.swagger() as unknown as { paths: Record<string, Record<string, object>> };
    const known = (path: string) => paths[`/api/v1/devices/{deviceId}/channels/{channelId}/${path}`] ?? {};
    for (const name of Object.keys(controls)) expect(Object.keys(known(`control/${name}`))).toEqual(['post']);
    for (const name of Object.keys(configs))
      expect(Object.keys(known(`config/${name}`)).sort()).toEqual(['get', 'put']);
    for (const name of Object.keys(queries)) expect(Object.keys(known(`query/${name}`))).toEqual(['get']);
    expect(JSON.stringify(known('control/HomePosition'))).toContain('"PresetIndex"');
    expect(JSON.stringify(known('query/SDCardStatus'))).toContain('"FormatProgress"');
  });

  it('controls, with and without an answer', async () => {
    expect(await world.call('POST', `${at}/control/TeleBoot`)).toEqual({ status: 200, body: {} });
    expect((await camera.query('DeviceControl')).fields).toMatchObject({ TeleBoot: 'Boot', DeviceID: channelId });
    const home = world.call('POST', `${at}/control/HomePosition`, { HomePosition: { Enabled: 1, PresetIndex: 3 } });
    const asked = await answer('DeviceControl', { Result: 'OK' });
    expect(asked['HomePosition']).toEqual({ Enabled: '1', PresetIndex: '3' });
    expect(await home).toEqual({ status: 200, body: { Result: 'OK' } });
  });

  it('configures', async () => {
    const set = world.call('PUT', `${at}/config/FrameMirror`, { FrameMirror: 2 });
    expect(await answer('DeviceConfig', { Result: 'OK' })).toMatchObject({ FrameMirror: '2' });
    expect(await set).toEqual({ status: 200, body: { Result: 'OK' } });
    const get = world.call('GET', `${at}/config/OSDConfig`);
    const told = { Length: '704', Width: '576', SumNum: '1', Item: [{ Text: 'a', X: '1', Y: '2' }] };
    await answer('ConfigDownload', { Result: 'OK', OSDConfig: told });
    const section = { Length: 704, Width: 576, SumNum: 1, Item: [{ Text: 'a', X: 1, Y: 2 }] };
    expect(await get).toEqual({ status: 200, body: { Result: 'OK', OSDConfig: section } });
  });

  it('asks, with what the query of the URL says', async () => {
    const get = world.call('GET', `${at}/query/CruiseTrackQuery?Number=2`);
    const point = { PresetIndex: '1', StayTime: '5', Speed: '7' };
    const list = { SumNum: '2', CruisePointList: { '@Num': '1', CruisePoint: [point] } };
    expect(await answer('CruiseTrackQuery', { Number: '2', Name: 'round', ...list })).toMatchObject({ Number: '2' });
    await site.clock.advanceAsync(10_000);
    const points = [{ PresetIndex: 1, StayTime: 5, Speed: 7 }];
    const body = { Number: 2, Name: 'round', SumNum: 2, CruisePointList: points, missing: 1 };
    expect(await get).toEqual({ status: 200, body });
  });

  it('shows what a device tells against the standard', async () => {
    const get = world.call('GET', `/devices/${cameraId}/channels/${cameraId}/query/DeviceStatus`);
    await answer('DeviceStatus', { Status: 'OK', Encode: 'perhaps' });
    expect(await get).toEqual({ status: 200, body: { Status: 'OK' } });
  });

  it.each([
    ['POST', `${at}/control/GuardCmd`, { GuardCmd: 'Perhaps' }, 400, 'invalid-request'],
    ['POST', `${at}/control/GuardCmd`, undefined, 400, 'invalid-request'],
    ['POST', `${at}/control/Nothing`, {}, 404, 'not-found'],
    ['PUT', `${at}/config/VideoParamOpt`, { VideoParamOpt: { Resolution: '6' } }, 409, 'edition-too-new'],
    ['GET', `${at}/query/CruiseTrackQuery`, undefined, 400, 'invalid-request'],
    ['GET', `/devices/${cameraId}/channels/1/query/DeviceInfo`, undefined, 404, 'channel-unknown'],
    ['GET', `/devices/1/channels/1/query/DeviceInfo`, undefined, 404, 'device-unknown'],
  ] as const)('refuses %s %s %j', async (method, path, body, status, code) => {
    const refused = await world.call(method, path, body);
    expect([refused.status, refused.body.code]).toEqual([status, code]);
    expect(camera.queries).toEqual([]);
  });

  it('refuses for devices of 2016 what came later', async () => {
    await site.gb28181.updateSettings(cameraId, { edition: '2016' });
    const refused = await world.call('POST', `${at}/control/FormatSDCard`, { FormatSDCard: 0 });
    expect(refused).toMatchObject({ status: 409, body: { code: 'edition-too-old' } });
    expect(camera.queries).toEqual([]);
  });

  it('tells what went wrong at the device', async () => {
    camera.messageStatus = 500;
    const refused = await world.call('POST', `${at}/control/TeleBoot`);
    expect(refused).toMatchObject({ status: 502, body: { code: 'device-refused' } });
  });
});

describe('PTZ', () => {
  const sent = async () => decodePtz((await camera.query('DeviceControl')).fields['PTZCmd'] as string);
  const still = { kind: 'move', pan: 0, tilt: 0, zoom: 0, panSpeed: 0, tiltSpeed: 0, zoomSpeed: 0 };
  const cruise = { kind: 'cruise', track: 4, value: 0 };
  const scan = { kind: 'scan', scan: 2, value: 0 };

  it.each<[method: 'POST' | 'PUT' | 'DELETE', path: string, body: object | undefined, command: object]>([
    [
      'POST',
      'ptz',
      { pan: -1, tilt: 1, panSpeed: 20 },
      { kind: 'move', pan: -1, tilt: 1, zoom: 0, panSpeed: 20, tiltSpeed: 128, zoomSpeed: 8 },
    ],
    ['POST', 'ptz', { zoom: 1, zoomSpeed: 15 }, { kind: 'move', zoom: 1, zoomSpeed: 15 }],
    ['POST', 'lens', { focus: 1 }, { kind: 'lens', focus: 1, iris: 0, focusSpeed: 128 }],
    ['PUT', 'presets/9', {}, { kind: 'preset', action: 'set', preset: 9 }],
    ['POST', 'presets/9/call', undefined, { kind: 'preset', action: 'call', preset: 9 }],
    ['DELETE', 'presets/255', undefined, { kind: 'preset', action: 'delete', preset: 255 }],
    ['PUT', 'cruises/4/points/9', undefined, { ...cruise, action: 'add', value: 9 }],
    ['DELETE', 'cruises/4/points/9', undefined, { ...cruise, action: 'delete', value: 9 }],
    ['DELETE', 'cruises/4', undefined, { ...cruise, action: 'delete' }],
    ['PUT', 'cruises/4', { staySeconds: 300 }, { ...cruise, action: 'stay', value: 300 }],
    ['POST', 'cruises/4/start', undefined, { ...cruise, action: 'start' }],
    ['POST', 'cruises/4/stop', undefined, still],
    ['PUT', 'scans/2', { speed: 1000 }, { ...scan, action: 'speed', value: 1000 }],
    ['POST', 'scans/2/left', undefined, { ...scan, action: 'left' }],
    ['POST', 'scans/2/start', undefined, { ...scan, action: 'start' }],
    ['POST', 'scans/2/stop', undefined, still],
    ['PUT', 'switches/1', { on: true }, { kind: 'switch', on: true, number: 1 }],
  ])('[GB/T 28181-2016 annex A.3] %s %s %j', async (method, path, body, command) => {
    expect((await world.call(method, `${at}/${path}`, body)).status).toBe(204);
    expect(await sent()).toMatchObject(command);
  });

  it('sends what was set of a cruise in order, with its name', async () => {
    await world.call('PUT', `${at}/cruises/4`, { speed: 7, staySeconds: 10, name: 'round' });
    const [first, second] = [await camera.query('DeviceControl'), await camera.query('DeviceControl')];
    expect(decodePtz(first.fields['PTZCmd'] as string)).toMatchObject({ action: 'speed', value: 7 });
    expect(decodePtz(second.fields['PTZCmd'] as string)).toMatchObject({ action: 'stay', value: 10 });
    expect(second.fields['PTZCmdParams']).toEqual({ CruiseTrackName: 'round' });
  });

  it('names a preset for devices that know names', async () => {
    await world.call('PUT', `${at}/presets/3`, { name: '大门' });
    expect((await camera.query('DeviceControl')).fields['PTZCmdParams']).toEqual({ PresetName: '大门' });
    await site.gb28181.updateSettings(cameraId, { edition: '2016' });
    expect((await world.call('PUT', `${at}/presets/3`, { name: '大门' })).body.code).toBe('edition-too-old');
  });

  it('stops what nobody stopped, unless something else came', async () => {
    await world.call('POST', `${at}/ptz`, { pan: 1, durationMs: 400 });
    await sent();
    await site.clock.advanceAsync(399);
    expect(camera.queries).toEqual([]);
    await site.clock.advanceAsync(1);
    expect(await sent()).toEqual(still);
    await world.call('POST', `${at}/lens`, { iris: 1 });
    await sent();
    await site.clock.advanceAsync(kDefaultMoveMs);
    expect(await sent()).toMatchObject({ kind: 'lens', focus: 0, iris: 0 });
    await world.call('POST', `${at}/ptz`, { pan: 1, durationMs: 400 });
    await world.call('POST', `${at}/presets/1/call`);
    await sent();
    await sent();
    await site.clock.advanceAsync(400);
    expect(camera.queries.filter(({ cmdType }) => cmdType === 'DeviceControl')).toEqual([]);
    await world.call('POST', `${at}/ptz`, { pan: 1, durationMs: 400 });
    await world.call('POST', `${at}/control/PTZCmd`, { PTZCmd: 'A50F0108008000BD' });
    await sent();
    await camera.query('DeviceControl');
    await site.clock.advanceAsync(400);
    expect(camera.queries.filter(({ cmdType }) => cmdType === 'DeviceControl')).toEqual([]);
  });

  it('stops what moves when the platform stops', async () => {
    await world.call('POST', `${at}/ptz`, { tilt: 1 });
    await sent();
    await site.gb28181.stop();
    expect(await sent()).toEqual(still);
  });

  it('takes the bytes as they are', async () => {
    expect((await world.call('POST', `${at}/ptz/raw`, { hex: 'a50f0108008000bd' })).status).toBe(204);
    expect((await camera.query('DeviceControl')).fields['PTZCmd']).toBe('a50f0108008000bd');
    expect((await world.call('POST', `${at}/ptz/raw`, { hex: 'a5' })).status).toBe(400);
  });

  it('lists the presets', async () => {
    const list = world.call('GET', `${at}/presets`);
    const PresetList = { '@Num': '1', Item: [{ PresetID: '1', PresetName: 'door' }] };
    await answer('PresetQuery', { SumNum: '1', PresetList });
    expect((await list).body).toEqual({ SumNum: 1, PresetList: [{ PresetID: '1', PresetName: 'door' }] });
  });

  it.each([
    ['ptz', { pan: 2 }],
    ['ptz', { pan: 1, panSpeed: 256 }],
    ['ptz', { pan: 1, durationMs: 60_001 }],
    ['presets/0/call', undefined],
    ['presets/256/call', undefined],
    ['presets/one/call', undefined],
    ['scans/1/up', undefined],
  ])('refuses %s %j', async (path, body) => {
    expect((await world.call('POST', `${at}/${path}`, body)).status).toBe(400);
    expect(camera.queries).toEqual([]);
  });
});
