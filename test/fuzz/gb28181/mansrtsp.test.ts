import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MansrtspError, parseMansrtsp, parseMansrtspAnswer } from '../../../src/gb28181/codec/mansrtsp.ts';

const seeds = [
  'PLAY RTSP/1.0\r\nCSeq: 2\r\nScale: 2.0\r\n',
  'PLAY RTSP/1.0\r\nCSeq: 3\r\nRange: npt=600-120\r\n',
  'PAUSE MANSRTSP/1.0\r\nCSeq: 4\r\nPauseTime: now\r\n\r\n',
  'RTSP/1.0 200 OK\r\nCSeq: 2\r\nScale: -1.0\r\nRTP-Info: seq=1;rtptime=90000\r\n',
];
const cut = fc.record({ at: fc.nat(), length: fc.nat({ max: 20 }), by: fc.string({ unit: 'binary', maxLength: 12 }) });

function mutated(seed: string, cuts: { at: number; length: number; by: string }[]): string {
  return cuts.reduce((text, { at, length, by }) => {
    const from = at % (text.length + 1);
    return text.slice(0, from) + by + text.slice(from + length);
  }, seed);
}

function read<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    expect(error).toBeInstanceOf(MansrtspError);
    return undefined;
  }
}

it('reads or refuses damaged requests and answers', () => {
  fc.assert(
    fc.property(fc.constantFrom(...seeds), fc.array(cut, { maxLength: 6 }), (seed, cuts) => {
      const body = Buffer.from(mutated(seed, cuts));
      const request = read(() => parseMansrtsp(body));
      if (request?.method === 'PLAY') {
        const { scale = 1, range } = request;
        expect(Math.abs(scale)).toBeGreaterThan(0);
        expect(Math.abs(scale)).toBeLessThanOrEqual(64);
        for (const point of [range?.from, range?.to])
          if (typeof point === 'number') expect(point).toBeGreaterThanOrEqual(0);
      }
      const answer = read(() => parseMansrtspAnswer(body));
      if (answer) expect(answer.status).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 3000 },
  );
});
