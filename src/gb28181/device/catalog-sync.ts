// Catalog: GB/T 28181-2016 §9.5.2.
import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import { PlayError } from '../../streams/source-provider.ts';
import { readCatalog } from '../codec/catalog.ts';
import type { Manscdp } from '../codec/manscdp.ts';
import { type Tolerate, toleranceOf } from '../codec/quirks.ts';
import type { Gb28181Stats } from '../config.ts';
import { typeCode } from '../model/device-id.ts';
import type { ChannelRecord, ChannelStore } from '../ports.ts';
import type { DeviceQueries } from './device-queries.ts';
import type { Device, DeviceRegistry } from './device-registry.ts';

/** Channels of one device; more are cut off. */
export const kMaxChannels = 100_000;

export interface CatalogSyncOptions {
  queries: Pick<DeviceQueries, 'query'>;
  registry: DeviceRegistry;
  channels: ChannelStore;
  clock: Clock;
  log: Logger;
  stats: Gb28181Stats;
  /** kMaxChannels unless told. */
  maxChannels?: number;
}

/** Brings a device's channels into the store. */
export class CatalogSync {
  readonly #options: CatalogSyncOptions;
  readonly #maxChannels: number;
  /** One query per device at a time: parallel ones confuse devices. */
  readonly #running = new Map<Device, Promise<number>>();

  constructor(options: CatalogSyncOptions) {
    this.#options = options;
    this.#maxChannels = options.maxChannels ?? kMaxChannels;
  }

  /** Asks for the catalog; resolves with the number of channels that came. */
  refresh(device: Device): Promise<number> {
    const running = this.#running.get(device) ?? this.#refresh(device).finally(() => this.#running.delete(device));
    this.#running.set(device, running);
    return running;
  }

  /** Resolves when no catalog of this device is being read any more. */
  async settled(device: Device): Promise<void> {
    await this.#running.get(device)?.catch(() => {});
  }

  /**
   * QUIRK catalog-unasked: single items that nobody asked for are updates, not the whole list. Channels of a device are
   * bounded here too.
   */
  async takeUnasked(device: Device, message: Manscdp): Promise<void> {
    const { channels: store } = this.#options;
    const { id } = device.record;
    const tolerate = this.#toleranceOf(device);
    if (!tolerate('catalog-unasked')) return;
    const { channels } = readCatalog(message, id, tolerate);
    if (channels.length === 0) return;
    const { total } = await store.list(id, { offset: 0, limit: 1 });
    if (total + channels.length <= this.#maxChannels) await store.putMany(channels);
    else this.#sayCut(id);
  }

  async #refresh(device: Device): Promise<number> {
    const { queries, registry, channels: store, clock } = this.#options;
    const { id } = device.record;
    const answer = new CatalogAnswer(id, this.#toleranceOf(device), this.#maxChannels);
    const whole = await queries.query(device, 'Catalog', (message) => answer.add(message));
    if (!answer.came) throw new PlayError(504, 'catalog-timeout', `The device ${id} did not answer the catalog query.`);
    // Removed meanwhile; who has its ID now is asked anew.
    if (registry.get(id) !== device) throw new PlayError(404, 'device-unknown', `The device ${id} was removed.`);
    if (answer.cut) this.#sayCut(id);
    // A cut-off answer must not remove what it did not name.
    const channels = answer.channels(device, whole);
    if (whole) await store.replaceAll(id, channels);
    else await store.putMany(channels);
    await registry.describe(device, { catalogAt: clock.now() });
    return channels.length;
  }

  #sayCut(deviceId: string): void {
    this.#options.log.warn({ device: deviceId, limit: this.#maxChannels }, 'catalog cut off: too many channels');
  }

  #toleranceOf({ record }: Device): Tolerate {
    return toleranceOf(record.settings, this.#options.stats.quirks);
  }
}

/** The parts of one answer. */
class CatalogAnswer {
  came = false;
  /** It named more channels than one device may have. */
  cut = false;
  readonly #deviceId: string;
  readonly #tolerate: Tolerate;
  readonly #maxChannels: number;
  readonly #found = new Map<string, ChannelRecord>();
  /** From parts without SN. */
  readonly #perhaps = new Map<string, ChannelRecord>();
  #items = 0;
  #saidEmpty = false;

  constructor(deviceId: string, tolerate: Tolerate, maxChannels: number) {
    this.#deviceId = deviceId;
    this.#tolerate = tolerate;
    this.#maxChannels = maxChannels;
  }

  /**
   * True when the answer is whole: only a part that says how many items there are, and lists some or none, can make it
   * so. Parts come in any number and order. QUIRK sum-lies: SumNum may never be reached, then a pause is the end
   * [fixture manscdp/sumnum-too-big.xml].
   */
  add(message: Manscdp): boolean {
    this.came = true;
    const { total, listed, channels, refused } = readCatalog(message, this.#deviceId, this.#tolerate);
    this.#saidEmpty ||= total === 0;
    // QUIRK sn-missing: it may belong to the answer or be an update that nobody asked for, so that it counts for neither.
    if (message.sn === '') {
      this.#keep(this.#perhaps, channels);
      return false;
    }
    // A part that is sent again counts once; an item that stands twice in one part, twice, as in SumNum.
    this.#items += channels.filter(({ id }) => !this.#found.has(id)).length + refused;
    this.#keep(this.#found, channels);
    return listed && this.#items >= total;
  }

  channels({ record }: Device, whole: boolean): ChannelRecord[] {
    const channels = [...new Map([...this.#perhaps, ...this.#found]).values()];
    if (!whole && this.#items > 0) this.#tolerate('sum-lies');
    const camera = cameraTypes.includes(typeCode(record.id) ?? 0);
    const empty = channels.length === 0 && (whole || this.#saidEmpty);
    // QUIRK channel-is-device: such a camera is played by its own ID, so that it must stand in the list.
    if (empty && camera && this.#tolerate('channel-is-device')) channels.push(channelOfItself(record));
    return channels;
  }

  #keep(found: Map<string, ChannelRecord>, channels: ChannelRecord[]): void {
    for (const channel of channels) {
      if (found.size < this.#maxChannels || found.has(channel.id)) found.set(channel.id, channel);
      else this.cut = true;
    }
  }
}

/** GB/T 28181-2016 annex D: camera and network camera. */
const cameraTypes = [131, 132];

function channelOfItself({ id, name, manufacturer, model }: Device['record']): ChannelRecord {
  const place = { owner: '', civilCode: '', address: '', parentId: id, longitude: null, latitude: null };
  return {
    deviceId: id,
    id,
    name: name || id,
    manufacturer,
    model,
    ...place,
    kind: 'camera',
    status: 'ON',
    ptzType: 0,
  };
}
