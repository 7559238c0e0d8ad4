import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ServerSubscription } from '../../../src/sip/index.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { type Fate, MemoryNetwork } from '../../unit/sip/memory-network.ts';

const fate: fc.Arbitrary<Fate> = fc.record({
  copies: fc.constantFrom(0, 0, 1, 1, 1, 2),
  delayMs: fc.constantFrom(0, 1, 10, 400, 900),
});
/** What the subscriber, the notifier and time do, in this order. */
const step = fc.oneof(
  fc.record({ kind: fc.constant('time' as const), ms: fc.integer({ min: 0, max: 60_000 }) }),
  fc.record({
    kind: fc.constantFrom('notify' as const, 'refresh' as const, 'unsubscribe' as const, 'end' as const),
  }),
);
const kExpiresSeconds = 100;

it('whatever is lost, doubled or late: each side ends once, and nothing stays behind', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fate, { minLength: 1, maxLength: 40 }),
      fc.array(step, { maxLength: 8 }),
      async (fates, steps) => {
        const clock = new FakeClock();
        let packet = 0;
        const network = new MemoryNetwork(clock, () => fates[packet++] ?? { copies: 1, delayMs: 1 });
        const [a, b] = [network.endpoint(1), network.endpoint(2)];
        await Promise.all([a.start(), b.start()]);
        const served: ServerSubscription[] = [];
        const ends = { subscriber: 0, notifier: 0 };
        b.use((incoming) => {
          if (incoming.request.method !== 'SUBSCRIBE') return false;
          const one = incoming.acceptSubscription(kExpiresSeconds);
          one.on('terminated', () => ends.notifier++);
          served.push(one);
          return true;
        });
        const subscription = a.subscribe({
          uri: 'sip:b@h',
          from: 'sip:a@h',
          to: 'sip:b@h',
          event: 'presence',
          expiresSeconds: kExpiresSeconds,
          target: { protocol: 'udp', address: '10.0.0.1', port: 2 },
        });
        subscription.on('terminated', () => ends.subscriber++);
        for (const one of steps) {
          if (one.kind === 'time') await clock.advanceAsync(one.ms);
          else if (one.kind === 'notify') for (const each of served) each.notify({}).catch(() => {});
          else if (one.kind === 'refresh') subscription.refresh().catch(() => {});
          else if (one.kind === 'unsubscribe') void subscription.unsubscribe();
          else for (const each of served) void each.end();
        }
        void subscription.unsubscribe();
        // The answers, Timer N, and the time of a notifier that never heard of the end.
        await clock.advanceAsync(300_000);
        expect(ends).toEqual({ subscriber: 1, notifier: served.length });
        expect([a.stats().subscriptions.subscriber, b.stats().subscriptions.notifier]).toEqual([0, 0]);
        await Promise.all([a.stop(0), b.stop(0)]);
        expect(clock.pending).toBe(0);
      },
    ),
    { numRuns: 60 },
  );
});
