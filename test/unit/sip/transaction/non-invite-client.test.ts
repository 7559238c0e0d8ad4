import { beforeEach, expect, it } from 'vitest';
import type { TransactionContext } from '../../../../src/sip/transaction/context.ts';
import { NonInviteClientTransaction } from '../../../../src/sip/transaction/non-invite-client.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { RecordingPath, request, response } from '../wire.ts';
import { ClientUser, contextOf, sendTimes } from './machine.ts';

let clock: FakeClock;
let context: TransactionContext;
let user: ClientUser;
const message = request({ method: 'MESSAGE' });

function start(reliable = false): { path: RecordingPath; machine: NonInviteClientTransaction } {
  const path = new RecordingPath(reliable);
  const machine = new NonInviteClientTransaction(message, path, context, user);
  machine.start();
  return { path, machine };
}

beforeEach(() => {
  clock = new FakeClock();
  context = contextOf(clock);
  user = new ClientUser();
});

it('[RFC 3261 §17.1.2.2] Timer E doubles from T1 to T2, Timer F ends after 64*T1', () => {
  const { path, machine } = start();
  const times = sendTimes(clock, path, 40_000);
  expect(times).toEqual([500, 1500, 3500, 7500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500]);
  expect([machine.state, user.ends]).toEqual(['terminated', ['timeout']]);
});

it('[RFC 3261 §17.1.2.2] after a provisional response Timer E is T2', () => {
  const { path, machine } = start();
  clock.advance(600);
  machine.receive(response(message, 100));
  expect(sendTimes(clock, path, 13_000)).toEqual([4000, 8000, 12_000]);
  expect(user.statuses).toEqual([100]);
});

it('[RFC 3261 §17.1.2.2] Timer F goes on in proceeding', () => {
  const { machine } = start();
  machine.receive(response(message, 100));
  clock.advance(32_000);
  expect(user.ends).toEqual(['timeout']);
});

it('[RFC 3261 §17.1.2.2] a final response goes up once; Timer K swallows repeats for T4', () => {
  const { path, machine } = start();
  machine.receive(response(message, 200));
  machine.receive(response(message, 200));
  expect([user.statuses, machine.state]).toEqual([[200], 'completed']);
  clock.advance(4999);
  expect(user.ends).toEqual([]);
  clock.advance(1);
  expect(user.ends).toEqual(['done']);
  expect(path.take()).toEqual(['MESSAGE']);
});

it('[RFC 3261 §17.1.2.2] over TCP there is no Timer E, and Timer K is zero', () => {
  const { path, machine } = start(true);
  clock.advance(20_000);
  expect(path.take()).toEqual(['MESSAGE']);
  machine.receive(response(message, 200));
  expect([machine.state, user.ends, clock.pending]).toEqual(['terminated', ['done'], 0]);
});

it('[RFC 3261 §17.1.4] a transport error ends it, but not once it is completed', () => {
  const failing = start();
  failing.path.failLast();
  expect(user.ends).toEqual(['transport']);
  const completed = start();
  completed.machine.receive(response(message, 404));
  completed.path.failLast();
  expect(completed.machine.state).toBe('completed');
});

it('terminate() leaves nothing behind', () => {
  const { path, machine } = start();
  machine.terminate();
  expect([clock.pending, path.listeners, user.ends]).toEqual([0, 0, ['given-up']]);
});
