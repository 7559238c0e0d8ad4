// What a head does by itself: cruises from preset to preset and scans between two borders. GB/T 28181-2016 annex A.3.5, A.3.6.
//
//   idle --startCruise--> going --arrived--> staying --time is over--> going ... --stop--> idle
//   idle --startScan--> to the left border <--> to the right border ... --stop--> idle
import type { Clock, TimerHandle } from '../../../base/clock.ts';
import type { Presets } from './presets.ts';
import { kTopSpeeds, type PtzHead } from './ptz-head.ts';

export interface CruiseTrack {
  name: string;
  presets: number[];
  /** 1 to 15. */
  speed: number;
  /** Seconds at each preset. */
  staySeconds: number;
}

interface Scan {
  left: number;
  right: number;
  /** Share of the top speed. */
  share: number;
}

export const kMaxTracks = 256;
export const kMaxTrackPoints = 32;
export const kTopCruiseSpeed = 15;
const defaultStaySeconds = 10;
const defaultCruiseSpeed = 8;
/** The highest of the twelve bits that annex A.3 has for a speed. */
const maxSpeedValue = 0xfff;

export class Patrol {
  // Given.
  readonly #clock: Clock;
  readonly #head: PtzHead;
  readonly #presets: Presets;
  // State.
  readonly #tracks = new Map<number, CruiseTrack>([
    [0, { name: '环线', presets: [1, 2, 3], speed: defaultCruiseSpeed, staySeconds: defaultStaySeconds }],
  ]);
  readonly #scans = new Map<number, Scan>();
  #running: string | undefined;
  #timer: TimerHandle | undefined;

  constructor(clock: Clock, head: PtzHead, presets: Presets) {
    this.#clock = clock;
    this.#head = head;
    this.#presets = presets;
  }

  /** "cruise 0" or "scan 2"; undefined when the head is left to the hand. */
  get running(): string | undefined {
    return this.#running;
  }

  tracks(): [number: number, track: CruiseTrack][] {
    return [...this.#tracks].sort(([a], [b]) => a - b);
  }

  addPoint(number: number, preset: number, name?: string): void {
    const track = this.#track(number);
    if (!track) return;
    if (track.presets.length < kMaxTrackPoints) track.presets.push(preset);
    if (name) track.name = name;
  }

  /** Preset 0: the whole track. */
  deletePoint(number: number, preset: number): void {
    const track = this.#tracks.get(number);
    if (!track) return;
    track.presets = preset === 0 ? [] : track.presets.filter((one) => one !== preset);
    if (track.presets.length === 0) this.#tracks.delete(number);
  }

  setSpeed(number: number, speed: number): void {
    const track = this.#tracks.get(number);
    if (track) track.speed = Math.min(kTopCruiseSpeed, Math.max(1, speed));
  }

  setStay(number: number, seconds: number): void {
    const track = this.#tracks.get(number);
    if (track) track.staySeconds = seconds;
  }

  startCruise(number: number): void {
    this.stop();
    const track = this.#tracks.get(number);
    if (!track) return;
    this.#running = `cruise ${number}`;
    this.#go(number, 0);
  }

  setBorder(number: number, border: 'left' | 'right'): void {
    const scan = this.#scan(number);
    if (scan) scan[border] = this.#head.position.Pan;
  }

  setScanSpeed(number: number, value: number): void {
    const scan = this.#scan(number);
    if (scan) scan.share = Math.max(1, value) / maxSpeedValue;
  }

  startScan(number: number): void {
    this.stop();
    if (!this.#scan(number)) return;
    this.#running = `scan ${number}`;
    this.#sweep(number, 'left');
  }

  stop(): void {
    this.#clock.clearTimeout(this.#timer);
    if (this.#running) this.#head.stop();
    this.#running = undefined;
  }

  #go(number: number, point: number): void {
    const track = this.#tracks.get(number);
    if (!track) {
      this.#running = undefined;
      return;
    }
    this.#presets.call(track.presets[point % track.presets.length]!, track.speed / kTopCruiseSpeed);
    const ms = Math.max(1, this.#head.restsInMs + track.staySeconds * 1000);
    this.#timer = this.#clock.setTimeout(() => this.#go(number, point + 1), ms);
  }

  #sweep(number: number, border: 'left' | 'right'): void {
    const scan = this.#scan(number)!;
    this.#head.goTo({ Pan: scan[border] }, scan.share);
    const ms = Math.max(minSweepMs, this.#head.restsInMs);
    this.#timer = this.#clock.setTimeout(() => this.#sweep(number, border === 'left' ? 'right' : 'left'), ms);
  }

  #track(number: number): CruiseTrack | undefined {
    if (!this.#tracks.has(number) && this.#tracks.size < kMaxTracks)
      this.#tracks.set(number, {
        name: `Track ${number}`,
        presets: [],
        speed: defaultCruiseSpeed,
        staySeconds: defaultStaySeconds,
      });
    return this.#tracks.get(number);
  }

  #scan(number: number): Scan | undefined {
    if (!this.#scans.has(number) && this.#scans.size < kMaxTracks)
      this.#scans.set(number, { left: 315, right: 45, share: defaultScanShare });
    return this.#scans.get(number);
  }
}

const minSweepMs = 100;
/** Twelve degrees a second. */
const defaultScanShare = 12 / kTopSpeeds.pan;
