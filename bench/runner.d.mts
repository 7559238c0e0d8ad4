import type { Program } from './programs.mjs';
import type { Missing, Result } from './report/results.mjs';

export function runProgram(
  program: Program,
  where: { tree: string; build: string; quick: boolean; timeoutMs: number; tell: (line: string) => void },
): Promise<{ results: Result[]; missing: Missing[] }>;
