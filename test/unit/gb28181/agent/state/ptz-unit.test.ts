import { beforeEach, describe, expect, it } from 'vitest';
import { PtzUnit } from '../../../../../src/gb28181/agent/state/ptz-unit.ts';
import type { PtzCommand } from '../../../../../src/gb28181/codec/ptz.ts';
import { FakeClock } from '../../../../support/fake-clock.ts';

let clock: FakeClock;
let unit: PtzUnit;
beforeEach(() => {
  clock = new FakeClock();
  unit = new PtzUnit(clock);
});

const still = { pan: 0, tilt: 0, zoom: 0, panSpeed: 0, tiltSpeed: 0, zoomSpeed: 0 } as const;
const move = (changes: object) => unit.command({ kind: 'move', ...still, ...changes } as PtzCommand);
const cruise = (action: 'add' | 'delete' | 'speed' | 'stay' | 'start', track: number, value = 0, name?: string) =>
  unit.command({ kind: 'cruise', action, track, value }, name ? { CruiseTrackName: name } : {});
const scan = (action: 'start' | 'left' | 'right' | 'speed', value = 0) =>
  unit.command({ kind: 'scan', action, scan: 1, value });
const pan = () => unit.head.position.Pan;

describe('[GB/T 28181-2016 annex A.3.2] a head', () => {
  it('moves as long as the command lasts, by its speed', () => {
    move({ pan: -1, panSpeed: 51, tilt: 1, tiltSpeed: 255, zoom: 1, zoomSpeed: 15 });
    clock.advance(1000);
    expect(unit.head.position).toEqual({ Pan: 336, Tilt: 60, Zoom: 6 });
    move({});
    clock.advance(60_000);
    expect(unit.head.position).toEqual({ Pan: 336, Tilt: 60, Zoom: 6 });
  });

  it('stops at its ends, but turns round and round', () => {
    move({ pan: 1, panSpeed: 255, tilt: -1, tiltSpeed: 255, zoom: -1, zoomSpeed: 15 });
    clock.advance(7000);
    expect(unit.head.position).toEqual({ Pan: 120, Tilt: -30, Zoom: 1 });
    expect(unit.head.restsInMs).toBe(Number.POSITIVE_INFINITY);
  });

  it('takes the short way to a place', () => {
    unit.goTo({ Pan: 340 });
    clock.advance(100);
    expect(pan()).toBe(348);
    clock.advance(1000);
    expect(pan()).toBe(340);
    unit.goTo({ Pan: 20 });
    clock.advance(250);
    expect(pan()).toBe(10);
  });

  it('goes no farther than it can', () => {
    unit.goTo({ Pan: 0, Tilt: 500, Zoom: 900 });
    clock.advance(60_000);
    expect(unit.head.position).toEqual({ Pan: 0, Tilt: 90, Zoom: 30 });
  });

  it('sees less the more it zooms', () => {
    expect(unit.head.view).toEqual({ HorizontalFieldAngle: 60, VerticalFieldAngle: 33.75, MaxViewDistance: 50 });
    unit.goTo({ Zoom: 4 });
    clock.advance(1000);
    expect(unit.head.view).toEqual({ HorizontalFieldAngle: 15, VerticalFieldAngle: 8.44, MaxViewDistance: 200 });
  });

  it('tells of its movement each second and at the end, then no more', () => {
    let told = 0;
    unit.head.on('moved', () => told++);
    unit.goTo({ Pan: 170 });
    clock.advance(1000);
    expect(told).toBe(1);
    clock.advance(1000);
    expect(told).toBe(2);
    clock.advance(60_000);
    expect(told).toBe(2);
    expect(clock.pending).toBe(0);
  });

  it('focuses and opens its iris', () => {
    unit.command({ kind: 'lens', focus: 1, iris: -1, focusSpeed: 255, irisSpeed: 255 });
    clock.advance(500);
    unit.command({ kind: 'lens', focus: 0, iris: 0, focusSpeed: 0, irisSpeed: 0 });
    clock.advance(500);
    expect([unit.head.at('focus'), unit.head.at('iris')]).toEqual([75, 25]);
  });

  it('has switches', () => {
    unit.command({ kind: 'switch', on: true, number: 1 });
    unit.command({ kind: 'switch', on: true, number: 2 });
    unit.command({ kind: 'switch', on: false, number: 1 });
    expect([...unit.switches]).toEqual([2]);
  });
});

describe('[GB/T 28181-2016 annex A.3.4] presets', () => {
  it('keep a place, are called and deleted', () => {
    unit.goTo({ Pan: 50, Tilt: 10, Zoom: 2 });
    clock.advance(5000);
    unit.command({ kind: 'preset', action: 'set', preset: 200 }, { PresetName: 'gate' });
    move({ pan: 1, panSpeed: 255 });
    clock.advance(1000);
    unit.command({ kind: 'preset', action: 'call', preset: 200 });
    clock.advance(5000);
    expect(unit.head.position).toEqual({ Pan: 50, Tilt: 10, Zoom: 2 });
    unit.command({ kind: 'preset', action: 'set', preset: 200 });
    expect(unit.presets.get(200)?.name).toBe('gate');
    unit.command({ kind: 'preset', action: 'delete', preset: 200 });
    expect(unit.presets.list().map(([index]) => index)).toEqual([1, 2, 3]);
  });
});

describe('[GB/T 28181-2016 annex A.3.5] a cruise', () => {
  it('goes from preset to preset, stays, and begins again', () => {
    cruise('delete', 4);
    cruise('add', 4, 1, 'round');
    cruise('add', 4, 2);
    cruise('speed', 4, 15);
    cruise('stay', 4, 5);
    expect(unit.patrol.tracks()[1]).toEqual([4, { name: 'round', presets: [1, 2], speed: 15, staySeconds: 5 }]);
    cruise('start', 4);
    expect(unit.patrol.running).toBe('cruise 4');
    // At preset 1 already; 90 degrees at 120 a second.
    clock.advance(5000);
    clock.advance(750);
    expect(pan()).toBe(90);
    clock.advance(4999);
    expect(pan()).toBe(90);
    clock.advance(751);
    expect(pan()).toBe(0);
  });

  it('ends by a stop, by any movement, and by the loss of its points', () => {
    cruise('start', 0);
    move({});
    expect(unit.patrol.running).toBeUndefined();
    cruise('start', 0);
    unit.command({ kind: 'preset', action: 'call', preset: 1 });
    expect(unit.patrol.running).toBeUndefined();
    cruise('start', 0);
    cruise('delete', 0);
    clock.advance(60_000);
    expect(unit.patrol.running).toBeUndefined();
    cruise('start', 99);
    expect(unit.patrol.running).toBeUndefined();
    clock.advance(60_000);
    expect(clock.pending).toBe(0);
  });

  it('has no more points than its bound', () => {
    for (let i = 0; i < 40; i++) cruise('add', 5, 1 + i);
    expect(unit.patrol.tracks()[1]![1].presets).toHaveLength(32);
  });
});

describe('[GB/T 28181-2016 annex A.3.6] a scan', () => {
  it('goes between its borders', () => {
    unit.goTo({ Pan: 10 });
    clock.advance(1000);
    scan('left');
    unit.goTo({ Pan: 70 });
    clock.advance(1000);
    scan('right');
    scan('speed', 4095);
    scan('start');
    clock.advance(500);
    expect(pan()).toBe(10);
    clock.advance(250);
    expect(pan()).toBe(40);
    clock.advance(250);
    expect(pan()).toBe(70);
    move({});
    clock.advance(1000);
    expect(pan()).toBe(70);
  });
});

describe('[GB/T 28181-2016 annex A.2.3.1] the home position', () => {
  it('is gone to after so long without a command', () => {
    unit.home = { Enabled: 1, ResetTime: 30, PresetIndex: 2 };
    clock.advance(20_000);
    move({ pan: 1, panSpeed: 255 });
    clock.advance(29_999);
    expect(unit.head.restsInMs).toBe(Number.POSITIVE_INFINITY);
    clock.advance(10_000);
    expect(pan()).toBe(90);
    unit.home = { Enabled: 0 };
    unit.goTo({ Pan: 0 });
    clock.advance(600_000);
    expect(pan()).toBe(0);
    expect(clock.pending).toBe(0);
  });
});

it('the home position waits for the longest time there is when more is asked for', () => {
  unit.home = { Enabled: 1, ResetTime: 1_000_000_000, PresetIndex: 2 };
  clock.advance(2 ** 31 - 2);
  expect(pan()).toBe(0);
  expect(clock.pending).toBe(1);
});

describe('a loss of power', () => {
  it('ends every movement and every timer, and keeps presets', () => {
    unit.home = { Enabled: 1, ResetTime: 30, PresetIndex: 2 };
    unit.command({ kind: 'lens', focus: 1, iris: 0, focusSpeed: 1, irisSpeed: 0 });
    cruise('start', 0);
    unit.powerOff();
    expect(clock.pending).toBe(0);
    expect(unit.head.restsInMs).toBe(0);
    expect(unit.presets.list()).toHaveLength(3);
  });
});
