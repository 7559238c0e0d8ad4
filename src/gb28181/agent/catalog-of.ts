// What the device has, as items of a catalog: GB/T 28181-2016 annex A.2.1.9, GB/T 28181-2022 annex A.2.1.
import type { catalogItem, Fields } from '../codec/command-set/index.ts';
import type { ChannelRecord } from '../ports.ts';
import type { DeviceAgent } from './device-agent.ts';

export type CatalogItem = Fields<typeof catalogItem>;

/** In the newest edition; what an older one does not know is left out when it is sent. */
export function catalogOf({ channels, quirks, options }: DeviceAgent): CatalogItem[] {
  return quirks.has('channel-is-device') ? [] : channels.map((channel) => itemOf(channel, options.catalogDetails));
}

export function itemOf(channel: ChannelRecord, details: Partial<CatalogItem> = {}): CatalogItem {
  return {
    DeviceID: channel.id,
    Name: channel.name,
    Manufacturer: channel.manufacturer,
    Model: channel.model,
    Owner: channel.owner || 'Owner',
    CivilCode: channel.civilCode,
    Address: channel.address || 'Address',
    Parental: 0,
    ParentID: channel.parentId,
    SafetyWay: 0,
    RegisterWay: 1,
    Secrecy: 0,
    Status: channel.status,
    ...(channel.longitude !== null && { Longitude: channel.longitude }),
    ...(channel.latitude !== null && { Latitude: channel.latitude }),
    ...(channel.ptzType > 0 && { Info: { PTZType: channel.ptzType } }),
    ...details,
  };
}
