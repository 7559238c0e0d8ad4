import { beforeEach, expect, it } from 'vitest';
import type { TransactionContext } from '../../../../src/sip/transaction/context.ts';
import { NonInviteServerTransaction } from '../../../../src/sip/transaction/non-invite-server.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { RecordingPath, request, response } from '../wire.ts';
import { contextOf, ServerUser } from './machine.ts';

let clock: FakeClock;
let context: TransactionContext;
let user: ServerUser;
const message = request({ method: 'MESSAGE' });

function start(reliable = false): { path: RecordingPath; machine: NonInviteServerTransaction } {
  const path = new RecordingPath(reliable);
  const machine = new NonInviteServerTransaction(message, path, context, user);
  machine.start(user);
  return { path, machine };
}

beforeEach(() => {
  clock = new FakeClock();
  context = contextOf(clock);
  user = new ServerUser();
});

it('[RFC 3261 §17.2.2] swallows repeats in trying', () => {
  const { path, machine } = start();
  machine.receiveAgain();
  expect([path.take(), machine.state]).toEqual([[], 'trying']);
});

it('[RFC 3261 §17.2.2] answers repeats in proceeding with the provisional response', () => {
  const { path, machine } = start();
  machine.respond(response(message, 100));
  machine.receiveAgain();
  expect([path.take(), machine.state]).toEqual([[100, 100], 'proceeding']);
});

it('[RFC 3261 §17.2.2] Timer J: answers repeats with the final response for 64*T1', () => {
  const { path, machine } = start();
  machine.respond(response(message, 200));
  clock.advance(31_999);
  machine.receiveAgain();
  expect([path.take(), machine.state]).toEqual([[200, 200], 'completed']);
  clock.advance(1);
  expect([machine.state, user.ends, user.forgotten]).toEqual(['terminated', [], 1]);
});

it('[RFC 3261 §17.2.2] Timer J is zero over TCP', () => {
  const { machine } = start(true);
  machine.respond(response(message, 200));
  expect([machine.state, user.forgotten, clock.pending]).toEqual(['terminated', 1, 0]);
});

it('[RFC 3261 §17.2.2] discards any other final response', () => {
  const { path, machine } = start();
  machine.respond(response(message, 200));
  expect(machine.respond(response(message, 500))).toBe(false);
  expect(path.take()).toEqual([200]);
});

it('drops the request once it is answered', () => {
  const { machine } = start();
  expect(machine.request).toBe(message);
  machine.respond(response(message, 200));
  expect([machine.request, machine.status]).toEqual([undefined, 200]);
});

it('[RFC 4320 §4.2] ends without an answer when the user has none in 64*T1', () => {
  const { path, machine } = start();
  clock.advance(32_000);
  expect([machine.state, user.unansweredCalls, user.ends, path.take()]).toEqual(['terminated', 1, ['timeout'], []]);
});

it('[RFC 6026 §8.8] a transport error is told and changes no state', () => {
  const { path, machine } = start();
  machine.respond(response(message, 200));
  path.failLast();
  expect([machine.state, user.errors.length]).toEqual(['completed', 1]);
});
