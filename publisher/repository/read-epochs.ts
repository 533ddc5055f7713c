import type { Bytes } from '../../utils/domain/bytes.ts';
import { parseDelta } from '../../utils/domain/feed-delta.ts';
import {
  FLAGS_TARGET,
  parseSnapshot,
  type SnapshotHeader,
  stateHash,
} from '../../utils/domain/feed-snapshot.ts';
import type { Target } from './metadata.ts';
import type { VerifiedRepository } from './verify-repository.ts';

/** What a feed holds of one epoch. */
export type PublishedEpoch = {
  /** Empty for the current epoch, `epochs/<id>/` for the one beside it. */
  readonly folder: string;
  readonly header: SnapshotHeader;
  readonly records: Bytes;
  /** Deltas, oldest first: each begins where the one before ends, the last ends at the snapshot. */
  readonly deltas: readonly Target[];
};

/** Reads and checks snapshot and deltas of every epoch. Throws an `Error` that names what is wrong. */
export async function readEpochs(
  repository: VerifiedRepository,
): Promise<readonly PublishedEpoch[]> {
  const folders = [...repository.targets.keys()]
    .filter((name) => name === FLAGS_TARGET || name.endsWith(`/${FLAGS_TARGET}`))
    .map((name) => name.slice(0, -FLAGS_TARGET.length));
  return await Promise.all(folders.map((folder) => readEpoch(repository, folder)));
}

async function readEpoch(repository: VerifiedRepository, folder: string): Promise<PublishedEpoch> {
  const name = `${folder}${FLAGS_TARGET}`;
  const flags = repository.targets.get(name);
  const snapshot = parseSnapshot(new Uint8Array(flags?.bytes ?? []));
  if (!snapshot.ok) throw new Error(`${name}: ${snapshot.code} ${snapshot.detail ?? ''}`);
  const { header, records } = snapshot.value;
  const hash = await stateHash(records);
  if (hash !== flags?.file.custom.stateHash) throw new Error(`${name}: stateHash`);
  const deltas = readDeltas(repository, folder);
  checkChain(deltas, { version: header.version, hash }, name);
  return { folder, header, records, deltas: deltas.map(({ target }) => target) };
}

type ReadDelta = ReturnType<typeof readDeltas>[number];

function readDeltas(repository: VerifiedRepository, folder: string) {
  return [...repository.targets]
    .filter(([name]) => name.startsWith(`${folder}deltas/`))
    .map(([name, { bytes, file }]) => {
      const delta = parseDelta(new Uint8Array(bytes));
      if (!delta.ok) throw new Error(`${name}: ${delta.code} ${delta.detail ?? ''}`);
      const custom = file.unrecognizedFields.custom ?? {};
      return { header: delta.value.header, target: { name, bytes, custom } };
    })
    .sort((a, b) => a.header.fromVersion - b.header.fromVersion);
}

/** Every delta must lead, through the ones after it, to the published snapshot. */
function checkChain(
  deltas: readonly ReadDelta[],
  end: { readonly version: number; readonly hash: string },
  name: string,
): void {
  deltas.forEach(({ header, target }, index) => {
    const next = deltas[index + 1]?.header;
    const version = next?.fromVersion ?? end.version;
    const hash = next?.baseStateHash ?? end.hash;
    if (header.toVersion !== version || header.stateHash !== hash) {
      throw new Error(`${target.name}: does not lead to ${name}`);
    }
  });
}
