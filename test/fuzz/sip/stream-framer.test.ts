import fc from 'fast-check';
import { expect, it } from 'vitest';
import { defaultLimits } from '../../../src/sip/index.ts';
import { StreamFramer } from '../../../src/sip/transport/stream-framer.ts';

const limits = { ...defaultLimits, maxHeadBytes: 300, maxBodyBytes: 200 };

const part = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .string({ maxLength: 60 })
      .map((body) => `MESSAGE sip:a@b SIP/2.0\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`),
  },
  fc.constantFrom(
    '\r\n\r\n',
    '\r\n',
    '\n',
    '\r',
    'A b\n\n',
    'A b\r\n\n',
    'A b\n\r\n',
    'A b\r\nl:3\r\n\r\nabc',
    'A b\r\nContent-Length:\r\n 2\r\n\r\nxy',
  ),
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'A b\r\nContent-Length: x\r\n\r\n',
      'A b\r\nl: 1\r\nl: 2\r\n\r\n',
      'A b\r\nl: 201\r\n\r\n',
      'x'.repeat(301),
    ),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 20 }) },
);

function frames(bytes: Buffer, cuts: number[]): string[] {
  const framer = new StreamFramer(limits);
  const found: string[] = [];
  const places = [0, ...cuts.map((cut) => Math.floor(cut * bytes.length)).sort((a, b) => a - b), bytes.length];
  for (let i = 1; i < places.length; i++) {
    framer.push(bytes.subarray(places[i - 1], places[i]), (frame) => {
      const text = frame.kind === 'message' ? frame.bytes : frame.kind === 'broken' ? frame.head : Buffer.alloc(0);
      found.push(`${frame.kind}:${text.toString('latin1')}`);
    });
  }
  expect(framer.buffered).toBeLessThanOrEqual(limits.maxHeadBytes + limits.maxBodyBytes);
  return found;
}

it('any split of a stream gives the same frames', () => {
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 8 }),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 }),
      (parts, cuts) => {
        const bytes = Buffer.from(parts.join(''));
        const whole = frames(bytes, []);
        expect(frames(bytes, cuts)).toEqual(whole);
        const single = Array.from({ length: bytes.length }, (_, i) => i / bytes.length);
        expect(frames(bytes, single)).toEqual(whole);
      },
    ),
    { numRuns: 2000 },
  );
});
