import type { StreamDetails, Track } from '../api/types.ts';

/** What is known of a stream at one moment. */
export interface Sample {
  /** Milliseconds of any steady clock. */
  at: number;
  stream: Pick<StreamDetails, 'bytes' | 'frames' | 'tracks' | 'viewers'> & {
    receivers: { counters: Record<string, number> }[];
  };
}

/** What a tile tells below its picture. */
export interface TileFacts {
  /** E.g. "H264 + PCMA"; empty until the tracks are known. */
  codecs: string;
  /** Empty without a picture. */
  videoCodec: string;
  /** E.g. "1920×1080". */
  size: string;
  /** Since the sample before; undefined for the first and after a restart of the source. */
  bitsPerSecond: number | undefined;
  /** Packets lost of packets sent, 0 to 1; undefined when nothing was received by RTP. */
  loss: number | undefined;
  viewers: number;
  /** A codec of the camera that no output carries. */
  unsupported: string | undefined;
}

export function factsOf(previous: Sample | undefined, current: Sample): TileFacts {
  const { tracks, viewers } = current.stream;
  const video = tracks.find(({ kind }) => kind === 'video');
  return {
    codecs: tracks.map(({ codec }) => codec).join(' + '),
    videoCodec: video?.codec ?? '',
    size: sizeOf(video),
    bitsPerSecond: previous && bitRate(previous, current),
    loss: lossOf(current),
    viewers,
    unsupported: video && !video.supported ? video.codec : undefined,
  };
}

function sizeOf(video: Track | undefined): string {
  return video?.width && video.height ? `${video.width}×${video.height}` : '';
}

function bitRate(previous: Sample, current: Sample): number | undefined {
  const seconds = (current.at - previous.at) / 1000;
  const bytes = current.stream.bytes - previous.stream.bytes;
  return seconds > 0 && bytes >= 0 ? (bytes * 8) / seconds : undefined;
}

function lossOf({ stream }: Sample): number | undefined {
  const sum = (counter: string) => stream.receivers.reduce((all, { counters }) => all + (counters[counter] ?? 0), 0);
  const sent = sum('packets') + sum('lost');
  return sent > 0 ? sum('lost') / sent : undefined;
}
