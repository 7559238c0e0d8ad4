/** Of G.711 and of what the server takes. */
export const kOutputRate = 8000;
/** Half of what 8 kHz can carry, less what the filter needs to fall. */
const cutoffHz = 3600;
/** Periods of the output that the filter reaches to each side. */
const reach = 12;

/**
 * Microphones give 44.1 or 48 kHz. What 8 kHz cannot carry is filtered out first, by a windowed sinc: otherwise it comes
 * back as noise.
 */
export class Resampler {
  readonly #step: number;
  readonly #half: number;
  /** Input samples that later outputs still need; the first has the index #base. */
  #held: number[] = [];
  #base = 0;
  #nextAt = 0;

  /** `inputRate` in Hz, at least 8000. */
  constructor(inputRate: number) {
    this.#step = inputRate / kOutputRate;
    this.#half = Math.ceil(reach * this.#step);
  }

  /** Output samples, -1 to 1, that can be told by what came so far. */
  push(input: ArrayLike<number>): number[] {
    for (let i = 0; i < input.length; i++) this.#held.push(input[i] as number);
    const output: number[] = [];
    while (Math.ceil(this.#nextAt) + this.#half < this.#base + this.#held.length) {
      output.push(this.#at(this.#nextAt));
      this.#nextAt += this.#step;
    }
    const done = Math.min(Math.max(0, Math.floor(this.#nextAt) - this.#half - this.#base), this.#held.length);
    this.#held = this.#held.slice(done);
    this.#base += done;
    return output;
  }

  #at(time: number): number {
    const cutoff = (2 * cutoffHz) / (this.#step * kOutputRate);
    let sum = 0;
    let weights = 0;
    for (let i = Math.ceil(time) - this.#half; i <= Math.floor(time) + this.#half; i++) {
      const distance = i - time;
      const x = Math.PI * cutoff * distance;
      const window = 0.5 + 0.5 * Math.cos((Math.PI * distance) / (this.#half + 1));
      const weight = (x === 0 ? 1 : Math.sin(x) / x) * window;
      sum += weight * (this.#held[i - this.#base] ?? 0);
      weights += weight;
    }
    return sum / weights;
  }
}

/** 16-bit samples; what is too loud is cut. */
export function toPcm16(samples: readonly number[]): Int16Array<ArrayBuffer> {
  return Int16Array.from(samples, (sample) => Math.round(Math.max(-1, Math.min(1, sample)) * 32767));
}
