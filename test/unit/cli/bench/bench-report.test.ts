import { describe, expect, it } from 'vitest';
import { evaluate, reportText } from '../../../../src/cli/bench/bench-report.ts';
import type { Measured, Sample, Wanted } from '../../../../src/cli/bench/measurement.ts';

const wanted: Wanted = { streams: 2, packetsPerSecond: 390, transport: 'udp', seconds: 4 };

function sample(atMs: number, cpuUs: number, totals: Record<string, number>): Sample {
  return { atMs, cpuUs, totals };
}

/** Two cameras for three loops, of which four seconds are looked at. */
const measured: Measured = {
  sending: [sample(900, 0, { sentPackets: 400 }), sample(4900, 400_000, { sentPackets: 3520 })],
  receiving: [
    sample(1000, 50_000, { packets: 400, bytes: 500_000 }),
    sample(5000, 90_000, { packets: 3520, bytes: 4_500_000 }),
  ],
  sent: { sentPackets: 4680 },
  received: { packets: 4680, frames: 600, malformed: 0, damagedFrames: 0, psResyncs: 0 },
  kernelDrops: 0,
  expectedFrames: 600,
  delaysMs: [3, 1, 2, 40],
};

const faults = (change: Partial<Measured>) => evaluate(wanted, { ...measured, ...change }).faults;

describe('evaluate', () => {
  it('takes rates and CPU from the time in which all cameras sent', () => {
    expect(evaluate(wanted, measured)).toMatchObject({
      seconds: 4,
      sentPacketsPerSecond: 780,
      receivedPacketsPerSecond: 780,
      receivedMbitPerSecond: 8,
      cpuPercent: 1,
      senderCpuPercent: 10,
      lostPackets: 0,
      delayMs: { p50: 3, p99: 40, max: 40, pictures: 4 },
      faults: [],
    });
    expect(evaluate(wanted, measured).cpuNsPerPacket).toBeCloseTo(40_000 / 3.12, 0);
  });

  it('has no delay when no picture was seen', () => {
    const report = evaluate(wanted, { ...measured, delaysMs: [] });
    expect(report).not.toHaveProperty('delayMs');
    expect(reportText(wanted, report)).toContain('no picture was seen at both ends');
  });

  it('takes loss that the kernel counts for no fault', () => {
    const received = { ...measured.received, packets: 4670, frames: 560 };
    expect(faults({ received, kernelDrops: 10 })).toEqual([]);
  });

  it.each([
    ['loss that nobody counted', { packets: 4670, frames: 560 }, 0, /^10 lost packets are not among/],
    ['drops of packets that came', {}, 3, /^-3 lost packets are not among/],
    ['frames missing without loss', { frames: 599 }, 0, /^599 frames came of 600$/],
    ['frames too many', { frames: 601 }, 0, /^601 frames came of 600$/],
    ['packets that were not understood', { malformed: 1 }, 0, /^malformed is 1$/],
  ])('takes %s for a fault', (_name, change, kernelDrops, fault) => {
    const [first, ...more] = faults({ received: { ...measured.received, ...change }, kernelDrops });
    expect(first).toMatch(fault);
    expect(more).toEqual([]);
  });
});

describe('reportText', () => {
  const text = (change: Partial<Measured> = {}) => reportText(wanted, evaluate(wanted, { ...measured, ...change }));

  it('tells rate, loss, frames, CPU and delay', () => {
    expect(text()).toContain('2 cameras of about 390 packets/s over UDP');
    expect(text()).toContain('received    780 packets/s, 8.0 Mbit/s');
    expect(text()).toContain('lost        0 of 4,680 packets (0 %), 0 dropped by the kernel');
    expect(text()).toContain('frames      600 of 600');
    expect(text()).toContain('CPU         1.0 % of a core, 12,821 ns a packet');
    expect(text()).toContain('delay       p50 3.00 ms');
  });

  it('says when the cameras were too slow', () => {
    const slow: [Sample, Sample] = [measured.sending[0], sample(4900, 1, { sentPackets: 2000 })];
    expect(text()).not.toContain('the machine, not the receiver');
    expect(text({ sending: slow })).toContain('the machine, not the receiver');
  });
});
