import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Program } from '../../../bench/programs.mjs';
import { runProgram } from '../../../bench/runner.mjs';
import { result } from './result.ts';

let folder: string;
let told: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guanlan-runner-'));
  told = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const native: Program = { name: 'fake', source: 'bench/flow/fake.cc', ids: ['recv.udp', 'recv.tcp'] };
const tcp = { ...result, id: 'recv.tcp' };

function script(...lines: string[]): void {
  writeFileSync(join(folder, 'fake'), ['#!/bin/sh', ...lines].join('\n'));
  chmodSync(join(folder, 'fake'), 0o755);
}

function print(value: object): string {
  return `echo '${JSON.stringify(value)}'`;
}

function run(program = native, { quick = false, timeoutMs = 10_000 } = {}) {
  return runProgram(program, { tree: folder, build: folder, quick, timeoutMs, tell: (line) => told.push(line) });
}

describe('a native program', () => {
  it('gives its results', async () => {
    script(print(result), print(tcp));
    expect(await run()).toEqual({ results: [result, tcp], missing: [] });
  });

  it('is told to be quick', async () => {
    script('echo "$@" >&2', print(result), print(tcp));
    await run(native, { quick: true });
    expect(told).toEqual(['--quick']);
  });

  it('gives no number when it is not built', async () => {
    const reason = 'fake is not built';
    expect(await run()).toEqual({ results: [], missing: native.ids.map((id) => ({ id, reason })) });
  });

  it('gives no number when it fails, whatever it printed before, but its last sentence', async () => {
    script(print(result), 'echo "stream 3: 49 frames of 50" >&2', 'exit 1');
    const { results, missing } = await run();
    expect(results).toEqual([]);
    expect(missing.map(({ reason }) => reason)).toEqual(Array(2).fill('stream 3: 49 frames of 50'));
    expect(told).toEqual(['stream 3: 49 frames of 50']);
  });

  it('gives no number when a signal ends it', async () => {
    script('kill -SEGV $$');
    expect((await run()).missing[0]).toEqual({ id: 'recv.udp', reason: 'fake failed (SIGSEGV)' });
  });

  it('is stopped when it takes too long', async () => {
    script('exec sleep 60');
    expect((await run(native, { timeoutMs: 50 })).missing[0]!.reason).toMatch(/stopped after/);
  });

  it('gives only the results that were printed and are some', async () => {
    script(print({ ...result, value: 'fast' }));
    expect(await run()).toEqual({
      results: [],
      missing: [
        { id: 'recv.udp', reason: 'what was printed for it is no result: value is no number' },
        { id: 'recv.tcp', reason: 'fake did not give it' },
      ],
    });
  });

  it('gives only what is wanted of it', async () => {
    script(print(result), print(tcp));
    expect((await run({ ...native, ids: ['recv.tcp'] })).results).toEqual([tcp]);
  });

  it('gives all that it prints when it is a micro benchmark', async () => {
    script(print({ name: 'x', nsPerOp: 2 }));
    const { results } = await run({ ...native, ids: [], micro: true });
    expect(results).toMatchObject([{ id: 'x', value: 2 }]);
  });
});

describe('a module', () => {
  const module: Program = { name: 'sip', source: 'sip.mjs', give: 'measureSip', ids: ['recv.udp'] };
  const write = (text: string) => writeFileSync(join(folder, 'sip.mjs'), text);

  it('gives its results from a process of its own', async () => {
    write(`export const measureSip = async ({ quick }) => [{ ...${JSON.stringify(result)}, pairs: quick ? 1 : 2 }];`);
    expect((await run(module)).results).toEqual([{ ...result, pairs: 2 }]);
    expect((await run(module, { quick: true })).results).toEqual([{ ...result, pairs: 1 }]);
  });

  it('gives no number but what it complains of', async () => {
    write('export const measureSip = async () => { throw new Error("one keepalive was not heard"); };');
    expect((await run(module)).missing).toEqual([{ id: 'recv.udp', reason: 'Error: one keepalive was not heard' }]);
  });

  it('gives no number when it is not what it was', async () => {
    expect((await run(module)).missing[0]!.reason).toBe('sip is not there');
    write('export const other = 1;');
    expect((await run(module)).missing[0]!.reason).toMatch(/has no measureSip/);
  });
});
