// Another commit's benchmarks beside this tree's, in turns: what a change gave.
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, run } from '../src/cli/prepare.mjs';
import { build, buildFolder } from './build.mjs';
import { compare } from './report/comparison.mjs';
import { runProgram } from './runner.mjs';

const rounds = 4;

/** `{ rows, missing }`: rows as comparison.mjs makes them; missing are ids that neither side gave. */
export async function compareWith(commit, programs, { timeoutMs, tell, rebuild }) {
  const folder = mkdtempSync(join(tmpdir(), 'guanlan-compare-'));
  const tree = join(folder, 'theirs');
  try {
    await run(['git', 'worktree', 'add', '--detach', tree, commit]);
    await dependencies(tree, tell);
    await build(tree, programs, tell);
    if (rebuild) await build(root, programs, tell);
    return await inTurns(tree, programs, { timeoutMs, tell });
  } finally {
    await run(['git', 'worktree', 'remove', '--force', tree]).catch(() => {});
    rmSync(folder, { recursive: true, force: true });
    await run(['git', 'worktree', 'prune']).catch(() => {});
  }
}

/** The same lock file means the same packages. */
async function dependencies(tree, tell) {
  const lock = (folder) => readFileSync(join(folder, 'package-lock.json'), 'utf8');
  if (lock(tree) === lock(root)) {
    symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
    return;
  }
  tell('Its lock file differs: installing its packages ...');
  await run(['npm', 'ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: tree,
  });
}

/** The order alternates, so that neither side always meets the warmer machine. */
async function inTurns(theirs, programs, { timeoutMs, tell }) {
  const trees = { theirs, ours: root };
  const done = [];
  const reasons = new Map();
  for (let i = 0; i < rounds; i++) {
    const round = { theirs: [], ours: [] };
    for (const program of programs) {
      for (const side of i % 2 === 0 ? ['theirs', 'ours'] : ['ours', 'theirs']) {
        tell(`round ${i + 1} of ${rounds}: ${program.name}, ${side}`);
        const tree = trees[side];
        const { results, missing } = await runProgram(program, {
          tree,
          build: buildFolder(tree),
          quick: true,
          timeoutMs,
          tell: () => {},
        });
        round[side].push(...results);
        for (const { id, reason } of missing) reasons.set(`${id} (${side})`, reason);
      }
    }
    done.push(round);
  }
  return { rows: compare(done), missing: [...reasons].map(([id, reason]) => ({ id, reason })) };
}
