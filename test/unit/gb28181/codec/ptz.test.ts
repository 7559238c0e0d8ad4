import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePtz, encodePtz, type PtzCommand, PtzError } from '../../../../src/gb28181/codec/ptz.ts';

const still = { pan: 0, tilt: 0, zoom: 0, panSpeed: 0, tiltSpeed: 0, zoomSpeed: 0 } as const;
const move = (changes: object) => ({ kind: 'move', ...still, ...changes }) as PtzCommand;
const lens = (changes: object) =>
  ({ kind: 'lens', focus: 0, iris: 0, focusSpeed: 0, irisSpeed: 0, ...changes }) as PtzCommand;

/** Written by hand from the table of bytes; the sums are counted there. */
const known: [string, string, PtzCommand][] = [
  ['stop', 'A50F0100000000B5', move({})],
  ['right', 'A50F0101FF0000B5', move({ pan: 1, panSpeed: 255 })],
  ['left and up', 'A50F010A1F2000FE', move({ pan: -1, tilt: 1, panSpeed: 31, tiltSpeed: 32 })],
  ['down', 'A50F0104002000D9', move({ tilt: -1, tiltSpeed: 32 })],
  ['zoom in', 'A50F0110000010D5', move({ zoom: 1, zoomSpeed: 1 })],
  ['zoom out', 'A50F0120000010E5', move({ zoom: -1, zoomSpeed: 1 })],
  ['iris closes', 'A50F01480010000D', lens({ iris: -1, irisSpeed: 16 })],
  ['focus far', 'A50F014110000006', lens({ focus: 1, focusSpeed: 16 })],
  ['lens stops', 'A50F0140000000F5', lens({})],
  ['preset set', 'A50F018100020038', { kind: 'preset', action: 'set', preset: 2 }],
  ['preset called', 'A50F018200010038', { kind: 'preset', action: 'call', preset: 1 }],
  ['preset deleted', 'A50F018300010039', { kind: 'preset', action: 'delete', preset: 1 }],
  ['cruise point', 'A50F01840203003E', { kind: 'cruise', action: 'add', track: 2, value: 3 }],
  ['cruise deleted', 'A50F01850200003C', { kind: 'cruise', action: 'delete', track: 2, value: 0 }],
  ['cruise stay 300 s', 'A50F0187022C107A', { kind: 'cruise', action: 'stay', track: 2, value: 300 }],
  ['cruise starts', 'A50F01880200003F', { kind: 'cruise', action: 'start', track: 2, value: 0 }],
  ['scan border', 'A50F018900020040', { kind: 'scan', action: 'right', scan: 0, value: 0 }],
  ['scan speed', 'A50F018A01FF104F', { kind: 'scan', action: 'speed', scan: 1, value: 0x1ff }],
  ['wiper', 'A50F018C01000042', { kind: 'switch', on: true, number: 1 }],
  ['wiper off', 'A50F018D01000043', { kind: 'switch', on: false, number: 1 }],
];

describe('[GB/T 28181-2016 annex A.3]', () => {
  it.each(known)('%s is %s', (_what, hex, command) => {
    expect(encodePtz(command)).toBe(hex);
    expect(decodePtz(hex)).toEqual(command);
    expect(decodePtz(hex.toLowerCase())).toEqual(command);
  });

  it('has an address of twelve bits', () => {
    expect(encodePtz(move({}), 0xabc)).toBe('A50FBC0000000A7A');
    expect(decodePtz('A50FBC0000000A7A')).toEqual(move({}));
  });

  it('holds for every command', () => {
    const direction = fc.constantFrom(-1, 0, 1);
    const byte = fc.integer({ min: 0, max: 255 });
    const wide = fc.integer({ min: 0, max: 4095 });
    const command = fc.oneof(
      fc.record({
        kind: fc.constant('move'),
        pan: direction,
        tilt: direction,
        zoom: direction,
        panSpeed: byte,
        tiltSpeed: byte,
        zoomSpeed: fc.integer({ min: 0, max: 15 }),
      }),
      fc.record({ kind: fc.constant('lens'), focus: direction, iris: direction, focusSpeed: byte, irisSpeed: byte }),
      fc.record({
        kind: fc.constant('preset'),
        action: fc.constantFrom('set', 'call', 'delete'),
        preset: fc.integer({ min: 1, max: 255 }),
      }),
      fc.record({ kind: fc.constant('cruise'), action: fc.constantFrom('speed', 'stay'), track: byte, value: wide }),
      fc.record({ kind: fc.constant('scan'), action: fc.constant('speed'), scan: byte, value: wide }),
      fc.record({ kind: fc.constant('switch'), on: fc.boolean(), number: byte }),
    ) as fc.Arbitrary<PtzCommand>;
    fc.assert(
      fc.property(command, fc.integer({ min: 0, max: 0xfff }), (one, address) => {
        const hex = encodePtz(one, address);
        expect(hex).toMatch(/^A50F[0-9A-F]{12}$/);
        expect(decodePtz(hex)).toEqual(one);
      }),
    );
  });

  it('never fails but by its own error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), (bytes) => {
        bytes[0] = 0xa5;
        bytes[1] = 0x0f;
        bytes[7] = bytes.slice(0, 7).reduce((total, byte) => total + byte, 0) % 256;
        try {
          encodePtz(decodePtz(Buffer.from(bytes).toString('hex')));
        } catch (error) {
          expect(error).toBeInstanceOf(PtzError);
        }
      }),
    );
  });
});

describe('refuses', () => {
  it.each([
    ['too few digits', 'A50F01'],
    ['other letters', 'A50F0100000000XX'],
    ['another first byte', 'A60F0100000000B6'],
    ['a version that is not checked', 'A51F0100000000C5'],
    ['a wrong sum', 'A50F0100000000B4'],
    ['opposite directions', 'A50F0103000000B8'],
    ['preset 0', 'A50F018100000036'],
    ['a command that is none', 'A50F01FF000000B4'],
  ])('%s', (_what, hex) => {
    expect(() => decodePtz(hex)).toThrow(PtzError);
  });

  it('numbers that do not fit', () => {
    expect(() => encodePtz(move({ zoomSpeed: 16 }))).toThrow('zoomSpeed is from 0 to 15, not 16');
    expect(() => encodePtz({ kind: 'preset', action: 'set', preset: 0 })).toThrow(PtzError);
    expect(() => encodePtz({ kind: 'cruise', action: 'add', track: 1, value: 0 })).toThrow(PtzError);
    expect(() => encodePtz(move({}), 0x1000)).toThrow(PtzError);
  });
});
