// Catalog items: GB/T 28181-2016 annex A.2.1.9, GB/T 28181-2022 annex A.2.1.
import { channelKind, isChannelId } from '../model/device-id.ts';
import type { ChannelRecord } from '../ports.ts';
import { child, children, type Manscdp, text, type XmlNode } from './manscdp.ts';
import type { Tolerate } from './quirks.ts';

/** A field longer than this is cut. */
const maxFieldLength = 256;

export interface CatalogPart {
  /** Items of the whole catalog, as this part says; NaN when it does not. */
  total: number;
  /** It has a DeviceList, though perhaps an empty one. */
  listed: boolean;
  channels: ChannelRecord[];
  /** Items without a usable ID. */
  refused: number;
}

/** Reads one Response of a catalog query. Num is not believed: the items are counted. */
export function readCatalog(message: Manscdp, deviceId: string, tolerate: Tolerate): CatalogPart {
  const items = children(child(message.fields, 'DeviceList'), 'Item');
  const channels = items.map((item) => readItem(item, deviceId, tolerate)).filter((channel) => channel !== undefined);
  const sum = text(message.fields, 'SumNum');
  const total = /^\d{1,9}$/.test(sum) ? Number(sum) : Number.NaN;
  const listed = message.fields['DeviceList'] !== undefined;
  return { total, listed, channels, refused: items.length - channels.length };
}

function readItem(item: XmlNode, deviceId: string, tolerate: Tolerate): ChannelRecord | undefined {
  const field = (name: string) => text(item, name).slice(0, maxFieldLength);
  const id = field('DeviceID');
  if (!isChannelId(id)) return undefined;
  return {
    deviceId,
    id,
    name: field('Name') || id,
    manufacturer: field('Manufacturer'),
    model: field('Model'),
    owner: field('Owner'),
    civilCode: field('CivilCode'),
    address: field('Address'),
    parentId: field('ParentID'),
    kind: channelKind(id),
    status: isOn(field('Status'), tolerate) ? 'ON' : 'OFF',
    ptzType: Number.parseInt(text(child(item, 'Info'), 'PTZType') || field('PTZType'), 10) || 0,
    longitude: coordinate(field('Longitude'), 180),
    latitude: coordinate(field('Latitude'), 90),
  };
}

/**
 * QUIRK status-words: OK, ONLINE and 1 mean ON; a camera without the field is there
 * [fixture manscdp/status-ok-lowercase.xml].
 */
function isOn(status: string, tolerate: Tolerate): boolean {
  const word = status.toUpperCase();
  if (word === 'ON') return true;
  return ['', 'OK', 'ONLINE', '1'].includes(word) && tolerate('status-words');
}

function coordinate(value: string, limit: number): number | null {
  const number = Number.parseFloat(value);
  return Number.isFinite(number) && Math.abs(number) <= limit && number !== 0 ? number : null;
}

/** What happened to a channel: GB/T 28181-2016 annex A.2.5.5. */
export interface CatalogEvent {
  event: (typeof eventWords)[number];
  channel: ChannelRecord;
  /** Only what the item says. */
  told: Partial<ChannelRecord>;
}

const eventWords = ['ON', 'OFF', 'VLOST', 'DEFECT', 'ADD', 'DEL', 'UPDATE'] as const;

const elements = {
  name: 'Name',
  manufacturer: 'Manufacturer',
  model: 'Model',
  owner: 'Owner',
  civilCode: 'CivilCode',
  address: 'Address',
  parentId: 'ParentID',
  status: 'Status',
  longitude: 'Longitude',
  latitude: 'Latitude',
} as const satisfies Partial<Record<keyof ChannelRecord, string>>;

/** Reads a Notify. An item without Event is an update. */
export function readCatalogEvents(message: Manscdp, deviceId: string, tolerate: Tolerate): CatalogEvent[] {
  return children(child(message.fields, 'DeviceList'), 'Item').flatMap((item) => {
    const channel = readItem(item, deviceId, tolerate);
    const word = text(item, 'Event').toUpperCase() || 'UPDATE';
    const event = eventWords.find((one) => one === word);
    if (!channel || !event) return [];
    const names = Object.keys(elements) as (keyof typeof elements)[];
    const told = Object.fromEntries(
      names.filter((name) => text(item, elements[name]) !== '').map((name) => [name, channel[name]]),
    );
    const { PTZType } = child(item, 'Info');
    return [{ event, channel, told: { ...told, ...(PTZType !== undefined && { ptzType: channel.ptzType }) } }];
  });
}
