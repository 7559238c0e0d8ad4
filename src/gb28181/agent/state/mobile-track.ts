// Where a device is that drives round and round: GB/T 28181-2016 §9.11, annex A.2.5.6.
import type { Clock } from '../../../base/clock.ts';

export interface GeoPosition {
  Longitude: number;
  Latitude: number;
  /** km/h. */
  Speed: number;
  /** Degrees clockwise from north. */
  Direction: number;
  /** Metres. */
  Altitude: number;
}

const centre = { longitude: 116.391_25, latitude: 39.907_22 };
const radiusMetres = 1000;
const metresPerSecond = 10;
const altitudeMetres = 44;
const metresPerDegree = 111_320;
const degree = Math.PI / 180;

/** Clockwise on a circle of 1 km, at 36 km/h. */
export class MobileTrack {
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get position(): GeoPosition {
    const seconds = this.#clock.now() / 1000;
    // Bearing from the centre; it drives at a right angle to it.
    const bearing = ((seconds * metresPerSecond) / radiusMetres / degree) % 360;
    const north = Math.cos(bearing * degree) * radiusMetres;
    const east = Math.sin(bearing * degree) * radiusMetres;
    return {
      Longitude: rounded(centre.longitude + east / (metresPerDegree * Math.cos(centre.latitude * degree)), 6),
      Latitude: rounded(centre.latitude + north / metresPerDegree, 6),
      Speed: metresPerSecond * 3.6,
      Direction: rounded((bearing + 90) % 360, 1),
      Altitude: altitudeMetres,
    };
  }
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
