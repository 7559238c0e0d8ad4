// A head that pans, tilts, zooms and focuses over time.
import type { Clock, TimerHandle } from '../../../base/clock.ts';
import { TypedEmitter } from '../../../base/typed-emitter.ts';
import { Axis } from './axis.ts';

/** Degrees, degrees, and times. */
export interface PtzPosition {
  Pan: number;
  Tilt: number;
  Zoom: number;
}

export type AxisName = 'pan' | 'tilt' | 'zoom' | 'focus' | 'iris';

export interface PtzHeadEvents {
  /** Each second of a movement, and when it ends. */
  moved: [];
}

/** Units a second at the highest speed of a command. */
export const kTopSpeeds: Record<AxisName, number> = { pan: 120, tilt: 60, zoom: 5, focus: 50, iris: 50 };
const reportMs = 1000;
const widestAngle = 60;
const viewMetres = 50;

export class PtzHead extends TypedEmitter<PtzHeadEvents> {
  // Given.
  readonly #clock: Clock;
  // State.
  readonly #axes: Record<AxisName, Axis> = {
    pan: new Axis({ min: 0, max: 360, wraps: true }, 0),
    tilt: new Axis({ min: -30, max: 90 }, 0),
    zoom: new Axis({ min: 1, max: 30 }, 1),
    focus: new Axis({ min: 0, max: 100 }, 50),
    iris: new Axis({ min: 0, max: 100 }, 50),
  };
  #timer: TimerHandle | undefined;

  constructor(clock: Clock) {
    super();
    this.#clock = clock;
  }

  get position(): PtzPosition {
    return { Pan: this.at('pan') % 360, Tilt: this.at('tilt'), Zoom: this.at('zoom') };
  }

  at(axis: AxisName): number {
    return Math.round(this.#axes[axis].at(this.#clock.now()) * 100) / 100;
  }

  /** What the picture shows: degrees, degrees, metres. */
  get view(): { HorizontalFieldAngle: number; VerticalFieldAngle: number; MaxViewDistance: number } {
    const zoom = this.at('zoom');
    const angle = (degrees: number) => Math.round((degrees / zoom) * 100) / 100;
    return {
      HorizontalFieldAngle: angle(widestAngle),
      VerticalFieldAngle: angle((widestAngle * 9) / 16),
      MaxViewDistance: Math.round(viewMetres * zoom),
    };
  }

  /** Until it stands still; Infinity when it turns without end. */
  get restsInMs(): number {
    const last = Math.max(...Object.values(this.#axes).map(({ restsAt }) => restsAt));
    return Math.max(0, last - this.#clock.now());
  }

  /** Shares of the top speed, signed; axes that are not named go on. */
  move(shares: Partial<Record<AxisName, number>>): void {
    for (const [name, share] of Object.entries(shares) as [AxisName, number][])
      this.#axes[name].move(this.#clock.now(), share * kTopSpeeds[name]);
    this.#watch();
  }

  /** To a place, by a share of the top speed. */
  goTo({ Pan, Tilt, Zoom }: Partial<PtzPosition>, share = 1): void {
    const go = (name: AxisName, place: number | undefined) => {
      if (place !== undefined) this.#axes[name].goTo(this.#clock.now(), place, share * kTopSpeeds[name]);
    };
    go('pan', Pan);
    go('tilt', Tilt);
    go('zoom', Zoom);
    this.#watch();
  }

  stop(): void {
    this.move({ pan: 0, tilt: 0, zoom: 0 });
  }

  #watch(): void {
    this.#clock.clearTimeout(this.#timer);
    const restsIn = this.restsInMs;
    this.#timer = undefined;
    if (restsIn === 0) {
      this.emit('moved');
      return;
    }
    this.#timer = this.#clock.setTimeout(
      () => {
        if (this.restsInMs > 0) this.emit('moved');
        this.#watch();
      },
      Math.min(reportMs, Math.ceil(restsIn)),
    );
  }
}
