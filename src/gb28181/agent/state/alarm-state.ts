// Guard and alarms: GB/T 28181-2016 §9.3, §9.4 and annex A.2.3.1, A.2.5.3.
import type { Fields, notifies } from '../../codec/command-set/index.ts';

export type AlarmFields = Fields<(typeof notifies)['Alarm']['request']>;
export type DutyStatus = 'ONDUTY' | 'OFFDUTY' | 'ALARM';

/** Alarms that a query can still be told. */
export const kMaxPastAlarms = 100;
/** AlarmMethod 2: an alarm of the device's inputs. */
const deviceMethod = '2';

export class AlarmState {
  guarded = false;
  readonly #past: AlarmFields[] = [];
  readonly #active: AlarmFields[] = [];

  get past(): readonly AlarmFields[] {
    return this.#past;
  }

  get active(): readonly AlarmFields[] {
    return this.#active;
  }

  get duty(): DutyStatus {
    if (this.#active.length > 0) return 'ALARM';
    return this.guarded ? 'ONDUTY' : 'OFFDUTY';
  }

  /** False when it is not told: GB/T 28181-2016 §9.4.1, no other alarm of AlarmMethod 2 before the first one is reset. */
  raise(alarm: AlarmFields): boolean {
    const same = this.#active.findIndex(({ AlarmMethod }) => AlarmMethod === alarm.AlarmMethod);
    if (same >= 0 && alarm.AlarmMethod === deviceMethod) return false;
    if (same >= 0) this.#active.splice(same, 1);
    this.#active.push(alarm);
    this.#past.push(alarm);
    if (this.#past.length > kMaxPastAlarms) this.#past.shift();
    return true;
  }

  /** `methods`: digits of AlarmMethod, together or with "/"; none or 0: all. `type`: of AlarmType, all without. */
  reset(methods = '', type = ''): void {
    const meant = (alarm: AlarmFields) =>
      (methods === '' || methods.includes('0') || methods.includes(alarm.AlarmMethod)) &&
      (type === '' || type === alarm.Info?.AlarmType);
    const kept = this.#active.filter((alarm) => !meant(alarm));
    this.#active.splice(0, this.#active.length, ...kept);
  }
}
