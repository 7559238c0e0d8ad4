import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Dialog, InviteRejected, SipError } from '../../../src/sip/index.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { type Fate, MemoryNetwork } from '../../unit/sip/memory-network.ts';

const fate: fc.Arbitrary<Fate> = fc.record({
  copies: fc.constantFrom(0, 0, 1, 1, 1, 2),
  delayMs: fc.constantFrom(0, 1, 10, 400, 900),
});
/** What the caller, the callee and time do, in this order. */
const step = fc.oneof(
  fc.record({ kind: fc.constant('time' as const), ms: fc.integer({ min: 0, max: 3000 }) }),
  fc.record({
    kind: fc.constantFrom(
      'cancel' as const,
      'caller-bye' as const,
      'callee-bye' as const,
      'info' as const,
      'reinvite' as const,
    ),
  }),
);
const answer = fc.constantFrom('accept', 'ring-accept', 'refuse', 'ring', 'silent');
/** After this every timer of both sides has run out, a call that rings for ever included. */
const kEverMs = 300_000;

it('whatever is lost, doubled or late: a call settles, both sides end, and nothing stays behind', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fate, { minLength: 1, maxLength: 40 }),
      fc.array(step, { maxLength: 8 }),
      answer,
      async (fates, steps, callee) => {
        const clock = new FakeClock();
        let packet = 0;
        // After the list every packet arrives: what must be repeated until it arrives, does arrive.
        const network = new MemoryNetwork(clock, () => fates[packet++] ?? { copies: 1, delayMs: 1 });
        const a = network.endpoint(1);
        const b = network.endpoint(2);
        await Promise.all([a.start(), b.start()]);
        const calleeDialogs: Dialog[] = [];
        b.use((incoming) => {
          if (incoming.request.method !== 'INVITE') return false;
          if (callee.startsWith('ring')) incoming.respond(180);
          if (callee === 'refuse') incoming.respond(486);
          if (callee.endsWith('accept')) calleeDialogs.push(incoming.accept({ body: 'v=1' }));
          for (const dialog of calleeDialogs)
            dialog.on('request', (one) =>
              one.request.method === 'INVITE' ? void one.accept() : void one.respond(200),
            );
          return true;
        });
        const call = a.invite({
          uri: 'sip:b@h',
          from: 'sip:a@h',
          to: 'sip:b@h',
          target: { protocol: 'udp', address: '10.0.0.1', port: 2 },
          body: 'v=0',
        });
        let callerDialog: Dialog | undefined;
        let failure: unknown;
        const settled = call.accepted.then(
          (dialog) => {
            callerDialog = dialog;
            dialog.ack();
          },
          (error: unknown) => {
            failure = error;
          },
        );
        const outcomes: Promise<unknown>[] = [];
        for (const one of steps) {
          if (one.kind === 'time') await clock.advanceAsync(one.ms);
          else if (one.kind === 'cancel') call.cancel();
          else if (one.kind === 'caller-bye') outcomes.push(callerDialog?.bye() ?? Promise.resolve());
          else if (one.kind === 'callee-bye') outcomes.push(calleeDialogs[0]?.bye() ?? Promise.resolve());
          else if (callerDialog)
            outcomes.push(
              callerDialog
                .request(one.kind === 'info' ? 'INFO' : 'INVITE')
                .catch((error: unknown) => expect(error).toBeInstanceOf(SipError)),
            );
        }
        await clock.advanceAsync(kEverMs);
        await settled;
        expect(callerDialog !== undefined || failure instanceof InviteRejected || failure instanceof SipError).toBe(
          true,
        );
        const last = callerDialog?.bye();
        await clock.advanceAsync(kEverMs);
        await Promise.all([last, ...outcomes]);
        expect([callerDialog?.state ?? 'terminated', ...calleeDialogs.map((one) => one.state)]).toEqual(
          Array(1 + calleeDialogs.length).fill('terminated'),
        );
        expect(a.stats()).toMatchObject({ dialogs: 0, transactions: { client: 0, server: 0 } });
        expect(b.stats()).toMatchObject({ dialogs: 0, transactions: { client: 0, server: 0 } });
        expect(clock.pending).toBe(0);
      },
    ),
    { numRuns: 200 },
  );
});

it('a MESSAGE gets its answer as long as one of its repeats and one of the answers come through', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fate, { maxLength: 8 }), async (fates) => {
      const clock = new FakeClock();
      let packet = 0;
      const network = new MemoryNetwork(clock, () => fates[packet++] ?? { copies: 1, delayMs: 1 });
      const a = network.endpoint(1);
      const b = network.endpoint(2);
      await Promise.all([a.start(), b.start()]);
      let taken = 0;
      b.use((incoming) => ++taken > 0 && incoming.respond(200));
      const response = a.request({
        method: 'MESSAGE',
        uri: 'sip:b@h',
        from: 'sip:a@h',
        to: 'sip:b@h',
        target: { protocol: 'udp', address: '10.0.0.1', port: 2 },
      });
      await clock.advanceAsync(40_000);
      expect((await response).status).toBe(200);
      expect(taken).toBe(1);
    }),
    { numRuns: 200 },
  );
});

it('[RFC 3261 §13.3.1.4] an accepted call is established and acknowledged, whatever is lost at first', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fate, { maxLength: 6 }), fc.boolean(), async (fates, ringing) => {
      const clock = new FakeClock();
      let packet = 0;
      const network = new MemoryNetwork(clock, () => fates[packet++] ?? { copies: 1, delayMs: 1 });
      const [a, b] = [network.endpoint(1), network.endpoint(2)];
      await Promise.all([a.start(), b.start()]);
      let acks = 0;
      let called = 0;
      b.use((incoming) => {
        called++;
        if (ringing) incoming.respond(180);
        incoming.accept({ body: 'v=1' }).on('ack', () => acks++);
        return true;
      });
      const target = { protocol: 'udp', address: '10.0.0.1', port: 2 } as const;
      const call = a.invite({ uri: 'sip:b@h', from: 'sip:a@h', to: 'sip:b@h', target, body: 'v=0' });
      void call.accepted.then((dialog) => dialog.ack());
      await clock.advanceAsync(31_800);
      expect((await call.accepted).state).toBe('confirmed');
      expect([called, acks, b.stats().dialogs]).toEqual([1, 1, 1]);
    }),
    { numRuns: 200 },
  );
});
