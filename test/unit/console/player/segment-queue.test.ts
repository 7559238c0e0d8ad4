import { expect, test } from 'vitest';
import { maxQueuedFragments, SegmentQueue } from '../../../../src/console/player/segment-queue.ts';

const bytes = (size: number) => new ArrayBuffer(size);

/** A source buffer as the browser has it: busy after each append, and then changing its type throws. */
class FakeBuffer {
  updating = false;
  log: (number | string)[] = [];
  failure: Error | undefined;

  changeType(type: string): void {
    if (this.updating) throw new Error('InvalidStateError');
    this.log.push(type);
  }
  appendBuffer(data: ArrayBuffer): void {
    if (this.updating) throw new Error('InvalidStateError');
    if (this.failure) throw this.failure;
    this.updating = true;
    this.log.push(data.byteLength);
  }
}

function drain(queue: SegmentQueue, buffer: FakeBuffer, turns: number): void {
  for (let i = 0; i < turns; i++) {
    buffer.updating = false;
    queue.feed(buffer);
  }
}

test('a new init segment changes the type just before it is appended, not while the buffer is busy', () => {
  const queue = new SegmentQueue('h264');
  const buffer = new FakeBuffer();
  queue.push(bytes(1), 'h264');
  queue.push(bytes(2));
  queue.feed(buffer);
  queue.push(bytes(3), 'h265');
  queue.push(bytes(4));
  queue.feed(buffer);
  expect(buffer.log).toEqual([1]);
  drain(queue, buffer, 5);
  expect(buffer.log).toEqual([1, 2, 'h265', 3, 4]);
});

test('an init segment of the same type is appended as it is', () => {
  const queue = new SegmentQueue('h264');
  const buffer = new FakeBuffer();
  queue.push(bytes(1), 'h264');
  queue.push(bytes(2), 'h264');
  drain(queue, buffer, 3);
  expect(buffer.log).toEqual([1, 2]);
});

test('a segment that the buffer refuses is kept for the next time', () => {
  const queue = new SegmentQueue('h264');
  const buffer = new FakeBuffer();
  queue.push(bytes(1), 'h265');
  buffer.failure = new Error('QuotaExceededError');
  expect(() => queue.feed(buffer)).toThrow('QuotaExceededError');
  buffer.failure = undefined;
  drain(queue, buffer, 2);
  expect(buffer.log).toEqual(['h265', 1]);
});

test('of what a sleeping tab does not take, the oldest fragments go and init segments stay', () => {
  const queue = new SegmentQueue('h264');
  const buffer = new FakeBuffer();
  queue.push(bytes(1), 'h264');
  for (let i = 0; i < maxQueuedFragments + 10; i++) queue.push(bytes(100 + i));
  drain(queue, buffer, maxQueuedFragments + 20);
  expect(buffer.log).toHaveLength(maxQueuedFragments);
  expect(buffer.log.slice(0, 2)).toEqual([1, 111]);
});
