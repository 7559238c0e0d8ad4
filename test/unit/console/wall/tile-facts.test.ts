import { describe, expect, test } from 'vitest';
import { factsOf, type Sample } from '../../../../src/console/wall/tile-facts.ts';

function sample(at: number, changes: Partial<Sample['stream']> = {}): Sample {
  return {
    at,
    stream: {
      bytes: 0,
      frames: 0,
      viewers: 1,
      tracks: [
        { kind: 'video', codec: 'H264', supported: true, width: 1920, height: 1080 },
        { kind: 'audio', codec: 'PCMA', supported: true, sampleRate: 8000, channels: 1 },
      ],
      receivers: [],
      ...changes,
    },
  };
}

describe('the facts of a tile', () => {
  test('codecs and size come from the tracks', () => {
    expect(factsOf(undefined, sample(0))).toMatchObject({
      codecs: 'H264 + PCMA',
      videoCodec: 'H264',
      size: '1920×1080',
      viewers: 1,
    });
  });

  test('nothing is made up before the tracks are known', () => {
    expect(factsOf(undefined, sample(0, { tracks: [] }))).toEqual({
      codecs: '',
      videoCodec: '',
      size: '',
      bitsPerSecond: undefined,
      loss: undefined,
      viewers: 1,
      unsupported: undefined,
    });
  });

  test('the bit rate is the difference of two samples over their distance in time', () => {
    const facts = factsOf(sample(1000, { bytes: 1_000_000 }), sample(3000, { bytes: 2_000_000 }));
    expect(facts.bitsPerSecond).toBe(4_000_000);
  });

  test('a source that started anew has no bit rate yet', () => {
    expect(factsOf(sample(0, { bytes: 5000 }), sample(1000, { bytes: 10 })).bitsPerSecond).toBeUndefined();
    expect(factsOf(sample(1000), sample(1000)).bitsPerSecond).toBeUndefined();
  });

  test('loss is counted over all receivers, of what was sent', () => {
    const receivers = [{ counters: { packets: 90, lost: 10 } }, { counters: { packets: 100, lost: 0 } }];
    expect(factsOf(undefined, sample(0, { receivers })).loss).toBeCloseTo(0.05);
  });

  test('no receiver and no packet are no loss of 0', () => {
    expect(factsOf(undefined, sample(0)).loss).toBeUndefined();
    expect(factsOf(undefined, sample(0, { receivers: [{ counters: {} }] })).loss).toBeUndefined();
  });

  test('a picture that no output carries is named', () => {
    const tracks = [{ kind: 'video' as const, codec: 'SVAC', supported: false }];
    expect(factsOf(undefined, sample(0, { tracks })).unsupported).toBe('SVAC');
  });
});
