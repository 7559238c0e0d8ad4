// What the measured child processes share: they answer calls over Node's IPC channel and know their own CPU time.

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
