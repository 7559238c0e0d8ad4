// What the simulated device knows of itself and of each of its channels.
import type { Clock } from '../../../base/clock.ts';
import type { ChannelRecord } from '../../ports.ts';
import type { AgentOptions } from '../agent-options.ts';
import { AlarmState } from './alarm-state.ts';
import { Configuration, type ConfigValues, defaultConfiguration } from './configuration.ts';
import { MobileTrack } from './mobile-track.ts';
import { PtzUnit } from './ptz-unit.ts';
import { RecordTimeline } from './record-timeline.ts';
import { StorageCards } from './storage-cards.ts';

/** One place that commands name: a channel, or the device itself. */
export class UnitState {
  readonly id: string;
  readonly ptz: PtzUnit;
  readonly records: RecordTimeline;
  readonly alarms = new AlarmState();
  readonly configuration: Configuration;
  /** Key frames that were asked for. */
  keyFrames = 0;

  constructor(id: string, clock: Clock, defaults: ConfigValues) {
    this.id = id;
    this.ptz = new PtzUnit(clock);
    this.records = new RecordTimeline(clock);
    this.configuration = new Configuration(defaults);
  }

  /** The power is gone: what is not written down is lost. */
  powerOff(): void {
    this.ptz.powerOff();
    this.alarms.reset();
    this.records.stop();
  }
}

const nearlyRightMs = 5000;

export class DeviceState {
  readonly cards: StorageCards;
  readonly track: MobileTrack;
  firmware: string;
  /** Times that it has started again since the program did. */
  boots = 0;
  /** A new firmware is under way; one at a time. */
  upgrading = false;
  /** Of its clock before the true time. */
  clockOffsetMs = 0;
  /** Alarms that the platform has confirmed by a Response. */
  confirmedAlarms = 0;
  readonly #options: AgentOptions;
  readonly #onMoved: (unit: UnitState) => void;
  readonly #channels = new Map<string, ChannelRecord>();
  readonly #units = new Map<string, UnitState>();

  /** `onMoved`: a head of a channel has moved. */
  constructor(options: AgentOptions, onMoved: (unit: UnitState) => void) {
    const { clock, deviceId, channels, facts } = options;
    this.#options = options;
    this.#onMoved = onMoved;
    this.cards = new StorageCards(clock);
    this.track = new MobileTrack(clock);
    this.firmware = facts.firmware;
    this.#addUnit(deviceId, facts.name);
    for (const channel of channels) this.putChannel(channel);
  }

  /** A clock that is nearly right is left alone: what a message takes on its way makes no difference. */
  setClock(toldMs: number, nowMs: number): void {
    const offset = Math.round((toldMs - nowMs) / 1000) * 1000;
    if (Number.isFinite(offset)) this.clockOffsetMs = Math.abs(offset) <= nearlyRightMs ? 0 : offset;
  }

  get channels(): readonly ChannelRecord[] {
    return [...this.#channels.values()];
  }

  channel(id: string): ChannelRecord | undefined {
    return this.#channels.get(id);
  }

  putChannel(channel: ChannelRecord): void {
    this.#channels.set(channel.id, channel);
    if (!this.#units.has(channel.id)) this.#addUnit(channel.id, channel.name);
  }

  removeChannel(id: string): void {
    if (!this.#channels.delete(id)) return;
    this.#units.get(id)?.powerOff();
    this.#units.delete(id);
  }

  /** Of a channel, or of the device for every other ID. */
  unit(id: string): UnitState {
    return this.#units.get(id) ?? this.#units.get(this.#options.deviceId)!;
  }

  units(): UnitState[] {
    return [...this.#units.values()];
  }

  powerOff(): void {
    for (const unit of this.#units.values()) unit.powerOff();
  }

  #addUnit(id: string, name: string): void {
    const { clock, registerSeconds, keepaliveSeconds } = this.#options;
    const unit = new UnitState(id, clock, defaultConfiguration(name, registerSeconds, keepaliveSeconds));
    unit.ptz.head.on('moved', () => this.#onMoved(unit));
    this.#units.set(id, unit);
  }
}
