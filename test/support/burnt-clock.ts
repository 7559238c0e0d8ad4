import { runTool } from './real-tools.ts';

// A clip that tells its own time, in figures for people and in a row of blocks for programs: white at the left, then twelve
// bits of the time in fifths of a second, the lowest first, then black.

const width = 320;
const height = 180;
const blocks = 14;
const blockWidth = 22;
const left = 6;
const top = 120;
const blockHeight = 48;
const ticksPerSecond = 5;

/** The row of pixels that the blocks are read from, of a picture scaled to this size. */
export const clockRow = { width, height, y: top + blockHeight / 2 };

/** Makes an H.264 elementary stream: 320x180, 25 frames a second, a key frame each second, no B frames. */
export async function makeBurntClock(path: string, seconds: number): Promise<void> {
  const box = (index: number, color: string, enable = '') =>
    `drawbox=x=${left + index * blockWidth}:y=${top}:w=${blockWidth}:h=${blockHeight}:color=${color}:t=fill${enable}`;
  const bits = Array.from({ length: blocks - 2 }, (_, bit) =>
    // The middle of a frame's time, so that no rounding of its beginning decides.
    box(bit + 1, 'white', `:enable='mod(floor(floor((t+0.02)*${ticksPerSecond})/${2 ** bit})\\,2)'`),
  );
  const figures = "drawtext=text='%{pts\\:hms}':fontsize=36:fontcolor=white:x=20:y=40";
  const filters = [figures, box(0, 'white'), ...bits].join(',');
  const { code, stderr } = await runTool(
    'ffmpeg',
    [
      ...['-loglevel', 'error', '-y', '-f', 'lavfi', '-i', `color=c=black:s=${width}x${height}:r=25:d=${seconds}`],
      ...['-vf', filters, '-c:v', 'libx264', '-profile:v', 'baseline', '-preset', 'ultrafast', '-bf', '0'],
      ...['-g', '25', '-keyint_min', '25', '-sc_threshold', '0', '-f', 'h264', path],
    ],
    180_000,
  );
  if (code !== 0) throw new Error(`ffmpeg made no clip: ${stderr}`);
}

/** Seconds that a picture shows, from the brightness (0 to 255) of each pixel of its clockRow; undefined: no clock is in it. */
export function readClock(row: ArrayLike<number>): number | undefined {
  const lit = (index: number) => (row[left + index * blockWidth + blockWidth / 2] ?? 0) > 127;
  if (row.length !== width || !lit(0) || lit(blocks - 1)) return undefined;
  let ticks = 0;
  for (let bit = 0; bit < blocks - 2; bit++) if (lit(bit + 1)) ticks += 2 ** bit;
  return ticks / ticksPerSecond;
}
