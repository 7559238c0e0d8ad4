export interface IngestRun {
  packets: number;
  streams: number;
  loops: number;
  load: {
    packets: number;
    videoFramesPerLoop: number;
    audioFramesPerLoop: number;
    videoBytesPerLoop: number;
    soundBytes: number;
  };
  tracks?: string[];
  [counter: string]: unknown;
}

export interface ViewersRun {
  seen: { tags: number; seconds: number };
  viewers?: number;
  [counter: string]: unknown;
}

export function ingestFault(subject: string, run: IngestRun): string;
export function viewersFault(subject: string, viewers: number, run: ViewersRun): string;
