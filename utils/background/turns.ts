/** Runs tasks of one key one after the other; tasks of different keys side by side. */
export type Turns = <Value>(key: string, task: () => Promise<Value>) => Promise<Value>;

/**
 * Makes turns. The worker's events of one tab must not overlap: a lock that opens for an older view
 * could otherwise be the last to move.
 */
export function makeTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return <Value>(key: string, task: () => Promise<Value>): Promise<Value> => {
    const turn = (last.get(key) ?? Promise.resolve()).then(task);
    const settled = turn.then(
      () => undefined,
      () => undefined,
    );
    last.set(key, settled);
    settled.finally(() => {
      if (last.get(key) === settled) last.delete(key);
    });
    return turn;
  };
}
