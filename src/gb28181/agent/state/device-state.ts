// What the simulated device knows of itself and of each of its channels.
import type { Clock } from '../../../base/clock.ts';
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

export class DeviceState {
  readonly cards: StorageCards;
  readonly track: MobileTrack;
  firmware: string;
  /** Times that it has started again since the program did. */
  boots = 0;
  /** Alarms that the platform has confirmed by a Response. */
  confirmedAlarms = 0;
  readonly #units: Map<string, UnitState>;
  readonly #deviceId: string;

  constructor({ clock, deviceId, channels, facts, registerSeconds, keepaliveSeconds }: AgentOptions) {
    this.cards = new StorageCards(clock);
    this.track = new MobileTrack(clock);
    this.firmware = facts.firmware;
    this.#deviceId = deviceId;
    const named = [{ id: deviceId, name: facts.name }, ...channels];
    this.#units = new Map(
      named.map(({ id, name }) => {
        const defaults = defaultConfiguration(name, registerSeconds, keepaliveSeconds);
        return [id, new UnitState(id, clock, defaults)];
      }),
    );
  }

  /** Of a channel, or of the device for every other ID. */
  unit(id: string): UnitState {
    return this.#units.get(id) ?? this.#units.get(this.#deviceId)!;
  }

  units(): UnitState[] {
    return [...this.#units.values()];
  }

  powerOff(): void {
    for (const unit of this.#units.values()) unit.powerOff();
  }
}
