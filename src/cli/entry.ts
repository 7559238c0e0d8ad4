// The compiled command line as a program: what bootstrap.mjs and the container start.
import { run } from './main.ts';

process.exitCode = await run(process.argv.slice(2));
