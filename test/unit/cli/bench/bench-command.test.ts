import { describe, expect, it } from 'vitest';
import { benchCommand, wantedOf } from '../../../../src/cli/bench/bench-command.ts';

const defaults = { streams: '100', transport: 'udp', seconds: '10' };

describe('the options of guanlan bench', () => {
  it('have defaults that make the camera of 4 Mbit/s', () => {
    expect(wantedOf(benchCommand().opts())).toEqual({
      streams: 100,
      packetsPerSecond: 390,
      transport: 'udp',
      seconds: 10,
    });
  });

  it('take whole numbers', () => {
    expect(wantedOf({ ...defaults, streams: '3', rate: '1000', transport: 'tcp', seconds: '2' })).toEqual({
      streams: 3,
      packetsPerSecond: 1000,
      transport: 'tcp',
      seconds: 2,
    });
  });

  it.each([
    [{ streams: '0' }, '--streams must be a whole number from 1 to 10000, not "0".'],
    [{ streams: 'many' }, '--streams must be'],
    [{ rate: '99' }, '--rate must be a whole number from 100 to 5000'],
    [{ rate: '1e9' }, '--rate must be'],
    [{ seconds: '1.5' }, '--seconds must be'],
  ])('refuse %j', (change, message) => {
    expect(() => wantedOf({ ...defaults, ...change })).toThrow(message);
  });
});
