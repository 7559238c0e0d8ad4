import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codecsOf } from '../../../../src/console/player/codecs.ts';

/** ISO/IEC 14496-12 box. */
function box(name: string, ...content: (number[] | Uint8Array)[]): Uint8Array {
  const size = content.reduce((sum, part) => sum + part.length, 8);
  return Uint8Array.from([
    0,
    0,
    size >> 8,
    size & 255,
    ...Buffer.from(name, 'latin1'),
    ...content.flatMap((part) => [...part]),
  ]);
}
const init = (...entries: Uint8Array[]) =>
  Uint8Array.from([...box('ftyp', [...Buffer.from('iso5')]), ...box('moov', ...entries)]);

const high40 = box('avcC', [1, 0x64, 0x00, 0x28, 0xff]);
/** Main profile, main tier, level 4.0, progressive and frame-only, as x265 writes it. */
const hevcMain = box('hvcC', [1, 0x01, 0x60, 0, 0, 0, 0x90, 0, 0, 0, 0, 0, 120, 0xf0]);

describe('the codecs string of an init segment', () => {
  test('[RFC 6381 §3.3] H.264 is named by profile, constraints and level', () => {
    expect(codecsOf(init(high40))).toBe('avc1.640028');
  });

  test('[ISO/IEC 14496-15:2022 E.3] H.265 is named with compatibility flags in reverse order', () => {
    expect(codecsOf(init(hevcMain))).toBe('hvc1.1.6.L120.90');
  });

  test('high tier and a profile space are told', () => {
    const high = box('hvcC', [1, 0x62, 0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 153, 0xf0]);
    expect(codecsOf(init(high))).toBe('hvc1.A2.4.H153');
  });

  test('sound follows the picture', () => {
    expect(codecsOf(init(high40, box('dfLa', [0, 0, 0, 0])))).toBe('avc1.640028,flac');
    expect(codecsOf(init(high40, box('esds', [0, 0, 0, 0])))).toBe('avc1.640028,mp4a.40.2');
  });

  test('a fragment is none', () => {
    expect(codecsOf(box('moof', [0, 0, 0, 0]))).toBeUndefined();
    expect(codecsOf(new Uint8Array())).toBeUndefined();
  });

  test('any bytes get an answer', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom('avcC', 'hvcC', 'dfLa'), (noise, name) => {
        expect(typeof codecsOf(init(noise, Uint8Array.from(Buffer.from(`\0\0\0\x20${name}`, 'latin1')), noise))).toBe(
          'string',
        );
      }),
    );
  });
});
