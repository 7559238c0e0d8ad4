// Creates an engine when the process has one descriptor left, and prints what that throws.
import { closeSync, openSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const addon = createRequire(import.meta.url)(join(import.meta.dirname, '../../../build/Release/guanlan.node'));
const options = JSON.parse(process.argv[2]);
const taken = [];
try {
  for (;;) taken.push(openSync('/dev/null'));
} catch {
  closeSync(taken.pop());
}
const refused = [];
for (let i = 0; i < 3; i++) {
  try {
    new addon.NativeEngine(options, () => {});
  } catch (error) {
    refused.push({ code: error.code, errno: error.errno, message: error.message });
  }
}
for (const fd of taken) closeSync(fd);
new addon.NativeEngine(options, () => {}).stop(0);
process.stdout.write(JSON.stringify(refused));
