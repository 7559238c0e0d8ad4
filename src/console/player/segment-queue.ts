/** Fragments that wait for the buffer; more means that the tab sleeps, and the oldest go. */
export const maxQueuedFragments = 500;

interface Segment {
  data: ArrayBuffer;
  /** MIME type with codecs, of an init segment; undefined for a fragment. */
  type: string | undefined;
}

/** What is asked of a SourceBuffer. */
interface Buffer {
  readonly updating: boolean;
  changeType(type: string): void;
  appendBuffer(data: ArrayBuffer): void;
}

/** What waits for a source buffer, which takes one segment at a time and changes its type only between two. */
export class SegmentQueue {
  readonly #segments: Segment[] = [];
  #type: string;

  /** `type`: the one that the buffer was made with. */
  constructor(type: string) {
    this.#type = type;
  }

  /** `type` is that of an init segment: it holds from this segment on. */
  push(data: ArrayBuffer, type?: string): void {
    this.#segments.push({ data, type });
    if (this.#segments.length <= maxQueuedFragments) return;
    // What follows an init segment cannot be read without it.
    const oldest = this.#segments.findIndex((segment) => segment.type === undefined);
    this.#segments.splice(Math.max(oldest, 0), 1);
  }

  /** Gives the buffer its next segment, when it is free. Throws what the buffer throws; the segment then stays. */
  feed(buffer: Buffer): void {
    const next = this.#segments[0];
    if (!next || buffer.updating) return;
    if (next.type !== undefined && next.type !== this.#type) {
      buffer.changeType(next.type);
      this.#type = next.type;
    }
    buffer.appendBuffer(next.data);
    this.#segments.shift();
  }
}
