// Sections of a device's or channel's configuration, as DeviceConfig sets and ConfigDownload tells them; which there are,
// the table of the command set says. GB/T 28181-2016 annex A.2.3.2, GB/T 28181-2022 annex A.2.3.2.
import type { Static } from 'typebox';
import { Value } from 'typebox/value';
import { type ConfigName, configs } from '../../codec/command-set/index.ts';

export type Section<N extends ConfigName> = Static<(typeof configs)[N]['section']>;
export type ConfigValues = { [N in ConfigName]?: Section<N> };

export function defaultConfiguration(name: string, registerSeconds: number, keepaliveSeconds: number): ConfigValues {
  return {
    BasicParam: { Name: name, Expiration: registerSeconds, HeartBeatInterval: keepaliveSeconds, HeartBeatCount: 3 },
    VideoParamOpt: { DownloadSpeed: '1/2/4/8', Resolution: '1920x1080/1280x720' },
    SVACEncodeConfig: {
      ROIParam: { ROIFlag: 0, ROINumber: 0 },
      SVCParam: { SVCSpaceDomainMode: 0, SVCTimeDomainMode: 0, SVCSpaceSupportMode: 0, SVCTimeSupportMode: 0 },
      SurveillanceParam: { TimeFlag: 1, OSDFlag: 1, AIFlag: 0, GISFlag: 0 },
      AudioParam: { AudioRecognitionFlag: 0 },
    },
    SVACDecodeConfig: {
      SVCParam: { SVCSTMMode: 0, SVCSpaceSupportMode: 0, SVCTimeSupportMode: 0 },
      SurveillanceParam: { TimeShowFlag: 1, OSDShowFlag: 1, AIShowFlag: 0, GISShowFlag: 0 },
    },
    VideoParamAttribute: {
      Item: [
        {
          StreamNumber: 0,
          VideoFormat: '2',
          Resolution: '1920x1080',
          FrameRate: '25',
          BitRateType: '2',
          VideoBitRate: '4096',
        },
        {
          StreamNumber: 1,
          VideoFormat: '2',
          Resolution: '704x576',
          FrameRate: '25',
          BitRateType: '2',
          VideoBitRate: '512',
        },
      ],
    },
    VideoRecordPlan: { RecordEnable: 1, RecordSchedule: everyDay(), StreamNumber: 0 },
    VideoAlarmRecord: { RecordEnable: 1, RecordTime: 60, PreRecordTime: 5, StreamNumber: 0 },
    PictureMask: { On: 0, RegionList: [] },
    FrameMirror: 0,
    AlarmReport: { MotionDetection: 1, FieldDetection: 0 },
    OSDConfig: {
      Length: 1920,
      Width: 1080,
      TimeX: 32,
      TimeY: 32,
      TimeEnable: 1,
      TimeType: 0,
      TextEnable: 1,
      Item: [{ Text: name, X: 32, Y: 1000 }],
    },
  };
}

export class Configuration {
  readonly #values: Record<string, unknown>;

  constructor(defaults: ConfigValues) {
    this.#values = { ...defaults };
  }

  get<N extends ConfigName>(name: N): Section<N> | undefined {
    return this.#values[name] as Section<N> | undefined;
  }

  all(): ConfigValues {
    return { ...this.#values };
  }

  /** Sets a section; fields that it does not name stay as they are. False when a value is not one of the table. */
  set(name: ConfigName, value: unknown): boolean {
    const before = this.#values[name];
    const next = isObject(before) && isObject(value) ? { ...before, ...value } : value;
    const { section } = configs[name];
    // A count that belongs to the list of before.
    for (const [field, schema] of Object.entries((section as { properties?: object }).properties ?? {}))
      if (isObject(next) && Object.hasOwn(schema, 'x-count')) delete next[field];
    if (!Value.Check(section, next)) return false;
    this.#values[name] = next;
    return true;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function everyDay() {
  const wholeDay = { StartHour: 0, StartMin: 0, StartSec: 0, StopHour: 24, StopMin: 0, StopSec: 0 };
  return Array.from({ length: 7 }, (_, day) => ({ WeekDayNum: day + 1, TimeSegment: [wholeDay] }));
}
