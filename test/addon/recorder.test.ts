import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { clips, NativeHarness } from './native-harness.ts';

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'guanlan-recorder-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What ffprobe reads, decoding every frame. */
function probe(path: string): { streams: Record<string, string>[]; duration: number } {
  const asked = 'format=duration:stream=codec_name,nb_frames,nb_read_frames,duration';
  const out = execFileSync('ffprobe', ['-v', 'error', '-count_frames', '-show_entries', asked, '-of', 'json', path]);
  const { streams, format } = JSON.parse(out.toString()) as {
    streams: Record<string, string>[];
    format: { duration: string };
  };
  return { streams, duration: Number(format.duration) };
}

describe('Recorder', () => {
  it.each([
    ['clip.h264', 'H264', 'clip.pcma', 'PCMA', 'h264', 'flac'],
    ['clip.h265', 'H265', 'clip.aac', 'AAC', 'hevc', 'aac'],
  ] as const)('writes %s and %s into a file that ffprobe reads whole', async (video, codec, audio, sound, ...names) => {
    const harness = new NativeHarness();
    const { native } = harness;
    const path = join(newFolder(), 'record.mp4');
    const stream = harness.openStream('recorded');
    const recorder = native.openRecorder({ stream, path });
    const clip = native.openClip({
      stream,
      video: { path: join(clips, video), codec, framesPerSecond: 50 },
      audio: { path: join(clips, audio), codec: sound },
      loops: 1,
    });
    await harness.until('closed', clip);
    const growing = probe(path);
    expect(growing.streams.map((one) => one.codec_name)).toEqual(names);
    native.closeRecorder(recorder);
    expect(await harness.until('closed', recorder)).toMatchObject({ code: 'GL_OK', errno: 0 });
    const { streams, duration } = probe(path);
    expect(streams.map((one) => one.codec_name)).toEqual(names);
    for (const one of streams) expect(one.nb_read_frames).toBe(one.nb_frames);
    const pictures = Number(streams[0]?.nb_frames);
    expect(pictures).toBeGreaterThan(50);
    expect(Number(streams[0]?.duration)).toBeCloseTo(pictures / 50, 2);
    expect(duration).toBeGreaterThanOrEqual(pictures / 50 - 0.01);
    const middle = ['-v', 'error', '-ss', String(duration / 4), '-i', path, '-frames:v', '1', '-f', 'null', '-'];
    expect(execFileSync('ffmpeg', middle, { stdio: 'pipe' }).toString()).toBe('');
  });

  it('tells how much it has, and says so in the statistics', async () => {
    const harness = new NativeHarness();
    const { native } = harness;
    const path = join(newFolder(), 'record.mp4');
    const stream = harness.openStream('recorded');
    harness.openClip(stream);
    const recorder = native.openRecorder({ stream, path });
    expect(native.stats().recorders).toBe(1);
    const described = () => native.describeRecorder(recorder);
    await expect.poll(() => described().durationMs, { timeout: 10_000 }).toBeGreaterThan(500);
    expect(described()).toMatchObject({ stream: 'recorded' });
    expect(described().frames).toBeGreaterThan(described().keyFrames);
    native.closeStream(stream);
    expect(await harness.until('closed', recorder)).toMatchObject({ code: 'GL_OK' });
    expect(native.stats().recorders).toBe(0);
    expect(readFileSync(path).includes('mvex')).toBe(true);
  });

  it('refuses what it cannot create, and options of a wrong type', () => {
    const harness = new NativeHarness();
    const stream = harness.openStream('recorded');
    const open = (path: unknown) => () => harness.native.openRecorder({ stream, path: path as string });
    expect(open('/nowhere/a.mp4')).toThrowError(expect.objectContaining({ code: 'GL_ERR_FILE', errno: 2 }));
    expect(open('/tmp/a\0b')).toThrowError(expect.objectContaining({ code: 'GL_ERR_INVALID_ARGUMENT' }));
    expect(open(7)).toThrow(TypeError);
    expect(open('')).toThrow(RangeError);
  });
});
