#!/usr/bin/env node
// The one entry of every command: prepares what is not there yet, then runs the compiled command line.
import { prepare } from './prepare.mjs';

try {
  await prepare();
} catch (error) {
  process.stderr.write(`${error.output ?? ''}\n${error.message}\n`);
  process.exit(1);
}
if (!process.argv.includes('--build-only')) await import('../../dist/cli/entry.js');
