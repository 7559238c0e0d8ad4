import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Batch, SharedTimeout, type Waiter } from '../../../../src/sip/transaction/shared-timeout.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

class Recorder implements Waiter {
  batch: Batch | undefined;
  readonly at: number[] = [];
  readonly #clock: FakeClock;
  readonly #then: () => void;

  constructor(clock: FakeClock, then: () => void = () => {}) {
    this.#clock = clock;
    this.#then = then;
  }

  expired(): void {
    this.at.push(this.#clock.now());
    this.#then();
  }
}

function world(): { clock: FakeClock; timeout: SharedTimeout } {
  const clock = new FakeClock(0);
  return { clock, timeout: new SharedTimeout(clock, 100) };
}

it('ends each wait at its time, with one timer for those that begin together', () => {
  const { clock, timeout } = world();
  const [a, b, c] = [new Recorder(clock), new Recorder(clock), new Recorder(clock)];
  timeout.start(a);
  timeout.start(b);
  expect(clock.pending).toBe(1);
  clock.advance(1);
  timeout.start(c);
  expect(clock.pending).toBe(2);
  clock.advance(1000);
  expect([a.at, b.at, c.at, clock.pending]).toEqual([[100], [100], [101], 0]);
});

it('begins anew what is started again', () => {
  const { clock, timeout } = world();
  const a = new Recorder(clock);
  timeout.start(a);
  timeout.start(a);
  clock.advance(60);
  timeout.start(a);
  expect(clock.pending).toBe(1);
  clock.advance(1000);
  expect(a.at).toEqual([160]);
});

it('leaves no timer behind when nobody waits', () => {
  const { clock, timeout } = world();
  const [a, b] = [new Recorder(clock), new Recorder(clock)];
  timeout.start(a);
  timeout.start(b);
  timeout.stop(a);
  expect(clock.pending).toBe(1);
  timeout.stop(b);
  timeout.stop(b);
  expect(clock.pending).toBe(0);
  timeout.start(a);
  clock.advance(1000);
  expect([a.at, b.at]).toEqual([[100], []]);
});

it('lets one that expires end or restart another', () => {
  const { clock, timeout } = world();
  const b = new Recorder(clock);
  const c = new Recorder(clock);
  const a = new Recorder(clock, () => {
    timeout.stop(b);
    timeout.start(c);
  });
  for (const one of [a, b, c]) timeout.start(one);
  clock.advance(1000);
  expect([a.at, b.at, c.at]).toEqual([[100], [], [200]]);
});

it('counts time that passes, not the wall clock', () => {
  const { clock, timeout } = world();
  const [a, b] = [new Recorder(clock), new Recorder(clock)];
  timeout.start(a);
  clock.jump(3_600_000);
  timeout.start(b);
  clock.advance(99);
  expect([a.at, b.at]).toEqual([[], []]);
  clock.advance(1);
  expect([a.at.length, b.at.length]).toEqual([1, 1]);
});

it('does what a timer for each would do', () => {
  const step = fc.record({
    kind: fc.constantFrom('start' as const, 'stop' as const, 'advance' as const),
    who: fc.nat(4),
    ms: fc.nat(60),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const { clock, timeout } = world();
      const waiters = Array.from({ length: 5 }, () => new Recorder(clock));
      const due: (number | undefined)[] = waiters.map(() => undefined);
      const expected: number[][] = waiters.map(() => []);
      const passTo = (now: number) =>
        due.forEach((at, who) => {
          if (at === undefined || at > now) return;
          expected[who]!.push(at);
          due[who] = undefined;
        });
      for (const { kind, who, ms } of steps) {
        if (kind === 'advance') {
          clock.advance(ms);
          passTo(clock.now());
        } else {
          timeout[kind](waiters[who]!);
          due[who] = kind === 'start' ? clock.now() + 100 : undefined;
        }
        expect(clock.pending === 0).toBe(due.every((at) => at === undefined));
      }
      clock.advance(1000);
      passTo(clock.now());
      expect(waiters.map(({ at }) => at)).toEqual(expected);
    }),
    { numRuns: 2000 },
  );
});
