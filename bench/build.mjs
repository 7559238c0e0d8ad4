// Builds what is measured, in this source tree or in another one's.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../src/cli/prepare.mjs';

/** Where a tree's native benchmarks are built. */
export function buildFolder(tree) {
  return join(tree, 'build-bench');
}

/** The native ones of `programs` that the tree has the source of; the addon and the TypeScript when a module needs them. */
export async function build(tree, programs, tell) {
  if (programs.some(({ give }) => give)) await prepareTree(tree, tell);
  const sources = programs.flatMap(({ name, source, give, starts = [] }) =>
    give ? starts.map((started) => [started, `bench/flow/${started}.cc`]) : [[name, source]],
  );
  const targets = sources.filter(([, source]) => existsSync(join(tree, source))).map(([name]) => name);
  if (targets.length === 0) return;
  tell(`Building the benchmarks in ${tree} ...`);
  // GCC 12 sees false bounds in std::vector at -O3; the warnings that count are errors in the builds of the tests.
  const flags = '-DCMAKE_CXX_FLAGS=-Wno-error=array-bounds -Wno-error=stringop-overflow -Wno-error=stringop-overread';
  const options = ['-DCMAKE_BUILD_TYPE=Release', '-DGUANLAN_TESTS=OFF', '-DGUANLAN_BENCH=ON', flags];
  const folder = buildFolder(tree);
  await run(['cmake', '-S', join(tree, 'native'), '-B', folder, '-G', 'Ninja', ...options], { cwd: tree });
  await run(['ninja', '-C', folder, ...targets], { cwd: tree });
}

/** By the tree's own list of steps, in a process of its own: it finds its folder by where it stands. */
async function prepareTree(tree, tell) {
  tell(`Preparing the engine and the platform in ${tree} ...`);
  const script = "const { prepare } = await import('./src/cli/prepare.mjs'); await prepare(['addon', 'typescript']);";
  await run([process.execPath, '--input-type=module', '-e', script], { cwd: tree });
}
