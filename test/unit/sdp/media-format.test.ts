import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyFormat, type MediaFormat, parseFormat, writeFormat } from '../../../src/sdp/media-format.ts';

describe('f=', () => {
  it('[GB/T 28181-2016 annex F.2] says that anything is welcome', () => {
    expect(writeFormat(anyFormat)).toBe('v/////a///');
  });

  it('[GB/T 28181-2016 annex F.2] names picture and sound', () => {
    const format: MediaFormat = {
      video: { codec: '2', resolution: '6', frameRate: '25', rateType: '1', bitRate: '4096' },
      audio: { codec: '1', bitRate: '8', sampleRate: '1' },
    };
    expect(writeFormat(format)).toBe('v/2/6/25/1/4096a/1/8/1');
    expect(parseFormat('v/2/6/25/1/4096a/1/8/1')).toEqual(format);
  });

  it.each([
    // As Dahua recorders answer [fixture manscdp/dahua/invite-200-tcp-active.sip].
    ['v/0/0/0/0/0a/0/0/0', { codec: '0', bitRate: '0' }],
    ['v/2/1920x1080/25/1/4096', { codec: '2', bitRate: '4096' }],
    ['v/2', { codec: '2', bitRate: '' }],
    [' v/2/ 6/25/1/512 a/1/8/1 ', { codec: '2', bitRate: '512' }],
    ['V/5/6/25/2/2048A/6/8/5', { codec: '5', bitRate: '2048' }],
  ])('reads %j', (text, video) => {
    expect(parseFormat(text)?.video).toMatchObject(video);
  });

  it.each(['', 'a/1/8/1', 'x/2/6', 'v', `v/${'2'.repeat(200)}`])('refuses %j', (text) => {
    expect(parseFormat(text)).toBeUndefined();
  });

  it('reads back what it writes', () => {
    const field = fc.stringMatching(/^[0-9x]{0,6}$/);
    const format = fc.record({
      video: fc.record({ codec: field, resolution: field, frameRate: field, rateType: field, bitRate: field }),
      audio: fc.record({ codec: field, bitRate: field, sampleRate: field }),
    });
    fc.assert(
      fc.property(format, (given) => {
        expect(parseFormat(writeFormat(given))).toEqual(given);
      }),
    );
  });

  it('takes any text in one pass', () => {
    fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => void parseFormat(`v/${text}`)));
  });
});
