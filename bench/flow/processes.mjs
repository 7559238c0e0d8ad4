// Starts the measured processes and ends them, by pid, whatever happens to this one.
import { fork, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const callTimeoutMs = 30_000;
const build = fileURLToPath(new URL('../../build-bench/', import.meta.url));
const running = new Set();

process.on('exit', endAll);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

export function endAll() {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
}

function track(child) {
  running.add(child);
  child.on('exit', () => running.delete(child));
  return child;
}

function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.on('exit', resolve);
    child.kill('SIGKILL');
  });
}

function within(promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took more than ${callTimeoutMs} ms.`)), callTimeoutMs);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** A child that answers calls (child.mjs); `file` as seen from here, `flags` for Node. */
export function startNode(file, flags = []) {
  const child = track(
    fork(fileURLToPath(new URL(file, import.meta.url)), {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: flags,
    }),
  );
  const waiting = new Map();
  let lastId = 0;
  child.on('message', ({ id, result, error }) => {
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) resolve(result);
    else reject(new Error(error));
  });
  child.on('exit', (code, signal) => {
    for (const { reject } of waiting.values()) reject(new Error(`${file} ended (${signal ?? code}).`));
  });
  const call = (name, argument) =>
    within(
      new Promise((resolve, reject) => {
        waiting.set(++lastId, { resolve, reject });
        child.send({ id: lastId, name, argument });
      }),
      `${name} of ${file}`,
    );
  const exited = new Promise((resolve) => child.on('exit', resolve));
  return { call, exited, end: () => end(child) };
}

function spawnNative(name, args) {
  const file = `${build}${name}`;
  if (!existsSync(file)) throw new Error(`${name} is not built; leave --no-build out.`);
  return track(spawn(file, args.map(String), { stdio: ['ignore', 'pipe', 'inherit'] }));
}

/** All values that a native process prints until it ends well. */
export async function runNative(name, ...args) {
  const child = spawnNative(name, args);
  const values = [];
  createInterface({ input: child.stdout }).on('line', (line) => values.push(JSON.parse(line)));
  const code = await within(new Promise((resolve) => child.on('close', resolve)), name).finally(() => end(child));
  if (code !== 0) throw new Error(`${name} failed (${code}).`);
  return values;
}
