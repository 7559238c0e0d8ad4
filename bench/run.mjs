// npm run bench [-- names] [--quick] [--no-build] [--record]: micro benchmarks and whole flows on loopback, each verified before it is
// timed and each beside a baseline in the same run. See bench/README.md.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepare, root, run } from '../src/cli/prepare.mjs';
import { measureSip } from './control/sip.mjs';
import { receiveOnce } from './flow/ingest.mjs';
import { endAll, runNative } from './flow/processes.mjs';
import { highestRate, microRow, row, table } from './flow/report.mjs';
import { ingestFault, viewersFault } from './flow/verify.mjs';
import { serveOnce } from './flow/viewers.mjs';

const runs = 5;
const maxMinutes = 6;
const audiences = [100, 500];
const rateSearch = { low: 50_000, high: 800_000, refinements: 3 };
/** Loops of the camera that make about a second and a half of load at a rate, for 50 streams of 759 packets a loop. */
const loopsAt = (rate) => Math.max(1, Math.round((rate * 1.5) / 40_000));
/** A rate was held when the load itself came no later than this. */
const maxLateness = 1.1;
/** With more than this the machine has other things to do. */
const idleLoadAverage = 0.5;
const tooLate = 'the load cannot send so fast';

const micro = readdirSync(join(root, 'bench/micro'))
  .filter((file) => file.endsWith('_bench.cc'))
  .map((file) => basename(file, '_bench.cc'));

const sections = {
  ...Object.fromEntries(micro.map((name) => [name, () => microBench(name)])),
  'ingest-udp': (times) => ingest('udp', times),
  'ingest-tcp': (times) => ingest('tcp', times),
  'ingest-rate': () => ingestRate(),
  viewers: async (times) => {
    const rows = [];
    for (const count of audiences) rows.push(await viewers(count, times));
    return rows;
  },
  sip: (times) => signalling(times),
};

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  say(`${error.output ?? ''}${error.output ? '\n' : ''}${error.message}`);
  process.exitCode = 1;
} finally {
  endAll();
}

async function main(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { quick: { type: 'boolean' }, record: { type: 'boolean' }, 'no-build': { type: 'boolean' } },
  });
  const unknown = positionals.filter((name) => !(name in sections));
  if (unknown.length > 0) {
    say(`No benchmark is called ${unknown.join(', ')}. There are: ${Object.keys(sections).join(', ')}.`);
    return 2;
  }
  if (!values['no-build']) {
    await prepare(['dependencies', 'addon', 'typescript']);
    await build();
  }
  const machine = machineFacts();
  say(
    Object.entries(machine)
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n'),
  );
  boundTime();
  const rows = [];
  const failed = [];
  for (const name of positionals.length > 0 ? positionals : Object.keys(sections)) {
    say(`\n${name} ...`);
    try {
      rows.push(...[await sections[name](values.quick ? 1 : runs)].flat());
    } catch (error) {
      failed.push(name);
      say(`  ${error.message}`);
    }
  }
  process.stdout.write(`\n${table(rows)}\n`);
  if (failed.length > 0) {
    say(`\nNo number for: ${failed.join(', ')}.`);
    return 1;
  }
  if (values.record) record({ machine, rows });
  return 0;
}

async function build() {
  // GCC 12 sees false bounds in std::vector at -O3; the warnings that count are errors in the builds of the tests.
  const flags = '-DCMAKE_CXX_FLAGS=-Wno-error=array-bounds -Wno-error=stringop-overflow -Wno-error=stringop-overread';
  const options = ['-DCMAKE_BUILD_TYPE=Release', '-DGUANLAN_TESTS=OFF', '-DGUANLAN_BENCH=ON', flags];
  say('Building the benchmarks ...');
  await run(['cmake', '-S', 'native', '-B', 'build-bench', '-G', 'Ninja', ...options]);
  await run(['ninja', '-C', 'build-bench']);
}

function machineFacts() {
  return {
    date: new Date().toISOString().slice(0, 10),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    loadAverageBefore: Number(loadavg()[0].toFixed(2)),
    kernel: release(),
  };
}

async function microBench(name) {
  return (await runNative(`${name}_bench`)).map(microRow);
}

/** Runs both sides in pairs whose order alternates, so that neither always meets the warmer machine. */
async function pairs(names, times, once) {
  const results = Object.fromEntries(names.map((name) => [name, []]));
  for (let i = 0; i < times; i++) {
    for (const name of i % 2 === 0 ? names : [...names].reverse()) {
      const value = await once(name);
      results[name].push(value);
      say(`  ${i + 1}/${times} ${name}: ${Math.round(value)} ns`);
    }
  }
  return results;
}

async function ingest(transport, times) {
  const results = await pairs(['engine', 'node', 'drain'], times, async (subject) => {
    const result = await receiveOnce(subject, transport);
    refuse(ingestFault(subject, result), `${subject} over ${transport}`);
    return result.cpuNs;
  });
  const unit = 'CPU ns per packet';
  const subject = results.engine;
  return [
    row(`ingest.${transport}`, unit, {
      subject,
      baseline: results.node,
      baselineName: transport === 'udp' ? 'Node dgram, counts only' : 'Node net, splits only',
      direction: 'baseline/engine',
    }),
    row(`recv.${transport}`, unit, {
      subject,
      baseline: results.drain,
      baselineName: 'bare drain, discards',
      direction: 'engine/baseline',
    }),
  ];
}

async function ingestRate() {
  const engine = await rateOf('engine');
  const node = await rateOf('node');
  const { ratio, direction, ...made } = row('ingest.rate', 'packets/s over UDP, no loss', {
    subject: [engine.rate],
    baseline: [node.rate],
    baselineName: 'Node dgram, counts only',
    direction: engine.loadWasLimit ? 'engine/baseline, at least' : 'engine/baseline',
  });
  const compared = node.rate > 0 && !node.loadWasLimit;
  return { ...made, ...(compared ? { ratio, direction } : {}), more: { engine, node } };
}

/** `loadWasLimit`: at the rate that failed last nothing was lost, the load just came late. */
async function rateOf(subject) {
  let loadWasLimit = false;
  const holds = async (rate) => {
    let outcome = await tryRate(subject, rate);
    // Lateness tells nothing about the subject; something else may have had the sender's core for a moment.
    if (outcome === tooLate) outcome = await tryRate(subject, rate);
    if (outcome) loadWasLimit = outcome === tooLate;
    say(`  ${subject} ${rate} packets/s: ${outcome || 'held'}`);
    return !outcome;
  };
  return { rate: await highestRate({ ...rateSearch, holds }), loadWasLimit };
}

async function tryRate(subject, rate) {
  const result = await receiveOnce(subject, 'udp', { rate, loops: loopsAt(rate) });
  const late = result.load.seconds > (maxLateness * result.load.packets) / rate;
  return ingestFault(subject, result) || (late ? tooLate : '');
}

async function viewers(count, times) {
  const results = await pairs(['engine', 'loop'], times, async (subject) => {
    const result = await serveOnce(subject, count);
    refuse(viewersFault(subject, count, result), `${subject} with ${count} viewers`);
    return result.cpuNs;
  });
  return row(`viewers.${count}`, 'CPU ns per viewer and second', {
    subject: results.engine,
    baseline: results.loop,
    baselineName: 'bare loop, one write a frame',
    direction: 'engine/baseline',
  });
}

async function signalling(times) {
  const results = await measureSip({ quick: times === 1 });
  return results.map(({ id, unit, value, floor, ratio, spread: [low, high], pairs: runs }) => ({
    name: id,
    unit,
    median: value,
    min: value,
    max: value,
    runs,
    baseline: { name: 'Node dgram, echoes', median: floor, min: floor, max: floor },
    ratio: { median: ratio, min: low, max: high },
    direction: 'engine/baseline, quartiles',
  }));
}

/** Whatever hangs: the children are ended on the way out. */
function boundTime() {
  const tooLong = () => {
    say(`\nStopped: the benchmarks took more than ${maxMinutes} minutes.`);
    process.exit(1);
  };
  setTimeout(tooLong, maxMinutes * 60_000).unref();
}

/** A number from a run that went wrong is no number. */
function refuse(fault, what) {
  if (fault) throw new Error(`${what}: ${fault}.`);
}

function record(result) {
  const folder = join(root, 'bench/baseline');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'latest.json'), `${JSON.stringify(result, null, 2)}\n`);
  say('Recorded in bench/baseline/latest.json.');
  if (result.machine.loadAverageBefore > idleLoadAverage)
    say(`The machine was busy (load average ${result.machine.loadAverageBefore}): record again when it is idle.`);
}

function say(text) {
  process.stderr.write(`${text}\n`);
}
