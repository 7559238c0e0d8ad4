// Runs every suite and prints one table: `npm test`, or `npm test -- unit addon` for some of them.
// Installs Debian's tools when it may (root), otherwise names the command and the suites that cannot run. With CI set
// nothing may be left out.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { cpus, machine } from 'node:os';
import { join } from 'node:path';
import { build as buildBenchmarks, buildFolder } from '../bench/build.mjs';
import { countAll } from '../bench/counts.mjs';
import { programs } from '../bench/programs.mjs';
import { countTable } from '../bench/report/counts.mjs';
import { runProgram } from '../bench/runner.mjs';
import { prepare, root, run } from '../src/cli/prepare.mjs';
import { fuzzSuite, nativeSuite } from './native-suites.mjs';

const inCi = Boolean(process.env.CI);
const results = join(root, 'coverage');

/** Debian package -> a program or file that proves it is there. */
const debianTools = {
  cmake: '/usr/bin/cmake',
  'ninja-build': '/usr/bin/ninja',
  ccache: '/usr/bin/ccache',
  'libgtest-dev': '/usr/include/gtest/gtest.h',
  'clang-14': '/usr/bin/clang-14',
  'libclang-rt-14-dev': `/usr/lib/llvm-14/lib/clang/14.0.6/lib/linux/libclang_rt.fuzzer-${machine()}.a`,
  'clang-format-14': '/usr/bin/clang-format-14',
  gcovr: '/usr/bin/gcovr',
  valgrind: '/usr/bin/valgrind',
  ffmpeg: '/usr/bin/ffmpeg',
  'sip-tester': '/usr/bin/sipp',
  chromium: '/usr/bin/chromium',
  'fonts-noto-cjk': '/usr/share/fonts/opentype/noto',
};
const nativeTools = ['cmake', 'ninja-build', 'ccache', 'libgtest-dev'];

const suites = [
  { name: 'lint', needs: ['clang-format-14'], run: lint },
  ...['unit', 'conformance', 'fuzz'].map((name) => ({ name, needs: [], run: () => vitest(name) })),
  { name: 'matrix', needs: [], run: () => vitest('matrix', ['--reporter=./test/matrix/reporter.ts']) },
  { name: 'native', needs: [...nativeTools, 'gcovr'], run: () => nativeSuite('address', { coverage: true }) },
  { name: 'native-tsan', needs: nativeTools, run: () => nativeSuite('thread') },
  { name: 'native-fuzz', needs: [...nativeTools, 'clang-14', 'libclang-rt-14-dev'], run: () => fuzzSuite() },
  { name: 'counts', needs: [...nativeTools.slice(0, 3), 'valgrind'], run: counts },
  { name: 'bench', needs: nativeTools.slice(0, 3), run: benchmarks },
  { name: 'addon', needs: [], run: () => vitest('addon') },
  { name: 'e2e', needs: ['ffmpeg', 'sip-tester', 'chromium', 'fonts-noto-cjk'], run: () => vitest('e2e') },
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !suites.some((suite) => suite.name === name));
if (unknown.length > 0)
  fail(`There is no suite ${unknown.join(', ')}; there are: ${suites.map((s) => s.name).join(', ')}.`);

try {
  await prepare();
} catch (error) {
  fail(`${error.output ?? ''}\n${error.message}`);
}
const selected = suites.filter((suite) => wanted.length === 0 || wanted.includes(suite.name));
const missing = installTools(selected.flatMap((suite) => suite.needs));
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const rows = [];
for (const suite of selected) {
  const lacking = suite.needs.filter((tool) => missing.includes(tool));
  rows.push(lacking.length > 0 ? leftOut(suite, lacking) : await runSuite(suite));
}
report(rows);

/** Installs what is missing; gives the names of what is still missing. */
function installTools(needed) {
  const absent = () => [...new Set(needed)].filter((tool) => !present(debianTools[tool]));
  const wanting = absent();
  if (wanting.length === 0) return [];
  const command = `apt-get install -y --no-install-recommends ${wanting.join(' ')}`;
  if (process.getuid?.() !== 0) {
    process.stderr.write(`Missing tools. To run every suite: sudo ${command}\n`);
    return wanting;
  }
  process.stderr.write(`Installing Debian packages: ${wanting.join(' ')}\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    execFileSync('apt-get', ['update', '-qq'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    execFileSync('sh', ['-c', command], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  } catch (error) {
    process.stderr.write(`The packages could not be installed: ${error.message}\n`);
  }
  return absent();
}

function present(path) {
  try {
    execFileSync('test', ['-e', path]);
    return true;
  } catch {
    return false;
  }
}

function leftOut(suite, lacking) {
  const text = `${suite.name}: cannot run without ${lacking.join(', ')}`;
  process.stderr.write(`${text}\n`);
  return { name: suite.name, passed: 0, failed: inCi ? 1 : 0, seconds: 0, note: text };
}

async function runSuite(suite) {
  const started = Date.now();
  process.stderr.write(`\n== ${suite.name}\n`);
  let outcome;
  try {
    outcome = await suite.run();
  } catch (error) {
    process.stderr.write(`${error.output ?? ''}\n${error.message}\n`);
    outcome = { passed: 0, failed: 1, note: error.message };
  }
  const seconds = Math.round((Date.now() - started) / 1000);
  process.stderr.write(`== ${suite.name}: ${outcome.passed} passed, ${outcome.failed} failed, ${seconds} s\n`);
  return { name: suite.name, seconds, ...outcome };
}

/** One vitest project; the numbers are those of its own JSON report. */
async function vitest(project, reporters = []) {
  const file = join(results, `${project}.json`);
  const coverage = ['unit', 'conformance', 'addon', 'e2e'].includes(project)
    ? ['--coverage.enabled', `--coverage.reportsDirectory=coverage/ts-${project}`, '--coverage.reporter=json']
    : [];
  const shown = ['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`, ...reporters];
  const args = ['run', '--project', project, ...shown, ...coverage];
  let failure;
  await run([process.execPath, 'node_modules/vitest/vitest.mjs', ...args]).catch((error) => {
    failure = error;
  });
  if (failure) process.stderr.write(failure.output);
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(file, 'utf8'));
  const failed = numFailedTests + numPendingTests;
  // A file that does not load has no failed test, but vitest's exit code tells.
  return { passed: numPassedTests, failed: failure && failed === 0 ? 1 : failed };
}

async function lint() {
  const checks = [
    ['node_modules/@biomejs/biome/bin/biome', 'check', '.'],
    ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'],
    ['node_modules/vue-tsc/bin/vue-tsc.js', '-p', 'src/console/tsconfig.json', '--noEmit'],
    ['test/lint/format-native.mjs'],
  ];
  let failed = 0;
  for (const check of checks) {
    await run([process.execPath, ...check]).catch((error) => {
      failed++;
      process.stderr.write(`${error.output}\n${error.message}\n`);
    });
  }
  const rules = await vitest('lint');
  return { passed: checks.length - failed + rules.passed, failed: failed + rules.failed };
}

/** Counts of the hot paths, which a change may not let rise; times are never judged. */
async function counts() {
  const { verdicts } = await countAll({ gateInstructions: inCi });
  process.stderr.write(`${countTable(verdicts)}\n`);
  const failed = verdicts.filter((verdict) => verdict.failed).length;
  return { passed: verdicts.length - failed, failed };
}

/**
 * The benchmarks that drive the engine by hand, briefly: what they verify must hold. Their figures are nobody's here, and
 * those that need the machine for themselves are left to `npm run bench`.
 */
async function benchmarks() {
  const live = ['pps'];
  const driven = programs.filter(({ give, name }) => !give && !live.includes(name));
  const tell = (line) => process.stderr.write(`${line}\n`);
  await buildBenchmarks(root, driven, tell);
  let passed = 0;
  let failed = 0;
  for (const program of driven) {
    const options = { tree: root, build: buildFolder(root), quick: true, timeoutMs: 120_000, tell };
    const { results: given, missing } = await runProgram(program, options);
    for (const { id, reason } of missing) tell(`${id}: ${reason}`);
    passed += given.length;
    failed += missing.length;
  }
  return { passed, failed };
}

function report(all) {
  const width = Math.max(...all.map((row) => row.name.length));
  const lines = all.map((row) => {
    const counts = `${String(row.passed).padStart(6)} passed ${String(row.failed).padStart(4)} failed`;
    return `${row.name.padEnd(width)} ${counts} ${String(row.seconds).padStart(5)} s  ${row.note ?? ''}`;
  });
  const sum = (key) => all.reduce((total, row) => total + row[key], 0);
  process.stdout.write(`\n${lines.join('\n')}\n${coverageLines().join('\n')}\non ${cpus().length} cores\n\n`);
  process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed\n`);
  process.exit(sum('failed') > 0 ? 1 : 0);
}

function coverageLines() {
  const lines = [];
  try {
    const native = JSON.parse(readFileSync(join(results, 'native.json'), 'utf8'));
    lines.push(`line coverage of native: ${native.line_percent} % of ${native.line_total}`);
  } catch {
    // The suite that measures it was not chosen.
  }
  const typescript = mergedTypeScriptCoverage();
  if (typescript) lines.push(`line coverage of src: ${typescript}`);
  return lines;
}

/** A line counts as covered when any of the suites ran a statement that starts on it. */
function mergedTypeScriptCoverage() {
  const lines = new Map();
  for (const project of ['unit', 'conformance', 'addon', 'e2e']) {
    let files;
    try {
      files = JSON.parse(readFileSync(join(results, `ts-${project}/coverage-final.json`), 'utf8'));
    } catch {
      continue;
    }
    for (const { path, statementMap, s } of Object.values(files)) {
      for (const [id, { start }] of Object.entries(statementMap)) {
        const key = `${path}:${start.line}`;
        lines.set(key, (lines.get(key) ?? false) || s[id] > 0);
      }
    }
  }
  if (lines.size === 0) return undefined;
  const covered = [...lines.values()].filter(Boolean).length;
  return `${((100 * covered) / lines.size).toFixed(1)} % of ${lines.size}`;
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
