export type Path = Record<string, number | string | undefined>;

export interface Counts {
  compiler: string;
  architecture: string;
  paths: Record<string, Path>;
}

export interface Verdict {
  path: string;
  count: string;
  was?: number;
  is?: number;
  failed: boolean;
  note: string;
}

export function perOperation(line: Record<string, string | number>, instructions?: number): Path;
export function baselineOf(counts: Counts): Counts;
export function judge(counts: Counts, baseline: Counts, options: { gateInstructions: boolean }): Verdict[];
export function countTable(verdicts: Verdict[]): string;
