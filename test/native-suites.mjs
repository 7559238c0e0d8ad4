// The native suites: GoogleTest under sanitizers, and libFuzzer targets for a bounded number of seconds each.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, run } from '../src/cli/prepare.mjs';

/** Seconds that each fuzz target runs beyond its regression inputs; GUANLAN_FUZZ_SECONDS for longer runs. */
const fuzzSeconds = Number(process.env.GUANLAN_FUZZ_SECONDS ?? 5);
/** Only these layers have threads or system calls; the others are pure functions. */
const threadedLayers = ['net', 'egress', 'engine'];

async function build(folder, settings, environment = {}) {
  const env = { ...process.env, ...environment };
  await run(['cmake', '-S', 'native', '-B', folder, '-G', 'Ninja', ...settings.map((setting) => `-D${setting}`)], {
    env,
  });
  await run(['ninja', '-C', folder], { env });
}

export async function nativeSuite(sanitizer, { coverage = false } = {}) {
  const folder = `build-${sanitizer}`;
  const settings = [`GUANLAN_SANITIZE=${sanitizer}`, `GUANLAN_COVERAGE=${coverage ? 'ON' : 'OFF'}`];
  await build(folder, settings);
  const programs = readdirSync(join(root, folder)).filter((file) => file.endsWith('_test'));
  const chosen =
    sanitizer === 'thread' ? programs.filter((name) => threadedLayers.includes(name.slice(0, -5))) : programs;
  let passed = 0;
  let failed = 0;
  for (const program of chosen) {
    const counts = await runGoogleTest(join(root, folder), program);
    passed += counts.passed;
    failed += counts.failed;
  }
  if (coverage) await writeCoverage(folder);
  return { passed, failed };
}

async function runGoogleTest(folder, program) {
  const report = join(folder, `${program}.json`);
  rmSync(report, { force: true });
  let crash;
  await run([join(folder, program), '--gtest_brief=1', `--gtest_output=json:${report}`]).catch((error) => {
    crash = error;
  });
  if (crash) process.stderr.write(`${crash.output}\n${crash.message}\n`);
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const { tests, failures, errors } = JSON.parse(readFileSync(report, 'utf8'));
  const failed = failures + errors;
  return { passed: tests - failed, failed: crash && failed === 0 ? 1 : failed };
}

async function writeCoverage(folder) {
  const summary = ['--json-summary', 'coverage/native.json', '--json-summary-pretty'];
  await run(['gcovr', '--root', '.', '--filter', 'native/', '--object-directory', folder, ...summary, folder]);
}

/** Each target first runs its regression inputs, then searches for new ones. */
export async function fuzzSuite() {
  await build('build-fuzzer', ['GUANLAN_SANITIZE=fuzzer'], { CC: 'clang-14', CXX: 'clang++-14' });
  const targets = readdirSync(join(root, 'build-fuzzer')).filter((file) => file.endsWith('_fuzz'));
  let passed = 0;
  let failed = 0;
  for (const target of targets) {
    await runFuzzer(target).then(
      () => passed++,
      (error) => {
        failed++;
        process.stderr.write(`${error.output}\n${error.message}\n`);
      },
    );
  }
  return { passed, failed, note: `${fuzzSeconds} s each` };
}

async function runFuzzer(target) {
  const found = mkdtempSync(join(tmpdir(), `${target}-`));
  const seeds = corpusOf(target.replace(/_fuzz$/, ''));
  mkdirSync(join(root, 'coverage/fuzz'), { recursive: true });
  const limits = [`-max_total_time=${fuzzSeconds}`, '-rss_limit_mb=2048', '-timeout=10', '-print_final_stats=1'];
  const artifacts = `-artifact_prefix=${join(root, 'coverage/fuzz')}/${target}-`;
  try {
    await run([join(root, 'build-fuzzer', target), ...limits, artifacts, found, ...seeds]);
  } finally {
    rmSync(found, { recursive: true, force: true });
  }
}

/** test/fuzz/<layer>/corpus/<stem>/ holds seeds and every input that once crashed. */
function corpusOf(stem) {
  const fuzz = join(root, 'test/fuzz');
  return readdirSync(fuzz)
    .map((layer) => join(fuzz, layer, 'corpus', stem))
    .filter((folder) => existsSync(folder));
}
