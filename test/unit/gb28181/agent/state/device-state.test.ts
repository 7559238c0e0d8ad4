import { describe, expect, it } from 'vitest';
import { AlarmState } from '../../../../../src/gb28181/agent/state/alarm-state.ts';
import { Configuration, defaultConfiguration } from '../../../../../src/gb28181/agent/state/configuration.ts';
import { MobileTrack } from '../../../../../src/gb28181/agent/state/mobile-track.ts';
import { StorageCards } from '../../../../../src/gb28181/agent/state/storage-cards.ts';
import { type ConfigName, configs, encodeFields } from '../../../../../src/gb28181/codec/command-set/index.ts';
import { FakeClock } from '../../../../support/fake-clock.ts';

describe('cards', () => {
  it('are formatted in ten seconds, and empty then', () => {
    const clock = new FakeClock();
    const cards = new StorageCards(clock);
    expect(cards.format(3)).toBe(false);
    expect(cards.format(1)).toBe(true);
    clock.advance(4200);
    expect(cards.list()[0]).toEqual({
      ID: 1,
      HddName: 'SD1',
      Status: 'formatting',
      FormatProgress: 42,
      Capacity: 65_536,
      FreeSpace: 0,
    });
    expect(cards.list()[1]).toMatchObject({ Status: 'ok', FreeSpace: 122_880 });
    clock.advance(5800);
    expect(cards.list()[0]).toEqual({ ID: 1, HddName: 'SD1', Status: 'ok', Capacity: 65_536, FreeSpace: 65_536 });
    cards.format(0);
    expect(cards.list().map(({ Status }) => Status)).toEqual(['formatting', 'formatting']);
  });
});

describe('alarms', () => {
  const alarm = (AlarmMethod: '2' | '5', AlarmType = '1') =>
    ({ AlarmPriority: '1', AlarmMethod, AlarmTime: '2026-01-01T00:00:00', Info: { AlarmType } }) as const;

  it('[GB/T 28181-2016 §9.4.1] of AlarmMethod 2 wait for the reset of the one before', () => {
    const alarms = new AlarmState();
    expect([
      alarms.raise(alarm('2')),
      alarms.raise(alarm('2')),
      alarms.raise(alarm('5')),
      alarms.raise(alarm('5')),
    ]).toEqual([true, false, true, true]);
    alarms.reset('5');
    expect(alarms.raise(alarm('2'))).toBe(false);
    alarms.reset('2', '9');
    expect(alarms.raise(alarm('2'))).toBe(false);
    alarms.reset('2', '1');
    expect(alarms.raise(alarm('2'))).toBe(true);
    alarms.reset('0');
    expect(alarms.duty).toBe('OFFDUTY');
    expect(alarms.past).toHaveLength(4);
  });

  it('are remembered up to a bound', () => {
    const alarms = new AlarmState();
    for (let i = 0; i < 150; i++) alarms.raise(alarm('5'));
    expect(alarms.past).toHaveLength(100);
    expect(alarms.active).toHaveLength(1);
  });
});

describe('a configuration', () => {
  const fresh = () => new Configuration(defaultConfiguration('北门', 3600, 60));

  it('has a value of each section that can be told', () => {
    const all = fresh().all();
    const told = Object.keys(configs).filter((name) => name !== 'SnapShotConfig');
    expect(Object.keys(all).sort()).toEqual(told.sort());
    for (const name of told as ConfigName[])
      expect(() => encodeFields(configs[name].request, { [name]: all[name] }, '2022')).not.toThrow();
  });

  it('keeps what a new value does not name', () => {
    const configuration = fresh();
    expect(configuration.set('BasicParam', { HeartBeatInterval: 20 })).toBe(true);
    expect(configuration.get('BasicParam')).toEqual({
      Name: '北门',
      Expiration: 3600,
      HeartBeatInterval: 20,
      HeartBeatCount: 3,
    });
  });

  it('takes a new list without the count of the old one', () => {
    const configuration = fresh();
    configuration.set('OSDConfig', { SumNum: 1, Item: [{ Text: 'a', X: 0, Y: 0 }] });
    configuration.set('OSDConfig', { Item: [] });
    expect(configuration.get('OSDConfig')).toMatchObject({ Item: [], Length: 1920 });
    expect(configuration.get('OSDConfig')).not.toHaveProperty('SumNum');
  });

  it('refuses what is no value of the section', () => {
    const configuration = fresh();
    expect(configuration.set('FrameMirror', 4)).toBe(false);
    expect(configuration.set('BasicParam', { HeartBeatInterval: 0 })).toBe(false);
    expect(configuration.set('SnapShotConfig', {})).toBe(false);
    expect(configuration.get('FrameMirror')).toBe(0);
  });
});

describe('a track', () => {
  it('drives on a circle at 36 km/h', () => {
    const clock = new FakeClock();
    const track = new MobileTrack(clock);
    const before = track.position;
    clock.advance(1000);
    const after = track.position;
    const metres = Math.hypot(
      (after.Latitude - before.Latitude) * 111_320,
      (after.Longitude - before.Longitude) * 111_320 * Math.cos((after.Latitude * Math.PI) / 180),
    );
    expect(metres).toBeCloseTo(10, 0);
    expect(after).toMatchObject({ Speed: 36, Altitude: 44 });
    // It heads where it goes.
    const heading = Math.atan2(
      (after.Longitude - before.Longitude) * Math.cos((after.Latitude * Math.PI) / 180),
      after.Latitude - before.Latitude,
    );
    expect(Math.cos(heading - (after.Direction * Math.PI) / 180)).toBeCloseTo(1, 1);
  });
});
