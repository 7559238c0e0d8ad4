// RFC 3261 §18.3: messages in a byte stream, told apart by Content-Length. RFC 5626 §3.5.1: CRLF keepalives between them.
//
//   between --byte--> head --blank line, Content-Length--> body --all there--> between
//      |                |                                    |
//      CRLF CRLF: ping  too long, no length: broken          too long: broken (nothing is read after it)

import type { HeadLimits } from '../message/head.ts';
import { framedLength } from '../message/head.ts';

export type Frame =
  | { readonly kind: 'message'; readonly bytes: Buffer }
  /** A double CRLF, to be answered by a single one. */
  | { readonly kind: 'ping' }
  /** The stream cannot be followed any more; `head` is what there is to answer. */
  | { readonly kind: 'broken'; readonly fault: 'too-long' | 'content-length'; readonly head: Buffer };

const kCr = 0x0d;
const kLf = 0x0a;
const kFirstBufferBytes = 4096;
const kPingLineEnds = 2;

/** Cuts a stream into frames; any split of the same bytes gives the same frames. Memory: one message and one chunk. */
export class StreamFramer {
  // Given.
  readonly #limits: HeadLimits;

  // Owned.
  #pending: Buffer = Buffer.alloc(0);

  // State.
  #length = 0;
  /** Bytes of the present message already searched for its blank line. */
  #scanned = 0;
  /** Head and body of the present message; 0 while its head is not complete. */
  #need = 0;
  #headBytes = 0;
  #lineEnds = 0;
  #broken = false;

  constructor(limits: HeadLimits) {
    this.#limits = limits;
  }

  /** Bytes of a message that has begun and is not complete. */
  get buffered(): number {
    return this.#length;
  }

  /** Takes the next bytes and hands over the frames that they complete, in order. */
  push(chunk: Buffer, onFrame: (frame: Frame) => void): void {
    if (this.#broken) return;
    if (this.#length === 0) {
      const used = this.#read(chunk, onFrame);
      if (!this.#broken) this.#append(chunk.subarray(used));
      return;
    }
    this.#append(chunk);
    if (this.#need > this.#length) return;
    const copied = (frame: Frame) =>
      onFrame(frame.kind === 'message' ? { kind: 'message', bytes: Buffer.from(frame.bytes) } : frame);
    const used = this.#read(this.#pending.subarray(0, this.#length), copied);
    this.#pending.copyWithin(0, used, this.#length);
    this.#length = this.#broken ? 0 : this.#length - used;
    if (this.#length === 0) this.#pending = Buffer.alloc(0);
  }

  /** Returns how many bytes have been dealt with; the rest begins with the present message. */
  #read(view: Buffer, onFrame: (frame: Frame) => void): number {
    let at = 0;
    while (!this.#broken) {
      if (this.#need === 0 && this.#scanned === 0) at = this.#skipLineEnds(view, at, onFrame);
      if (at >= view.length) break;
      if (this.#need === 0 && !this.#findHead(view, at, onFrame)) break;
      if (view.length - at < this.#need) break;
      const bytes = view.subarray(at, at + this.#need);
      at += this.#need;
      this.#need = 0;
      this.#scanned = 0;
      onFrame({ kind: 'message', bytes });
    }
    return at;
  }

  #skipLineEnds(view: Buffer, from: number, onFrame: (frame: Frame) => void): number {
    let at = from;
    for (; at < view.length; at++) {
      if (view[at] === kLf) {
        this.#lineEnds++;
        if (this.#lineEnds === kPingLineEnds) {
          this.#lineEnds = 0;
          onFrame({ kind: 'ping' });
        }
      } else if (view[at] !== kCr) {
        this.#lineEnds = 0;
        break;
      }
    }
    return at;
  }

  /** Looks for the blank line; true once head and length are known. */
  #findHead(view: Buffer, start: number, onFrame: (frame: Frame) => void): boolean {
    const limit = Math.min(view.length - start, this.#limits.maxHeadBytes);
    let lf = view.indexOf(kLf, start + this.#scanned);
    while (lf >= 0 && lf - start < limit) {
      const next = view[lf + 1] === kCr ? lf + 2 : lf + 1;
      // The line after this one is not there yet: look at this line end again with the next chunk.
      if (next >= view.length) {
        this.#scanned = lf - start;
        return this.#tooLong(view, start, onFrame);
      }
      if (view[next] === kLf) {
        this.#headBytes = next + 1 - start;
        return this.#headBytes > this.#limits.maxHeadBytes
          ? this.#break('too-long', view.subarray(start, start + this.#limits.maxHeadBytes), onFrame)
          : this.#readLength(view.subarray(start, next + 1), onFrame);
      }
      lf = view.indexOf(kLf, lf + 1);
    }
    this.#scanned = limit;
    return this.#tooLong(view, start, onFrame);
  }

  #tooLong(view: Buffer, start: number, onFrame: (frame: Frame) => void): false {
    const max = this.#limits.maxHeadBytes;
    if (view.length - start > max) this.#break('too-long', view.subarray(start, start + max), onFrame);
    return false;
  }

  #readLength(head: Buffer, onFrame: (frame: Frame) => void): boolean {
    const length = framedLength(head);
    if (length === undefined) return this.#break('content-length', head, onFrame);
    if (length > this.#limits.maxBodyBytes) return this.#break('too-long', head, onFrame);
    this.#need = this.#headBytes + length;
    return true;
  }

  #break(fault: 'too-long' | 'content-length', head: Buffer, onFrame: (frame: Frame) => void): false {
    this.#broken = true;
    onFrame({ kind: 'broken', fault, head: Buffer.from(head) });
    return false;
  }

  #append(bytes: Buffer): void {
    if (bytes.length === 0) return;
    const total = this.#length + bytes.length;
    if (total > this.#pending.length) {
      const grown = Buffer.allocUnsafe(Math.max(kFirstBufferBytes, total, this.#pending.length * 2));
      this.#pending.copy(grown, 0, 0, this.#length);
      this.#pending = grown;
    }
    bytes.copy(this.#pending, this.#length);
    this.#length = total;
  }
}
