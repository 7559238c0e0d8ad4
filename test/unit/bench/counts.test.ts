import { describe, expect, it } from 'vitest';
import { baselineOf, type Counts, countTable, judge, perOperation } from '../../../bench/report/counts.mjs';

const baseline: Counts = {
  compiler: 'gcc 12.2.0, glibc 2.36',
  architecture: 'x86_64',
  paths: {
    'recv.udp': { operation: 'packet', instructions: 1000, systemCalls: 0.08, allocations: 0 },
    wakeups: { wakeUpsPerSecond: 1000 },
  },
};

function changed(count: string, value: number, maker = {}): Counts {
  const path = count === 'wakeUpsPerSecond' ? 'wakeups' : 'recv.udp';
  return { ...baseline, ...maker, paths: { ...baseline.paths, [path]: { ...baseline.paths[path], [count]: value } } };
}

const failures = (counts: Counts, gateInstructions = true) =>
  judge(counts, baseline, { gateInstructions })
    .filter(({ failed }) => failed)
    .map(({ path, count }) => `${path} ${count}`.trim());

describe('the counts gate', () => {
  it('lets pass what has not changed', () => {
    expect(failures(baseline)).toEqual([]);
    expect(judge(baseline, baseline, { gateInstructions: true })).toHaveLength(4);
  });

  it.each([
    ['instructions', 1051, 1049],
    ['systemCalls', 0.0851, 0.0849],
    ['allocations', 0.0011, 0.0009],
    ['wakeUpsPerSecond', 1051, 1049],
  ])('fails when %s rise by more than 5 %%', (count, tooMany, stillGood) => {
    const path = count === 'wakeUpsPerSecond' ? 'wakeups' : 'recv.udp';
    expect(failures(changed(count, tooMany))).toEqual([`${path} ${count}`]);
    expect(failures(changed(count, stillGood))).toEqual([]);
  });

  it('fails on one allocation a packet where there was none', () => {
    expect(failures(changed('allocations', 1))).toEqual(['recv.udp allocations']);
  });

  it('tells what has fallen, and lets it pass', () => {
    const [instructions] = judge(changed('instructions', 500), baseline, { gateInstructions: true });
    expect(instructions).toMatchObject({ failed: false, note: 'has fallen' });
  });

  it('does not judge the instructions of another compiler, but everything else', () => {
    const other = { compiler: 'gcc 14.2.0, glibc 2.41' };
    expect(failures(changed('instructions', 5000, other), false)).toEqual([]);
    expect(failures(changed('systemCalls', 1, other), false)).toEqual(['recv.udp systemCalls']);
  });

  it('fails on another compiler where instructions must be judged, and tells what to do', () => {
    const verdicts = judge(changed('instructions', 1000, { compiler: 'gcc 14' }), baseline, { gateInstructions: true });
    expect(verdicts.filter(({ failed }) => failed)).toMatchObject([{ count: 'compiler' }]);
    expect(verdicts.at(-1)!.note).toMatch(/gcc 14 for x86_64.*gcc 12\.2\.0.*node bench\/counts\.mjs --record/);
  });

  it('fails when a path is not counted any more, or is not in the baseline', () => {
    const { wakeups: _wakeups, ...paths } = baseline.paths;
    expect(failures({ ...baseline, paths })).toEqual(['wakeups wakeUpsPerSecond']);
    expect(failures({ ...baseline, paths: { ...baseline.paths, talk: { instructions: 1 } } })).toEqual(['talk']);
  });
});

describe('perOperation', () => {
  const line = { path: 'demux', operation: 'packet', operations: 2000, systemCalls: 0, allocations: 99 };

  it('divides by the operations', () => {
    expect(perOperation(line, 3_000_000)).toEqual({
      operation: 'packet',
      instructions: 1500,
      systemCalls: 0,
      allocations: 0.0495,
    });
  });

  it('takes wake-ups as they are', () => {
    expect(perOperation({ path: 'wakeups', wakeUpsPerSecond: 940 })).toEqual({ wakeUpsPerSecond: 940 });
  });

  it('refuses a path that did nothing', () => {
    expect(() => perOperation({ ...line, operations: 0 }, 1)).toThrow(RangeError);
  });
});

describe('baselineOf', () => {
  it('writes wake-ups down as their bound', () => {
    const counted = changed('wakeUpsPerSecond', 700);
    expect(baselineOf(counted).paths['wakeups']).toEqual({ wakeUpsPerSecond: 1000 });
    expect(baselineOf(counted).paths['recv.udp']).toEqual(counted.paths['recv.udp']);
  });
});

describe('countTable', () => {
  it('shows baseline, count, change and verdict', () => {
    const text = countTable(judge(changed('instructions', 1200), baseline, { gateInstructions: true }));
    expect(text).toMatch(/recv\.udp +\| instructions +\| 1,000 +\| 1,200 +\| 20\.0 % +\| FAILED: has risen/);
    expect(text).toMatch(/allocations +\| 0 +\| 0 +\| +\| ok/);
  });
});
