// Sections of the configuration: GB/T 28181-2016 annex A.2.3.2 and A.2.4.7, GB/T 28181-2022 annex A.2.3.2 and A.2.4.7. They are
// set by CmdType DeviceConfig and told by ConfigDownload.
import type { TObject, TSchema } from 'typebox';
import { resultAnswer } from './command.ts';
import { sessionId } from './controls.ts';
import type { Edition } from './edition.ts';
import { count, countOf, flag, group, integer, list, optional, repeated, text } from './fields.ts';

export interface ConfigSection {
  readonly name: string;
  readonly since: Edition;
  /** The last edition in which it can be set; absent: the newest too. */
  readonly settableUntil: Edition | undefined;
  readonly section: TSchema;
  /** The section as the one element of a message. */
  readonly request: TObject;
  readonly response: TObject;
}

function config<N extends string, T extends TSchema>(
  name: N,
  section: T,
  options: { since?: Edition; settableUntil?: Edition } = {},
) {
  const { since = '2022', settableUntil } = options;
  const request = group({ [name]: section } as Record<N, T>);
  return { name, since, settableUntil, section, request, response: resultAnswer } as const;
}

const both = { since: '2016' } as const;
const streamNumber = integer(0, 255, { description: '0: main stream.' });
const hour = integer(0, 23);
const sixty = integer(0, 59);

const segment = group({
  StartHour: hour,
  StartMin: sixty,
  StartSec: sixty,
  StopHour: integer(0, 24),
  StopMin: sixty,
  StopSec: sixty,
});
const schedule = group({
  WeekDayNum: integer(1, 7, { description: '1: Monday.' }),
  TimeSegmentSumNum: countOf('TimeSegment'),
  TimeSegment: repeated(segment, { maxItems: 8 }),
});

export const snapShot = {
  SnapNum: integer(1, 10),
  Interval: integer(1, 86_400, { description: 'Seconds.' }),
  UploadURL: text({ minLength: 1 }),
  SessionID: sessionId,
};

export const configs = {
  BasicParam: config(
    'BasicParam',
    group({
      Name: optional(text({ maxLength: 128 })),
      Expiration: optional(integer(1, 604_800, { description: 'Of a registration, in seconds.' })),
      HeartBeatInterval: optional(integer(1, 86_400, { description: 'Seconds.' })),
      HeartBeatCount: optional(integer(1, 255, { description: 'Missed reports until a side counts as offline.' })),
    }),
    both,
  ),
  VideoParamOpt: config(
    'VideoParamOpt',
    group({
      DownloadSpeed: optional(text({ maxLength: 64, description: 'Speeds that a download may have, joined by /.' })),
      Resolution: optional(text({ maxLength: 256, description: 'Sizes of pictures that it has, joined by /.' })),
    }),
    { ...both, settableUntil: '2016' },
  ),
  SVACEncodeConfig: config(
    'SVACEncodeConfig',
    group({
      ROIParam: optional(
        group({
          ROIFlag: flag(),
          ROINumber: optional(integer(0, 16)),
          Item: optional(
            repeated(
              group({
                ROISeq: integer(1, 16),
                TopLeft: count({ description: 'Number of the corner’s macroblock.' }),
                BottomRight: count(),
                ROIQP: integer(0, 3),
              }),
              { maxItems: 16 },
            ),
          ),
        }),
      ),
      SVCParam: optional(
        group({
          SVCSpaceDomainMode: optional(integer(0, 3)),
          SVCTimeDomainMode: optional(integer(0, 3)),
          SSVCRatioValue: optional(text({ maxLength: 16 })),
          SVCSpaceSupportMode: optional(integer(0, 3)),
          SVCTimeSupportMode: optional(integer(0, 3)),
          SSVCRatioSupportList: optional(text({ maxLength: 128 })),
        }),
      ),
      SurveillanceParam: optional(
        group({
          TimeFlag: optional(flag()),
          OSDFlag: optional(flag()),
          AIFlag: optional(flag()),
          GISFlag: optional(flag()),
        }),
      ),
      AudioParam: optional(group({ AudioRecognitionFlag: flag() })),
    }),
    both,
  ),
  SVACDecodeConfig: config(
    'SVACDecodeConfig',
    group({
      SVCParam: optional(
        group({
          SVCSTMMode: optional(integer(0, 3)),
          SVCSpaceSupportMode: optional(integer(0, 3)),
          SVCTimeSupportMode: optional(integer(0, 3)),
        }),
      ),
      SurveillanceParam: optional(
        group({
          TimeShowFlag: optional(flag()),
          OSDShowFlag: optional(flag()),
          AIShowFlag: optional(flag()),
          GISShowFlag: optional(flag()),
        }),
      ),
    }),
    both,
  ),
  VideoParamAttribute: config(
    'VideoParamAttribute',
    group({
      Num: countOf('Item', { 'x-attribute': true }),
      Item: repeated(
        group({
          StreamNumber: streamNumber,
          VideoFormat: optional(text({ maxLength: 16, description: 'As in f= of SDP: 2 is H.264, 5 H.265.' })),
          Resolution: optional(text({ maxLength: 16, description: 'As in f= of SDP: 6, or 1920x1080.' })),
          FrameRate: optional(text({ maxLength: 8 })),
          BitRateType: optional(text({ maxLength: 8, description: '1: constant, 2: variable.' })),
          VideoBitRate: optional(text({ maxLength: 16, description: 'kbit/s.' })),
        }),
        { maxItems: 16 },
      ),
    }),
  ),
  VideoRecordPlan: config(
    'VideoRecordPlan',
    group({
      RecordEnable: flag(),
      RecordScheduleSumNum: countOf('RecordSchedule'),
      RecordSchedule: optional(repeated(schedule, { maxItems: 7 })),
      StreamNumber: optional(streamNumber),
    }),
  ),
  VideoAlarmRecord: config(
    'VideoAlarmRecord',
    group({
      RecordEnable: flag(),
      RecordTime: optional(count({ description: 'Seconds after the alarm.' })),
      PreRecordTime: optional(count({ description: 'Seconds before the alarm.' })),
      StreamNumber: optional(streamNumber),
    }),
  ),
  PictureMask: config(
    'PictureMask',
    group({
      On: flag(),
      SumNum: countOf('RegionList'),
      RegionList: optional(
        list(
          group({
            Seq: integer(1, 4),
            Point: text({ maxLength: 64, description: 'Left, top, right and bottom in pixels, as 10,20,120,200.' }),
          }),
          { maxItems: 4 },
        ),
      ),
    }),
  ),
  FrameMirror: config(
    'FrameMirror',
    integer(0, 3, { description: '0: as it is, 1: left and right, 2: upside down, 3: both.' }),
  ),
  AlarmReport: config('AlarmReport', group({ MotionDetection: optional(flag()), FieldDetection: optional(flag()) })),
  OSDConfig: config(
    'OSDConfig',
    group({
      Length: count({ description: 'Of the window, in pixels.' }),
      Width: count(),
      TimeX: optional(count()),
      TimeY: optional(count()),
      TimeEnable: optional(flag()),
      TimeType: optional(integer(0, 1, { description: '0: 2022-01-31 12:00:00, 1: the date in Chinese.' })),
      TextEnable: optional(flag()),
      SumNum: countOf('Item'),
      Item: optional(repeated(group({ Text: text({ maxLength: 64 }), X: count(), Y: count() }), { maxItems: 8 })),
    }),
  ),
  SnapShotConfig: config('SnapShotConfig', group(snapShot, { 'x-alias': 'SnapShot' })),
} satisfies Record<string, ConfigSection>;

export type ConfigName = keyof typeof configs;
