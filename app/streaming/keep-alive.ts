/** Keeps a silent stream open: load balancers cut a connection on which nothing comes for a minute. */

/**
 * Passes chunks on, and gives `filler` whenever none has come for `intervalMs`. It ends for good once `isStarted`.
 * The source is read one chunk at a time, as without it.
 */
export async function* withKeepAlive(
  source: AsyncIterable<Uint8Array>,
  options: { intervalMs: number; filler: Uint8Array; isStarted: () => boolean },
): AsyncGenerator<Uint8Array> {
  const { intervalMs, filler, isStarted } = options;
  const iterator = source[Symbol.asyncIterator]();
  try {
    while (!isStarted()) {
      const next = iterator.next();
      for (let first = await withinTime(next, intervalMs); first === null;) {
        yield filler;
        first = await withinTime(next, intervalMs);
      }
      const result = await next;
      if (result.done === true) return;
      yield result.value;
    }
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}

/** Null when the promise has not settled in time; a rejection is the promise's own. */
async function withinTime<T>(promise: Promise<T>, milliseconds: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
