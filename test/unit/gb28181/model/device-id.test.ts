import { describe, expect, it } from 'vitest';
import { channelKind, isChannelId, isDeviceId, typeCode } from '../../../../src/gb28181/model/device-id.ts';

const idOfType = (type: number) => `3402000000${String(type).padStart(3, '0')}0000001`;

describe('[GB/T 28181-2016 annex D] IDs', () => {
  it.each([
    ['34020000001320000001', true],
    ['3402000000132000001', false],
    ['340200000013200000011', false],
    ['3402000000132000000a', false],
    ['', false],
    ['34020000001320000001\n', false],
    [' 34020000001320000001', false],
  ])('%j is the ID of a device: %s', (id, is) => {
    expect(isDeviceId(id)).toBe(is);
  });

  it.each([
    ['34020000001310000001', true],
    ['1', true],
    ['CAM01', true],
    ['a'.repeat(32), true],
    ['a'.repeat(33), false],
    ['', false],
    ['a/b', false],
    ['a b', false],
    ['sip:x@y', false],
  ])('%j may be a channel: %s', (id, is) => {
    expect(isChannelId(id)).toBe(is);
  });

  it('reads the type of digits 11 to 13', () => {
    expect(typeCode('34020000001320000001')).toBe(132);
    expect(typeCode('CAM01')).toBeUndefined();
  });

  it.each([
    [111, 'camera'],
    [118, 'camera'],
    [131, 'camera'],
    [132, 'camera'],
    [133, 'other'],
    [134, 'other'],
    [137, 'other'],
    [200, 'directory'],
    [215, 'group'],
    [216, 'group'],
  ])('type %i is a %s', (type, kind) => {
    expect(channelKind(idOfType(type))).toBe(kind);
  });

  it.each(['34', '3402', '340200', '34020000'])('the civil code %s is a directory', (code) => {
    expect(channelKind(code)).toBe('directory');
  });

  it('takes an ID of another form for a camera', () => {
    expect(channelKind('CAM01')).toBe('camera');
  });
});
