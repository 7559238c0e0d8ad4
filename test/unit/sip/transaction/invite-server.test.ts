import { beforeEach, describe, expect, it } from 'vitest';
import type { TransactionContext } from '../../../../src/sip/transaction/context.ts';
import { InviteServerTransaction } from '../../../../src/sip/transaction/invite-server.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { RecordingPath, request, response } from '../wire.ts';
import { contextOf, ServerUser, sendTimes } from './machine.ts';

let clock: FakeClock;
let context: TransactionContext;
let user: ServerUser;
const invite = request({ method: 'INVITE' });
const ack = request({ method: 'ACK' });

function start(reliable = false): { path: RecordingPath; machine: InviteServerTransaction } {
  const path = new RecordingPath(reliable);
  const machine = new InviteServerTransaction(invite, path, context, user);
  machine.start(user);
  return { path, machine };
}

beforeEach(() => {
  clock = new FakeClock();
  context = contextOf(clock);
  user = new ServerUser();
});

describe('proceeding', () => {
  it('[RFC 3261 §17.2.1] sends 100 after 200 ms', () => {
    const { path } = start();
    clock.advance(199);
    expect(path.take()).toEqual([]);
    clock.advance(1);
    expect(path.sent[0]!.toTag).toBeUndefined();
    expect(path.take()).toEqual([100]);
  });

  it('[RFC 3261 §17.2.1] sends no 100 when the user has answered', () => {
    const { path, machine } = start();
    machine.respond(response(invite, 180));
    clock.advance(1000);
    expect(path.take()).toEqual([180]);
  });

  it('[RFC 3261 §17.2.1] answers a repeated INVITE with the last provisional response', () => {
    const { path, machine } = start();
    machine.receiveAgain();
    machine.respond(response(invite, 180));
    machine.respond(response(invite, 183));
    machine.receiveAgain();
    expect(path.take()).toEqual([180, 183, 183]);
  });

  it('ends when the user never answers', () => {
    const { machine } = start();
    clock.advance(185_000);
    expect([machine.state, user.unansweredCalls, user.ends, user.forgotten]).toEqual(['terminated', 1, ['timeout'], 1]);
  });
});

describe('completed', () => {
  it('[RFC 3261 §17.2.1] Timer G repeats a refusal from T1 doubling to T2 until Timer H', () => {
    const { path, machine } = start();
    machine.respond(response(invite, 486));
    expect(sendTimes(clock, path, 40_000)).toEqual([
      500, 1500, 3500, 7500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500,
    ]);
    expect([machine.state, user.forgotten]).toEqual(['terminated', 1]);
  });

  it('lets go of its user with the refusal', () => {
    const { machine } = start();
    machine.respond(response(invite, 486));
    clock.advance(40_000);
    expect([user.ends, user.errors]).toEqual([[], []]);
  });

  it('[RFC 3261 §17.2.1] over TCP nothing is repeated, Timer H waits all the same', () => {
    const { path, machine } = start(true);
    machine.respond(response(invite, 486));
    clock.advance(31_999);
    expect([path.take(), machine.state]).toEqual([[486], 'completed']);
    clock.advance(1);
    expect(user.forgotten).toBe(1);
  });

  it('[RFC 3261 §17.2.1] a repeated INVITE gets the refusal again', () => {
    const { path, machine } = start();
    machine.respond(response(invite, 486));
    machine.receiveAgain();
    expect(path.take()).toEqual([486, 486]);
  });

  it('[RFC 3261 §17.2.1] the ACK stops it; Timer I swallows repeated ACKs for T4', () => {
    const { path, machine } = start();
    machine.respond(response(invite, 486));
    machine.receiveAck(ack);
    machine.receiveAck(ack);
    expect([machine.state, machine.runningTimers]).toEqual(['confirmed', ['I']]);
    clock.advance(5000);
    expect([user.forgotten, user.acks, path.take()]).toEqual([1, [], [486]]);
  });

  it('[RFC 3261 §17.2.1] Timer I is zero over TCP', () => {
    const { machine } = start(true);
    machine.respond(response(invite, 486));
    machine.receiveAck(ack);
    expect([user.forgotten, clock.pending]).toEqual([1, 0]);
  });
});

describe('accepted', () => {
  it('[RFC 6026 §8.7] swallows repeated INVITEs and hands ACKs up until Timer L', () => {
    const { path, machine } = start();
    machine.respond(response(invite, 200));
    machine.receiveAgain();
    machine.receiveAck(ack);
    expect([path.take(), user.acks.length, machine.state]).toEqual([[200], 1, 'accepted']);
    clock.advance(31_999);
    expect(machine.state).toBe('accepted');
    clock.advance(1);
    expect(user.ends).toEqual(['done']);
  });

  it('[RFC 6026 §8.7] sends the 2xx again when the user says so, and nothing else', () => {
    const { path, machine } = start();
    machine.respond(response(invite, 200));
    expect(machine.respond(response(invite, 200))).toBe(true);
    expect(machine.respond(response(invite, 486))).toBe(false);
    expect(path.take()).toEqual([200, 200]);
  });
});

it('[RFC 6026 §8.8] a transport error is told and changes no state', () => {
  const { path, machine } = start();
  machine.respond(response(invite, 180));
  path.failLast();
  expect([machine.state, user.errors.length]).toEqual(['proceeding', 1]);
});
