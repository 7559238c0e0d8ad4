import { describe, expect, it } from 'vitest';
import {
  type ConfigName,
  configs,
  decodeFields,
  encodeFields,
  queries,
} from '../../../../src/gb28181/codec/command-set/index.ts';
import { text, type XmlNode } from '../../../../src/gb28181/codec/manscdp.ts';
import { cameraId, channelIds, until } from '../site.ts';
import { peerPlatform } from './peer-platform.ts';

const platform = peerPlatform();
const [channelId] = channelIds;

async function set(section: XmlNode, id: string = channelId): Promise<string> {
  await platform().send('Control', 'DeviceConfig', section, id);
  return text((await platform().told('Response', 'DeviceConfig')).fields, 'Result');
}
async function get(ConfigType: string, id: string = channelId) {
  return decodeFields(
    queries.ConfigDownload.response!,
    (await platform().ask('ConfigDownload', { ConfigType }, id)).fields,
  );
}

/** A value of each section that is not the one it begins with. */
const values: Record<Exclude<ConfigName, 'SnapShotConfig'>, unknown> = {
  BasicParam: { Name: '南门', Expiration: 7200, HeartBeatInterval: 30, HeartBeatCount: 5 },
  VideoParamOpt: { DownloadSpeed: '1/2', Resolution: '640x480' },
  SVACEncodeConfig: {
    ROIParam: { ROIFlag: 1, ROINumber: 1, Item: [{ ROISeq: 1, TopLeft: 2, BottomRight: 3, ROIQP: 1 }] },
    SVCParam: { SVCSpaceDomainMode: 1, SVCTimeDomainMode: 1, SVCSpaceSupportMode: 2, SVCTimeSupportMode: 3 },
    SurveillanceParam: { TimeFlag: 0, OSDFlag: 0, AIFlag: 1, GISFlag: 1 },
    AudioParam: { AudioRecognitionFlag: 1 },
  },
  SVACDecodeConfig: {
    SVCParam: { SVCSTMMode: 1, SVCSpaceSupportMode: 2, SVCTimeSupportMode: 3 },
    SurveillanceParam: { TimeShowFlag: 0, OSDShowFlag: 0, AIShowFlag: 1, GISShowFlag: 1 },
  },
  VideoParamAttribute: { Num: 1, Item: [{ StreamNumber: 0, VideoFormat: '5', FrameRate: '15' }] },
  VideoRecordPlan: { RecordEnable: 0, RecordScheduleSumNum: 0, RecordSchedule: [], StreamNumber: 1 },
  VideoAlarmRecord: { RecordEnable: 0, RecordTime: 10, PreRecordTime: 1, StreamNumber: 1 },
  PictureMask: { On: 1, SumNum: 1, RegionList: [{ Seq: 1, Point: '10,20,120,200' }] },
  FrameMirror: 3,
  AlarmReport: { MotionDetection: 0, FieldDetection: 1 },
  OSDConfig: {
    Length: 640,
    Width: 480,
    TimeX: 1,
    TimeY: 2,
    TimeEnable: 0,
    TimeType: 1,
    TextEnable: 1,
    SumNum: 1,
    Item: [{ Text: '南', X: 3, Y: 4 }],
  },
};

describe('[GB/T 28181-2022 §9.3, §9.5] a section', () => {
  it.each(Object.entries(values).filter(([name]) => name !== 'VideoParamOpt' && name !== 'VideoRecordPlan'))(
    '%s is told as it was set, for the channel that is named',
    async (name, value) => {
      await platform().agent();
      const before = await get(name, cameraId);
      const { request } = configs[name as ConfigName];
      expect(await set(encodeFields(request, { [name]: value }, '2022'))).toBe('OK');
      expect(await get(name)).toEqual({ Result: 'OK', [name]: value });
      expect(await get(name, cameraId)).toEqual(before);
    },
  );

  it('VideoRecordPlan keeps its days when only others are set', async () => {
    await platform().agent();
    expect(await set({ VideoRecordPlan: { RecordEnable: '0' } })).toBe('OK');
    const { VideoRecordPlan } = await get('VideoRecordPlan');
    expect(VideoRecordPlan).toMatchObject({ RecordEnable: 0, RecordScheduleSumNum: 7, StreamNumber: 0 });
  });

  it('comes with others', async () => {
    await platform().agent();
    const { Result, ...sections } = await get('FrameMirror/AlarmReport/NoSuchThing');
    expect([Result, Object.keys(sections)]).toEqual(['OK', ['FrameMirror', 'AlarmReport']]);
  });

  it('that there is not is an ERROR', async () => {
    await platform().agent();
    expect(await get('NoSuchThing')).toEqual({ Result: 'ERROR' });
    expect(await set({ NoSuchThing: '1' })).toBe('ERROR');
    expect(await set({ FrameMirror: '9' })).toBe('ERROR');
  });

  it('VideoParamOpt is told but not set any more', async () => {
    await platform().agent();
    expect(await set({ VideoParamOpt: { DownloadSpeed: '1' } })).toBe('ERROR');
    expect((await get('VideoParamOpt')).VideoParamOpt).toEqual({
      DownloadSpeed: '1/2/4/8',
      Resolution: '1920x1080/1280x720',
    });
  });
});

describe('an answer that is larger than a datagram should be', () => {
  const large = 'SVACEncodeConfig/VideoParamAttribute/VideoRecordPlan/OSDConfig';

  it('[GB/T 28181-2022 annex M] goes by TCP, and the next small one by UDP', async () => {
    await platform().agent();
    expect(Object.keys(await get(large))).toHaveLength(5);
    expect(platform().lastProtocol).toBe('tcp');
    await get('FrameMirror');
    expect(platform().lastProtocol).toBe('udp');
  });

  it('goes by UDP all the same before', async () => {
    await platform().agent({ edition: '2016', catalogDetails: { Block: 'x'.repeat(60), Name: '名'.repeat(200) } });
    await platform().ask('Catalog');
    expect(platform().bodies.at(-1)!.length).toBeGreaterThan(1300);
    expect(platform().lastProtocol).toBe('udp');
  });
});

describe('[GB/T 28181-2016 §9.3, §9.5] a camera of that edition', () => {
  it.each(Object.values(configs).filter(({ since }) => since === '2016'))('sets and tells $name', async ({ name }) => {
    await platform().agent({ edition: '2016' });
    const value = values[name as keyof typeof values];
    expect(await set(encodeFields(configs[name as ConfigName].request, { [name]: value }, '2016'))).toBe('OK');
    expect(await get(name)).toEqual({ Result: 'OK', [name]: value });
  });

  it('does not know the sections of 2022', async () => {
    await platform().agent({ edition: '2016' });
    expect(await set({ FrameMirror: '1' })).toBe('ERROR');
    expect(await get('FrameMirror')).toEqual({ Result: 'ERROR' });
  });
});

describe('BasicParam', () => {
  it('changes how often the device reports, and its name', async () => {
    await platform().agent();
    await set({ BasicParam: { HeartBeatInterval: '5', Name: '西门' } }, cameraId);
    expect(text((await platform().ask('DeviceInfo')).fields, 'DeviceName')).toBe('西门');
    for (let report = 1; report <= 2; report++) {
      await platform().clock.advanceAsync(5000);
      await until(
        'the report',
        () => platform().messages.filter(({ cmdType }) => cmdType === 'Keepalive').length === report,
      );
    }
  });
});
