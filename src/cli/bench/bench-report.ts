import { availableParallelism, cpus } from 'node:os';
import type { Measured, Sample, Wanted } from './measurement.ts';

/** What the command tells; also its --json. Rates are of the time in which all cameras sent. */
export interface BenchReport {
  streams: number;
  transport: 'udp' | 'tcp';
  seconds: number;
  sentPacketsPerSecond: number;
  receivedPacketsPerSecond: number;
  receivedMbitPerSecond: number;
  /** Of the whole run. */
  sentPackets: number;
  lostPackets: number;
  kernelDrops: number;
  frames: number;
  expectedFrames: number;
  cpuPercent: number;
  cpuNsPerPacket: number;
  /** Of the cameras' process, for who wonders what else the machine did. */
  senderCpuPercent: number;
  /** Milliseconds; absent when no picture was seen at both ends. */
  delayMs?: { p50: number; p90: number; p99: number; max: number; pictures: number };
  /** What went wrong beyond loss that is explained; empty: the figures may be believed. */
  faults: string[];
}

/** Below this share of the wanted rate it is the cameras that were too slow. */
const minSentShare = 0.95;

export function evaluate(wanted: Wanted, measured: Measured): BenchReport {
  const { sent, received, kernelDrops, expectedFrames, delaysMs } = measured;
  const [begin, end] = measured.receiving;
  const packets = increase(begin, end, 'packets');
  const elapsedMs = end.atMs - begin.atMs;
  const sentPackets = sent['sentPackets'] ?? 0;
  const lostPackets = sentPackets - (received['packets'] ?? 0);
  const cpuUs = end.cpuUs - begin.cpuUs;
  const report: BenchReport = {
    streams: wanted.streams,
    transport: wanted.transport,
    seconds: elapsedMs / 1000,
    sentPacketsPerSecond: rateOf(measured.sending, 'sentPackets'),
    receivedPacketsPerSecond: rateOf(measured.receiving, 'packets'),
    receivedMbitPerSecond: (rateOf(measured.receiving, 'bytes') * 8) / 1e6,
    sentPackets,
    lostPackets,
    kernelDrops,
    frames: received['frames'] ?? 0,
    expectedFrames,
    cpuPercent: cpuUs / 10 / elapsedMs,
    cpuNsPerPacket: (cpuUs * 1000) / Math.max(1, packets),
    senderCpuPercent: cpuShare(measured.sending),
    faults: [],
  };
  if (delaysMs.length > 0) report.delayMs = delays(delaysMs);
  report.faults = faultsOf(report, received);
  return report;
}

/** Loss is no fault when the kernel says that it dropped so much; then frames are missing too. */
function faultsOf(report: BenchReport, received: Record<string, number>): string[] {
  const { lostPackets, kernelDrops, frames, expectedFrames } = report;
  const faults: string[] = [];
  const unexplained = lostPackets - kernelDrops;
  if (unexplained !== 0) faults.push(`${unexplained} lost packets are not among those that the kernel dropped`);
  if (lostPackets === 0 && frames !== expectedFrames) faults.push(`${frames} frames came of ${expectedFrames}`);
  for (const name of ['malformed', 'damagedFrames', 'psResyncs'])
    if (lostPackets === 0 && (received[name] ?? 0) > 0) faults.push(`${name} is ${received[name]}`);
  return faults;
}

function increase(begin: Sample, end: Sample, name: string): number {
  return (end.totals[name] ?? 0) - (begin.totals[name] ?? 0);
}

function rateOf([begin, end]: [Sample, Sample], name: string): number {
  return (increase(begin, end, name) * 1000) / (end.atMs - begin.atMs);
}

function cpuShare([begin, end]: [Sample, Sample]): number {
  return (end.cpuUs - begin.cpuUs) / 10 / (end.atMs - begin.atMs);
}

function delays(values: number[]) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99), max: sorted.at(-1)!, pictures: sorted.length };
}

export function reportText(wanted: Wanted, report: BenchReport): string {
  const { sentPackets, lostPackets, kernelDrops, delayMs } = report;
  const wantedRate = wanted.streams * wanted.packetsPerSecond;
  const lines = [
    `${wanted.streams} cameras of about ${wanted.packetsPerSecond} packets/s over ${wanted.transport.toUpperCase()}, ` +
      `${report.seconds.toFixed(1)} s, on ${cpus()[0]?.model.trim() ?? 'an unknown CPU'} with ${availableParallelism()} cores`,
    '',
    `sent        ${count(report.sentPacketsPerSecond)} packets/s (the cameras took ${report.senderCpuPercent.toFixed(0)} % of a core)`,
    `received    ${count(report.receivedPacketsPerSecond)} packets/s, ${report.receivedMbitPerSecond.toFixed(1)} Mbit/s`,
    `lost        ${count(lostPackets)} of ${count(sentPackets)} packets (${percent(lostPackets, sentPackets)}), ${count(kernelDrops)} dropped by the kernel`,
    `frames      ${count(report.frames)} of ${count(report.expectedFrames)}`,
    `CPU         ${report.cpuPercent.toFixed(1)} % of a core, ${count(report.cpuNsPerPacket)} ns a packet`,
    delayMs
      ? `delay       p50 ${ms(delayMs.p50)}, p90 ${ms(delayMs.p90)}, p99 ${ms(delayMs.p99)}, most ${ms(delayMs.max)} (${count(delayMs.pictures)} pictures)`
      : 'delay       no picture was seen at both ends',
  ];
  if (report.sentPacketsPerSecond < minSentShare * wantedRate)
    lines.push(
      '',
      `The cameras sent less than ${count(wantedRate)} packets/s: the machine, not the receiver, was the limit.`,
    );
  return `${lines.join('\n')}\n`;
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / Math.max(1, whole)).toFixed(part === 0 ? 0 : 3)} %`;
}

function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 1)} ms`;
}
