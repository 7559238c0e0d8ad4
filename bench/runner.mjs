// Runs the programs of one source tree, each as a process that prints one result a line, and holds them to their contract.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { microResult, resultFault } from './report/results.mjs';

const measure = fileURLToPath(new URL('./measure.mjs', import.meta.url));
const running = new Set();

process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/**
 * Everything that one program gives: `{ results, missing: [{ id, reason }] }`. Never throws: what went wrong is the reason
 * for which ids have no number. `tell` gets lines for who watches.
 */
export async function runProgram(program, { tree, build, quick, timeoutMs, tell }) {
  const absent = notThere(program, tree, build);
  if (absent) return without(program.ids, program.name, absent);
  const { code, values, complaint } = await watch(commandOf(program, tree, build, quick), { timeoutMs, tell });
  if (code !== 0) return without(program.ids, program.name, complaint || `${program.name} failed (${code})`);
  if (program.micro) return { results: values.map(microResult), missing: [] };
  return held(program, values);
}

function held(program, values) {
  const results = [];
  const missing = [];
  for (const id of program.ids) {
    const value = values.find((result) => result.id === id);
    const fault = value ? resultFault(value) : `${program.name} did not give it`;
    if (fault) missing.push({ id, reason: fault });
    else results.push(value);
  }
  return { results, missing };
}

function without(ids, name, reason) {
  return { results: [], missing: (ids.length > 0 ? ids : [name]).map((id) => ({ id, reason })) };
}

function notThere(program, tree, build) {
  const file = program.give ? join(tree, program.source) : join(build, program.name);
  if (existsSync(file)) return '';
  return `${program.name} is not ${program.give ? 'there' : 'built'}`;
}

function commandOf(program, tree, build, quick) {
  const options = quick ? ['--quick'] : [];
  if (program.give) return [process.execPath, measure, join(tree, program.source), program.give, ...options];
  return [join(build, program.name), ...(program.micro ? [] : options)];
}

/** Runs to the end, or to the bound; the last line of complaint is kept as the reason. */
function watch([file, ...args], { timeoutMs, tell }) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    const values = [];
    let complaint = '';
    const timer = setTimeout(() => {
      complaint = `stopped after ${Math.round(timeoutMs / 1000)} s`;
      child.kill('SIGKILL');
    }, timeoutMs);
    createInterface({ input: child.stdout }).on('line', (line) => {
      try {
        values.push(JSON.parse(line));
      } catch {
        tell(line);
      }
    });
    createInterface({ input: child.stderr }).on('line', (line) => {
      tell(line);
      // Not the lines of a stack, which follow the sentence.
      if (line.trim() && !/^\s+at /.test(line)) complaint = line.trim();
    });
    const done = (code) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ code, values, complaint });
    };
    child.on('error', (error) => {
      complaint = error.message;
      done('cannot be started');
    });
    child.on('close', (code, signal) => done(code ?? signal));
  });
}
