// The counts gate: instructions, system calls, allocations and wake-ups of the hot paths against bench/baseline/counts.json.
//   node bench/counts.mjs             fails when one has risen by more than 5 %
//   node bench/counts.mjs --record    writes the baseline
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, run } from '../src/cli/prepare.mjs';
import { baselineOf, countTable, judge, perOperation } from './report/counts.mjs';

const folder = join(root, 'build-counts');
const baselineFile = join(root, 'bench/baseline/counts.json');

/** Builds, counts and compares: `{ counts, verdicts }`. `gateInstructions`: even if another compiler made them. */
export async function countAll({ gateInstructions }) {
  await build();
  const counts = await measure();
  return { counts, verdicts: judge(counts, readBaseline(), { gateInstructions }) };
}

/** Optimised as the addon is, and for a processor that valgrind knows. */
async function build() {
  const options = ['-DCMAKE_BUILD_TYPE=Release', '-DGUANLAN_TESTS=OFF', '-DGUANLAN_BENCH=ON'];
  await run(['cmake', '-S', 'native', '-B', folder, '-G', 'Ninja', ...options]);
  await run(['ninja', '-C', folder, 'counts']);
}

async function measure() {
  const [maker, ...lines] = parse(await run([join(folder, 'counts')]));
  const paths = {};
  for (const line of lines) {
    const instructions = line.path === 'wakeups' ? undefined : await instructionsOf(line.path);
    paths[line.path] = perOperation(line, instructions);
  }
  return { ...maker, paths };
}

/** Of the measured part alone, whose function may have been cloned by the compiler. */
async function instructionsOf(path) {
  const scratch = mkdtempSync(join(tmpdir(), 'guanlan-counts-'));
  try {
    const file = join(scratch, 'callgrind');
    const options = ['--tool=callgrind', '--toggle-collect=guanlanMeasured*', `--callgrind-out-file=${file}`];
    await run(['valgrind', ...options, join(folder, 'counts'), path]);
    const total = /^totals: (\d+)/m.exec(readFileSync(file, 'utf8'))?.[1];
    if (!Number(total)) throw new Error(`callgrind counted no instructions of ${path}.`);
    return Number(total);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function parse(text) {
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

function readBaseline() {
  return JSON.parse(readFileSync(baselineFile, 'utf8'));
}

async function main(args) {
  if (args[0] === '--record') {
    await build();
    mkdirSync(join(root, 'bench/baseline'), { recursive: true });
    writeFileSync(baselineFile, `${JSON.stringify(baselineOf(await measure()), null, 2)}\n`);
    process.stderr.write(`Recorded in ${baselineFile}.\n`);
    return 0;
  }
  const { verdicts } = await countAll({ gateInstructions: false });
  process.stdout.write(`${countTable(verdicts)}\n`);
  return verdicts.some(({ failed }) => failed) ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exitCode = await main(process.argv.slice(2)).catch((error) => {
    process.stderr.write(`${error.output ?? ''}\n${error.message}\n`);
    return 1;
  });
}
