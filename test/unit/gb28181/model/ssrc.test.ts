import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SsrcAllocator } from '../../../../src/gb28181/model/ssrc.ts';

describe('[GB/T 28181-2016 annex F] SSRC', () => {
  it('is 0 for live or 1 for history, digits 4 to 8 of the domain, and a serial', () => {
    const ssrcs = new SsrcAllocator('3402000000', 1);
    expect(ssrcs.take()).toBe('0200000001');
    expect(ssrcs.take(true)).toBe('1200000002');
  });

  it('fits into 32 bits', () => {
    expect(Number(new SsrcAllocator('9999999999', 9999).take(true))).toBeLessThanOrEqual(0xffffffff);
  });

  it('gives 10,000 at the same time, each once, and then none', () => {
    const ssrcs = new SsrcAllocator('3402000000', 4711);
    const all = Array.from({ length: 10_000 }, () => ssrcs.take());
    expect(new Set(all).size).toBe(10_000);
    expect(ssrcs.take()).toBeUndefined();
    ssrcs.giveBack(all[17]!);
    expect(ssrcs.take()).toBe(all[17]);
    expect(ssrcs.inUse).toBe(10_000);
  });

  it('does not give at once what was just given back', () => {
    const ssrcs = new SsrcAllocator('3402000000', 0);
    const first = ssrcs.take()!;
    ssrcs.giveBack(first);
    expect(ssrcs.take()).not.toBe(first);
  });

  it('never has one in use twice', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat(50)), { maxLength: 300 }), (steps) => {
        const ssrcs = new SsrcAllocator('3402000000', 9990);
        const used: string[] = [];
        for (const step of steps) {
          if (step === null || used.length === 0) {
            const taken = ssrcs.take()!;
            expect(used).not.toContain(taken);
            used.push(taken);
          } else ssrcs.giveBack(used.splice(step % used.length, 1)[0]!);
          expect(ssrcs.inUse).toBe(used.length);
        }
      }),
    );
  });
});
