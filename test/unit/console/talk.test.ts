import { describe, expect, it } from 'vitest';
import { kOutputRate, Resampler, toPcm16 } from '../../../src/console/talk/resampler.ts';
import { socketAddress, targetsIn } from '../../../src/console/talk/socket-address.ts';
import { amplitudeOf } from '../../support/tone.ts';

function resampled(rate: number, hertz: number, seconds: number, packet = 128): number[] {
  const resampler = new Resampler(rate);
  const input = Array.from({ length: rate * seconds }, (_, i) => 0.5 * Math.sin((2 * Math.PI * hertz * i) / rate));
  const output: number[] = [];
  for (let at = 0; at < input.length; at += packet) output.push(...resampler.push(input.slice(at, at + packet)));
  return output;
}

describe('the resampler of the microphone', () => {
  it.each([8000, 16_000, 44_100, 48_000, 96_000])('keeps frequency, level and length from %s Hz', (rate) => {
    const output = resampled(rate, 1000, 1);
    expect(output.length).toBeGreaterThan(kOutputRate * 0.99);
    expect(output.length).toBeLessThanOrEqual(kOutputRate);
    expect(amplitudeOf(output.slice(200, 7800), 1000)).toBeCloseTo(0.5, 2);
  });

  it.each([5000, 7000, 9000, 15_000])('lets nothing of %s Hz come back as another tone', (hertz) => {
    const output = resampled(48_000, hertz, 1).slice(200);
    const power = output.reduce((sum, sample) => sum + sample * sample, 0) / output.length;
    // 0.125 is what went in: 30 dB less.
    expect(power).toBeLessThan(0.000125);
  });

  it('gives the same however the browser cuts the sound', () => {
    expect(resampled(44_100, 700, 0.2, 1)).toEqual(resampled(44_100, 700, 0.2, 1000));
  });

  it('cuts what is too loud', () => {
    expect([...toPcm16([0, 1, -1, 2, -2, 0.5])]).toEqual([0, 32767, -32767, 32767, -32767, 16384]);
  });
});

describe('the address of the microphone', () => {
  it('is on the way on which the page was reached', () => {
    const given = 'ws://10.0.0.1:8080/microphone/ab12?expires=1&sign=x';
    expect(socketAddress(given, 'https://video.example.org/guanlan/')).toBe(
      'wss://video.example.org/guanlan/microphone/ab12?expires=1&sign=x',
    );
    expect(socketAddress(given, 'http://127.0.0.1:1/')).toBe('ws://127.0.0.1:1/microphone/ab12?expires=1&sign=x');
  });

  it('names whom to speak to', () => {
    expect(targetsIn('a/b,c/d')).toEqual([
      { deviceId: 'a', channelId: 'b' },
      { deviceId: 'c', channelId: 'd' },
    ]);
    for (const nothing of [undefined, '', 'a', 'a/', '/b', 'a/b/c', ['a/b']]) expect(targetsIn(nothing)).toEqual([]);
  });
});
