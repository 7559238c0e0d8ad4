// What devices tell is kept, told to those who listen, and answered where an answer is due: GB/T 28181-2016 §9.4 and §9.11,
// GB/T 28181-2022 §9.4, §9.11 and §9.13.
import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import { bump, type Gb28181Stats } from '../config.ts';
import type { PlatformEvent } from '../platform-event.ts';
import type { AlarmRecord, AlarmStore, PositionRecord, PositionStore, Retention } from '../ports.ts';
import type { DeviceCommands } from './device-commands.ts';
import type { Device } from './device-registry.ts';
import type { DeviceSender } from './device-sender.ts';
import type { Notification, Notifications } from './notifications.ts';

export interface EventLogOptions {
  notifications: Notifications;
  commands: Pick<DeviceCommands, 'control'>;
  sender: DeviceSender;
  alarms: AlarmStore;
  positions: PositionStore;
  retention: { alarms: Retention; positions: Retention };
  publish: (event: PlatformEvent) => void;
  stats: Gb28181Stats;
  clock: Clock;
  log: Logger;
}

const sweepMs = 3_600_000;
/** A device that tells without end must not fill the disk between two sweeps: so many rows make one more. */
export const kSweepRows = 10_000;
/** Notifications of one device that are being written; more are dropped, and counted. */
export const kMaxBehind = 64;
/** Answers to alarms that one device has not taken; further alarms are kept and not answered, so that one device does not use up the transactions of all. */
export const kMaxUnanswered = 16;
/** Positions of one list that are kept; more are cut off. */
export const kMaxPositions = 1_000;

export class EventLog {
  readonly #options: EventLogOptions;
  #sweepTimer: object | undefined;
  #rowsSinceSweep = 0;
  readonly #behind = new Map<Device, number>();
  readonly #unanswered = new Map<Device, number>();

  constructor(options: EventLogOptions) {
    this.#options = options;
    const { notifications, publish } = options;
    const keep = <N extends Notification>(handle: (notification: N) => Promise<void>) => {
      return (notification: N) => {
        const failed = (error: unknown) => options.log.error({ err: error }, 'what a device told was not kept');
        const begun = atMost(kMaxBehind, this.#behind, notification.device, () => handle(notification).catch(failed));
        if (!begun) bump(options.stats.messages, 'notificationsDropped');
      };
    };
    notifications.on(
      'Alarm',
      keep((notification: Notification<'Alarm'>) => this.#alarm(notification)),
    );
    notifications.on(
      'MobilePosition',
      keep((notification: Notification<'MobilePosition'>) => this.#moved(notification)),
    );
    notifications.on('PTZPosition', ({ device, about, fields }) =>
      publish({ type: 'ptz:position', deviceId: device.record.id, channelId: about, position: fields }),
    );
    notifications.on('VideoUploadNotify', ({ device, about, fields }) =>
      publish({ type: 'video-upload', deviceId: device.record.id, channelId: about, told: fields }),
    );
    notifications.on('DeviceUpgradeResult', ({ device, about, fields }) =>
      publish({ type: 'upgrade', deviceId: device.record.id, channelId: about, result: fields }),
    );
    notifications.on('UploadSnapShotFinished', ({ device, about, fields: { SessionID = '', SnapShotList = [] } }) =>
      publish({
        type: 'snapshot',
        deviceId: device.record.id,
        channelId: about,
        sessionId: SessionID,
        files: SnapShotList,
      }),
    );
    notifications.on('Keepalive', ({ device, fields }) => {
      const failed = fields.Info?.DeviceID ?? [];
      if (failed.length > 0) publish({ type: 'device:failed-parts', deviceId: device.record.id, failed });
    });
  }

  start(): void {
    this.#sweepTimer = this.#options.clock.setTimeout(() => {
      this.start();
      void this.sweep();
    }, sweepMs);
  }

  stop(): void {
    this.#options.clock.clearTimeout(this.#sweepTimer);
  }

  /** Forgets what is too old or too much. Never rejects. */
  async sweep(): Promise<void> {
    const { alarms, positions, retention, log } = this.#options;
    try {
      const swept = [await alarms.sweep(retention.alarms), await positions.sweep(retention.positions)];
      if (swept.some((count) => count > 0)) log.info({ alarms: swept[0], positions: swept[1] }, 'old events removed');
    } catch (error) {
      log.error({ err: error }, 'old events not removed');
    }
  }

  async #alarm(notification: Notification<'Alarm'>): Promise<void> {
    const { alarms, publish, clock } = this.#options;
    this.#answer(notification);
    const { device, about, fields } = notification;
    const alarm: Omit<AlarmRecord, 'id'> = {
      deviceId: device.record.id,
      channelId: about,
      receivedAt: clock.now(),
      time: fields.AlarmTime ?? '',
      priority: Number(fields.AlarmPriority ?? 0),
      method: Number(fields.AlarmMethod ?? 0),
      type: fields.Info?.AlarmType ?? '',
      eventType: Number(fields.Info?.AlarmTypeParam?.EventType ?? 0),
      description: fields.AlarmDescription ?? '',
      ...place(fields),
    };
    publish({ type: 'alarm', alarm: await alarms.add(alarm) });
    this.#count(1);
  }

  /** GB/T 28181-2016 §9.4.2: a Response is due, as a MESSAGE of its own; to a NOTIFY its 200 is the answer. */
  #answer({ device, about, sn, fields, by }: Notification<'Alarm'>): void {
    const { sender, commands, log } = this.#options;
    const { id, settings } = device.record;
    const failed = (error: unknown) => log.debug({ device: id, err: error }, 'an alarm was not answered');
    const answer = { kind: 'Response', cmdType: 'Alarm', sn, deviceId: about, fields: { Result: 'OK' } } as const;
    const isDeviceAlarm = fields.AlarmMethod === '2';
    // GB/T 28181-2016 §9.4.1: until it is reset, the device tells of no other.
    const reset = async () => {
      if (isDeviceAlarm && settings.resetAlarms)
        await commands.control(id, id, 'AlarmCmd', { Info: { AlarmMethod: '2' } });
    };
    atMost(kMaxUnanswered, this.#unanswered, device, async () => {
      const answered = by === 'MESSAGE' ? sender.send(device, answer) : Promise.resolve();
      await answered.then(reset).catch(failed);
    });
  }

  async #moved({ device, about, fields }: Notification<'MobilePosition'>): Promise<void> {
    const { positions, publish, clock } = this.#options;
    const flat = { ...fields, DeviceID: about, CaptureTime: fields.Time };
    // A list is GB/T 28181-2022's form, one place without a list that of 2016.
    const told = fields.DeviceList ?? [flat];
    const found = told.slice(0, kMaxPositions).flatMap((item): Omit<PositionRecord, 'id'>[] => {
      const { longitude, latitude } = place(item);
      if (longitude === null || latitude === null) return [];
      return [
        {
          deviceId: device.record.id,
          channelId: item.DeviceID ?? about,
          receivedAt: clock.now(),
          time: item.CaptureTime ?? fields.Time ?? '',
          longitude,
          latitude,
          speed: item.Speed ?? null,
          direction: item.Direction ?? null,
          altitude: item.Altitude ?? null,
          height: ('Height' in item ? item.Height : undefined) ?? null,
        },
      ];
    });
    // All at once: they are written together.
    const kept = await Promise.all(found.map((position) => positions.add(position)));
    for (const position of kept) publish({ type: 'position', position });
    this.#count(kept.length);
  }

  #count(rows: number): void {
    this.#rowsSinceSweep += rows;
    if (this.#rowsSinceSweep < kSweepRows) return;
    this.#rowsSinceSweep = 0;
    void this.sweep();
  }
}

/** Begins `work`, which must not reject, unless `max` of that device run; false: it was not begun. */
function atMost(max: number, running: Map<Device, number>, device: Device, work: () => Promise<void>): boolean {
  const count = running.get(device) ?? 0;
  if (count >= max) return false;
  running.set(device, count + 1);
  void work().finally(() => {
    const left = running.get(device)! - 1;
    if (left > 0) running.set(device, left);
    else running.delete(device);
  });
  return true;
}

function place({ Longitude, Latitude }: { Longitude?: number; Latitude?: number }) {
  const known = Longitude !== undefined && Latitude !== undefined;
  const right = known && Math.abs(Longitude) <= 180 && Math.abs(Latitude) <= 90;
  return { longitude: right ? Longitude : null, latitude: right ? Latitude : null };
}
