/** Milliseconds of a length of time as the i18n key under `duration` and the number for it. */
export function durationOf(ms: number): { key: string; count: number } {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 120) return { key: 'duration.seconds', count: seconds };
  if (seconds < 7200) return { key: 'duration.minutes', count: Math.floor(seconds / 60) };
  if (seconds < 172_800) return { key: 'duration.hours', count: Math.floor(seconds / 3600) };
  return { key: 'duration.days', count: Math.floor(seconds / 86_400) };
}

/** E.g. 1536 -> "1.5 KiB". */
export function bytesOf(count: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = count < 1 ? 0 : Math.min(Math.floor(Math.log2(count) / 10), units.length - 1);
  const value = count / 1024 ** power;
  return `${power === 0 ? value : value.toFixed(1)} ${units[power]}`;
}

/** Epoch milliseconds in the reader's own time; undefined for 0, which means never. */
export function timeOf(epochMs: number): string | undefined {
  return epochMs > 0 ? new Date(epochMs).toLocaleString() : undefined;
}
