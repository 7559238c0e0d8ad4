import type { Missing, Result } from './results.mjs';

export function resultTable(results: Result[], missing?: Missing[]): string;
export function markdown(head: string[], rows: string[][]): string;
