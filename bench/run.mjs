// npm run bench [-- names] [--quick] [--no-build] [--record]: micro benchmarks and whole flows on loopback, each verified before it is
// timed and each beside a baseline in the same run. See bench/README.md.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepare, root, run } from '../src/cli/prepare.mjs';
import { faultOf as ingestFault, receiveOnce } from './flow/ingest.mjs';
import { endAll, runNative } from './flow/processes.mjs';
import { highestRate, microRow, row, table } from './flow/report.mjs';
import { serveOnce, faultOf as viewersFault } from './flow/viewers.mjs';

const runs = 5;
const audiences = [100, 500];
const rateSearch = { low: 50_000, high: 800_000, refinements: 3 };
/** Loops of the camera that make about a second and a half of load at a rate, for 50 streams of 759 packets a loop. */
const loopsAt = (rate) => Math.max(1, Math.round((rate * 1.5) / 40_000));
/** A rate was held when the load itself came no later than this. */
const maxLateness = 1.1;

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
};

try {
  process.exitCode = await main(process.argv.slice(2));
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
    await prepare(['dependencies', 'addon']);
    await build();
  }
  const machine = machineFacts();
  say(
    Object.entries(machine)
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n'),
  );
  const rows = [];
  for (const name of positionals.length > 0 ? positionals : Object.keys(sections)) {
    say(`\n${name} ...`);
    rows.push(...[await sections[name](values.quick ? 1 : runs)].flat());
  }
  process.stdout.write(`\n${table(rows)}\n`);
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
    kernel: process.report.getReport().header.osVersion.slice(0, 60),
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
  const results = await pairs(['engine', 'node'], times, async (subject) => {
    const result = await receiveOnce(subject, transport);
    refuse(ingestFault(subject, result), `${subject} over ${transport}`);
    return result.cpuNs;
  });
  return row(`ingest.${transport}`, 'CPU ns per packet', {
    subject: results.engine,
    baseline: results.node,
    baselineName: transport === 'udp' ? 'Node dgram, counts only' : 'Node net, splits only',
    direction: 'baseline/engine',
  });
}

async function ingestRate() {
  const found = {};
  for (const subject of ['engine', 'node']) {
    const holds = async (rate) => {
      const result = await receiveOnce(subject, 'udp', { rate, loops: loopsAt(rate) });
      const late = result.load.seconds > (maxLateness * result.load.packets) / rate;
      const lost = result.load.packets - result.packets;
      say(`  ${subject} ${rate} packets/s: ${lost} lost${late ? ', but the load itself cannot keep this pace' : ''}`);
      return !late && ingestFault(subject, result) === '';
    };
    found[subject] = await highestRate({ ...rateSearch, holds });
  }
  return row('ingest.rate', 'packets/s over UDP, no loss', {
    subject: [found.engine],
    baseline: [found.node],
    baselineName: 'Node dgram, counts only',
    direction: 'engine/baseline',
  });
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

/** A number from a run that went wrong is no number. */
function refuse(fault, what) {
  if (fault) throw new Error(`${what}: ${fault}.`);
}

function record(result) {
  const folder = join(root, 'bench/baseline');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'latest.json'), `${JSON.stringify(result, null, 2)}\n`);
  say('Recorded in bench/baseline/latest.json.');
}

function say(text) {
  process.stderr.write(`${text}\n`);
}
