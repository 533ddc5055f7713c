/**
 * Asks the worker, and once more when it did not answer: the first message after a rest may reach
 * a worker that is just being stopped (SECURITY.md §3, message loss).
 */
export function retryOnce<Value>(ask: () => Promise<Value>): Promise<Value> {
  return ask().catch(() => ask());
}
