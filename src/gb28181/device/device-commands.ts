// Commands to devices, as the command set has them: GB/T 28181-2016 §9.3 and §9.5, GB/T 28181-2022 §9.3 and §9.5.
import type { Clock } from '../../base/clock.ts';
import { PlayError } from '../../streams/source-provider.ts';
import {
  CommandError,
  type ConfigName,
  type ConfigSection,
  type ControlName,
  configs,
  controls,
  decodeFields,
  type Edition,
  encodeFields,
  type QueryName,
  queries,
} from '../codec/command-set/index.ts';
import { child, type Manscdp, type XmlNode } from '../codec/manscdp.ts';
import { type Tolerate, toleranceOf } from '../codec/quirks.ts';
import type { Gb28181Stats } from '../config.ts';
import type { ChannelStore } from '../ports.ts';
import { type AnswerFields, AnswerParts } from './answer-parts.ts';
import { type DeviceQueries, kAnswerIdleMs, type Question } from './device-queries.ts';
import { type Device, type DeviceRegistry, editionOfDevice } from './device-registry.ts';
import type { DeviceSender } from './device-sender.ts';
import type { Notification, Notifications } from './notifications.ts';

export interface DeviceCommandsOptions {
  registry: DeviceRegistry;
  channels: ChannelStore;
  queries: DeviceQueries;
  sender: DeviceSender;
  notifications: Notifications;
  clock: Clock;
  stats: Gb28181Stats;
}

/** A device to talk to, and the ID that it is talked to of. */
interface Partner {
  device: Device;
  about: string;
  edition: Edition;
}

/**
 * Controls, configures and asks devices. Everything here rejects CommandError for what must not be sent, and PlayError
 * when the device is unknown, offline, cannot be reached, refuses, or leaves the answer due. `channelId` may be the
 * device's own ID. Fields are the message's elements after DeviceID.
 */
export class DeviceCommands {
  readonly #options: DeviceCommandsOptions;

  constructor(options: DeviceCommandsOptions) {
    this.#options = options;
  }

  /** Resolves with the answer; with nothing in it when none is due. Does not wait for what the device was asked before. */
  async control(deviceId: string, channelId: string, name: ControlName, fields: unknown = {}): Promise<AnswerFields> {
    const { kind, cmdType, since, request, response } = controls[name];
    const { device, about, edition } = await this.#partner(deviceId, channelId);
    refuseOld(name, since, edition);
    const encoded = encodeFields(request, fields, edition);
    if (response === null) {
      const { sender } = this.#options;
      await sender.send(device, { kind, cmdType, sn: sender.nextSn(), deviceId: about, fields: encoded });
      return {};
    }
    return decodeFields(response, await this.#told(device, { kind, cmdType, about, fields: encoded }));
  }

  /** Sets one section. */
  async setConfig(deviceId: string, channelId: string, name: ConfigName, fields: unknown): Promise<AnswerFields> {
    const { since, settableUntil, request, response }: ConfigSection = configs[name];
    const { device, about, edition } = await this.#partner(deviceId, channelId);
    refuseOld(name, since, edition);
    if (settableUntil !== undefined && settableUntil < edition)
      throw new CommandError('edition-too-new', `${name} cannot be set any more since GB/T 28181-${edition}.`);
    const encoded = encodeFields(request, fields, edition);
    const question = { kind: 'Control', cmdType: 'DeviceConfig', about: this.#configured(device, about) } as const;
    return decodeFields(response, await this.#told(device, { ...question, fields: encoded }));
  }

  /** Tells one section, as its one element, beside Result. */
  async getConfig(deviceId: string, channelId: string, name: ConfigName): Promise<AnswerFields> {
    const { since, request }: ConfigSection = configs[name];
    const { device, about, edition } = await this.#partner(deviceId, channelId);
    refuseOld(name, since, edition);
    let answer: XmlNode | undefined;
    const question = {
      cmdType: 'ConfigDownload',
      about: this.#configured(device, about),
      fields: { ConfigType: name },
    };
    await this.#options.queries.query(device, question, ({ fields }) => {
      answer = fields;
      return true;
    });
    if (!answer) throw noAnswer(device, 'Query ConfigDownload');
    const { Result } = decodeFields(queries.ConfigDownload.response!, answer);
    const section = decodeFields(request, this.#renamed(device, name, answer)) as AnswerFields;
    return { ...(Result !== undefined && { Result }), ...section };
  }

  /** Asks, and collects the whole answer; `missing` in it counts the items that it left due. */
  async query(deviceId: string, channelId: string, name: QueryName, fields: unknown = {}): Promise<AnswerFields> {
    const query = queries[name];
    const { since, cmdType, request, answeredBy } = query;
    const { device, about, edition } = await this.#partner(deviceId, channelId);
    refuseOld(name, since, edition);
    const question = { cmdType, about, fields: encodeFields(request, fields, edition) };
    if (answeredBy !== undefined) return this.#askForNotify(device, question);
    const parts = new AnswerParts(query);
    const whole = await this.#options.queries.query(device, question, (message) => parts.add(message));
    if (!parts.came) throw noAnswer(device, `Query ${name}`);
    const answer = parts.answer();
    // QUIRK sum-lies: SumNum may never be reached, then a pause is the end.
    if (!whole && 'missing' in answer) this.#toleranceOf(device)('sum-lies');
    return answer;
  }

  /** What must be known of a device before anything is sent to it. */
  async #partner(deviceId: string, channelId: string): Promise<Partner> {
    const { registry, channels } = this.#options;
    const device = registry.get(deviceId);
    if (!device) throw new PlayError(404, 'device-unknown', `No device ${deviceId} is known.`);
    if (channelId !== deviceId && !(await channels.get(deviceId, channelId)))
      throw new PlayError(404, 'channel-unknown', `The device ${deviceId} has no channel ${channelId}.`);
    if (!device.record.online) throw new PlayError(503, 'device-offline', `The device ${deviceId} is offline.`);
    return { device, about: channelId, edition: editionOfDevice(device) };
  }

  /** Elements of the one Response that is due. */
  async #told(device: Device, question: Question & { kind: Manscdp['kind'] }): Promise<XmlNode> {
    let answer: XmlNode | undefined;
    await this.#options.queries.ask(device, question, ({ fields }) => {
      answer = fields;
      return true;
    });
    if (!answer) throw noAnswer(device, `${question.kind} ${question.cmdType}`);
    return answer;
  }

  /** The answer is the next notification of that kind: GB/T 28181-2016 annex A.2.4.9, mobile positions. */
  async #askForNotify(device: Device, { cmdType, about, fields }: Question): Promise<AnswerFields> {
    const { sender, notifications, clock } = this.#options;
    let listen: ((notification: Notification<'MobilePosition'>) => void) | undefined;
    let timer: object | undefined;
    const told = new Promise<AnswerFields | undefined>((resolve) => {
      listen = (notification) => notification.device === device && resolve(notification.fields);
      notifications.on('MobilePosition', listen);
      timer = clock.setTimeout(() => resolve(undefined), kAnswerIdleMs);
    });
    try {
      const message = { kind: 'Query', cmdType, sn: sender.nextSn(), deviceId: about ?? device.record.id } as const;
      await sender.send(device, { ...message, fields: fields ?? {} });
      const answer = await told;
      if (!answer) throw noAnswer(device, `Query ${cmdType}`);
      return answer;
    } finally {
      clock.clearTimeout(timer);
      notifications.off('MobilePosition', listen!);
    }
  }

  /** QUIRK config-by-device: knows its configuration by its own ID only. */
  #configured(device: Device, about: string): string {
    const { id, settings } = device.record;
    return about !== id && settings.quirks['config-by-device'] && this.#toleranceOf(device)('config-by-device')
      ? id
      : about;
  }

  /**
   * QUIRK config-name-differs: the answer calls the section otherwise than it was asked for; the one element that has
   * elements of its own is it.
   */
  #renamed(device: Device, name: ConfigName, answer: XmlNode): XmlNode {
    const { section } = configs[name] as ConfigSection;
    if (Object.keys(decodeFields(configs[name].request, answer)).length > 0) return answer;
    const other = Object.keys(answer).find((key) => Object.keys(child(answer, key)).length > 0);
    if (other === undefined || !('properties' in section)) return answer;
    return this.#toleranceOf(device)('config-name-differs') ? { [name]: answer[other]! } : answer;
  }

  #toleranceOf({ record }: Device): Tolerate {
    return toleranceOf(record.settings, this.#options.stats.quirks);
  }
}

function refuseOld(name: string, since: Edition, edition: Edition): void {
  if (since > edition)
    throw new CommandError(
      'edition-too-old',
      `${name} came with GB/T 28181-${since}; the device speaks GB/T 28181-${edition}. If it knows more than it tells, set its edition.`,
    );
}

function noAnswer({ record }: Device, what: string): PlayError {
  return new PlayError(
    504,
    'no-answer',
    `The device ${record.id} took the ${what} and did not answer it. Some restart first, and some never answer: ask for what should have changed.`,
  );
}
