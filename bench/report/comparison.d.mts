import type { Result } from './results.mjs';

export interface Side {
  unit: string;
  value: number;
  ratio?: number;
}

export interface Compared {
  id: string;
  theirs?: Side;
  ours?: Side;
  change?: { median: number; min: number; max: number };
}

export function compare(rounds: { theirs: Result[]; ours: Result[] }[]): Compared[];
export function comparisonTable(rows: Compared[], theirName: string): string;
