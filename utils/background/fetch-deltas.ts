import { applyDeltas, snapshotAfter } from '../domain/apply-deltas.ts';
import type { Bytes } from '../domain/bytes.ts';
import type { FailureCode } from '../domain/failure.ts';
import { type Delta, deltaTarget, parseDelta } from '../domain/feed-delta.ts';
import { findDeltaChain, type ListedDelta } from '../domain/feed-delta-chain.ts';
import { parseDeltaDescription } from '../domain/feed-description.ts';
import { encodeSnapshot, type Snapshot } from '../domain/feed-snapshot.ts';
import { ok, type Result } from '../domain/result.ts';
import type { SignedPart, TargetFile } from '../domain/trust/metadata.ts';
import { verifyTargetFile } from '../domain/trust/update-trust.ts';
import type { EpochFlags } from './choose-epoch.ts';
import { fetchTargetFile } from './fetch-target-file.ts';
import type { Download } from './open-download.ts';

type Targets = SignedPart<'targets'>['targets'];
type Plan = readonly (ListedDelta & { readonly file: TargetFile })[];

/**
 * Plans the deltas from the cache to the flags that the signed targets list. Undefined when there
 * are none, when they start elsewhere, or when they would cost more than the whole file.
 */
export function planDeltas(input: {
  readonly targets: Targets;
  readonly epoch: EpochFlags;
  readonly have: { readonly snapshot: Snapshot; readonly stateHash: string };
  readonly maxBytes: number;
}): Plan | undefined {
  const { epoch, have, maxBytes } = input;
  const listed = listDeltas(input.targets, epoch);
  const from = { version: have.snapshot.header.version, stateHash: have.stateHash };
  const chain = findDeltaChain(listed, { from, to: epoch.described, maxBytes });
  return chain?.flatMap(({ name }) => listed.filter((delta) => delta.name === name));
}

/** A delta that is not described as one of this epoch does not count: the whole file is there. */
function listDeltas(targets: Targets, { folder, described }: EpochFlags): Plan {
  return Object.entries(targets).flatMap(([name, file]) => {
    const delta = name.startsWith(`${folder}deltas/`)
      ? parseDeltaDescription(file.custom)
      : undefined;
    const isOurs =
      delta !== undefined &&
      name === deltaTarget(delta, folder) &&
      delta.feedId === described.feedId &&
      delta.epochId === described.epochId &&
      delta.municipality === described.municipality &&
      delta.environment === described.environment;
    return isOurs ? [{ name, length: file.length, file, described: delta }] : [];
  });
}

/**
 * Fetches and applies planned deltas and makes `flags.bin` again.
 *
 * Guarantee: `ok` means the very bytes that the signed targets declare for `flags.bin`. A delta can
 * therefore fail, but never lead elsewhere, whatever its header says (SECURITY.md T11).
 */
export async function fetchDeltas(
  plan: Plan,
  input: { readonly base: Snapshot; readonly epoch: EpochFlags; readonly download: Download },
): Promise<Result<Bytes, FailureCode>> {
  const deltas: Delta[] = [];
  for (const { name, file } of plan) {
    const bytes = await fetchTargetFile(name, file, input.download);
    const delta = bytes.ok ? parseDelta(bytes.value) : bytes;
    if (!delta.ok) return delta;
    deltas.push(delta.value);
  }
  const records = await applyDeltas(input.base.records, deltas);
  const last = deltas.at(-1);
  if (!records.ok || last === undefined) return records;
  const file = encodeSnapshot(snapshotAfter(last, records.value));
  const verified = await verifyTargetFile(file, input.epoch.file, 'result of the deltas');
  return verified.ok ? ok(file) : verified;
}
