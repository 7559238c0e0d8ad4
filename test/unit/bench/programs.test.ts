import { describe, expect, it } from 'vitest';
import { microPrograms, programs, select, tableOrder } from '../../../bench/programs.mjs';

const chosenIds = (...names: string[]) => select(names).chosen.map(({ name, ids }) => [name, ...ids]);

describe('the programs', () => {
  it('give every id of the table, each once', () => {
    const given = programs.flatMap(({ ids }) => ids);
    expect([...given].sort()).toEqual([...tableOrder].sort());
    expect(new Set(given).size).toBe(19);
  });
});

describe('select', () => {
  it('takes everything but the micro benchmarks when nothing is named', () => {
    expect(select([]).chosen.map(({ name }) => name)).toEqual(programs.map(({ name }) => name));
  });

  it('takes an id, a group, a program', () => {
    expect(chosenIds('recv.udp')).toEqual([['recv_slices', 'recv.udp']]);
    expect(chosenIds('recv')).toEqual([['recv_slices', 'recv.udp', 'recv.tcp']]);
    expect(chosenIds('latency')).toEqual([['latency', 'firstkey.warm', 'firstkey.cold', 'delay']]);
    expect(chosenIds('delay', 'sip')).toEqual([
      ['latency', 'delay'],
      ['sip', 'sip.register', 'sip.keepalive'],
    ]);
  });

  it('takes the micro benchmarks, all or one', () => {
    expect(microPrograms.length).toBeGreaterThan(3);
    expect(select(['micro']).chosen).toEqual(microPrograms);
    expect(select(['ps_bench']).chosen.map(({ source }) => source)).toEqual(['bench/micro/ps_bench.cc']);
  });

  it('names what it does not know', () => {
    expect(select(['recv', 'viewers']).unknown).toEqual(['viewers']);
  });
});
