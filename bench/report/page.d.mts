import type { Result, Run } from './results.mjs';

export interface Plot {
  id: string;
  work: string;
  file: string;
  svg: string;
}

export function writePage(bench: string, runs: Run[]): string[];
export function plotsOf(results: Result[]): Plot[];
export function pageOf(runs: Run[], plots: Plot[]): string;
