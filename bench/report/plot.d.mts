export function lineChart(chart: {
  title: string;
  xLabel: string;
  yLabel: string;
  lines: { name: 'ours' | 'floor' | 'goal'; points: [number, number][] }[];
}): string;
export function ticks(max: number): number[];
