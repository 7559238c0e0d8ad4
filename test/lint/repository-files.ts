import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

/** Every file that git knows or would add, relative to the root; what is ignored or deleted is not listed. */
export const files: string[] = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 64 << 20,
})
  .split('\n')
  .filter((file) => file && existsSync(join(root, file)));

export function text(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

/** Files below a folder whose name ends so. */
export function under(folder: string, ...endings: string[]): string[] {
  return files.filter((file) => file.startsWith(folder) && endings.some((ending) => file.endsWith(ending)));
}
