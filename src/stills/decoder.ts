import { type ChildProcess, spawn } from 'node:child_process';
import type { Clock } from '../base/clock.ts';
import { PlayError } from '../streams/source-provider.ts';

export type StillFormat = 'jpeg' | 'png';

export interface StillWish {
  format: StillFormat;
  /** Pixels; absent: as wide as the stream. The height follows. */
  width?: number | undefined;
}

/** From the first byte to the picture; a decoder that takes longer is killed. */
export const kDecodeTimeoutMs = 10_000;
/** More than an 8K picture as PNG usually takes; a decoder that writes more is killed. */
export const kMaxStillBytes = 64 << 20;
/** The largest picture of a stream: that of level 6.2 of H.264 and H.265, which 8K fits. */
export const kMaxPixels = 8192 * 4352;
/** Of a scaled picture: a stream of one column must not become one of millions of lines. */
const kMaxScaledHeight = 8192;
const kMaxComplaintChars = 2000;

/** mjpeg's scale is 2 (best) to 31. */
const jpegQuality = 3;

/**
 * The first picture of a fragmented MP4 that comes on the decoder's standard input, as ffmpeg is asked for it. It waits
 * for nothing beyond that picture, opens nothing but its own pipes, and never reads commands from where the media comes.
 * What a stream says of its size is bounded before memory is taken for it, and no thread keeps pictures of its own.
 */
export function decoderArguments({ format, width }: StillWish): string[] {
  const input = '-nostdin -hide_banner -loglevel error -protocol_whitelist pipe -filter_threads 1';
  const decoder = `-threads 1 -max_pixels ${kMaxPixels} -flags low_delay`;
  const source = '-probesize 32 -analyzeduration 0 -f mp4 -i pipe:0 -map 0:v:0 -frames:v 1';
  const scale =
    width === undefined ? [] : ['-vf', `scale=${width}:${kMaxScaledHeight}:force_original_aspect_ratio=decrease`];
  const picture = format === 'png' ? '-c:v png' : `-c:v mjpeg -pix_fmt yuvj420p -q:v ${jpegQuality}`;
  const output = `${picture} -threads 1 -f image2pipe pipe:1`;
  return [...`${input} ${decoder} ${source}`.split(' '), ...scale, ...output.split(' ')];
}

/**
 * Runs the decoder on a socket that media comes out of, and resolves with its picture. The descriptor stays the
 * caller's. Rejects PlayError: 501 decoder-absent, 504 decoder-slow, 502 decoder-failed.
 */
export function decodeStill(program: string, fd: number, wish: StillWish, clock: Clock): Promise<Buffer> {
  // What decodes the media of strangers inherits none of our settings.
  const child = spawn(program, decoderArguments(wish), {
    stdio: [fd, 'pipe', 'pipe'],
    cwd: '/',
    env: { PATH: process.env['PATH'] },
  });
  return new Promise((resolve, reject) => {
    const timer = clock.setTimeout(() => {
      child.kill('SIGKILL');
      reject(tooSlow());
    }, kDecodeTimeoutMs);
    // Before anything else: an error that nobody listens for ends the process.
    child.once('error', (error) => {
      clock.clearTimeout(timer);
      reject(cannotStart(program, error));
    });
    const output = collect(child);
    child.once('close', (code) => {
      clock.clearTimeout(timer);
      const { picture, complaint } = output();
      if (code === 0 && picture.length > 0) resolve(picture);
      else reject(failed(complaint));
    });
  });
}

function collect(child: ChildProcess): () => { picture: Buffer; complaint: string } {
  const parts: Buffer[] = [];
  let bytes = 0;
  let complaint = '';
  // Node makes none when the process has no descriptor left.
  child.stdout?.on('data', (part: Buffer) => {
    bytes += part.length;
    if (bytes > kMaxStillBytes) {
      complaint = `the picture is larger than ${kMaxStillBytes} bytes`;
      child.kill('SIGKILL');
    } else parts.push(part);
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(0, kMaxComplaintChars);
  });
  return () => ({ picture: Buffer.concat(parts), complaint: complaint.trim() });
}

function cannotStart(program: string, error: NodeJS.ErrnoException): PlayError {
  if (error.code === 'ENOENT' || error.code === 'EACCES')
    return new PlayError(
      501,
      'decoder-absent',
      `Pictures need the program ffmpeg, and "${program}" cannot be run. Install it (Debian: apt-get install ffmpeg), or give its path with the option snapshots.ffmpeg.`,
      { cause: error },
    );
  return new PlayError(503, 'decoder-failed', `The decoder could not be started: ${error.message}.`, { cause: error });
}

function tooSlow(): PlayError {
  return new PlayError(504, 'decoder-slow', `The decoder made no picture within ${kDecodeTimeoutMs / 1000} s.`);
}

function failed(complaint: string): PlayError {
  return new PlayError(
    502,
    'decoder-failed',
    `The decoder made no picture of this stream: ${complaint || 'it ended'}.`,
  );
}
