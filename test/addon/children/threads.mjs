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
        // Asked for first: a last message and the exit may come in one turn.
        const exit = once(worker, 'exit');
        await once(worker, 'message');
        if (way === 'terminate') worker.terminate();
        await exit;
        ended++;
      }),
    );
  }
  process.stdout.write(`${ended} threads ended\n`);
} else {
  const alive = setInterval(() => {}, 1000);
  const openAndClose = () => engine.closeStream(engine.openStream({ name: 'again', onLoss: 'pass' }));
  const engine = start((batch) => {
    // Keeps events coming until the thread is terminated; the name is free once `closed` was told.
    if (workerData === 'terminate' && batch.some((event) => event.type === 'closed')) openAndClose();
    if (!batch.some((event) => event.type === 'receiver:started')) return;
    parentPort.postMessage('at work');
    if (workerData === 'exit') process.exit(0);
    if (workerData === 'stop') {
      engine.stop(0);
      clearInterval(alive);
    }
    if (workerData === 'terminate') openAndClose();
  });
}
