// Checks the C++ sources against .clang-format, or rewrites them with --write. Exit code 1 names what differs.
import { execFileSync } from 'node:child_process';

const write = process.argv.includes('--write');
const formatter = 'clang-format-14';
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.h', '*.cc'], { encoding: 'utf8' })
  .split('\n')
  .filter(Boolean);

try {
  execFileSync(formatter, [...(write ? ['-i'] : ['--dry-run', '-Werror']), ...files], { stdio: 'inherit' });
} catch (error) {
  if (error.code === 'ENOENT')
    process.stderr.write(`${formatter} is missing; install it with: apt-get install ${formatter}\n`);
  process.exit(1);
}
