// Runs one JavaScript benchmark in a process of its own and prints its results as the native programs do, one JSON value
// a line: node bench/measure.mjs <module> <export> [--quick].
import { pathToFileURL } from 'node:url';

const [file, give, quick] = process.argv.slice(2);
try {
  const { [give]: measure } = await import(pathToFileURL(file).href);
  if (typeof measure !== 'function') throw new Error(`${file} has no ${give}.`);
  const results = await measure({ quick: quick === '--quick' });
  process.stdout.write(results.map((result) => `${JSON.stringify(result)}\n`).join(''), () => process.exit(0));
} catch (error) {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
}
