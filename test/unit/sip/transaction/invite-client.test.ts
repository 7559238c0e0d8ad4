import { beforeEach, describe, expect, it } from 'vitest';
import type { SipRequest } from '../../../../src/sip/index.ts';
import type { TransactionContext } from '../../../../src/sip/transaction/context.ts';
import { InviteClientTransaction } from '../../../../src/sip/transaction/invite-client.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { RecordingPath, request, response } from '../wire.ts';
import { ClientUser, contextOf, sendTimes } from './machine.ts';

let clock: FakeClock;
let context: TransactionContext;
let user: ClientUser;
const invite = request({ method: 'INVITE', headers: ['Route: <sip:proxy.example.com;lr>'] });

function start(reliable = false): { path: RecordingPath; machine: InviteClientTransaction } {
  const path = new RecordingPath(reliable);
  const machine = new InviteClientTransaction(invite, path, context, user);
  machine.start();
  return { path, machine };
}

beforeEach(() => {
  clock = new FakeClock();
  context = contextOf(clock);
  user = new ClientUser();
});

describe('calling', () => {
  it('[RFC 3261 §17.1.1.2] Timer A repeats INVITE at T1, 2*T1, 4*T1 ... until Timer B', () => {
    const { path, machine } = start();
    expect(sendTimes(clock, path, 40_000)).toEqual([500, 1500, 3500, 7500, 15_500, 31_500]);
    expect(path.take()).toEqual(Array(7).fill('INVITE'));
    expect([machine.state, user.ends]).toEqual(['terminated', ['timeout']]);
    expect(context.stats.retransmitted.requests).toBe(6);
  });

  it('[RFC 3261 §17.1.1.2] Timer B ends it after 64*T1', () => {
    const { machine } = start();
    clock.advance(31_999);
    expect(machine.state).toBe('calling');
    clock.advance(1);
    expect(user.ends).toEqual(['timeout']);
  });

  it('[RFC 3261 §17.1.1.2] sends once over TCP, with Timer B all the same', () => {
    const { path } = start(true);
    clock.advance(31_999);
    expect(path.take()).toEqual(['INVITE']);
    expect(user.ends).toEqual([]);
    clock.advance(1);
    expect(user.ends).toEqual(['timeout']);
  });

  it('[RFC 3261 §17.1.4] a transport error ends it', () => {
    const { path, machine } = start();
    path.failLast();
    expect([machine.state, user.ends, clock.pending]).toEqual(['terminated', ['transport'], 0]);
  });

  it('[RFC 3261 §17.1.4] so does the end of its connection', () => {
    const { path } = start(true);
    path.close();
    expect([user.ends, path.listeners]).toEqual([['transport'], 0]);
  });
});

describe('proceeding', () => {
  it('[RFC 3261 §17.1.1.2] a provisional response stops Timers A and B and goes to the user', () => {
    const { path, machine } = start();
    machine.receive(response(invite, 180));
    machine.receive(response(invite, 183));
    expect([machine.state, machine.runningTimers]).toEqual(['proceeding', []]);
    clock.advance(120_000);
    expect(path.take()).toEqual(['INVITE']);
    expect(user.statuses).toEqual([180, 183]);
  });
});

describe('completed', () => {
  it('[RFC 3261 §17.1.1.3] acknowledges a refusal with the Via, Route and CSeq number of the INVITE and the To of the response', () => {
    const { path, machine } = start();
    machine.receive(response(invite, 486));
    const ack = path.sent.at(-1) as SipRequest;
    expect([ack.method, ack.uri, ack.callId]).toEqual(['ACK', invite.uri, invite.callId]);
    expect(ack.headers.getAll('via')).toEqual([invite.headers.get('via')]);
    expect(ack.headers.get('route')).toBe('<sip:proxy.example.com;lr>');
    expect(ack.cseq).toEqual({ number: 1, method: 'ACK' });
    expect([ack.fromTag, ack.toTag]).toEqual(['a1', 'b1']);
    expect(user.statuses).toEqual([486]);
  });

  it('[RFC 3261 §17.1.1.2] Timer D: repeated refusals get their ACK again for 32 s, and the user hears of one', () => {
    const { path, machine } = start();
    machine.receive(response(invite, 486));
    clock.advance(31_999);
    machine.receive(response(invite, 486));
    expect(path.take()).toEqual(['INVITE', 'ACK', 'ACK']);
    expect([user.statuses, machine.state]).toEqual([[486], 'completed']);
    clock.advance(1);
    expect(user.ends).toEqual(['done']);
  });

  it('[RFC 3261 §17.1.1.2] Timer D is zero over TCP', () => {
    const { path, machine } = start(true);
    machine.receive(response(invite, 603));
    expect(path.take()).toEqual(['INVITE', 'ACK']);
    expect([machine.state, user.ends, clock.pending]).toEqual(['terminated', ['done'], 0]);
  });
});

describe('accepted', () => {
  it('[RFC 6026 §8.4] every 2xx goes up until Timer M, and none is acknowledged here', () => {
    const { path, machine } = start();
    machine.receive(response(invite, 200));
    clock.advance(31_999);
    machine.receive(response(invite, 200));
    machine.receive(response(invite, 200, [], 'fork'));
    expect(user.statuses).toEqual([200, 200, 200]);
    expect(path.take()).toEqual(['INVITE']);
    clock.advance(1);
    expect([machine.state, user.ends]).toEqual(['terminated', ['done']]);
  });

  it('[RFC 6026 §8.4] Timer M is 64*T1 over TCP too', () => {
    const { machine } = start(true);
    machine.receive(response(invite, 200));
    clock.advance(31_999);
    expect(machine.state).toBe('accepted');
    clock.advance(1);
    expect(machine.state).toBe('terminated');
  });

  it('[RFC 6026 §7.2] a transport error does not end it', () => {
    const { path, machine } = start(true);
    machine.receive(response(invite, 200));
    path.close();
    expect(machine.state).toBe('accepted');
  });

  it('ignores a refusal after the 2xx', () => {
    const { machine } = start();
    machine.receive(response(invite, 200));
    machine.receive(response(invite, 500));
    expect(user.statuses).toEqual([200]);
  });
});

it('terminate() ends it in any state, once', () => {
  const { machine } = start();
  machine.terminate();
  machine.terminate();
  machine.receive(response(invite, 200));
  expect([user.ends, user.statuses, clock.pending]).toEqual([['given-up'], [], 0]);
});
