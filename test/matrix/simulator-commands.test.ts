// A whole platform and a simulated camera: a request of REST, and what has become of the camera.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConfigName } from '../../src/gb28181/codec/command-set/index.ts';
import { encodePtz } from '../../src/gb28181/codec/ptz.ts';
import { TestPlatform } from '../support/platform.ts';
import { goldens } from './goldens.ts';
import { told } from './rest.ts';
import { type Cell, type Edition, editions, type Section, titled, told as toldCells } from './rows.ts';
import { SimulatedCamera } from './simulated-camera.ts';

const cellsOf = (edition: Edition, section: Section): [string, Cell][] =>
  toldCells('simulator')
    .filter((cell) => cell.edition === edition && cell.row.section === section)
    .map(titled);

interface Stage {
  camera: SimulatedCamera;
  edition: Edition;
  /** Serves whatever is asked for. */
  files: string;
}

const ok = { Result: 'OK' };
const area = { Length: 1200, Width: 900, MidPointX: 600, MidPointY: 450, LengthX: 400, LengthY: 300 };

/** What becomes of the camera by each control. */
const controlled: Record<string, (stage: Stage) => Promise<void>> = {
  PTZCmd: async ({ camera, edition }) => {
    const { ptz } = camera.unit;
    const right = { kind: 'move', pan: 1, tilt: 0, zoom: 0, panSpeed: 255, tiltSpeed: 0, zoomSpeed: 0 } as const;
    expect(await camera.control('PTZCmd', { PTZCmd: encodePtz(right) })).toEqual({});
    await expect.poll(() => ptz.head.position.Pan).toBeGreaterThan(5);
    await camera.control('PTZCmd', { PTZCmd: encodePtz({ ...right, pan: 0, panSpeed: 0 }) });
    expect(ptz.head.restsInMs).toBe(0);
    const name = edition === '2022' && { PTZCmdParams: { PresetName: '大门' } };
    await camera.control('PTZCmd', {
      PTZCmd: encodePtz({ kind: 'preset', action: 'set', preset: 9 }),
      ...name,
    });
    expect(ptz.presets.get(9)).toEqual({ name: name ? '大门' : 'Preset 9', position: ptz.head.position });
  },
  TeleBoot: async ({ camera }) => {
    const { boots } = camera.agent.state;
    expect(await camera.control('TeleBoot', {})).toEqual({});
    await expect.poll(() => camera.agent.state.boots).toBe(boots + 1);
    await camera.agent.registered;
  },
  RecordCmd: async ({ camera, edition }) => {
    const stream = edition === '2022' && { StreamNumber: 0 };
    expect(await camera.control('RecordCmd', { RecordCmd: 'Record', ...stream })).toEqual(ok);
    expect(camera.unit.records.recording).toBe(true);
    expect(await camera.control('RecordCmd', { RecordCmd: 'StopRecord' })).toEqual(ok);
    expect(camera.unit.records.recording).toBe(false);
  },
  GuardCmd: async ({ camera }) => {
    expect(await camera.control('GuardCmd', { GuardCmd: 'SetGuard' })).toEqual(ok);
    expect(camera.unit.alarms.duty).toBe('ONDUTY');
    expect(await camera.control('GuardCmd', { GuardCmd: 'ResetGuard' })).toEqual(ok);
    expect(camera.unit.alarms.duty).toBe('OFFDUTY');
  },
  AlarmCmd: async ({ camera }) => {
    for (const AlarmMethod of ['2', '5'] as const) await camera.agent.alarm({ AlarmMethod }, camera.channelId);
    expect(await camera.control('AlarmCmd', { Info: { AlarmMethod: '2' } })).toEqual(ok);
    expect(camera.unit.alarms.active.map(({ AlarmMethod }) => AlarmMethod)).toEqual(['5']);
    expect(await camera.control('AlarmCmd', {})).toEqual(ok);
    expect(camera.unit.alarms.active).toEqual([]);
  },
  IFrameCmd: async ({ camera }) => {
    const { keyFrames } = camera.unit;
    expect(await camera.control('IFrameCmd', {})).toEqual({});
    expect(camera.unit.keyFrames).toBe(keyFrames + 1);
  },
  DragZoomIn: async ({ camera }) => {
    const { Zoom } = await camera.rest();
    expect(await camera.control('DragZoomIn', { DragZoomIn: area })).toEqual({});
    expect(await camera.rest()).toMatchObject({ Zoom: Zoom * 3 });
  },
  DragZoomOut: async ({ camera }) => {
    const { Zoom } = await camera.rest();
    expect(await camera.control('DragZoomOut', { DragZoomOut: area })).toEqual({});
    expect((await camera.rest()).Zoom).toBeCloseTo(Math.max(1, Zoom / 3), 1);
  },
  HomePosition: async ({ camera }) => {
    const home = { Enabled: 1, ResetTime: 600, PresetIndex: 2 };
    expect(await camera.control('HomePosition', { HomePosition: home })).toEqual(ok);
    expect(camera.unit.ptz.home).toEqual(home);
  },
  ExtraInfo: async ({ camera }) => {
    const fields = { GuardCmd: 'SetGuard', ExtraInfo: ['工单 42', 'operator=7'] };
    expect(await camera.control('GuardCmd', fields)).toEqual(ok);
    expect(camera.unit.alarms.guarded).toBe(true);
  },
  PTZPreciseCtrl: async ({ camera }) => {
    const place = { Pan: 123.5, Tilt: -12.25, Zoom: 4 };
    expect(await camera.control('PTZPreciseCtrl', { PTZPreciseCtrl: place })).toEqual({});
    expect(await camera.rest()).toEqual(place);
  },
  DeviceUpgrade: async ({ camera, files }) => {
    const { boots } = camera.agent.state;
    const order = {
      Firmware: 'V2.1.7',
      FileURL: `${files}/V2.1.7.bin`,
      Manufacturer: 'Guanlan',
      SessionID: '3f1d6c2a-90b7-4e55-8a41-5c0de7b19f26',
    };
    expect(await camera.control('DeviceUpgrade', { DeviceUpgrade: order })).toEqual(ok);
    await expect.poll(() => camera.agent.state.boots).toBe(boots + 1);
    await camera.agent.registered;
    expect(await camera.query('DeviceInfo')).toMatchObject({ Firmware: 'V2.1.7' });
  },
  FormatSDCard: async ({ camera }) => {
    expect(await camera.control('FormatSDCard', { FormatSDCard: 1 })).toEqual({});
    expect(camera.agent.state.cards.list().map(({ Status }) => Status)).toEqual(['formatting', 'ok']);
  },
  TargetTrack: async ({ camera }) => {
    const fields = { TargetTrack: 'Manual', DeviceID2: camera.channelId, TargetArea: area };
    expect(await camera.control('TargetTrack', fields)).toEqual({});
    expect(camera.unit.ptz.target).toMatchObject({ mode: 'Manual', sceneId: camera.channelId });
    expect(await camera.control('TargetTrack', { TargetTrack: 'Stop' })).toEqual({});
    expect(camera.unit.ptz.target).toMatchObject({ mode: 'Stop' });
  },
};

/** What the camera must tell, of what it knows. */
const asked: Record<string, (stage: Stage) => Promise<void>> = {
  Catalog: async ({ camera }) => {
    const { channels } = camera.agent;
    const items = channels.map(({ id, name, status }) => ({ DeviceID: id, Name: name, Status: status }));
    expect(await camera.query('Catalog', {}, camera.deviceId)).toMatchObject({
      SumNum: channels.length,
      DeviceList: items,
    });
  },
  DeviceInfo: async ({ camera }) => {
    const { facts } = camera.agent.options;
    expect(await camera.query('DeviceInfo', {}, camera.deviceId)).toEqual({
      ...ok,
      DeviceName: camera.agent.state.unit(camera.deviceId).configuration.get('BasicParam')!.Name,
      Manufacturer: facts.manufacturer,
      Model: facts.model,
      Firmware: camera.agent.state.firmware,
      Channel: camera.agent.channels.length,
    });
  },
  DeviceStatus: async ({ camera }) => {
    camera.unit.alarms.guarded = true;
    camera.unit.records.start();
    expect(await camera.query('DeviceStatus')).toMatchObject({
      ...ok,
      Online: 'ONLINE',
      Status: 'OK',
      Encode: 'OFF',
      Record: 'ON',
      DeviceTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/),
      Alarmstatus: [{ DeviceID: camera.channelId, DutyStatus: 'ONDUTY' }],
    });
    camera.unit.records.stop();
  },
  RecordInfo: async ({ camera }) => {
    const range = { StartTime: '2026-03-01T00:00:00', EndTime: '2026-03-02T00:00:00' };
    const kept = camera.unit.records.find(Date.parse('2026-03-01T00:00+08:00'), Date.parse('2026-03-02T00:00+08:00'));
    expect(kept).not.toEqual([]);
    expect(await camera.query('RecordInfo', range)).toMatchObject({
      SumNum: kept.length,
      RecordList: kept.map(({ type, filePath, bytes }) => ({
        DeviceID: camera.channelId,
        Type: type,
        FilePath: filePath,
        FileSize: String(bytes),
      })),
    });
  },
  Alarm: async ({ camera }) => {
    const { state } = camera.agent;
    const { confirmedAlarms } = state;
    await camera.agent.alarm({ AlarmMethod: '5' }, camera.channelId);
    await expect.poll(() => state.confirmedAlarms).toBe(confirmedAlarms + 1);
    expect(await camera.query('Alarm', { AlarmMethod: '5' })).toEqual(ok);
    // A Notify of what was, and its Response.
    await expect.poll(() => state.confirmedAlarms).toBe(confirmedAlarms + 2);
  },
  ConfigDownload: async ({ camera, edition }) => {
    const names =
      edition === '2022' ? (['BasicParam', 'OSDConfig'] as const) : (['BasicParam', 'VideoParamOpt'] as const);
    const { configuration } = camera.unit;
    expect(await camera.query('ConfigDownload', { ConfigType: names.join('/') })).toMatchObject({
      ...ok,
      ...Object.fromEntries(names.map((name) => [name, configuration.get(name)])),
    });
  },
  PresetQuery: async ({ camera }) => {
    const presets = camera.unit.ptz.presets.list();
    expect(await camera.query('PresetQuery')).toEqual({
      SumNum: presets.length,
      PresetList: presets.map(([index, { name }]) => ({ PresetID: String(index), PresetName: name })),
    });
  },
  MobilePosition: async ({ camera, edition }) => {
    const place = { Longitude: expect.closeTo(116.39, 1), Latitude: expect.closeTo(39.9, 1), Speed: 36, Altitude: 44 };
    const fields = await camera.query('MobilePosition', { Interval: 5 }, camera.deviceId);
    if (edition === '2016') expect(fields).toMatchObject(place);
    else expect(fields).toMatchObject({ SumNum: 1, DeviceList: [{ ...place, DeviceID: camera.deviceId, Height: 2 }] });
  },
  HomePositionQuery: async ({ camera }) => {
    camera.unit.ptz.home = { Enabled: 0, ResetTime: 90, PresetIndex: 4 };
    expect(await camera.query('HomePositionQuery')).toEqual({ HomePosition: camera.unit.ptz.home });
  },
  CruiseTrackListQuery: async ({ camera }) => {
    camera.unit.ptz.patrol.addPoint(3, 1, '夜间');
    expect(await camera.query('CruiseTrackListQuery')).toEqual({
      SumNum: 2,
      CruiseTrackList: [
        { Number: 0, Name: '环线' },
        { Number: 3, Name: '夜间' },
      ],
    });
  },
  CruiseTrackQuery: async ({ camera }) => {
    const point = { StayTime: 10, Speed: 8 };
    expect(await camera.query('CruiseTrackQuery', { Number: 0 })).toEqual({
      Number: 0,
      Name: '环线',
      SumNum: 3,
      CruisePointList: [1, 2, 3].map((PresetIndex) => ({ PresetIndex, ...point })),
    });
  },
  PTZPosition: async ({ camera }) => {
    await camera.rest();
    const { position, view } = camera.unit.ptz.head;
    expect(await camera.query('PTZPosition')).toEqual({ ...position, ...view });
  },
  SDCardStatus: async ({ camera }) => {
    const cards = camera.agent.state.cards.list();
    expect(await camera.query('SDCardStatus', {}, camera.deviceId)).toMatchObject({
      SumNum: 2,
      SDCardStatusInfo: cards.map(({ ID, HddName, Capacity }) => ({ ID, HddName, Capacity })),
    });
  },
};

describe.each(editions)('a camera of %s', (edition) => {
  let platform: TestPlatform;
  let files: Server;
  let stage: Stage;

  beforeAll(async () => {
    platform = await TestPlatform.start();
    files = createServer((_, response) => response.end('firmware')).listen(0, '127.0.0.1');
    await once(files, 'listening');
    const camera = await SimulatedCamera.start(platform, edition);
    stage = { camera, edition, files: `http://127.0.0.1:${(files.address() as AddressInfo).port}` };
  });
  afterAll(async () => {
    files.close();
    await platform.stop();
  });

  // First, since a formatted card has no records.
  it.each(cellsOf(edition, 'query'))('%s', async (_, { row }) => asked[row.name]!(stage));

  it.each(cellsOf(edition, 'control'))('%s', async (_, { row }) => controlled[row.name]!(stage));

  it.each(cellsOf(edition, 'config'))('%s', async (_, { row }) => {
    const { camera } = stage;
    const path = camera.path(`config/${row.name}`);
    const kept = () => camera.unit.configuration.get(row.name as ConfigName);
    const request = goldens(row, edition).find(({ part }) => part === 'request');
    const section = (request?.says ?? { [row.name]: kept() }) as object;
    if (request) expect(await told(platform, 'PUT', path, section)).toEqual(ok);
    // Counts are not kept but counted.
    expect(section).toMatchObject({ [row.name]: kept() });
    expect(await told(platform, 'GET', path)).toEqual({ ...ok, ...section });
  });
});
