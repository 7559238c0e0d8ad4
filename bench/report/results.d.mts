export interface Point {
  x: number;
  xLabel: string;
  value: number;
  floor?: number;
  ratio?: number;
  goal?: number;
  pass?: boolean;
}

export interface Result {
  id: string;
  work: string;
  unit: string;
  value: number;
  floor?: number;
  ratio?: number;
  spread?: number[];
  goal?: number;
  goalText?: string;
  better?: 'lower' | 'higher';
  pass?: boolean;
  pairs?: number;
  discarded?: number;
  points?: Point[];
}

export interface Missing {
  id: string;
  reason: string;
}

export interface Run {
  machine: Record<string, string | number>;
  results: Result[];
  /** Of a run that was made just now. */
  missing?: Missing[];
}

export function resultFault(result: object): string;
export function microResult(line: Record<string, unknown>): Result;
export function verdict(result: Result): '' | 'met' | 'missed';
export function inOrder<T extends { id: string }>(results: T[], order: string[]): T[];
