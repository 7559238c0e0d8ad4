// Whether a run's result is right: only then does its time mean anything. Pure functions.

const expectedTracks = 'H264 1920x1080 PCMA';
/** Pictures and blocks of sound of the camera (camera.h). */
const framesPerSecond = 50;
/** Of the frames seen in a span that starts and ends somewhere between two pictures. */
const tolerance = 0.15;

/** What is wrong with a run of receiving, or ''. */
export function ingestFault(subject, { packets, streams, load, loops, ...run }) {
  if (packets !== load.packets) return `${load.packets} packets were sent and ${packets} received`;
  if (subject !== 'engine') return '';
  const losses = ['lost', 'kernelDrops', 'damagedFrames', 'droppedFrames', 'malformed', 'psResyncs'];
  const lost = losses.filter((name) => run[name] > 0).map((name) => `${name} is ${run[name]}`);
  if (lost.length > 0) return lost.join(', ');
  const frames = load.videoFramesPerLoop + load.audioFramesPerLoop;
  const expected = {
    frames: streams * loops * frames,
    keyFrames: streams * loops,
    frameBytes: streams * loops * (load.videoBytesPerLoop + load.audioFramesPerLoop * load.soundBytes),
  };
  const wrong = Object.keys(expected).filter((name) => run[name] !== expected[name]);
  if (wrong.length > 0) return wrong.map((name) => `${name} is ${run[name]}, not ${expected[name]}`).join(', ');
  const tracks = run.tracks.find((found) => found !== expectedTracks);
  return tracks === undefined ? '' : `the tracks are ${tracks}`;
}

/** What is wrong with a run of serving, or ''. That all viewers got the same frames, viewer_load has seen to. */
export function viewersFault(subject, viewers, { seen, ...run }) {
  const expected = viewers * framesPerSecond * seen.seconds;
  if (Math.abs(seen.tags - expected) > tolerance * expected)
    return `${seen.tags} frames were seen, not about ${expected}`;
  if (subject !== 'engine') return '';
  const losses = ['viewerJumps', 'viewerDroppedFrames', 'slowViewers', 'lost', 'droppedFrames'];
  const lost = losses.filter((name) => run[name] > 0).map((name) => `${name} is ${run[name]}`);
  if (lost.length > 0) return lost.join(', ');
  return run.viewers === viewers ? '' : `the engine counts ${run.viewers} viewers`;
}
