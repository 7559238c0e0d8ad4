import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  CommandError,
  type ConfigName,
  configs,
  controlIn,
  controls,
  decodeFields,
  editionOf,
  encodeFields,
  forEdition,
  notifies,
  queries,
} from '../../../../../src/gb28181/codec/command-set/index.ts';
import { buildManscdp, parseManscdp } from '../../../../../src/gb28181/codec/manscdp.ts';

const written = (fields: Parameters<typeof buildManscdp>[0]['fields']) =>
  buildManscdp({ kind: 'Control', cmdType: 'X', sn: '1', deviceId: '2', fields: fields ?? {} }, 'UTF-8').toString();
const read = (inner: string) => parseManscdp(Buffer.from(`<Control><CmdType>X</CmdType>${inner}</Control>`)).fields;
const codeOf = (action: () => unknown) => {
  try {
    action();
  } catch (error) {
    if (error instanceof CommandError) return error.code;
    throw error;
  }
  return undefined;
};

describe('writing', () => {
  it('keeps the order of the standard, and fills in what has only one value', () => {
    expect(Object.keys(encodeFields(controls.TeleBoot.request, {}, '2016'))).toEqual(['TeleBoot']);
    const fields = { PresetIndex: 3, Enabled: 1 };
    expect(encodeFields(controls.HomePosition.request, { HomePosition: fields }, '2016')).toEqual({
      HomePosition: { Enabled: '1', PresetIndex: '3' },
    });
  });

  it('asks for a key frame in the spellings of both editions', () => {
    expect(encodeFields(controls.IFrameCmd.request, {}, '2016')).toEqual({ IFameCmd: 'Send', IFrameCmd: 'Send' });
  });

  it('counts the items of a list, as an element and as an attribute', () => {
    const RegionList = [{ Seq: 1, Point: '10,20,120,200' }];
    const xml = written(encodeFields(configs.PictureMask.request, { PictureMask: { On: 1, RegionList } }, '2022'));
    expect(xml).toContain('<SumNum>1</SumNum>');
    expect(xml).toContain('<RegionList Num="1">');
    const Item = [{ StreamNumber: 0 }, { StreamNumber: 1 }];
    const attributes = encodeFields(configs.VideoParamAttribute.request, { VideoParamAttribute: { Item } }, '2022');
    expect(written(attributes)).toContain('<VideoParamAttribute Num="2">');
  });

  it('repeats an element that has no list around it', () => {
    const Item = [1, 2].map((ROISeq) => ({ ROISeq, TopLeft: 0, BottomRight: 9, ROIQP: 1 }));
    const fields = { SVACEncodeConfig: { ROIParam: { ROIFlag: 1, ROINumber: 2, Item } } };
    const xml = written(encodeFields(configs.SVACEncodeConfig.request, fields, '2016'));
    expect(xml.match(/<Item>/g)).toHaveLength(2);
  });

  it('escapes what would be markup', () => {
    const fields = { BasicParam: { Name: 'a<b>&"c"' } };
    const xml = written(encodeFields(configs.BasicParam.request, fields, '2016'));
    expect(xml).not.toContain('a<b>');
    expect(decodeFields(configs.BasicParam.request, parseManscdp(Buffer.from(xml)).fields)).toEqual(fields);
  });

  it.each([
    [{}],
    [{ RecordCmd: 'record' }],
    [{ RecordCmd: 'Record', Else: 1 }],
    [{ RecordCmd: 'Record', StreamNumber: 'main' }],
  ])('refuses %o', (fields) => {
    expect(codeOf(() => encodeFields(controls.RecordCmd.request, fields, '2022'))).toBe('bad-fields');
  });

  it('refuses what the edition of the device does not know, and leaves out what ended before it', () => {
    const fields = { RecordCmd: 'Record', StreamNumber: 1 };
    expect(codeOf(() => encodeFields(controls.RecordCmd.request, fields, '2016'))).toBe('edition-too-old');
    const ptz = { PTZCmd: 'A50F010000000000', Info: { ControlPriority: 5 } };
    expect(encodeFields(controls.PTZCmd.request, ptz, '2022')).toEqual({ PTZCmd: 'A50F010000000000' });
    expect(encodeFields(controls.PTZCmd.request, ptz, '2016')).toHaveProperty('Info');
  });

  it('does not count a list that the edition does not have', () => {
    const fields = { Time: '2022-01-31T12:00:00', Longitude: 120.1, Latitude: 30.2 };
    expect(encodeFields(notifies.MobilePosition.request, fields, '2016')).not.toHaveProperty('SumNum');
  });

  it('leaves out what an edition does not know, for those who have more to tell', () => {
    const { request } = notifies.Catalog;
    const item = {
      DeviceID: '1',
      Event: 'ADD' as const,
      Owner: 'o',
      SecurityLevelCode: 'A',
      Info: { PTZType: 1, MAC: 'm' },
    };
    const rest = { DeviceID: '1', Event: 'ADD' };
    expect(forEdition(request, { DeviceList: [item] }, '2016')).toEqual({
      DeviceList: [{ ...rest, Owner: 'o', Info: { PTZType: 1 } }],
    });
    expect(forEdition(request, { DeviceList: [item] }, '2022')).toEqual({
      DeviceList: [{ ...rest, SecurityLevelCode: 'A', Info: { PTZType: 1, MAC: 'm' } }],
    });
  });
});

describe('reading', () => {
  it('leaves out what cannot be read, and what nobody knows', () => {
    const fields = read('<Result>ok</Result><Channel>four</Channel><DeviceName/><Colour>red</Colour>');
    expect(decodeFields(queries.DeviceInfo.response!, fields)).toEqual({ Result: 'OK' });
  });

  it('takes names in other letters, attributes in the place of elements, and numbers with a unit', () => {
    const fields = read('<Pan>12.5 deg</Pan><TILT>-3</TILT>');
    expect(decodeFields(queries.PTZPosition.response!, fields)).toEqual({ Pan: 12.5, Tilt: -3 });
  });

  it.each([
    ['2022-1-5 3:04', '2022-01-05T03:04:00'],
    ['2022-01-05T03:04:05Z', '2022-01-05T03:04:05'],
    ['2022-01-05T03:04:05.1234+08:00', '2022-01-05T03:04:05.123'],
    ['2022-01-05', '2022-01-05T00:00:00'],
  ])('reads the time %s', (text, time) => {
    const fields = read(`<Result>OK</Result><DeviceTime>${text}</DeviceTime>`);
    expect(decodeFields(queries.DeviceStatus.response!, fields)).toEqual({ Result: 'OK', DeviceTime: time });
  });

  it.each(['yesterday', '2022-13-01T00:00:00', '2022-01-01T24:00:00'])('leaves out the time %s', (text) => {
    expect(decodeFields(queries.DeviceStatus.response!, read(`<DeviceTime>${text}</DeviceTime>`))).toEqual({});
  });

  it('reads a list of one item, of many, and an empty one', () => {
    const item = (id: number) => `<Item><PresetID>${id}</PresetID></Item>`;
    const presets = (inner: string) =>
      decodeFields(queries.PresetQuery.response!, read(`<PresetList Num="9">${inner}</PresetList>`)).PresetList;
    expect(presets(item(1))).toEqual([{ PresetID: '1' }]);
    expect(presets(item(1) + item(2))).toHaveLength(2);
    expect(presets('')).toEqual([]);
  });

  it('reads a list of plain text', () => {
    const list = '<SnapShotList><SnapShotFileID>a</SnapShotFileID><SnapShotFileID>b</SnapShotFileID></SnapShotList>';
    expect(decodeFields(notifies.UploadSnapShotFinished.request, read(list))).toEqual({ SnapShotList: ['a', 'b'] });
  });

  it('knows an element by the name that some devices give it', () => {
    const fields = read('<SnapShot><SnapNum>2</SnapNum></SnapShot>');
    expect(decodeFields(queries.ConfigDownload.response!, fields)).toEqual({ SnapShotConfig: { SnapNum: 2 } });
  });

  it('cuts lists and text that are too long', () => {
    const text = 'x'.repeat(4000);
    const ids = '<DeviceID>1</DeviceID>'.repeat(10_050);
    expect(decodeFields(notifies.Alarm.request, read(`<AlarmDescription>${text}</AlarmDescription>`))).toEqual({
      AlarmDescription: 'x'.repeat(1024),
    });
    expect(decodeFields(notifies.Keepalive.request, read(`<Info>${ids}</Info>`)).Info?.DeviceID).toHaveLength(10_000);
  });

  it('finds which control a message is', () => {
    expect(controlIn(read('<IFameCmd>Send</IFameCmd>'))).toBe(controls.IFrameCmd);
    expect(controlIn(read('<TargetTrack>Stop</TargetTrack>'))).toBe(controls.TargetTrack);
    expect(controlIn(read('<Unknown>1</Unknown>'))).toBeUndefined();
  });
});

it('[GB/T 28181-2022 annex I] takes a device that tells no version for one of 2016', () => {
  expect(['3.0', '2.0', '1.1', '', null, undefined, 'new'].map(editionOf)).toEqual([
    '2022',
    ...Array<string>(6).fill('2016'),
  ]);
});

it('has types that follow from the schemas', () => {
  const alarm = decodeFields(notifies.Alarm.request, {});
  expectTypeOf(alarm.AlarmPriority).toEqualTypeOf<'1' | '2' | '3' | '4' | undefined>();
  const configuration = decodeFields(queries.ConfigDownload.response!, {});
  expectTypeOf(configuration.BasicParam?.HeartBeatInterval).toEqualTypeOf<number | undefined>();
  expectTypeOf<ConfigName>().toEqualTypeOf<keyof typeof configs>();
});
