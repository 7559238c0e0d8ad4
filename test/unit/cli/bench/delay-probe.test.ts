import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { delaysOf, PictureReader } from '../../../../src/cli/bench/delay-probe.ts';

/** An FLV tag with a body of `size` bytes. */
function tag(type: number, size: number, packetType = 1): Buffer {
  const out = Buffer.alloc(11 + size + 4);
  out[0] = type;
  out.writeUIntBE(size, 1, 3);
  out[11] = 0x17;
  out[12] = packetType;
  return out;
}

const head = Buffer.from('FLV\x01\x01\0\0\0\x09\0\0\0\0', 'latin1');
const stream = Buffer.concat([head, tag(18, 40), tag(9, 50, 0), tag(9, 1000), tag(8, 320), tag(9, 200)]);

describe('PictureReader', () => {
  it('sees the pictures, not the head, the metadata, the sequence header or the sound', () => {
    const reader = new PictureReader();
    reader.read(stream, 7);
    expect(reader.seen).toEqual([
      { atMs: 7, bytes: 1000 },
      { atMs: 7, bytes: 200 },
    ]);
  });

  it('sees a picture when its last byte is there', () => {
    const reader = new PictureReader();
    reader.read(stream.subarray(0, -1), 1);
    expect(reader.seen.map(({ atMs }) => atMs)).toEqual([1]);
    reader.read(stream.subarray(-1), 2);
    expect(reader.seen.map(({ atMs }) => atMs)).toEqual([1, 2]);
  });

  it('does not mind how the bytes are split', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 30 }), (steps) => {
        const reader = new PictureReader();
        let at = 0;
        for (const step of steps) {
          reader.read(stream.subarray(at, at + step), 1);
          at = Math.min(stream.length, at + step);
        }
        reader.read(stream.subarray(at), 1);
        expect(reader.seen.map(({ bytes }) => bytes)).toEqual([1000, 200]);
      }),
    );
  });
});

describe('delaysOf', () => {
  const sent = [
    { atMs: 1000, bytes: 100 },
    { atMs: 1040, bytes: 102 },
    { atMs: 3000, bytes: 100 },
  ];

  it('pairs pictures by their sizes, each with its own loop', () => {
    const received = [
      { atMs: 1001, bytes: 100 },
      { atMs: 3004, bytes: 100 },
    ];
    expect(delaysOf(sent, received)).toEqual([1, 4]);
  });

  it('leaves out what only one player saw', () => {
    expect(delaysOf(sent, [{ atMs: 1002, bytes: 999 }])).toEqual([]);
    expect(delaysOf([], sent)).toEqual([]);
    expect(delaysOf(sent, [{ atMs: 9000, bytes: 102 }])).toEqual([]);
  });

  it('takes a picture that was seen before its pair as one without delay', () => {
    expect(delaysOf(sent, [{ atMs: 1039.9, bytes: 102 }])).toEqual([0]);
  });
});
