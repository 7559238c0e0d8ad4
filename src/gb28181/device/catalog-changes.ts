// Changes of a catalog: NOTIFY of GB/T 28181-2016 §9.11.4, annex A.2.5.5. Those of one device are taken in order, and after the
// whole catalog that is being read.
import type { Logger } from 'pino';
import { type CatalogEvent, readCatalogEvents } from '../codec/catalog.ts';
import { toleranceOf } from '../codec/quirks.ts';
import { bump, type Gb28181Stats } from '../config.ts';
import type { PlatformEvent } from '../platform-event.ts';
import type { ChannelRecord, ChannelStore } from '../ports.ts';
import { type CatalogSync, kMaxChannels } from './catalog-sync.ts';
import type { Device } from './device-registry.ts';
import type { Notification, Notifications } from './notifications.ts';

/** Notifications of one device that wait to be taken; more are dropped, and counted. */
export const kMaxWaitingChanges = 500;

export interface CatalogChangesOptions {
  notifications: Notifications;
  catalog: Pick<CatalogSync, 'settled'>;
  channels: ChannelStore;
  publish: (event: PlatformEvent) => void;
  stats: Gb28181Stats;
  log: Logger;
}

interface Queue {
  waiting: number;
  tail: Promise<void>;
}

export class CatalogChanges {
  readonly #options: CatalogChangesOptions;
  readonly #queues = new Map<Device, Queue>();

  constructor(options: CatalogChangesOptions) {
    this.#options = options;
    options.notifications.on('Catalog', (notification) => this.#take(notification));
  }

  #take({ device, message }: Notification): void {
    const { catalog, stats, log } = this.#options;
    const queue = this.#queues.get(device) ?? { waiting: 0, tail: Promise.resolve() };
    if (queue.waiting >= kMaxWaitingChanges) {
      bump(stats.messages, 'catalogChangesDropped');
      return;
    }
    queue.waiting++;
    this.#queues.set(device, queue);
    const tolerate = toleranceOf(device.record.settings, stats.quirks);
    queue.tail = queue.tail
      .then(() => catalog.settled(device))
      .then(() => this.#apply(device, readCatalogEvents(message, device.record.id, tolerate)))
      .catch((error: unknown) => log.error({ device: device.record.id, err: error }, 'catalog change not kept'))
      .finally(() => {
        if (--queue.waiting === 0) this.#queues.delete(device);
      });
  }

  async #apply(device: Device, events: CatalogEvent[]): Promise<void> {
    const { channels, publish, stats } = this.#options;
    const { id: deviceId, settings } = device.record;
    const tolerate = toleranceOf(settings, stats.quirks);
    const { total } = await channels.list(deviceId, { offset: 0, limit: 1 });
    const changed = new Map<string, ChannelRecord>();
    const removed = new Set<string>();
    for (const { event, channel, told } of events) {
      const gone = removed.has(channel.id);
      const known = changed.get(channel.id) ?? (gone ? undefined : await channels.get(deviceId, channel.id));
      if (event === 'DEL') {
        changed.delete(channel.id);
        if (known) removed.add(channel.id);
        continue;
      }
      // QUIRK status-notify-lies: such notifications are left unread.
      if (isStatus(event) && settings.quirks['status-notify-lies'] && tolerate('status-notify-lies')) continue;
      const next = changedChannel(event, channel, told, known);
      if (!next || (!known && total + changed.size >= kMaxChannels)) continue;
      changed.set(channel.id, next);
      removed.delete(channel.id);
    }
    if (changed.size > 0) await channels.putMany([...changed.values()]);
    if (removed.size > 0) await channels.remove(deviceId, [...removed]);
    const done = new Set([...changed.keys(), ...removed]);
    const changes = events
      .filter(({ channel }) => done.has(channel.id))
      .map(({ event, channel }) => ({ channelId: channel.id, event }));
    if (changes.length > 0) publish({ type: 'catalog:changed', deviceId, changes });
  }
}

function isStatus(event: CatalogEvent['event']): boolean {
  return event !== 'ADD' && event !== 'UPDATE' && event !== 'DEL';
}

/** Undefined for the status of a channel that nobody knows. What an update leaves out stays as it was. */
function changedChannel(
  event: CatalogEvent['event'],
  channel: ChannelRecord,
  told: Partial<ChannelRecord>,
  known: ChannelRecord | undefined,
): ChannelRecord | undefined {
  if (isStatus(event)) return known && { ...known, status: event === 'ON' ? 'ON' : 'OFF' };
  return known ? { ...known, ...told } : channel;
}
