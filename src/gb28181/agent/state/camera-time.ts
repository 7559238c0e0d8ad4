// Times as a camera tells and reads them: GB/T 28181-2016 §9.10, Beijing time without a zone, which knows no summer time.

export const kBeijingOffsetMs = 8 * 3_600_000;

/** "2022-01-31T12:00:00" of milliseconds since the Unix epoch. */
export function cameraTime(ms: number): string {
  return new Date(ms + kBeijingOffsetMs).toISOString().slice(0, 19);
}

/** Milliseconds since the Unix epoch; NaN for what is no time. */
export function fromCameraTime(text: string): number {
  return Date.parse(`${text}Z`) - kBeijingOffsetMs;
}
