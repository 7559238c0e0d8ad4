import { existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import type { FakeNativeEngine } from '../../../src/engine/fake/fake-native-engine.ts';
import { decoderArguments, kDecodeTimeoutMs, kMaxPixels } from '../../../src/stills/decoder.ts';
import { kFreshMs, kMaxWaiting, Stills } from '../../../src/stills/stills.ts';
import { Streams } from '../../../src/streams/streams.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { fakeEngine } from '../../support/fake-engine.ts';

let folder: string;
let clock: FakeClock;
let engine: Engine;
let fake: FakeNativeEngine;
let streams: Streams;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guanlan-still-'));
  clock = new FakeClock();
  ({ engine, fake } = fakeEngine());
  // What the engine would send stands in a file.
  writeFileSync(join(folder, 'media'), 'media of the stream');
  fake.socketPair = () => [openSync(join(folder, 'media'), 'r'), openSync(join(folder, 'media'), 'r')];
  const times = { lingerMs: 100, startTimeoutMs: 1000, failureCacheMs: 100 };
  streams = new Streams({ clock, find: (name) => engine.stream(name), maxSources: 100, ...times });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program in the decoder's place. */
function program(script: string): string {
  const path = join(folder, `program-${Math.random()}`);
  writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return path;
}

function stillsBy(ffmpeg: string, maxParallel = 2): Stills {
  return new Stills({ streams, clock, ffmpeg, maxParallel });
}

function run(name: string): void {
  fake.makeReady(engine.openStream({ name, onLoss: 'pass' }).handle);
}

/** A program that makes its picture when the file `go` is there, and tells that it runs by writing a line to `runs`. */
const gated = () =>
  program(`echo run >> ${folder}/runs; while [ ! -e ${folder}/go ]; do sleep 0.01; done; printf picture`);
const runs = () =>
  existsSync(join(folder, 'runs')) ? readFileSync(join(folder, 'runs'), 'utf8').trim().split('\n').length : 0;
const letGo = () => writeFileSync(join(folder, 'go'), '');

describe('what the decoder is asked for', () => {
  it('is one picture, from its standard input alone, and never commands from there', () => {
    const text = decoderArguments({ format: 'jpeg' }).join(' ');
    expect(text).toMatch(/^-nostdin .*-protocol_whitelist pipe .*-f mp4 -i pipe:0 .*-frames:v 1 .*pipe:1$/);
    expect(text).toContain('-c:v mjpeg');
    expect(text).not.toContain('scale');
  });

  it('is bounded: pixels before they are decoded, and threads that each keep pictures', () => {
    const text = decoderArguments({ format: 'png', width: 320 }).join(' ');
    expect(text).toMatch(new RegExp(` -max_pixels ${kMaxPixels} .*-i pipe:0 `));
    expect(text).toMatch(/^.* -threads 1 .*-i pipe:0 .* -threads 1 .*pipe:1$/);
    expect(text).toMatch(/ -filter_threads 1 /);
  });

  it('is scaled to a width, with a height that fits', () => {
    const asked = decoderArguments({ format: 'png', width: 320 });
    expect(asked[asked.indexOf('-vf') + 1]).toBe('scale=320:8192:force_original_aspect_ratio=decrease');
    expect(asked.join(' ')).toContain('-c:v png');
  });
});

describe('a still', () => {
  it('is what the decoder wrote; the viewer and the claim on the stream end with it', async () => {
    run('gate');
    const { image, takenAt } = await stillsBy(program('cat')).take('gate', { format: 'jpeg' });
    expect(image.toString()).toBe('media of the stream');
    expect(takenAt).toBe(clock.now());
    await clock.advanceAsync(0);
    expect(fake.list('viewer')).toEqual([]);
    expect(streams.claims('gate')).toBe(0);
  });

  it('is asked of the engine as MP4 without sound and without a head', async () => {
    run('gate');
    const taken = stillsBy(gated()).take('gate', { format: 'jpeg' });
    await expect.poll(() => fake.list('viewer').length).toBe(1);
    expect(fake.list('viewer')[0]!.options).toMatchObject({
      container: 'mp4',
      audio: 'none',
      head: '',
      websocket: false,
    });
    letGo();
    await taken;
  });

  it('gives the decoder nothing of our environment but where programs are', async () => {
    run('gate');
    process.env['GUANLAN_SIP_PASSWORD'] = 'secret';
    const { image } = await stillsBy(program('env')).take('gate', { format: 'jpeg' });
    delete process.env['GUANLAN_SIP_PASSWORD'];
    expect(image.toString()).toContain('PATH=');
    expect(image.toString()).not.toContain('secret');
  });

  it('is one for all that ask for the same at the same time, and for a second after', async () => {
    run('gate');
    const stills = stillsBy(gated());
    const wishes = [1, 2, 3].map(() => stills.take('gate', { format: 'jpeg' }));
    letGo();
    const [first, ...others] = await Promise.all(wishes);
    expect(others).toEqual([first, first]);
    expect(await stills.take('gate', { format: 'jpeg' })).toBe(first);
    expect(runs()).toBe(1);
    await stills.take('gate', { format: 'jpeg', width: 100 });
    await stills.take('gate', { format: 'png' });
    expect(runs()).toBe(3);
    await clock.advanceAsync(kFreshMs);
    expect(await stills.take('gate', { format: 'jpeg' })).not.toBe(first);
    expect(runs()).toBe(4);
  });

  it('waits in line for a place, and is refused when the line is long', async () => {
    run('gate');
    const stills = stillsBy(gated(), 2);
    const wishes = Array.from({ length: 2 + kMaxWaiting }, (_, i) =>
      stills.take('gate', { format: 'jpeg', width: 100 + i }),
    );
    await expect.poll(runs).toBe(2);
    await expect(stills.take('gate', { format: 'png' })).rejects.toMatchObject({ status: 503, code: 'busy' });
    expect(runs()).toBe(2);
    letGo();
    const images = await Promise.all(wishes);
    expect(images.every(({ image }) => image.toString() === 'picture')).toBe(true);
    expect(runs()).toBe(2 + kMaxWaiting);
  });
});

describe('a still that fails', () => {
  it('names the program that is absent, and what to install', async () => {
    run('gate');
    const failing = stillsBy(join(folder, 'nowhere')).take('gate', { format: 'jpeg' });
    await expect(failing).rejects.toMatchObject({
      status: 501,
      code: 'decoder-absent',
      message: expect.stringMatching(/nowhere.*apt-get install ffmpeg.*snapshots\.ffmpeg/),
    });
    await clock.advanceAsync(0);
    expect(fake.list('viewer')).toEqual([]);
  });

  it('tells what the decoder complained about', async () => {
    run('gate');
    const failing = stillsBy(program('echo "moov atom not found" >&2; exit 1')).take('gate', { format: 'jpeg' });
    await expect(failing).rejects.toMatchObject({
      status: 502,
      message: expect.stringContaining('moov atom not found'),
    });
  });

  it('is one too when the decoder ends well and gives nothing', async () => {
    run('gate');
    await expect(stillsBy(program('exit 0')).take('gate', { format: 'jpeg' })).rejects.toMatchObject({
      code: 'decoder-failed',
    });
  });

  it('has a deadline, after which the decoder is killed', async () => {
    run('gate');
    const failing = stillsBy(program(`echo $$ > ${folder}/pid; exec sleep 600`)).take('gate', { format: 'jpeg' });
    failing.catch(() => {});
    await expect
      .poll(() => existsSync(join(folder, 'pid')) && readFileSync(join(folder, 'pid'), 'utf8'))
      .toMatch(/\d\n/);
    await clock.advanceAsync(kDecodeTimeoutMs);
    await expect(failing).rejects.toMatchObject({ status: 504, code: 'decoder-slow' });
    const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
    await expect.poll(() => existsSync(`/proc/${pid}`)).toBe(false);
  });

  it('is forgotten at once, so that the next wish tries again', async () => {
    run('gate');
    const stills = stillsBy(program(`[ -e ${folder}/go ] && printf picture || exit 1`));
    await expect(stills.take('gate', { format: 'jpeg' })).rejects.toThrow();
    letGo();
    expect((await stills.take('gate', { format: 'jpeg' })).image.toString()).toBe('picture');
  });

  it('takes no decoder when the stream cannot be had, and frees its place', async () => {
    const stills = stillsBy(gated(), 1);
    for (let i = 0; i < 3; i++)
      await expect(stills.take('nobody', { format: 'jpeg' })).rejects.toMatchObject({ code: 'stream-unknown' });
    expect(runs()).toBe(0);
    run('gate');
    letGo();
    expect((await stills.take('gate', { format: 'jpeg' })).image.toString()).toBe('picture');
  });
});
