// The eight bytes of PTZCmd: GB/T 28181-2016 annex A.3, GB/T 28181-2022 annex A.3.
//
//   A5 | version, check | address low | command | data 1 | data 2 | data 3 << 4, address high | sum of all before
//
// Command: 00xxxxxx moves, 0100xxxx lens, 81-83 presets, 84-88 cruises, 89-8A scans, 8C-8D switches.

/** A direction that moves or does not: down, left, wide, near and closed are negative. */
export type Direction = -1 | 0 | 1;

export type PtzCommand =
  /** All directions 0: stop, of a cruise and a scan too. Speeds: pan and tilt 0 to 255, zoom 0 to 15. */
  | {
      kind: 'move';
      pan: Direction;
      tilt: Direction;
      zoom: Direction;
      panSpeed: number;
      tiltSpeed: number;
      zoomSpeed: number;
    }
  /** Both 0: stop. Speeds 0 to 255. */
  | { kind: 'lens'; focus: Direction; iris: Direction; focusSpeed: number; irisSpeed: number }
  /** 1 to 255. */
  | { kind: 'preset'; action: 'set' | 'call' | 'delete'; preset: number }
  /** Track 0 to 255. `value`: for add and delete a preset (delete 0: the whole track), for speed and stay (s) 0 to 4095. */
  | { kind: 'cruise'; action: 'add' | 'delete' | 'speed' | 'stay' | 'start'; track: number; value: number }
  /** Scan 0 to 255; `value` is for speed, 0 to 4095. */
  | { kind: 'scan'; action: 'start' | 'left' | 'right' | 'speed'; scan: number; value: number }
  /** Switch 0 to 255; 1 is the wiper. */
  | { kind: 'switch'; on: boolean; number: number };

/** Not a command of annex A.3. */
export class PtzError extends Error {
  override readonly name = 'PtzError';
}

const lead = 0xa5;
/** Version 0 and its check: (A + 5 + 0) mod 16. */
const versionAndCheck = 0x0f;
/** DeviceID says which camera is meant; what stands here is read by nobody. */
const defaultAddress = 1;
const presetActions = ['set', 'call', 'delete'] as const;
const cruiseActions = ['add', 'delete', 'speed', 'stay', 'start'] as const;
const scanBorders = ['start', 'left', 'right'] as const;
const maxAddress = 0xfff;

/** Command byte, data 1, data 2, and the four bits of data 3. */
type Body = [command: number, data1: number, data2: number, data3: number];

/** 16 hexadecimal digits in capitals. Throws PtzError when a number does not fit. */
export function encodePtz(command: PtzCommand, address = defaultAddress): string {
  const [code, data1, data2, data3] = bodyOf(command);
  check(address, 0, maxAddress, 'address');
  const bytes = [lead, versionAndCheck, address & 0xff, code, data1, data2, (data3 << 4) | (address >> 8)];
  return Buffer.from([...bytes, sum(bytes)])
    .toString('hex')
    .toUpperCase();
}

/** Reads digits of either case. Throws PtzError. */
export function decodePtz(hex: string): PtzCommand {
  if (!/^[0-9a-f]{16}$/i.test(hex)) throw new PtzError('a PTZ command has 16 hexadecimal digits');
  const bytes = [...Buffer.from(hex, 'hex')];
  const [first, second, , code, data1, data2, seventh, last] = bytes as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (first !== lead) throw new PtzError('a PTZ command begins with A5');
  if ((second & 0x0f) !== ((lead >> 4) + (lead & 0x0f) + (second >> 4)) % 16)
    throw new PtzError('the second byte does not check the first');
  if (last !== sum(bytes.slice(0, -1))) throw new PtzError('the last byte is not the sum of those before');
  return commandOf([code, data1, data2, seventh >> 4]);
}

function sum(bytes: number[]): number {
  return bytes.reduce((total, byte) => total + byte, 0) % 256;
}

function check(value: number, min: number, max: number, name: string): number {
  if (!Number.isInteger(value) || value < min || value > max)
    throw new PtzError(`${name} is from ${min} to ${max}, not ${value}`);
  return value;
}

const byte = (value: number, name: string) => check(value, 0, 0xff, name);

function bodyOf(command: PtzCommand): Body {
  switch (command.kind) {
    case 'move':
      return [
        bits(command.zoom, 0x10, 0x20) | bits(command.tilt, 0x08, 0x04) | bits(command.pan, 0x01, 0x02),
        byte(command.panSpeed, 'panSpeed'),
        byte(command.tiltSpeed, 'tiltSpeed'),
        check(command.zoomSpeed, 0, 0x0f, 'zoomSpeed'),
      ];
    case 'lens':
      return [
        0x40 | bits(command.iris, 0x04, 0x08) | bits(command.focus, 0x01, 0x02),
        byte(command.focusSpeed, 'focusSpeed'),
        byte(command.irisSpeed, 'irisSpeed'),
        0,
      ];
    case 'preset':
      return [0x81 + presetActions.indexOf(command.action), 0, check(command.preset, 1, 0xff, 'preset'), 0];
    case 'cruise':
      return cruiseBody(command);
    case 'scan': {
      const scan = byte(command.scan, 'scan');
      if (command.action === 'speed') return [0x8a, scan, ...twelveBits(command.value)];
      return [0x89, scan, scanBorders.indexOf(command.action), 0];
    }
    case 'switch':
      return [command.on ? 0x8c : 0x8d, byte(command.number, 'number'), 0, 0];
  }
}

function cruiseBody({ action, track, value }: PtzCommand & { kind: 'cruise' }): Body {
  const code = 0x84 + cruiseActions.indexOf(action);
  const group = byte(track, 'track');
  if (action === 'start') return [code, group, 0, 0];
  if (action === 'speed' || action === 'stay') return [code, group, ...twelveBits(value)];
  return [code, group, check(value, action === 'add' ? 1 : 0, 0xff, 'preset'), 0];
}

function twelveBits(value: number): [low: number, high: number] {
  check(value, 0, 0xfff, 'value');
  return [value & 0xff, value >> 8];
}

function bits(direction: Direction, positive: number, negative: number): number {
  return direction > 0 ? positive : direction < 0 ? negative : 0;
}

function commandOf([code, data1, data2, data3]: Body): PtzCommand {
  const value = (data3 << 8) | data2;
  if (code < 0x40)
    return {
      kind: 'move',
      pan: direction(code, 0x01, 0x02),
      tilt: direction(code, 0x08, 0x04),
      zoom: direction(code, 0x10, 0x20),
      panSpeed: data1,
      tiltSpeed: data2,
      zoomSpeed: data3,
    };
  if (code < 0x50)
    return {
      kind: 'lens',
      focus: direction(code, 0x01, 0x02),
      iris: direction(code, 0x04, 0x08),
      focusSpeed: data1,
      irisSpeed: data2,
    };
  if (code >= 0x81 && code <= 0x83) {
    if (data2 === 0) throw new PtzError('preset 0 is reserved');
    return { kind: 'preset', action: presetActions[code - 0x81]!, preset: data2 };
  }
  if (code >= 0x84 && code <= 0x88) {
    const action = cruiseActions[code - 0x84]!;
    const wide = action === 'speed' || action === 'stay';
    return { kind: 'cruise', action, track: data1, value: wide ? value : action === 'start' ? 0 : data2 };
  }
  if (code === 0x89 && data2 < scanBorders.length)
    return { kind: 'scan', action: scanBorders[data2]!, scan: data1, value: 0 };
  if (code === 0x8a) return { kind: 'scan', action: 'speed', scan: data1, value };
  if (code === 0x8c || code === 0x8d) return { kind: 'switch', on: code === 0x8c, number: data1 };
  throw new PtzError(`there is no PTZ command ${code.toString(16).padStart(2, '0')}`);
}

function direction(code: number, positive: number, negative: number): Direction {
  const both = positive | negative;
  if ((code & both) === both) throw new PtzError('opposite directions at once');
  return code & positive ? 1 : code & negative ? -1 : 0;
}
