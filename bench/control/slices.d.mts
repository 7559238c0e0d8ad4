export interface Slice {
  cpuUs: number;
  messages: number;
  /** Nanoseconds of the same loop before and after. */
  calibrations: number[];
}

export interface Pair {
  subject: Slice;
  floor: Slice;
}

export interface SliceResult {
  id: string;
  work: string;
  unit: string;
  value: number;
  floor: number;
  ratio: number;
  spread: [number, number];
  goal: number;
  goalText: string;
  better: 'lower';
  pass: boolean;
  pairs: number;
  discarded: number;
  perSecond: number;
}

export const maxCalibrationRatio: number;
export function isSteady(...slices: Pick<Slice, 'calibrations'>[]): boolean;
export function quantile(values: readonly number[], share: number): number;
export function sliceResult(
  pairs: Pair[],
  about: { id: string; work: string; maxRatio: number; minPairs: number },
): SliceResult;
