// DeviceControl: GB/T 28181-2016 §9.3, GB/T 28181-2022 §9.3 and §9.13. Which controls there are and whether a Response is due, the
// table of the command set says; one without an effect here is answered all the same.
import { Value } from 'typebox/value';
import {
  type ControlName,
  controlIn,
  type controls,
  decodeFields,
  type Fields,
  forEdition,
} from '../codec/command-set/index.ts';
import type { ReceivedManscdp } from '../codec/manscdp.ts';
import { decodePtz } from '../codec/ptz.ts';
import type { DeviceAgent } from './device-agent.ts';
import type { MessageHandlers } from './message-side.ts';
import type { UnitState } from './state/device-state.ts';
import { upgrade } from './upgrade.ts';

/** Does it; false or a throw: it cannot be done. */
type ControlEffects = {
  [N in ControlName]?: (
    fields: Fields<(typeof controls)[N]['request']>,
    unit: UnitState,
    agent: DeviceAgent,
  ) => boolean | undefined;
};

const controlEffects: ControlEffects = {
  PTZCmd: ({ PTZCmd, PTZCmdParams = {} }, { ptz }) => {
    ptz.command(decodePtz(PTZCmd), PTZCmdParams);
    return true;
  },
  TeleBoot: (_, __, agent) => {
    agent.restart().catch(() => {});
    return true;
  },
  RecordCmd: ({ RecordCmd }, { records }) => {
    if (RecordCmd === 'Record') records.start();
    else records.stop();
    return true;
  },
  GuardCmd: ({ GuardCmd }, { alarms }) => {
    alarms.guarded = GuardCmd === 'SetGuard';
    return true;
  },
  AlarmCmd: ({ Info }, { alarms }) => {
    alarms.reset(Info?.AlarmMethod, Info?.AlarmType);
    return true;
  },
  IFrameCmd: (_, unit) => {
    unit.keyFrames++;
    return true;
  },
  DragZoomIn: ({ DragZoomIn }, { ptz }) => {
    ptz.dragZoom(DragZoomIn, 'in');
    return true;
  },
  DragZoomOut: ({ DragZoomOut }, { ptz }) => {
    ptz.dragZoom(DragZoomOut, 'out');
    return true;
  },
  HomePosition: ({ HomePosition }, { ptz }) => {
    ptz.home = { ...ptz.home, ...HomePosition };
    return true;
  },
  PTZPreciseCtrl: ({ PTZPreciseCtrl }, { ptz }) => {
    ptz.goTo(PTZPreciseCtrl);
    return true;
  },
  DeviceUpgrade: ({ DeviceUpgrade }, _, agent) => {
    if (agent.state.upgrading) return false;
    upgrade(DeviceUpgrade, agent).catch((error: Error) =>
      agent.options.log.warn({ reason: error.message }, 'result of the upgrade not told'),
    );
    return true;
  },
  FormatSDCard: ({ FormatSDCard }, _, { state }) => {
    if (!state.cards.format(FormatSDCard)) return false;
    for (const { records } of state.units()) records.erase();
    return true;
  },
  TargetTrack: ({ TargetTrack, DeviceID2, TargetArea }, { ptz }) => {
    ptz.track(TargetTrack, TargetArea, DeviceID2);
    return true;
  },
};

export const controlHandlers: MessageHandlers = { 'Control DeviceControl': control };

async function control(message: ReceivedManscdp, agent: DeviceAgent): Promise<void> {
  const command = controlIn(message.fields);
  // What is of a later edition is not known here, and passed over.
  if (!command || command.since > agent.edition) return;
  const fields = forEdition(command.request, decodeFields(command.request, message.fields), agent.edition);
  const effect = controlEffects[command.name as ControlName] as
    | ((fields: object, unit: UnitState, agent: DeviceAgent) => boolean | undefined)
    | undefined;
  let done = Value.Check(command.request, fields);
  try {
    if (done) done = effect?.(fields, agent.state.unit(message.deviceId), agent) !== false;
  } catch (error) {
    agent.options.log.warn({ command: command.name, reason: (error as Error).message }, 'control not done');
    done = false;
  }
  if (command.response) await agent.respond(message, command.response, { Result: done ? 'OK' : 'ERROR' });
}
