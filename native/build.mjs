// Compiles the addon. npm runs it as the install script; `--if-stale` does nothing when no source changed since the last
// success. Headers come from beside the running Node where they are (packages, official builds), so that nothing is
// downloaded. Plain JavaScript on Node's own modules, because it runs before anything is installed or compiled.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const prefix = join(dirname(process.execPath), '..');
const product = join(root, 'build/Release/guanlan.node');
const hashFile = join(root, 'build/guanlan-sources.sha256');

const hash = sourcesHash();
const fresh = existsSync(product) && existsSync(hashFile) && readFileSync(hashFile, 'utf8') === hash;
if (!(process.argv.includes('--if-stale') && fresh)) compile();

function compile() {
  const gyp = nodeGyp();
  if (!gyp) fail('node-gyp was not found beside npm. Run "npm rebuild" in this folder instead.');
  const headers = nodeHeaders();
  const args = [gyp, 'configure', 'build', '-j', 'max', ...(headers ? [`--nodedir=${headers}`] : [])];
  const started = Date.now();
  process.stdout.write('Compiling the native engine, a minute or so ...\n');
  const result = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 256 << 20 });
  if (result.error) fail(`node-gyp could not be started: ${result.error.message}`);
  if (result.status !== 0 || !existsSync(product)) {
    fail(
      `${result.stdout}\n${result.stderr}\n` +
        'The native engine could not be compiled. It needs python3, make and g++ 12 (or another C++20 compiler); on Debian: ' +
        'apt-get install python3 make g++',
    );
  }
  mkdirSync(dirname(hashFile), { recursive: true });
  writeFileSync(hashFile, hash);
  process.stdout.write(`Compiled the native engine in ${Math.round((Date.now() - started) / 1000)} s.\n`);
}

/** Everything that the addon is made of, and for which machine. */
function sourcesHash() {
  const sum = createHash('sha256');
  sum.update(`${process.platform} ${process.arch} ${process.versions.modules}`);
  const files = readdirSync(join(root, 'native'), { recursive: true })
    .map((file) => join(root, 'native', String(file)))
    .filter((file) => /\.(h|cc|def|json)$/.test(file));
  for (const file of [join(root, 'binding.gyp'), ...files.sort()]) {
    sum.update(`\0${relative(root, file)}\0`).update(readFileSync(file));
  }
  return sum.digest('hex');
}

/** npm tells where its own node-gyp is; by hand it is found beside npm. */
function nodeGyp() {
  const besideNpm = ['lib/node_modules/npm/node_modules', 'share/nodejs/npm/node_modules', 'share/nodejs'];
  const candidates = [
    process.env.npm_config_node_gyp,
    ...besideNpm.map((folder) => join(prefix, folder, 'node-gyp/bin/node-gyp.js')),
  ];
  return candidates.find((path) => path && existsSync(path));
}

/** The folder whose include/node belongs to the running Node; undefined: node-gyp downloads it. */
function nodeHeaders() {
  const file = join(prefix, 'include/node/node_version.h');
  const major = existsSync(file) && /#define NODE_MAJOR_VERSION (\d+)/.exec(readFileSync(file, 'utf8'))?.[1];
  return major === process.versions.node.split('.')[0] ? prefix : undefined;
}

function fail(text) {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
