// Starts worker threads with busy engines and ends them while events are on their way: by terminate(), by
// process.exit() within, and by themselves.
import { once } from 'node:events';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { start } from './busy-engine.mjs';

const ways = ['terminate', 'exit', 'stop'];

if (isMainThread) {
  let ended = 0;
  for (let round = 0; round < 4; round++) {
    await Promise.all(
      ways.map(async (way) => {
        const worker = new Worker(new URL(import.meta.url), { workerData: way });
        await once(worker, 'message');
        const exit = once(worker, 'exit');
        if (way === 'terminate') worker.terminate();
        await exit;
        ended++;
      }),
    );
  }
  process.stdout.write(`${ended} threads ended\n`);
} else {
  const alive = setInterval(() => {}, 1000);
  const engine = start((batch) => {
    if (!batch.some((event) => event.type === 'receiver:started')) return;
    parentPort.postMessage('at work');
    if (workerData === 'exit') process.exit(0);
    if (workerData === 'stop') {
      engine.stop(0);
      clearInterval(alive);
    }
    // Keeps events coming until the thread is terminated.
    if (workerData === 'terminate') {
      setInterval(() => {
        engine.closeStream(engine.openStream({ name: 'again', onLoss: 'pass' }));
      }, 0);
    }
  });
}
