import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CommandError } from '../../../../src/gb28181/codec/command-set/index.ts';
import {
  kMaxMansrtspBytes,
  MansrtspError,
  type MansrtspRequest,
  mansrtspCommands,
  parseMansrtsp,
  parseMansrtspAnswer,
  writeMansrtsp,
  writeMansrtspAnswer,
} from '../../../../src/gb28181/codec/mansrtsp.ts';

const lines = (text: string) => text.split('\r\n');
const written = (request: Omit<MansrtspRequest, 'cseq'>, edition: '2016' | '2022' = '2016') =>
  lines(writeMansrtsp({ ...request, cseq: 7 } as MansrtspRequest, edition));

describe('writing', () => {
  it.each([
    ['speed', mansrtspCommands.speed.request(4), ['PLAY RTSP/1.0', 'CSeq: 7', 'Scale: 4.0', '']],
    ['slow', mansrtspCommands.speed.request(0.25), ['PLAY RTSP/1.0', 'CSeq: 7', 'Scale: 0.25', '']],
    ['resume', mansrtspCommands.resume.request(), ['PLAY RTSP/1.0', 'CSeq: 7', 'Range: npt=now-', '']],
    ['seek', mansrtspCommands.seek.request(120), ['PLAY RTSP/1.0', 'CSeq: 7', 'Range: npt=120-', '']],
    ['pause', mansrtspCommands.pause.request(), ['PAUSE RTSP/1.0', 'CSeq: 7', 'PauseTime: now', '']],
    ['teardown', mansrtspCommands.teardown.request(), ['TEARDOWN RTSP/1.0', 'CSeq: 7', '']],
  ])('[GB/T 28181-2016 annex B] %s', (_what, request, expected) => {
    expect(written(request)).toEqual(expected);
  });

  it.each([
    ['reverse', mansrtspCommands.reverse.request(1), ['PLAY RTSP/1.0', 'CSeq: 7', 'Scale: -1.0', '']],
    [
      'backwards between two points',
      mansrtspCommands.seekBackwards.request(600, 120),
      ['PLAY RTSP/1.0', 'CSeq: 7', 'Range: npt=600-120', ''],
    ],
  ])('[GB/T 28181-2022 annex B] %s, which the edition of 2016 cannot know', (_what, request, expected) => {
    expect(written(request, '2022')).toEqual(expected);
    expect(() => written(request, '2016')).toThrow(expect.objectContaining({ code: 'edition-too-old' }));
  });

  it.each([0, Number.NaN, Number.POSITIVE_INFINITY, 65])('refuses the scale %s', (scale) => {
    expect(() => written({ method: 'PLAY', scale } as MansrtspRequest)).toThrow(CommandError);
  });

  it.each([-1, Number.NaN])('refuses a range from %s', (from) => {
    expect(() => written({ method: 'PLAY', range: { from } } as MansrtspRequest)).toThrow(CommandError);
  });
});

describe('reading', () => {
  it.each([
    ['PLAY MANSRTSP/1.0\nCSeq:3\nScale: 2', { method: 'PLAY', cseq: 3, scale: 2 }],
    ['play rtsp://192.0.2.1/x RTSP/1.0\r\ncseq : 9\r\nRANGE: NPT = now -\r\n\r\n', { range: { from: 'now' } }],
    ['PLAY RTSP/1.0\r\nRange: npt=12.5-', { cseq: 0, range: { from: 12.5 } }],
    ['PLAY RTSP/1.0\r\nRange: npt=0:10:00-', { range: { from: 600 } }],
    ['PLAY RTSP/1.0\r\nRange: ntp=5', { range: { from: 5 } }],
    ['PLAY RTSP/1.0\r\nScale: -1.000000\r\nRange: npt=600-120', { scale: -1, range: { from: 600, to: 120 } }],
    ['PAUSE RTSP/1.0\r\nCSeq: 1\r\nPauseTime:now', { method: 'PAUSE', cseq: 1 }],
    ['\r\nTEARDOWN RTSP/1.0', { method: 'TEARDOWN', cseq: 0 }],
  ])('%j', (text, request) => {
    expect(parseMansrtsp(text)).toMatchObject(request);
  });

  it.each([
    '',
    'PLAYER RTSP/1.0',
    'DESCRIBE RTSP/1.0',
    'PLAY RTSP/1.0\r\nScale: fast',
    'PLAY RTSP/1.0\r\nScale: 0',
    'PLAY RTSP/1.0\r\nScale: 1e9',
    'PLAY RTSP/1.0\r\nRange: npt=-5-',
    'PLAY RTSP/1.0\r\nRange: npt=1:2-',
    `PLAY RTSP/1.0\r\nX: ${'y'.repeat(kMaxMansrtspBytes)}`,
  ])('refuses %j', (text) => {
    expect(() => parseMansrtsp(text)).toThrow(MansrtspError);
  });

  it('reads back whatever it writes', () => {
    const point = fc.integer({ min: 0, max: 86_400 });
    const play = fc.record(
      {
        method: fc.constant('PLAY' as const),
        cseq: fc.nat(),
        scale: fc.constantFrom(0.25, 0.5, 1, 2, 4, 8, -1, -4),
        range: fc.record({ from: fc.oneof(point, fc.constant('now' as const)), to: point }, { requiredKeys: ['from'] }),
      },
      { requiredKeys: ['method', 'cseq'] },
    );
    const other = fc.record({ method: fc.constantFrom('PAUSE' as const, 'TEARDOWN' as const), cseq: fc.nat() });
    fc.assert(
      fc.property(fc.oneof(play, other), (request) => {
        expect(parseMansrtsp(Buffer.from(writeMansrtsp(request as MansrtspRequest, '2022')))).toEqual(request);
      }),
    );
  });
});

describe('answers', () => {
  it('[GB/T 28181-2016 annex B] tell the first packet', () => {
    const answer = { status: 200, reason: 'OK', cseq: 2, rtpInfo: { seq: 5, rtptime: 45_000 } };
    const text = writeMansrtspAnswer(answer);
    expect(lines(text)).toEqual(['RTSP/1.0 200 OK', 'CSeq: 2', 'RTP-Info: seq=5;rtptime=45000', '']);
    expect(parseMansrtspAnswer(text)).toEqual(answer);
  });

  it('[GB/T 28181-2022 annex B] tell the scale that is really used', () => {
    const answer = { status: 200, reason: 'OK', cseq: 2, scale: -1, range: { from: 600, to: 120 } };
    expect(parseMansrtspAnswer(writeMansrtspAnswer(answer))).toEqual(answer);
  });

  it.each([
    ['RTSP/1.0 400 Bad Request', { status: 400, reason: 'Bad Request' }],
    ['MANSRTSP/1.0 200 OK\nScale: x\nRange: y\nRTP-Info: url=z;seq=1', { status: 200, rtpInfo: { seq: 1 } }],
    ['RTSP/1.0 454', { status: 454, reason: '' }],
  ])('%j', (text, answer) => {
    expect(parseMansrtspAnswer(text)).toMatchObject(answer);
  });

  it.each(['', 'OK', 'SIP/2.0 200 OK', 'RTSP/1.0 2000 OK'])('refuses %j', (text) => {
    expect(() => parseMansrtspAnswer(text)).toThrow(MansrtspError);
  });
});
