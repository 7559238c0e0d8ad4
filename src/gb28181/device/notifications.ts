// What devices tell unasked, or because they were subscribed to: GB/T 28181-2016 annex A.2.5, GB/T 28181-2022 annex A.2.5. By
// MESSAGE and by NOTIFY it is the same.
import { TypedEmitter } from '../../base/typed-emitter.ts';
import { decodeFields, type Fields, type NotifyName, notifies, type Read } from '../codec/command-set/index.ts';
import type { Manscdp } from '../codec/manscdp.ts';
import type { Device } from './device-registry.ts';

export interface Notification<N extends NotifyName = NotifyName> {
  device: Device;
  /** DeviceID of the message: the device itself, or what it speaks of. */
  about: string;
  sn: string;
  message: Manscdp;
  /** What it says; anything may be missing. */
  fields: Read<Fields<(typeof notifies)[N]['request']>>;
  /** How it came. */
  by: 'MESSAGE' | 'NOTIFY';
  /** Of the request that it came by. */
  callId: string;
}

export type NotificationEvents = { [N in NotifyName]: [notification: Notification<N>] };

/** Of an ID that somebody made up; those of the standard have 20. */
const kMaxIdChars = 64;

/** Reads notifications, and tells those who listen for their names. */
export class Notifications extends TypedEmitter<NotificationEvents> {
  /** False for a message that is none that we know. */
  take(device: Device, message: Manscdp, { by, callId }: Pick<Notification, 'by' | 'callId'>): boolean {
    const name = message.cmdType as NotifyName;
    if (message.kind !== 'Notify' || !Object.hasOwn(notifies, name)) return false;
    const fields = decodeFields(notifies[name].request, message.fields);
    const about = (message.deviceId || device.record.id).slice(0, kMaxIdChars);
    this.emit(name, ...([{ device, about, sn: message.sn, message, fields, by, callId }] as never));
    return true;
  }
}
