const FIRST_PAUSE_MS = 250;
const LAST_PAUSE_MS = 8_000;

/**
 * Tells the worker something that must not be lost, e.g. the end of a print: a worker that starts on a
 * busy PC may miss two calls in a row. Gives up with the last failure after some 15 s.
 */
export async function retryOften<Value>(
  ask: () => Promise<Value>,
  pauseMs: number = FIRST_PAUSE_MS,
): Promise<Value> {
  try {
    return await ask();
  } catch (error) {
    if (pauseMs > LAST_PAUSE_MS) throw error;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    return retryOften(ask, pauseMs * 2);
  }
}
