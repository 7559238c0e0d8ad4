// What the measured child processes share: they answer calls over Node's IPC channel and know their own CPU time.
import { createRequire } from 'node:module';

const addonPath = '../../build/Release/guanlan.node';

/** Answers `{ id, name, argument }` by the function of that name, one after the other. Ends when the parent is gone. */
export function answer(calls) {
  process.on('disconnect', () => process.exit(0));
  process.on('message', async ({ id, name, argument }) => {
    try {
      process.send({ id, result: await calls[name](argument) });
    } catch (error) {
      process.send({ id, error: error.stack });
    }
  });
}

/** User and system time of all threads of this process. */
export function cpuNs() {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1000;
}

/** One worker, so that what is measured is what one core does. */
export function openEngine(options) {
  const { NativeEngine } = createRequire(import.meta.url)(addonPath);
  const defaults = {
    workers: 1,
    bindAddress: '127.0.0.1',
    portMin: 0,
    portMax: 0,
    maxStreams: 10,
    maxReceivers: 10,
    maxSenders: 10,
    maxViewers: 10,
    ringBytes: 8 << 20,
    viewerBytes: 16 << 20,
    viewerAgeMs: 10_000,
    viewerStallMs: 10_000,
    receiveBufferBytes: 4 << 20,
    reorderPackets: 256,
    reorderMs: 200,
  };
  return new NativeEngine({ ...defaults, ...options }, () => {});
}
