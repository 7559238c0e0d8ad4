// Compiles the addon; npm runs it as the install script, src/cli/prepare.mjs when sources changed. Headers come from
// beside the running Node where they are (packages, official builds), so that nothing is downloaded.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const prefix = join(dirname(process.execPath), '..');

/** npm tells where its own node-gyp is; by hand it is found beside npm. */
function nodeGyp() {
  const candidates = [
    process.env.npm_config_node_gyp,
    ...['lib', 'share/nodejs', 'share'].map((folder) => join(prefix, folder, 'node_modules/npm/node_modules/node-gyp/bin/node-gyp.js')),
    join(prefix, 'share/nodejs/npm/node_modules/node-gyp/bin/node-gyp.js'),
  ];
  return candidates.find((path) => path && existsSync(path));
}

const gyp = nodeGyp();
if (!gyp) {
  process.stderr.write('node-gyp was not found beside npm. Run "npm rebuild" in this folder instead.\n');
  process.exit(1);
}
const action = existsSync(join(root, 'build/Makefile')) ? 'build' : 'rebuild';
const args = [gyp, action === 'build' ? 'configure' : 'rebuild', ...(action === 'build' ? ['build'] : []), '-j', String(cpus().length)];
if (existsSync(join(prefix, 'include/node/node_api.h'))) args.push(`--nodedir=${prefix}`);
const result = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 64 << 20 });
if (result.status !== 0) {
  process.stderr.write(`${result.stdout}\n${result.stderr}\nThe native engine could not be compiled. It needs python3, make and g++ 12 or newer.\n`);
  process.exit(1);
}
