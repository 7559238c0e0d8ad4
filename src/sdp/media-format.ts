// f= of GB/T 28181-2016 annex F.2 and GB/T 28181-2022 annex G.3:
//   v/codec/resolution/frames per second/rate type/kbit per s a/codec/rate/sample rate
// Codes of video codecs: 1 MPEG-4, 2 H.264, 3 SVAC, 4 3GP, 5 H.265 (2022); of audio: 1 G.711, 2 G.723.1, 3 G.729, 4 G.722.1,
// 5 SVAC (2016: AAC has no code), 6 AAC (2022).

/** An empty string: any. Values are as written, since both editions and vendors differ in what they allow. */
export interface MediaFormat {
  video: { codec: string; resolution: string; frameRate: string; rateType: string; bitRate: string };
  audio: { codec: string; bitRate: string; sampleRate: string };
}

export const anyFormat: MediaFormat = {
  video: { codec: '', resolution: '', frameRate: '', rateType: '', bitRate: '' },
  audio: { codec: '', bitRate: '', sampleRate: '' },
};

const maxFormatLength = 128;

export function writeFormat({ video, audio }: MediaFormat): string {
  const { codec, resolution, frameRate, rateType, bitRate } = video;
  const picture = [codec, resolution, frameRate, rateType, bitRate].join('/');
  return `v/${picture}a/${audio.codec}/${audio.bitRate}/${audio.sampleRate}`;
}

/** Leniently: what is missing at either end is empty, blanks do not count. Undefined when it is no such line at all. */
export function parseFormat(text: string): MediaFormat | undefined {
  if (text.length > maxFormatLength) return undefined;
  const match = /^v\/([^a]*)(?:a\/?(.*))?$/i.exec(text.replaceAll(/\s/g, ''));
  if (!match) return undefined;
  const [codec = '', resolution = '', frameRate = '', rateType = '', bitRate = ''] = match[1]!.split('/');
  const [audioCodec = '', audioBitRate = '', sampleRate = ''] = (match[2] ?? '').split('/');
  return {
    video: { codec, resolution, frameRate, rateType, bitRate },
    audio: { codec: audioCodec, bitRate: audioBitRate, sampleRate },
  };
}
