// DeviceConfig and ConfigDownload: GB/T 28181-2016 §9.3, §9.5, GB/T 28181-2022 §9.3, §9.5. Sections follow from the table of the
// command set; what has an effect beyond being stored is named here.
import {
  type ConfigName,
  type ConfigSection,
  configs,
  decodeFields,
  forEdition,
  queries,
  resultAnswer,
} from '../codec/command-set/index.ts';
import type { ReceivedManscdp } from '../codec/manscdp.ts';
import type { DeviceAgent } from './device-agent.ts';
import type { MessageHandlers } from './message-side.ts';
import { takeSnapshots } from './snapshot.ts';
import type { ConfigValues, Section } from './state/configuration.ts';
import type { UnitState } from './state/device-state.ts';

/** What setting a section does; `section` has been checked and stored. */
type ConfigEffects = { [N in ConfigName]?: (section: Section<N>, unit: UnitState, agent: DeviceAgent) => void };

const configEffects: ConfigEffects = {
  BasicParam: (_, __, agent) => agent.reschedule(),
  SnapShotConfig: (order, { id }, agent) => {
    takeSnapshots(order, id, agent).catch((error: Error) =>
      agent.options.log.warn({ reason: error.message }, 'end of the pictures not told'),
    );
  },
};

export const configurationHandlers: MessageHandlers = {
  'Control DeviceConfig': configure,
  'Query ConfigDownload': tellConfiguration,
};

async function configure(message: ReceivedManscdp, agent: DeviceAgent): Promise<void> {
  const unit = agent.state.unit(message.deviceId);
  if (isStranger(message, agent)) return agent.respond(message, resultAnswer, { Result: 'ERROR' });
  const named = Object.values(configs).filter(({ name }) => Object.hasOwn(message.fields, name));
  const done = named.map((config) => setSection(config, message, unit, agent));
  const Result = done.length > 0 && done.every(Boolean) ? 'OK' : 'ERROR';
  await agent.respond(message, resultAnswer, { Result });
}

/** QUIRK config-by-device. */
function isStranger({ deviceId }: ReceivedManscdp, { quirks, options }: DeviceAgent): boolean {
  return quirks.has('config-by-device') && deviceId !== options.deviceId;
}

function setSection(config: ConfigSection, message: ReceivedManscdp, unit: UnitState, agent: DeviceAgent): boolean {
  const { edition } = agent;
  const name = config.name as ConfigName;
  if (config.since > edition || (config.settableUntil && config.settableUntil < edition)) return false;
  const read = decodeFields(config.request, message.fields);
  const section = forEdition(config.request, read, edition)[name];
  if (section === undefined || !unit.configuration.set(name, section)) return false;
  const effect = configEffects[name] as ((section: unknown, unit: UnitState, agent: DeviceAgent) => void) | undefined;
  effect?.(section, unit, agent);
  return true;
}

/** Sections that this edition does not know, or that there are not, are left out; ERROR when none is left. */
async function tellConfiguration(message: ReceivedManscdp, agent: DeviceAgent): Promise<void> {
  const { request, response } = queries.ConfigDownload;
  if (isStranger(message, agent)) return agent.respond(message, response!, { Result: 'ERROR' });
  const { ConfigType = '' } = decodeFields(request, message.fields);
  const { configuration } = agent.state.unit(message.deviceId);
  const told: Record<string, ConfigValues[ConfigName]> = {};
  for (const { name, since } of Object.values(configs)) {
    const section = configuration.get(name);
    if (ConfigType.split('/').includes(name) && since <= agent.edition && section !== undefined) told[name] = section;
  }
  const Result = Object.keys(told).length > 0 ? 'OK' : 'ERROR';
  await agent.respond(message, response!, { Result, ...told });
}
