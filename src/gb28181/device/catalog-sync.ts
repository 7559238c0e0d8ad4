// Catalog: GB/T 28181-2016 §9.5.2.
import type { Clock } from '../../base/clock.ts';
import { PlayError } from '../../streams/source-provider.ts';
import { readCatalog } from '../codec/catalog.ts';
import type { Manscdp } from '../codec/manscdp.ts';
import type { ChannelRecord, ChannelStore } from '../ports.ts';
import type { DeviceQueries } from './device-queries.ts';
import type { Device, DeviceRegistry } from './device-registry.ts';

/** Channels of one device; more are cut off. */
const maxChannels = 100_000;

/** Brings a device's channels into the store. */
export class CatalogSync {
  readonly #queries: DeviceQueries;
  readonly #registry: DeviceRegistry;
  readonly #channels: ChannelStore;
  readonly #clock: Clock;
  /** One query per device at a time: parallel ones confuse devices. */
  readonly #running = new Map<string, Promise<number>>();

  constructor(queries: DeviceQueries, registry: DeviceRegistry, channels: ChannelStore, clock: Clock) {
    this.#queries = queries;
    this.#registry = registry;
    this.#channels = channels;
    this.#clock = clock;
  }

  /** Asks for the catalog; resolves with the number of channels that came. */
  refresh(device: Device): Promise<number> {
    const { id } = device.record;
    const running = this.#running.get(id) ?? this.#refresh(device).finally(() => this.#running.delete(id));
    this.#running.set(id, running);
    return running;
  }

  /** QUIRK catalog-unasked: a single item that nobody asked for is an update, not the whole list. */
  async takeUnasked(device: Device, message: Manscdp): Promise<void> {
    const { channels } = readCatalog(message, device.record.id);
    if (channels.length > 0) await this.#channels.putMany(channels);
  }

  async #refresh(device: Device): Promise<number> {
    const { id } = device.record;
    const found = new Map<string, ChannelRecord>();
    let items = 0;
    let answered = false;
    const whole = await this.#queries.query(device, 'Catalog', (message) => {
      answered = true;
      const part = readCatalog(message, id);
      items += part.channels.length + part.refused;
      for (const channel of part.channels) if (found.size < maxChannels) found.set(channel.id, channel);
      // QUIRK sum-lies: parts come in any number and order; SumNum may be wrong, then a pause is the end.
      return Number.isNaN(part.total) ? part.channels.length === 0 : items >= part.total;
    });
    if (!answered) throw new PlayError(504, 'catalog-timeout', `The device ${id} did not answer the catalog query.`);
    const channels = [...found.values()];
    // A cut-off answer must not remove what it did not name.
    if (whole) await this.#channels.replaceAll(id, channels);
    else await this.#channels.putMany(channels);
    await this.#registry.describe(device, { catalogAt: this.#clock.now() });
    return channels.length;
  }
}
