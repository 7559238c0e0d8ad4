// Ends a process with a busy engine in the way that its argument names.
import { start } from './busy-engine.mjs';

const way = process.argv[2];
let begun = false;
let engine = start((batch) => {
  if (begun || !batch.some((event) => event.type === 'receiver:started')) return;
  begun = true;
  end();
});
// Events do not keep a process alive; this does until the engine is seen at work.
const alive = setInterval(() => {}, 1000);

function end() {
  clearInterval(alive);
  switch (way) {
    case 'natural':
      return;
    case 'stopped':
      engine.stop(0);
      return;
    case 'drained':
      // The process stays until `engine:stopped` was delivered, and then ends by itself.
      engine.stop(1000);
      return;
    case 'exit':
      setImmediate(() => process.exit(3));
      return;
    case 'exit-with-hook':
      process.on('exit', () => engine.stop(0));
      setImmediate(() => process.exit(3));
      return;
    case 'exit-in-callback':
      process.exit(4);
      return;
    case 'collected':
      engine = undefined;
      setImmediate(() => {
        for (let i = 0; i < 5; i++) globalThis.gc();
      });
      return;
    case 'throw':
      setImmediate(() => {
        throw new Error('on purpose');
      });
      return;
    case 'sigterm':
      process.kill(process.pid, 'SIGTERM');
      setInterval(() => {}, 1000);
  }
}
