import fc from 'fast-check';
import { expect, it } from 'vitest';
import { InviteClientTransaction } from '../../../src/sip/transaction/invite-client.ts';
import { InviteServerTransaction } from '../../../src/sip/transaction/invite-server.ts';
import { NonInviteClientTransaction } from '../../../src/sip/transaction/non-invite-client.ts';
import { NonInviteServerTransaction } from '../../../src/sip/transaction/non-invite-server.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { ClientUser, contextOf, ServerUser } from '../../unit/sip/transaction/machine.ts';
import { RecordingPath, request, response } from '../../unit/sip/wire.ts';

const status = fc.constantFrom(100, 180, 199, 200, 202, 300, 401, 486, 500, 699);
const event = fc.oneof(
  fc.record({ kind: fc.constant('response' as const), status }),
  fc.record({ kind: fc.constant('again' as const) }),
  fc.record({ kind: fc.constant('ack' as const) }),
  fc.record({ kind: fc.constant('time' as const), ms: fc.integer({ min: 0, max: 9000 }) }),
  fc.record({ kind: fc.constantFrom('fail' as const, 'close' as const, 'terminate' as const) }),
);
const events = fc.array(event, { maxLength: 25 });
/** Longer than every timer, and than the bound on an INVITE that nobody answers. */
const kEverMs = 400_000;

const invite = request({ method: 'INVITE' });
const message = request({ method: 'MESSAGE' });
const ack = request({ method: 'ACK' });

it('INVITE client: ends once whatever happens, and leaves no timer and no listener', () => {
  fc.assert(
    fc.property(events, fc.boolean(), (list, reliable) => {
      const { clock, path, user } = setUp(reliable);
      const machine = new InviteClientTransaction(invite, path, contextOf(clock), user);
      machine.start();
      let finals = 0;
      for (const one of list) {
        if (one.kind === 'response') {
          machine.receive(response(invite, one.status));
          finals += one.status >= 200 ? 1 : 0;
        } else happen(one, clock, path, machine);
        expect(machine.runningTimers.length).toBe(clock.pending);
        expect(machine.state === 'terminated').toBe(user.ends.length === 1);
      }
      clock.advance(kEverMs);
      // Proceeding has no timer of its own (§17.1.1.2): the caller bounds it.
      if (machine.state === 'proceeding') {
        expect(finals).toBe(0);
        machine.terminate();
      }
      settled(machine, user.ends.length, clock, path);
      const seen = user.statuses.filter((one) => one >= 200);
      expect(seen.length <= 1 || seen.every((one) => one < 300)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

it('non-INVITE client: the same, and at most one final response goes up', () => {
  fc.assert(
    fc.property(events, fc.boolean(), (list, reliable) => {
      const { clock, path, user } = setUp(reliable);
      const machine = new NonInviteClientTransaction(message, path, contextOf(clock), user);
      machine.start();
      for (const one of list) {
        if (one.kind === 'response') machine.receive(response(message, one.status));
        else happen(one, clock, path, machine);
        expect(machine.runningTimers.length).toBe(clock.pending);
      }
      clock.advance(kEverMs);
      settled(machine, user.ends.length, clock, path);
      expect(user.statuses.filter((one) => one >= 200).length).toBeLessThanOrEqual(1);
    }),
    { numRuns: 2000 },
  );
});

it('INVITE server: the same, and only a 2xx follows a 2xx', () => {
  fc.assert(
    fc.property(events, fc.boolean(), (list, reliable) => {
      const { clock, path } = setUp(reliable);
      const user = new ServerUser();
      const machine = new InviteServerTransaction(invite, path, contextOf(clock), user);
      machine.start(user);
      for (const one of list) {
        if (one.kind === 'response') machine.respond(response(invite, one.status));
        else if (one.kind === 'again') machine.receiveAgain();
        else if (one.kind === 'ack') machine.receiveAck(ack);
        else happen(one, clock, path, machine);
        expect(machine.runningTimers.length).toBe(clock.pending);
      }
      clock.advance(kEverMs);
      settled(machine, user.forgotten, clock, path);
      expect(user.ends.length).toBeLessThanOrEqual(1);
      const finals = path
        .take()
        .filter((one) => Number(one) >= 200)
        .map((one) => Math.floor(Number(one) / 100));
      expect(new Set(finals).size).toBeLessThanOrEqual(1);
    }),
    { numRuns: 2000 },
  );
});

it('non-INVITE server: the same, and one final response', () => {
  fc.assert(
    fc.property(events, fc.boolean(), (list, reliable) => {
      const { clock, path } = setUp(reliable);
      const user = new ServerUser();
      const machine = new NonInviteServerTransaction(message, path, contextOf(clock), user);
      machine.start(user);
      for (const one of list) {
        if (one.kind === 'response') machine.respond(response(message, one.status));
        else if (one.kind === 'again') machine.receiveAgain();
        else happen(one, clock, path, machine);
        expect(machine.runningTimers.length).toBe(clock.pending);
      }
      clock.advance(kEverMs);
      settled(machine, user.forgotten, clock, path);
      expect(user.ends.length).toBeLessThanOrEqual(1);
      expect(new Set(path.take().filter((one) => Number(one) >= 200)).size).toBeLessThanOrEqual(1);
    }),
    { numRuns: 2000 },
  );
});

function setUp(reliable: boolean) {
  return { clock: new FakeClock(), path: new RecordingPath(reliable), user: new ClientUser() };
}

function happen(
  one: { kind: string; ms?: number },
  clock: FakeClock,
  path: RecordingPath,
  machine: { terminate(): void },
): void {
  if (one.kind === 'time') clock.advance(one.ms ?? 0);
  else if (one.kind === 'fail') path.failLast();
  else if (one.kind === 'close') path.close();
  else if (one.kind === 'terminate') machine.terminate();
}

function settled(machine: { state: string }, ends: number, clock: FakeClock, path: RecordingPath): void {
  expect([machine.state, ends, clock.pending, path.listeners]).toEqual(['terminated', 1, 0, 0]);
}
