// `npm run matrix`: runs the tests of every cell and prints which are proven. Exit code 1 while a cell is open.
import { spawnSync } from 'node:child_process';
import { prepare, root } from '../../src/cli/prepare.mjs';

const vitest = [
  'node_modules/vitest/vitest.mjs',
  'run',
  '--project=matrix',
  '--reporter=dot',
  '--reporter=./test/matrix/reporter.ts',
];

try {
  await prepare();
} catch (error) {
  process.stderr.write(`${error.output ?? ''}\n${error.message}\n`);
  process.exit(1);
}
const { status } = spawnSync(process.execPath, [...vitest, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
process.exit(status ?? 1);
