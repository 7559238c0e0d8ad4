/**
 * Loads now and then again `ms` after each end, whatever comes of it. An error is told once, not again before a load
 * went well. Returns what ends it.
 */
export function startPolling(load: () => Promise<void>, onError: (error: unknown) => void, ms: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended = false;
  let failed = false;
  const poll = async () => {
    try {
      await load();
      failed = false;
    } catch (error) {
      if (!failed && !ended) onError(error);
      failed = true;
    }
    if (!ended) timer = setTimeout(poll, ms);
  };
  void poll();
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}
