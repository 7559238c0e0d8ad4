// Answers to queries: GB/T 28181-2016 §9.5 and §9.7, GB/T 28181-2022 §9.5 and §9.7. Which queries there are and what their answers
// carry, the table of the command set says; lists go out in parts.
import type { TObject } from 'typebox';
import { Value } from 'typebox/value';
import { decodeFields, type Fields, forEdition, type QueryName, queries } from '../codec/command-set/index.ts';
import type { ReceivedManscdp } from '../codec/manscdp.ts';
import { catalogOf } from './catalog-of.ts';
import type { DeviceAgent } from './device-agent.ts';
import type { MessageHandlers } from './message-side.ts';
import { fromCameraTime } from './state/camera-time.ts';
import type { UnitState } from './state/device-state.ts';

/** Items of one MESSAGE, so that it fits one datagram. */
const itemsPerMessage = 2;

type Query<N extends QueryName> = (typeof queries)[N];
type Answer<N extends QueryName> = Fields<NonNullable<Query<N>['response']>>;
/** ConfigDownload has handlers of its own. */
type Answers = {
  [N in Exclude<QueryName, 'ConfigDownload'>]: (
    fields: Fields<Query<N>['request']>,
    unit: UnitState,
    agent: DeviceAgent,
  ) => Answer<N>;
};

const answers: Answers = {
  Catalog: (_, __, agent) => ({ DeviceList: catalogOf(agent) }),
  DeviceInfo: (_, __, { options: { deviceId, facts }, state }) => ({
    DeviceName: nameOf(state.unit(deviceId)),
    Result: 'OK',
    Manufacturer: facts.manufacturer,
    Model: facts.model,
    Firmware: state.firmware,
    Channel: state.channels.length,
  }),
  DeviceStatus: (_, unit, agent) => ({
    Result: 'OK',
    Online: 'ONLINE',
    Status: 'OK',
    Encode: agent.sessions > 0 ? 'ON' : 'OFF',
    Record: unit.records.recording ? 'ON' : 'OFF',
    DeviceTime: agent.localTime(),
    Alarmstatus: dutyOf(unit, agent),
  }),
  RecordInfo: ({ StartTime, EndTime, Type = 'all' }, unit, agent) => ({
    Name: nameOf(unit),
    RecordList: unit.records
      .find(agent.fromLocalTime(StartTime), agent.fromLocalTime(EndTime), Type)
      .map(({ start, end, type, filePath, bytes }) => ({
        DeviceID: unit.id,
        Name: type,
        FilePath: filePath,
        Address: 'SD1',
        StartTime: agent.localTime(start),
        EndTime: agent.localTime(end),
        Secrecy: 0,
        Type: type,
        RecorderID: unit.id,
        FileSize: String(bytes),
        RecordLocation: '0',
        StreamNumber: 0,
      })),
  }),
  Alarm: (fields, unit, agent) => {
    tellPastAlarms(fields, unit, agent);
    return { Result: 'OK' };
  },
  PresetQuery: (_, { ptz }) => ({
    PresetList: ptz.presets.list().map(([index, { name }]) => ({ PresetID: String(index), PresetName: name })),
  }),
  MobilePosition: () => ({}),
  HomePositionQuery: (_, { ptz }) => ({ HomePosition: { ...ptz.home } }),
  CruiseTrackListQuery: (_, { ptz }) => ({
    CruiseTrackList: ptz.patrol.tracks().map(([number, { name }]) => ({ Number: number, Name: name })),
  }),
  CruiseTrackQuery: ({ Number: wanted }, { ptz }) => {
    const [number, track] = ptz.patrol.tracks().find(([number]) => number === wanted) ?? [];
    return {
      Number: number ?? wanted,
      ...(track && { Name: track.name }),
      CruisePointList: (track?.presets ?? []).map((preset) => ({
        PresetIndex: preset,
        StayTime: track!.staySeconds,
        Speed: track!.speed,
      })),
    };
  },
  PTZPosition: (_, { id }, agent) => agent.ptzPosition(id),
  SDCardStatus: (_, __, { state }) => ({ SDCardStatusInfo: state.cards.list() }),
};

/** One handler for each query of the table but ConfigDownload, those without an answer of ours included. */
export const queryHandlers: MessageHandlers = Object.fromEntries(
  Object.values(queries)
    .filter(({ name }) => name !== 'ConfigDownload')
    .map(({ name }) => [`Query ${name}`, (message, agent) => answer(name, message, agent)]),
);

async function answer(name: QueryName, message: ReceivedManscdp, agent: DeviceAgent): Promise<void> {
  const row: { since: string; request: TObject; response: TObject | null } = queries[name];
  if (row.since > agent.edition) return;
  const fields = Value.Default(
    row.request,
    forEdition(row.request, decodeFields(row.request, message.fields), agent.edition),
  );
  const told = (answers as unknown as Partial<Record<QueryName, (...given: unknown[]) => object>>)[name]?.(
    fields,
    agent.state.unit(message.deviceId),
    agent,
  );
  if (!row.response) await agent.tellPosition(message.sn);
  // A query without an answer of ours: nothing is there.
  else await inParts(name, message, told ?? { Result: 'OK' }, agent);
}

async function inParts(name: QueryName, message: ReceivedManscdp, told: object, agent: DeviceAgent): Promise<void> {
  const { response, items }: { response: TObject | null; items?: string | undefined } = queries[name];
  const list = items === undefined ? undefined : ((told as Record<string, unknown[]>)[items] ?? []);
  if (!list) return agent.respond(message, response!, told);
  const length = agent.quirks.has('one-item') ? 1 : itemsPerMessage;
  const SumNum = agent.quirks.has('sum-lies') ? list.length + 1 : list.length;
  // An empty list is told by one message.
  for (let at = 0; at === 0 || at < list.length; at += length)
    await agent.respond(message, response!, { ...told, SumNum, [items!]: list.slice(at, at + length) });
}

/** GB/T 28181-2016 annex A.2.4.6: after the answer, one Notify for each alarm that was meant. */
function tellPastAlarms(
  {
    StartAlarmPriority = '0',
    EndAlarmPriority = '0',
    AlarmMethod = '0',
    AlarmType = '',
    ...range
  }: Fields<Query<'Alarm'>['request']>,
  { alarms, id }: UnitState,
  agent: DeviceAgent,
): void {
  const from = range.StartAlarmTime === undefined ? Number.NEGATIVE_INFINITY : fromCameraTime(range.StartAlarmTime);
  const to = range.EndAlarmTime === undefined ? Number.POSITIVE_INFINITY : fromCameraTime(range.EndAlarmTime);
  const meant = alarms.past.filter((alarm) => {
    const at = fromCameraTime(alarm.AlarmTime);
    return (
      at >= from &&
      at <= to &&
      (StartAlarmPriority === '0' || alarm.AlarmPriority >= StartAlarmPriority) &&
      (EndAlarmPriority === '0' || alarm.AlarmPriority <= EndAlarmPriority) &&
      (AlarmMethod.includes('0') || AlarmMethod.includes(alarm.AlarmMethod)) &&
      (AlarmType === '' || AlarmType === alarm.Info?.AlarmType)
    );
  });
  for (const alarm of meant) agent.tell('Alarm', alarm, id).catch(() => {});
}

function nameOf({ id, configuration }: UnitState): string {
  return configuration.get('BasicParam')?.Name ?? id;
}

function dutyOf({ id }: UnitState, { state, options }: DeviceAgent) {
  const ids = id === options.deviceId ? state.units().map((unit) => unit.id) : [id];
  return ids.map((DeviceID) => ({ DeviceID, DutyStatus: state.unit(DeviceID).alarms.duty }));
}
