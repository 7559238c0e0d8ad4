export function median(values: number[]): number;
export function number(value: number): string;
export function range(low: number, high: number): string;
