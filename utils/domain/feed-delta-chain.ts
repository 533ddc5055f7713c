import type { DeltaDescription } from './feed-description.ts';

/** A delta as the signed targets list it. */
export type ListedDelta = {
  readonly name: string;
  readonly length: number;
  readonly described: DeltaDescription;
};

/** A state of the flags. Without a version any one with this hash is meant. */
export type FeedState = { readonly version?: number | undefined; readonly stateHash: string };

/** Longest chain that a client follows: each step costs a request and a pass over all records. */
const MAX_CHAIN_STEPS = 8;

type Chain = { readonly bytes: number; readonly steps: readonly ListedDelta[] };

/**
 * Finds the deltas that lead from one state to another with the fewest bytes: at most eight, and
 * fewer bytes than `maxBytes`. Undefined when there is no such way.
 */
export function findDeltaChain(
  listed: readonly ListedDelta[],
  way: { readonly from: Required<FeedState>; readonly to: FeedState; readonly maxBytes: number },
): readonly ListedDelta[] | undefined {
  let reached = new Map<string, Chain>([[keyOf(way.from), { bytes: 0, steps: [] }]]);
  for (let step = 0; step < MAX_CHAIN_STEPS; step += 1) reached = extend(reached, listed);
  const ends = [...reached.values()].filter(
    ({ bytes, steps }) => bytes < way.maxBytes && endsAt(steps, way.to),
  );
  return ends.toSorted((a, b) => a.bytes - b.bytes)[0]?.steps;
}

/** Every state that one more delta leads to, by the cheapest way. */
function extend(
  reached: ReadonlyMap<string, Chain>,
  listed: readonly ListedDelta[],
): Map<string, Chain> {
  const next = new Map(reached);
  for (const delta of listed) {
    const { fromVersion, baseStateHash, toVersion, stateHash } = delta.described;
    const chain = reached.get(keyOf({ version: fromVersion, stateHash: baseStateHash }));
    if (chain === undefined || toVersion <= fromVersion) continue;
    const end = keyOf({ version: toVersion, stateHash });
    const bytes = chain.bytes + delta.length;
    if (bytes < (next.get(end)?.bytes ?? Number.POSITIVE_INFINITY)) {
      next.set(end, { bytes, steps: [...chain.steps, delta] });
    }
  }
  return next;
}

function endsAt(steps: readonly ListedDelta[], { version, stateHash }: FeedState): boolean {
  const end = steps.at(-1)?.described;
  const isVersion = version === undefined || end?.toVersion === version;
  return end !== undefined && end.stateHash === stateHash && isVersion;
}

function keyOf({ version, stateHash }: Required<FeedState>): string {
  return `${version} ${stateHash}`;
}
