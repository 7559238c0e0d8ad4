export interface Spread {
  median: number;
  min: number;
  max: number;
  runs?: number;
}

export type Direction = 'baseline/engine' | 'engine/baseline' | 'engine/baseline, at least' | 'time/baseline';

export interface Row extends Spread {
  name: string;
  unit: string;
  baseline?: { name: string } & Partial<Spread>;
  direction?: Direction;
  ratio?: Spread;
  more?: Record<string, unknown>;
}

export interface Pairs {
  subject: number[];
  baseline: number[];
  baselineName: string;
  direction: Direction;
}

export function median(values: number[]): number;
export function spread(values: number[]): Required<Spread>;
export function row(name: string, unit: string, pairs: Pairs): Row;
export function number(value: number): string;
export function table(rows: Row[]): string;
export function microRow(line: Record<string, unknown>): Row;
export function highestRate(search: {
  low: number;
  high: number;
  refinements: number;
  holds: (rate: number) => Promise<boolean>;
}): Promise<number>;
