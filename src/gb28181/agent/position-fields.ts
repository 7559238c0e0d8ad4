// MobilePosition, flat in GB/T 28181-2016 annex A.2.5.6 and a list in GB/T 28181-2022 annex A.2.5.7.
import type { Edition, Fields, notifies } from '../codec/command-set/index.ts';
import type { GeoPosition } from './state/mobile-track.ts';

export type PositionFields = Fields<(typeof notifies)['MobilePosition']['request']>;

export function positionFields(
  deviceId: string,
  position: GeoPosition,
  Time: string,
  edition: Edition,
): PositionFields {
  if (edition === '2016') return { Time, ...position };
  return { Time, DeviceList: [{ DeviceID: deviceId, CaptureTime: Time, ...position, Height: 2 }] };
}
