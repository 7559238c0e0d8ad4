import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AudioCodec, CameraFleet, VideoCodec } from '../../src/cli/camera/camera-fleet.ts';
import type { MediaTransport } from '../../src/gb28181/ports.ts';
import type { PlayUrls } from '../../src/http/play-url.ts';
import { TestPlatform } from '../support/platform.ts';
import { pictures, probe, record } from '../support/real-tools.ts';

const clips = join(import.meta.dirname, '../../src/cli/camera/clips');
const transports: MediaTransport[] = ['udp', 'tcp-passive', 'tcp-active'];
const pairs: [VideoCodec, AudioCodec][] = [
  ['H264', 'PCMA'],
  ['H265', 'PCMA'],
  ['H264', 'AAC'],
];
const kinds: (keyof Omit<PlayUrls, 'expires'>)[] = ['flv', 'mp4', 'wsFlv', 'wsMp4'];
const recordMs = 6000;
const folder = mkdtempSync(join(tmpdir(), 'guanlan-play-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** ffmpeg before 6.1 reads no H.265 in FLV; that container is judged by test/native/flv. */
function readable(video: VideoCodec, kind: string): boolean {
  return !(video === 'H265' && kind.toLowerCase().endsWith('flv'));
}

function soundOf(audio: AudioCodec, kind: string): string {
  if (audio === 'AAC') return 'aac';
  return kind.toLowerCase().endsWith('flv') ? 'pcm_alaw' : 'flac';
}

describe.each(['range', 'single'])('media.mode %s', (mode) => {
  let platform: TestPlatform;
  const fleets: CameraFleet[] = [];

  beforeAll(async () => {
    platform = await TestPlatform.start({ 'media.mode': mode });
    for (const [i, [video, audio]] of pairs.entries()) {
      const firstId = `3402000000132000${i + 1}001`;
      fleets.push(await platform.cameras(transports, { video, audio, firstId, transport: i === 1 ? 'tcp' : 'udp' }));
    }
  });
  afterAll(() => platform?.stop());

  describe.each(pairs.map(([video, audio], i) => [video, audio, i] as const))('%s with %s', (video, audio, pair) => {
    it.each(transports.map((transport, i) => [transport, i] as const))(
      'over %s: every decoded picture is the clip’s, and the sound is there',
      async (_transport, index) => {
        const fleet = fleets[pair]!;
        const urls = platform.urls(`${fleet.deviceId(index)}/${fleet.channelId(index)}`);
        const wanted = kinds.filter((kind) => readable(video, kind));
        const files = wanted.map((kind) =>
          join(folder, `${mode}-${pair}-${index}-${kind}.${kind.toLowerCase().slice(-3)}`),
        );
        await Promise.all(files.map((file, i) => record(urls[wanted[i]!], file, recordMs)));
        const source = (await pictures(join(clips, `clip.${video.toLowerCase()}`))).md5;
        for (const [i, file] of files.entries()) {
          const tracks = await probe(file);
          expect(
            tracks.map(({ codec }) => codec),
            wanted[i],
          ).toEqual([video === 'H264' ? 'h264' : 'hevc', soundOf(audio, wanted[i]!)]);
          expect(tracks[1]!.frames).toBeGreaterThan(50);
          const { md5, complaints } = await pictures(file);
          expect(complaints).toBe('');
          expect(md5.length).toBeGreaterThan(100);
          // It may begin with any key frame of the clip, and goes round.
          const start = source.indexOf(md5[0]!);
          expect(start % 50).toBe(0);
          expect(md5).toEqual(md5.map((_, n) => source[(start + n) % source.length]));
        }
      },
    );
  });
});
