// Everything that turns a channel's camera: commands of annex A.3, precise position, drag zoom, home position, target
// track. GB/T 28181-2016 annex A.2.3.1 and A.3, GB/T 28181-2022 annex A.2.3.1 and A.3.
import type { Clock, TimerHandle } from '../../../base/clock.ts';
import type { PtzCommand } from '../../codec/ptz.ts';
import { Patrol } from './patrol.ts';
import { Presets } from './presets.ts';
import { PtzHead, type PtzPosition } from './ptz-head.ts';

/** Pixels of the player's window, and of the area in it. */
export interface DragArea {
  Length: number;
  Width: number;
  MidPointX: number;
  MidPointY: number;
  LengthX: number;
  LengthY: number;
}

export interface HomePosition {
  Enabled: number;
  ResetTime?: number;
  PresetIndex?: number;
}

export interface TargetTrack {
  mode: 'Auto' | 'Manual' | 'Stop';
  sceneId?: string | undefined;
}

const topByte = 255;
const topZoomSpeed = 15;
/** The longest time that a timer of the system takes. */
const kMaxTimerMs = 2 ** 31 - 1;
/** How fast a camera turns that follows a target by itself. */
const trackShare = 0.05;

export class PtzUnit {
  // Given.
  readonly #clock: Clock;
  // Owned.
  readonly head: PtzHead;
  readonly presets: Presets;
  readonly patrol: Patrol;
  // State.
  readonly switches = new Set<number>();
  target: TargetTrack = { mode: 'Stop' };
  #home: HomePosition = { Enabled: 0, ResetTime: 60, PresetIndex: 1 };
  #homeTimer: TimerHandle | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.head = new PtzHead(clock);
    this.presets = new Presets(this.head);
    this.patrol = new Patrol(clock, this.head, this.presets);
  }

  /** `names`: of PTZCmdParams. */
  command(command: PtzCommand, names: { PresetName?: string; CruiseTrackName?: string } = {}): void {
    this.#touched();
    switch (command.kind) {
      case 'move':
        this.#byHand();
        this.head.move({
          pan: (command.pan * command.panSpeed) / topByte,
          tilt: (command.tilt * command.tiltSpeed) / topByte,
          zoom: (command.zoom * command.zoomSpeed) / topZoomSpeed,
        });
        return;
      case 'lens':
        this.head.move({
          focus: (command.focus * command.focusSpeed) / topByte,
          iris: (command.iris * command.irisSpeed) / topByte,
        });
        return;
      case 'preset':
        this.#preset(command, names.PresetName);
        return;
      case 'cruise':
        this.#cruise(command, names.CruiseTrackName);
        return;
      case 'scan':
        this.#scan(command);
        return;
      case 'switch':
        if (command.on) this.switches.add(command.number);
        else this.switches.delete(command.number);
    }
  }

  /** PTZPreciseCtrl. */
  goTo(position: Partial<PtzPosition>): void {
    this.#touched();
    this.#byHand();
    this.head.goTo(position);
  }

  /** DragZoomIn makes the area fill the window; DragZoomOut makes the window fit into the area. */
  dragZoom(area: DragArea, direction: 'in' | 'out'): void {
    this.#touched();
    this.#byHand();
    const { Length, Width, MidPointX, MidPointY, LengthX, LengthY } = area;
    if (!(Length > 0 && Width > 0 && LengthX > 0 && LengthY > 0)) return;
    const { HorizontalFieldAngle, VerticalFieldAngle } = this.head.view;
    const { Pan, Tilt, Zoom } = this.head.position;
    const times = Math.min(Length / LengthX, Width / LengthY);
    this.head.goTo({
      Pan: (Pan + (MidPointX / Length - 0.5) * HorizontalFieldAngle + 360) % 360,
      // Down in the window is down outside.
      Tilt: Tilt - (MidPointY / Width - 0.5) * VerticalFieldAngle,
      Zoom: direction === 'in' ? Zoom * times : Zoom / times,
    });
  }

  get home(): HomePosition {
    return this.#home;
  }

  set home(home: HomePosition) {
    this.#home = home;
    this.#touched();
  }

  /** Follows a target: by itself, or what stands in the area. */
  track(mode: TargetTrack['mode'], area?: DragArea, sceneId?: string): void {
    this.#touched();
    this.#byHand();
    if (mode === 'Auto') this.head.move({ pan: trackShare });
    else if (mode === 'Stop') this.head.stop();
    else if (area) this.dragZoom(area, 'in');
    this.target = { mode, sceneId };
  }

  /** The power is gone: nothing moves any more, nothing is forgotten. */
  powerOff(): void {
    this.#clock.clearTimeout(this.#homeTimer);
    this.#byHand();
    this.head.move({ pan: 0, tilt: 0, zoom: 0, focus: 0, iris: 0 });
  }

  #preset({ action, preset }: PtzCommand & { kind: 'preset' }, name?: string): void {
    if (action === 'set') this.presets.set(preset, name);
    else if (action === 'delete') this.presets.delete(preset);
    else {
      this.#byHand();
      this.presets.call(preset);
    }
  }

  #cruise({ action, track, value }: PtzCommand & { kind: 'cruise' }, name?: string): void {
    if (action === 'add') this.patrol.addPoint(track, value, name);
    else if (action === 'delete') this.patrol.deletePoint(track, value);
    else if (action === 'speed') this.patrol.setSpeed(track, value);
    else if (action === 'stay') this.patrol.setStay(track, value);
    else this.patrol.startCruise(track);
  }

  #scan({ action, scan, value }: PtzCommand & { kind: 'scan' }): void {
    if (action === 'start') this.patrol.startScan(scan);
    else if (action === 'speed') this.patrol.setScanSpeed(scan, value);
    else this.patrol.setBorder(scan, action);
  }

  /** A hand on the control ends what the head does by itself. */
  #byHand(): void {
    this.patrol.stop();
    this.target = { mode: 'Stop' };
  }

  /** GB/T 28181-2016 annex A.2.3.1, HomePosition: so long without a command, and the camera goes home. */
  #touched(): void {
    this.#clock.clearTimeout(this.#homeTimer);
    this.#homeTimer = undefined;
    const { Enabled, ResetTime = 0, PresetIndex = 0 } = this.#home;
    if (Enabled !== 1) return;
    this.#homeTimer = this.#clock.setTimeout(
      () => {
        this.#byHand();
        this.presets.call(PresetIndex);
      },
      Math.min(ResetTime * 1000, kMaxTimerMs),
    );
  }
}
