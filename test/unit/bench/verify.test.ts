import { describe, expect, it } from 'vitest';
import { ingestFault, viewersFault } from '../../../bench/flow/verify.mjs';

const load = {
  packets: 3036,
  videoFramesPerLoop: 50,
  audioFramesPerLoop: 50,
  videoBytesPerLoop: 1000,
  soundBytes: 320,
};
/** Two cameras, two loops each. */
const received = {
  packets: 3036,
  streams: 2,
  loops: 2,
  load,
  lost: 0,
  kernelDrops: 0,
  damagedFrames: 0,
  droppedFrames: 0,
  malformed: 0,
  psResyncs: 0,
  frames: 2 * (100 + 100),
  keyFrames: 4,
  frameBytes: 2 * (2000 + 100 * 320),
  tracks: ['H264 1920x1080 PCMA', 'H264 1920x1080 PCMA'],
};

describe('a run of receiving', () => {
  it('is right when everything that was sent became frames', () => {
    expect(ingestFault('engine', received)).toBe('');
  });

  it.each([
    ['a packet missing', { packets: 3035 }, '3036 packets were sent and 3035 received'],
    ['a packet too many', { packets: 3037 }, '3036 packets were sent and 3037 received'],
    ['a frame missing', { frames: 399 }, 'frames is 399, not 400'],
    ['a frame too many', { frames: 401 }, 'frames is 401, not 400'],
    ['a key frame missing', { keyFrames: 3 }, 'keyFrames is 3, not 4'],
    ['bytes missing', { frameBytes: 67_999 }, 'frameBytes is 67999, not 68000'],
    ['loss', { lost: 1, kernelDrops: 1 }, 'lost is 1, kernelDrops is 1'],
    ['a resynchronisation', { psResyncs: 2 }, 'psResyncs is 2'],
    ['damage', { damagedFrames: 1 }, 'damagedFrames is 1'],
    ['a wrong picture', { tracks: ['H264 1920x1080 PCMA', 'H264 320x180 PCMA'] }, 'the tracks are H264 320x180 PCMA'],
    ['no sound', { tracks: ['H264 1920x1080', 'H264 1920x1080 PCMA'] }, 'the tracks are H264 1920x1080'],
  ])('is wrong with %s', (_name, change, fault) => {
    expect(ingestFault('engine', { ...received, ...change })).toBe(fault);
  });

  it('asks of the baseline only that it counted all packets', () => {
    const counted = { packets: 3036, streams: 2, loops: 2, load };
    expect(ingestFault('node', counted)).toBe('');
    expect(ingestFault('node', { ...counted, packets: 3000 })).toBe('3036 packets were sent and 3000 received');
  });
});

/** Ten viewers for three seconds. */
const served = {
  seen: { tags: 1500, seconds: 3 },
  viewers: 10,
  viewerJumps: 0,
  viewerDroppedFrames: 0,
  slowViewers: 0,
  lost: 0,
  droppedFrames: 0,
};

describe('a run of serving', () => {
  it('is right when everybody saw the whole stream', () => {
    expect(viewersFault('engine', 10, served)).toBe('');
    expect(viewersFault('loop', 10, { seen: served.seen })).toBe('');
  });

  it('may start and end between two pictures', () => {
    expect(viewersFault('engine', 10, { ...served, seen: { tags: 1540, seconds: 3 } })).toBe('');
  });

  it.each([
    ['frames that were not seen', { seen: { tags: 1200, seconds: 3 } }, '1200 frames were seen, not about 1500'],
    ['a stream that runs too fast', { seen: { tags: 3000, seconds: 3 } }, '3000 frames were seen, not about 1500'],
    ['viewers that jumped', { viewerJumps: 2, viewerDroppedFrames: 40 }, 'viewerJumps is 2, viewerDroppedFrames is 40'],
    ['slow viewers', { slowViewers: 1 }, 'slowViewers is 1'],
    ['a viewer too few', { viewers: 9 }, 'the engine counts 9 viewers'],
  ])('is wrong with %s', (_name, change, fault) => {
    expect(viewersFault('engine', 10, { ...served, ...change })).toBe(fault);
  });

  it('holds the baseline to the same frames', () => {
    expect(viewersFault('loop', 10, { seen: { tags: 750, seconds: 3 } })).not.toBe('');
  });
});
