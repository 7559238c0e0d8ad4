import type { Reporter, TestModule } from 'vitest/node';
import { matrixOf } from './table.ts';

/** Prints what the tests of the project `matrix` proved; the exit code tells whether a cell is open. */
export default class MatrixReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const ran = modules.flatMap((module) =>
      [...module.children.allTests()].map((test) => ({ title: test.name, passed: test.result().state === 'passed' })),
    );
    const { lines, open, faults } = matrixOf(ran);
    const said = faults.map((fault) => `${fault}\n`).join('');
    process.stdout.write(`\n${said}${lines.join('\n')}\n`);
    if (open > 0 || faults.length > 0) process.exitCode = 1;
  }
}
