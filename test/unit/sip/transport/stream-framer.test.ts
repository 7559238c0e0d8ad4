import { describe, expect, it } from 'vitest';
import { defaultLimits, type Limits } from '../../../../src/sip/index.ts';
import { type Frame, StreamFramer } from '../../../../src/sip/transport/stream-framer.ts';
import { requestText } from '../wire.ts';

function framesOf(chunks: (string | Buffer)[], limits: Partial<Limits> = {}): Frame[] {
  const framer = new StreamFramer({ ...defaultLimits, ...limits });
  const frames: Frame[] = [];
  for (const chunk of chunks) framer.push(Buffer.from(chunk), (frame) => frames.push(frame));
  return frames;
}

const kinds = (frames: Frame[]) => frames.map((frame) => frame.kind);
const one = requestText({ body: 'hello' });

describe('[RFC 3261 §18.3] messages in a stream', () => {
  it('come out one by one', () => {
    const frames = framesOf([Buffer.concat([one, one, one])]);
    expect(frames.map((frame) => frame.kind === 'message' && frame.bytes.equals(one))).toEqual([true, true, true]);
  });

  it('come out when their last byte has come', () => {
    expect(kinds(framesOf([one.subarray(0, -1)]))).toEqual([]);
    expect(kinds(framesOf([one.subarray(0, -1), one.subarray(-1)]))).toEqual(['message']);
  });

  it('may end their lines in LF alone', () => {
    const text = 'OPTIONS sip:a@b SIP/2.0\nl : 5\n\nhello';
    expect(kinds(framesOf([text, text]))).toEqual(['message', 'message']);
  });

  it('without Content-Length have no body', () => {
    expect(kinds(framesOf(['OPTIONS sip:a@b SIP/2.0\r\nX: y\r\n\r\nOPTIONS sip:a@b SIP/2.0\r\n\r\n']))).toEqual([
      'message',
      'message',
    ]);
  });

  it('read a folded Content-Length', () => {
    expect(kinds(framesOf(['OPTIONS sip:a@b SIP/2.0\r\nContent-Length:\r\n 5\r\n\r\nhello']))).toEqual(['message']);
  });

  it('are skipped over line ends between them', () => {
    expect(kinds(framesOf([one, '\r\n', one]))).toEqual(['message', 'message']);
  });
});

describe('[RFC 5626 §3.5.1] keepalives', () => {
  it('a double CRLF is a ping, also in pieces', () => {
    expect(kinds(framesOf(['\r\n\r\n']))).toEqual(['ping']);
    expect(kinds(framesOf(['\r', '\n', '\r', '\n', one]))).toEqual(['ping', 'message']);
    expect(kinds(framesOf(['\r\n\r\n\r\n\r\n']))).toEqual(['ping', 'ping']);
  });

  it('inside of a body is none', () => {
    expect(kinds(framesOf([requestText({ body: '\r\n\r\n' })]))).toEqual(['message']);
  });
});

describe('streams that cannot be followed', () => {
  it.each([
    ['-1', 'content-length'],
    ['5x', 'content-length'],
    ['', 'content-length'],
    ['99999999999999999999', 'content-length'],
    ['524289', 'too-long'],
  ])('Content-Length %s', (length, fault) => {
    const frames = framesOf([`OPTIONS sip:a@b SIP/2.0\r\nContent-Length: ${length}\r\n\r\n`, one]);
    expect(frames).toMatchObject([{ kind: 'broken', fault }]);
  });

  it('two lengths that differ; the same twice is harmless', () => {
    const text = (other: number) => `OPTIONS sip:a@b SIP/2.0\r\nl: 5\r\nContent-Length: ${other}\r\n\r\nhello`;
    expect([kinds(framesOf([text(6)])), kinds(framesOf([text(5)]))]).toEqual([['broken'], ['message']]);
  });

  it('a head without end', () => {
    const frames = framesOf(
      Array.from({ length: 12 }, () => 'x'.repeat(10)),
      { maxHeadBytes: 100 },
    );
    expect(frames).toMatchObject([{ kind: 'broken', fault: 'too-long' }]);
    expect(frames[0]!.kind === 'broken' && frames[0]!.head.length).toBe(100);
  });

  it('a head of exactly the bound is taken', () => {
    const head = 'OPTIONS sip:a@b SIP/2.0\r\n\r\n';
    expect(kinds(framesOf([head], { maxHeadBytes: head.length }))).toEqual(['message']);
    expect(kinds(framesOf([head], { maxHeadBytes: head.length - 1 }))).toEqual(['broken']);
  });
});

it('keeps no more than the present message', () => {
  const framer = new StreamFramer(defaultLimits);
  const ignore = () => {};
  framer.push(one.subarray(0, 20), ignore);
  expect(framer.buffered).toBe(20);
  framer.push(Buffer.concat([one.subarray(20), one.subarray(0, 7)]), ignore);
  expect(framer.buffered).toBe(7);
  framer.push(one.subarray(7), ignore);
  expect(framer.buffered).toBe(0);
});

it('keeps nothing of a stream that cannot be followed', () => {
  const framer = new StreamFramer({ ...defaultLimits, maxHeadBytes: 10 });
  for (const text of ['xx', 'x'.repeat(20), 'more']) framer.push(Buffer.from(text), () => {});
  expect(framer.buffered).toBe(0);
});
