// npm run bench: runs the benchmarks, each beside the floor that it measures itself, and prints one table. See bench/README.md.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../src/cli/prepare.mjs';
import { build, buildFolder } from './build.mjs';
import { compareWith } from './compare.mjs';
import { machineFacts } from './machine.mjs';
import { select, tableOrder } from './programs.mjs';
import { comparisonTable } from './report/comparison.mjs';
import { writePage } from './report/page.mjs';
import { inOrder } from './report/results.mjs';
import { resultTable } from './report/table.mjs';
import { runProgram } from './runner.mjs';

/** Of all programs together, once they are built. */
const maxMinutes = 10;
const maxProgramMinutes = 3;
/** With more than this the machine has other things to do. */
const idleLoadAverage = 0.5;

const usage = `npm run bench [-- names] [options]
  names             ids (recv.udp), groups of ids (recv), programs (recv_slices), or micro; default: everything but micro
  --quick           few slices: does it work?
  --no-build        measures what is built already
  --json FILE       also writes the results to FILE
  --record          also writes bench/baseline/latest.json
  --report          also writes bench/RESULTS.md and its plots
  --from FILE       runs nothing: takes the results of a --json file (may be repeated, for --report)
  --loaded          keeps one core busy meanwhile
  --compare COMMIT  measures that commit and this tree in turns, and prints what changed
`;

process.exitCode = await main(process.argv.slice(2)).catch((error) => {
  say(`${error.output ?? ''}${error.output ? '\n' : ''}${error.message}`);
  return 1;
});

async function main(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      'no-build': { type: 'boolean' },
      json: { type: 'string' },
      record: { type: 'boolean' },
      report: { type: 'boolean' },
      from: { type: 'string', multiple: true },
      loaded: { type: 'boolean' },
      compare: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const { chosen, unknown, known } = select(positionals);
  if (unknown.length > 0) {
    say(`No benchmark is called ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
    return 2;
  }
  if (values.from) return print(values, values.from.map(readRun));
  if (values.compare) return comparison(values, chosen);
  if (!values['no-build']) await build(root, chosen, say);
  const machine = machineFacts(values.loaded ? 1 : 0);
  const { results, missing } = await withLoad(values.loaded, () => runAll(chosen, values.quick));
  return print(values, [{ machine, results: inOrder(results, tableOrder), missing }]);
}

async function runAll(programs, quick) {
  const endMs = Date.now() + maxMinutes * 60_000;
  const all = { results: [], missing: [] };
  for (const program of programs) {
    say(`${program.name} ...`);
    const timeoutMs = Math.max(1, Math.min(maxProgramMinutes * 60_000, endMs - Date.now()));
    const where = { tree: root, build: buildFolder(root), quick, timeoutMs };
    const { results, missing } = await runProgram(program, { ...where, tell: (line) => say(`  ${line}`) });
    all.results.push(...results);
    all.missing.push(...missing);
  }
  return all;
}

/** A neighbour that takes all of one core. */
async function withLoad(wanted, work) {
  if (!wanted) return work();
  const spinner = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' });
  const end = () => spinner.kill('SIGKILL');
  process.on('exit', end);
  try {
    return await work();
  } finally {
    end();
  }
}

async function comparison(values, programs) {
  const timeoutMs = maxProgramMinutes * 60_000;
  const { rows, missing } = await compareWith(values.compare, programs, {
    timeoutMs,
    tell: say,
    rebuild: !values['no-build'],
  });
  process.stdout.write(`\n${comparisonTable(rows, values.compare)}\n`);
  for (const { id, reason } of missing) say(`No number for ${id}: ${reason}.`);
  return missing.length > 0 ? 1 : 0;
}

/** A goal that was missed is told, and no failure: another machine has other times. No number is one. */
function print(values, runs) {
  for (const { machine, results, missing } of runs) {
    const facts = Object.entries(machine).map(([name, value]) => `${name}: ${value}`);
    process.stdout.write(`\n${facts.join(', ')}\n\n${resultTable(results, missing)}\n`);
  }
  const [first] = runs;
  if (values.json) write(resolve(values.json), json(first));
  if (values.record) record(first);
  if (values.report) say(`Written: ${writePage(join(root, 'bench'), runs).join(', ')}.`);
  if (!(first.missing?.length > 0)) return 0;
  say(`\nNo number for: ${first.missing.map(({ id }) => id).join(', ')}.`);
  return 1;
}

function readRun(file) {
  const run = JSON.parse(readFileSync(file, 'utf8'));
  if (!Array.isArray(run.results)) throw new Error(`${file} has no results.`);
  return run;
}

function record(run) {
  write(join(root, 'bench/baseline/latest.json'), json(run));
  say('Recorded in bench/baseline/latest.json.');
  if (run.machine.loadAverageBefore > idleLoadAverage)
    say(`The machine was busy (load average ${run.machine.loadAverageBefore}): record again when it is idle.`);
}

/** `missing` too: a page that is made of the file must not keep quiet about what has no number. */
function json({ machine, results, missing = [] }) {
  return `${JSON.stringify({ machine, results, ...(missing.length > 0 && { missing }) }, null, 2)}\n`;
}

function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function say(text) {
  process.stderr.write(`${text}\n`);
}
