// Makes a fresh clone ready to run: dependencies, addon, compiled TypeScript, console. Plain JavaScript, and nothing but
// Node's own modules, because it runs before any of that exists. Each step is skipped when its inputs have not changed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const minimumNode = [20, 19];

const steps = {
  dependencies: {
    label: 'dependencies and native engine',
    inputs: ['package-lock.json'],
    output: 'node_modules/.guanlan-stamp',
    // With NODE_ENV=production npm would leave out the compilers.
    command: ['npm', 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'],
  },
  addon: {
    label: 'native engine',
    inputs: ['native', 'binding.gyp'],
    output: 'build/.guanlan-stamp',
    product: 'build/Release/guanlan.node',
    command: [process.execPath, 'native/build.mjs', '--if-stale'],
  },
  typescript: {
    label: 'TypeScript',
    inputs: ['src', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'],
    without: ['src/console'],
    output: 'dist/.guanlan-stamp',
    product: 'dist/cli/main.js',
    command: [process.execPath, 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'],
  },
  console: {
    label: 'console',
    inputs: ['src/console', 'src/http/api.d.ts', 'package-lock.json'],
    output: 'dist/console/.guanlan-stamp',
    product: 'dist/console/index.html',
    command: [
      process.execPath,
      'node_modules/vite/bin/vite.js',
      'build',
      '--config',
      'src/console/vite.config.ts',
      '--logLevel',
      'warn',
    ],
  },
};

/** Runs the steps that are due, with one line of progress each. Throws with the step's output when one fails. */
export async function prepare(names = Object.keys(steps)) {
  requireNode();
  const due = names.filter((name) => isStale(steps[name]));
  for (const [index, name] of due.entries()) {
    // The first step builds the addon too.
    if (!isStale(steps[name])) continue;
    await runStep(steps[name], `[${index + 1}/${due.length}]`);
  }
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > minimumNode[0] || (major === minimumNode[0] && minor >= minimumNode[1])) return;
  throw new Error(`Guanlan needs Node ${minimumNode.join('.')} or newer, and this is ${process.versions.node}.`);
}

async function runStep(step, position) {
  const started = Date.now();
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
  const line = () => `${position} Preparing ${step.label} ... ${seconds()}`;
  const ticker = process.stderr.isTTY ? setInterval(() => process.stderr.write(`\r${line()}`), 500) : undefined;
  if (!ticker) process.stderr.write(`${position} Preparing ${step.label} ...\n`);
  try {
    await run(step.command);
  } finally {
    clearInterval(ticker);
    process.stderr.write(`${ticker ? '\r' : ''}${line()}\n`);
  }
  writeStamp(step);
}

function writeStamp(step) {
  const file = join(root, step.output);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, fingerprint(step));
}

function isStale(step) {
  const file = join(root, step.output);
  if (step.product && !existsSync(join(root, step.product))) return true;
  return !existsSync(file) || readFileSync(file, 'utf8') !== fingerprint(step);
}

/** A hash over the contents of a step's inputs, and over the Node release that compiled things are made for. */
function fingerprint(step) {
  const hash = createHash('sha256').update(process.versions.modules);
  for (const input of step.inputs) {
    for (const file of filesOf(join(root, input), step.without ?? [])) hash.update(file).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function filesOf(path, without) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  if (without.some((folder) => path === join(root, folder))) return [];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesOf(join(path, name), without));
}

/** Runs a command quietly; its output is shown only when it fails. */
export function run([command, ...args], options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    const keep = (chunk) => {
      output += chunk;
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => reject(new Error(`${command} cannot be started: ${error.message}`)));
    child.on('close', (code) => {
      if (code === 0) resolve(output);
      else reject(Object.assign(new Error(`"${command} ${args.join(' ')}" failed (${code}).`), { output }));
    });
  });
}
