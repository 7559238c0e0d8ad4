import { beforeEach, describe, expect, it } from 'vitest';
import { defaultLimits, type Limits, SipError, type SipQuirk, type SipRequest } from '../../../../src/sip/index.ts';
import { SipParseError } from '../../../../src/sip/message/parse-error.ts';
import { defaultQuirks, parseMessage } from '../../../../src/sip/message/parser.ts';
import { emptyStats } from '../../../../src/sip/stats.ts';
import type { InviteServerTransaction } from '../../../../src/sip/transaction/invite-server.ts';
import { responseTo } from '../../../../src/sip/transaction/response.ts';
import { SharedTimeout } from '../../../../src/sip/transaction/shared-timeout.ts';
import { defaultTimers } from '../../../../src/sip/transaction/timers.ts';
import { type ServerTransaction, TransactionLayer } from '../../../../src/sip/transaction/transaction-layer.ts';
import type { LiveFlow } from '../../../../src/sip/transport/flow.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { fixture, RecordingPath, request, requestText, response } from '../wire.ts';
import { ClientUser } from './machine.ts';

class RecordingFlow extends RecordingPath implements LiveFlow {
  readonly id: string;
  readonly protocol: 'udp' | 'tcp';
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly localAddress = '192.0.2.100';
  readonly localPort = 5060;
  readonly inbound = false;
  closed = false;

  constructor(protocol: 'udp' | 'tcp' = 'udp', remoteAddress = '192.0.2.1', remotePort = 5060) {
    super(protocol === 'tcp');
    this.protocol = protocol;
    this.remoteAddress = remoteAddress;
    this.remotePort = remotePort;
    this.id = `${protocol}:${remoteAddress}:${remotePort}`;
  }
}

interface Setup {
  layer: TransactionLayer;
  flow: RecordingFlow;
  requests: { request: SipRequest; transaction: ServerTransaction }[];
  acks: SipRequest[];
  cancels: SipRequest[];
  opened: RecordingFlow[];
  stats: ReturnType<typeof emptyStats>;
}

let clock: FakeClock;

function setUp(limits: Partial<Limits> = {}, quirks: Partial<Record<SipQuirk, boolean>> = {}): Setup {
  const setup = {
    flow: new RecordingFlow(),
    requests: [],
    acks: [],
    cancels: [],
    opened: [],
    stats: emptyStats(),
  } as unknown as Setup;
  setup.layer = new TransactionLayer(
    {
      clock,
      timers: defaultTimers,
      stats: setup.stats,
      serverTimeout: new SharedTimeout(clock, 64 * defaultTimers.t1),
      maxRingingMs: 185_000,
      limits: { ...defaultLimits, ...limits },
      tolerates: (quirk) => quirks[quirk] ?? defaultQuirks[quirk],
      server: 'test',
      newTag: () => 'local',
    },
    {
      request: (one, transaction) => {
        const cancel = (request: SipRequest) => setup.cancels.push(request);
        transaction.start({ unanswered() {}, transportError() {}, acknowledged() {}, cancel, ended() {} });
        setup.requests.push({ request: one, transaction });
      },
      ack: (ack) => setup.acks.push(ack),
      flowClosed() {},
    },
  );
  const open = (address: string, port: number) => {
    const flow = new RecordingFlow('udp', address, port);
    setup.opened.push(flow);
    return flow;
  };
  setup.layer.attach({ flowTo: async (target) => open(target.address, target.port), udpFlow: open });
  return setup;
}

beforeEach(() => {
  clock = new FakeClock();
});

describe('[RFC 3261 §17.2.3] matching requests', () => {
  it('a retransmission is absorbed', () => {
    const { layer, flow, requests, stats } = setUp();
    layer.message(request(), flow);
    layer.message(request(), flow);
    expect([requests.length, stats.absorbed]).toEqual([1, 1]);
  });

  it.each([
    ['another branch', { branch: 'z9hG4bKother', cseq: 2 }],
    ['another sent-by', { via: 'Via: SIP/2.0/UDP 192.0.2.77;branch=z9hG4bKtest', cseq: 2 }],
    ['another method', { method: 'MESSAGE' }],
  ])('%s is another transaction', (_name, init) => {
    const { layer, flow, requests } = setUp();
    layer.message(request(), flow);
    layer.message(request(init), flow);
    expect(requests).toHaveLength(2);
  });

  it('RFC 2543 requests match by URI, tags, Call-ID, CSeq and Via', () => {
    const { layer, flow, requests, stats } = setUp();
    const old = { via: 'Via: SIP/2.0/UDP 192.0.2.1' };
    layer.message(request(old), flow);
    layer.message(request(old), flow);
    layer.message(request({ ...old, cseq: 2 }), flow);
    expect([requests.length, stats.absorbed]).toEqual([2, 1]);
  });

  it('[RFC 4475 §3.2.1] a branch of nothing but the cookie matches no other request', () => {
    const { layer, flow, requests } = setUp();
    layer.message(request({ branch: 'z9hG4bK', callId: 'one' }), flow);
    layer.message(request({ branch: 'z9hG4bK', callId: 'two' }), flow);
    expect(requests).toHaveLength(2);
  });

  it('the ACK of a refusal finds its INVITE, the ACK of a 2xx goes up', () => {
    const { layer, flow, requests, acks } = setUp();
    layer.message(request({ method: 'INVITE' }), flow);
    const invite = requests[0]!.transaction as InviteServerTransaction;
    invite.respond(responseTo(requests[0]!.request, 486, 'local'));
    layer.message(request({ method: 'ACK', to: '<sip:bob@example.com>;tag=local' }), flow);
    expect([invite.state, acks.length]).toEqual(['confirmed', 0]);
    layer.message(request({ method: 'ACK', branch: 'z9hG4bKack', callId: 'other' }), flow);
    expect(acks).toHaveLength(1);
  });

  it('QUIRK ack-new-branch: the ACK of a refusal is found by Call-ID, CSeq and tag', () => {
    const { layer, flow, requests, acks, stats } = setUp();
    const ack = parseMessage(fixture('field/ack-new-branch.sip')) as SipRequest;
    const invite = request({ method: 'INVITE', callId: ack.callId, from: ack.headers.get('from')!, cseq: 1 });
    layer.message(invite, flow);
    requests[0]!.transaction.respond(responseTo(invite, 486, 'local'));
    layer.message(ack, flow);
    expect([requests[0]!.transaction.state, acks.length, stats.quirks]).toEqual([
      'confirmed',
      0,
      { 'ack-new-branch': 1 },
    ]);
  });
});

describe('[RFC 3261 §8.2.2.2] merged requests', () => {
  it('are answered 482', () => {
    const { layer, flow, requests } = setUp();
    layer.message(request({ branch: 'z9hG4bKone' }), flow);
    layer.message(request({ branch: 'z9hG4bKtwo' }), flow);
    expect([requests.length, flow.take()]).toEqual([1, [482]]);
  });

  it('with a To tag are not looked at', () => {
    const { layer, flow, requests } = setUp();
    const to = '<sip:bob@example.com>;tag=x';
    layer.message(request({ branch: 'z9hG4bKone', to }), flow);
    layer.message(request({ branch: 'z9hG4bKtwo', to }), flow);
    expect(requests).toHaveLength(2);
  });

  it.each([
    [true, 2, []],
    [false, 1, [482]],
  ])('QUIRK cseq-kept-after-challenge (%s): the request with credentials is taken', (on, taken, answers) => {
    const { layer, flow, requests } = setUp({}, { 'cseq-kept-after-challenge': on });
    const register = parseMessage(fixture('field/register-same-cseq.sip')) as SipRequest;
    const first = parseMessage(fixture('field/register-same-cseq.sip')) as SipRequest;
    first.headers.replaceFirst('via', first.headers.get('via')!.replace('990289308', 'first'));
    layer.message(first, flow);
    requests[0]!.transaction.respond(responseTo(first, 401, 'local'));
    flow.take();
    layer.message(register, flow);
    expect([requests.length, flow.take()]).toEqual([taken, answers]);
  });
});

describe('[RFC 3261 §9.2] CANCEL', () => {
  it('is answered 200 and told, while the INVITE has no final response', () => {
    const { layer, flow, cancels } = setUp();
    const cancel = request({ method: 'CANCEL' });
    layer.message(request({ method: 'INVITE' }), flow);
    layer.message(cancel, flow);
    expect([flow.sent[0]!.toTag, flow.take(), cancels]).toEqual(['local', [200], [cancel]]);
  });

  it('is answered 200 and without effect after a final response', () => {
    const { layer, flow, requests, cancels } = setUp();
    layer.message(request({ method: 'INVITE' }), flow);
    requests[0]!.transaction.respond(responseTo(requests[0]!.request, 486, 'local'));
    layer.message(request({ method: 'CANCEL' }), flow);
    expect([flow.take(), cancels]).toEqual([[486, 200], []]);
  });

  it('is answered 481 without an INVITE', () => {
    const { layer, flow } = setUp();
    layer.message(request({ method: 'CANCEL' }), flow);
    expect(flow.take()).toEqual([481]);
  });
});

describe('[RFC 3581 §4] [RFC 3261 §18.2] where responses go', () => {
  it('fills in received and rport', () => {
    const { layer, requests } = setUp();
    const flow = new RecordingFlow('udp', '203.0.113.9', 40_000);
    layer.message(request(), flow);
    expect(requests[0]!.request.via).toMatchObject({ received: '203.0.113.9', rport: 40_000, branch: 'z9hG4bKtest' });
    requests[0]!.transaction.respond(responseTo(requests[0]!.request, 200, 'x'));
    expect(flow.take()).toEqual([200]);
  });

  it('leaves the other Via values of a line alone', () => {
    const { layer, requests } = setUp();
    const via = 'Via: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bKa , SIP/2.0/UDP 10.0.0.2;branch=z9hG4bKb';
    layer.message(request({ via }), new RecordingFlow('udp', '203.0.113.9', 40_000));
    expect(requests[0]!.request.vias.map((one) => [one.host, one.received])).toEqual([
      ['10.0.0.1', '203.0.113.9'],
      ['10.0.0.2', undefined],
    ]);
  });

  it('takes out a received that the sender made up', () => {
    const { layer, flow, requests } = setUp();
    layer.message(request({ via: 'Via: SIP/2.0/UDP 192.0.2.1;received=198.51.100.1;branch=z9hG4bKtest' }), flow);
    expect(requests[0]!.request.via.received).toBeUndefined();
  });

  it('[RFC 3261 §18.2.2] without rport goes to the port in Via when no tolerance is wanted', () => {
    const { layer, requests, opened } = setUp({}, { 'reply-to-source': false });
    const flow = new RecordingFlow('udp', '192.168.1.107', 40_000);
    const message = parseMessage(fixture('field/no-rport.sip')) as SipRequest;
    layer.message(message, flow);
    requests[0]!.transaction.respond(responseTo(message, 200, 'x'));
    expect([flow.take(), opened[0]!.remotePort, opened[0]!.take()]).toEqual([[], 5060, [200]]);
  });

  it('QUIRK reply-to-source: without rport goes back to where the request came from', () => {
    const { layer, requests, stats } = setUp();
    const flow = new RecordingFlow('udp', '192.168.1.107', 40_000);
    const message = parseMessage(fixture('field/no-rport.sip')) as SipRequest;
    layer.message(message, flow);
    requests[0]!.transaction.respond(responseTo(message, 200, 'x'));
    expect([flow.take(), stats.quirks]).toEqual([[200], { 'reply-to-source': 1 }]);
  });

  it('[RFC 3261 §18.2.2] a new connection is opened when the one of the request is gone', async () => {
    const { layer, requests, opened } = setUp();
    const flow = new RecordingFlow('tcp', '203.0.113.9', 40_000);
    layer.message(request({ via: 'Via: SIP/2.0/TCP 203.0.113.9:5070;branch=z9hG4bKtest' }), flow);
    flow.closed = true;
    requests[0]!.transaction.respond(responseTo(requests[0]!.request, 200, 'x'));
    await Promise.resolve();
    expect([flow.take(), opened[0]!.remotePort, opened[0]!.take()]).toEqual([[], 5070, [200]]);
  });
});

describe('bounds', () => {
  it('[RFC 3261 §21.5.4] too many server transactions: 503 with Retry-After, counted', () => {
    const { layer, flow, stats } = setUp({ maxServerTransactions: 1 });
    layer.message(request(), flow);
    layer.message(request({ branch: 'z9hG4bKtwo', cseq: 2 }), flow);
    expect(flow.sent[0]!.headers.get('Retry-After')).toBe('5');
    expect([flow.take(), stats.refused]).toEqual([[503], { 'server-transactions': 1 }]);
  });

  it('ends the oldest that is answered before it refuses a new one', () => {
    const { layer, flow, requests, stats } = setUp({ maxServerTransactions: 2 });
    for (const cseq of [1, 2]) layer.message(request({ branch: `z9hG4bK${cseq}`, cseq, callId: `c${cseq}` }), flow);
    requests[1]!.transaction.respond(responseTo(requests[1]!.request, 200, 'x'));
    layer.message(request({ branch: 'z9hG4bK3', cseq: 3, callId: 'c3' }), flow);
    expect([requests.length, layer.sizes.server, stats.refused]).toEqual([3, 2, { 'timer-j': 1 }]);
    layer.message(request({ branch: 'z9hG4bK4', cseq: 4, callId: 'c4' }), flow);
    expect([requests.length, flow.take(), stats.refused['server-transactions']]).toEqual([3, [200, 503], 1]);
  });

  it('too many client transactions: GL_SIP_LIMIT', () => {
    const { layer, flow } = setUp({ maxClientTransactions: 1 });
    layer.send(request(), flow, new ClientUser());
    expect(() => layer.send(request({ branch: 'z9hG4bKtwo' }), flow, new ClientUser())).toThrow(SipError);
  });

  it('every ended transaction leaves the tables', () => {
    const { layer, flow, requests } = setUp();
    const user = new ClientUser();
    const sent = request({ branch: 'z9hG4bKours' });
    layer.send(sent, flow, user);
    layer.message(response(sent, 200), flow);
    layer.message(request(), flow);
    requests[0]!.transaction.respond(responseTo(requests[0]!.request, 200, 'x'));
    expect(layer.sizes).toEqual({ client: 1, server: 1 });
    clock.advance(32_000);
    expect([layer.sizes, clock.pending, user.statuses]).toEqual([{ client: 0, server: 0 }, 0, [200]]);
  });
});

describe('what belongs nowhere', () => {
  it('[RFC 3261 §18.1.2] a response without transaction is counted and dropped', () => {
    const { layer, flow, stats } = setUp();
    layer.message(response(request(), 200), flow);
    expect([flow.take(), stats.stray]).toEqual([[], 1]);
  });

  it('[RFC 3261 §8.2.7] copies of a malformed request get the same To tag', () => {
    const { layer, flow } = setUp();
    for (let i = 0; i < 2; i++) {
      try {
        parseMessage(requestText({ headers: ['Expires: never'] }));
      } catch (error) {
        layer.malformed(error as SipParseError, flow);
      }
    }
    expect(flow.sent[0]!.toTag).toBe(flow.sent[1]!.toTag);
    expect(flow.take()).toEqual([400, 400]);
  });

  it('a malformed message that cannot be answered is not', () => {
    const { layer, flow } = setUp();
    layer.malformed(new SipParseError('start-line', 'x'), flow);
    expect(flow.take()).toEqual([]);
  });
});
