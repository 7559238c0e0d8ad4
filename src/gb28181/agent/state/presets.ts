// Places that a head remembers: presets and the home position. GB/T 28181-2016 annex A.3.4, A.2.3.1.
import type { PtzHead, PtzPosition } from './ptz-head.ts';

export interface Preset {
  name: string;
  position: PtzPosition;
}

export const kMaxPresets = 255;

export class Presets {
  // Given.
  readonly #head: PtzHead;
  // State.
  readonly #presets = new Map<number, Preset>([
    [1, { name: '大门', position: { Pan: 0, Tilt: 0, Zoom: 1 } }],
    [2, { name: '停车场', position: { Pan: 90, Tilt: 15, Zoom: 2 } }],
    [3, { name: '走廊', position: { Pan: 180, Tilt: 30, Zoom: 4 } }],
  ]);

  constructor(head: PtzHead) {
    this.#head = head;
  }

  /** By number. */
  list(): [index: number, preset: Preset][] {
    return [...this.#presets].sort(([a], [b]) => a - b);
  }

  get(index: number): Preset | undefined {
    return this.#presets.get(index);
  }

  /** Where the head is now; a preset that is there keeps its name when no other is given. */
  set(index: number, name?: string): void {
    if (!Number.isInteger(index) || index < 1 || index > kMaxPresets) return;
    const kept = name || (this.#presets.get(index)?.name ?? `Preset ${index}`);
    this.#presets.set(index, { name: kept, position: this.#head.position });
  }

  delete(index: number): void {
    this.#presets.delete(index);
  }

  /** False when there is none of that number. */
  call(index: number, share = 1): boolean {
    const preset = this.#presets.get(index);
    if (preset) this.#head.goTo(preset.position, share);
    return preset !== undefined;
  }
}
