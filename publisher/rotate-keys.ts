import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createKey } from './keys/create-key.ts';
import { currentRoot, type KeyFolder, type OnlineRole, openKeyFolder } from './keys/key-folder.ts';
import { type PublisherState, readState, writeState } from './keys/publisher-state.ts';
import { readReleaseSigners, writeReleaseSigners } from './keys/release-signers.ts';
import { openRootKeys } from './keys/root-keys.ts';
import type { Signer } from './keys/signer.ts';
import { withLock } from './keys/with-lock.ts';
import { writePrivateFile } from './keys/write-private-file.ts';
import { type Outcome, refuse } from './problem.ts';
import { makeRoot, ROOT_LIFE_MS } from './repository/metadata.ts';
import { nextVersions, publishTargets } from './repository/publish-feed.ts';
import { readFeed } from './verify-feed.ts';

export type RotateOptions = {
  readonly keys: string;
  readonly feed: string;
  /** `root` makes new root keys; the others replace the one key of that role. */
  readonly role: 'root' | OnlineRole;
  /** Files of the root keys that agree; empty while they still lie in the key folder. */
  readonly rootKeys: readonly string[];
  /** Number of new root keys and how many of them must agree; as before when absent. */
  readonly rootKeyCount?: number | undefined;
  readonly rootThreshold?: number | undefined;
  readonly nowMs: number;
};

export type RotateResult = {
  readonly rootVersion: number;
  /** Names of the new private keys in the key folder. */
  readonly keyFiles: readonly string[];
};

/**
 * Replaces keys: publishes the next root metadata, signed by the old and the new root keys (TUF
 * specification 6.1), and signs everything below it again. The new keys are on disk before anything
 * is published; when the publication is refused they are taken away again.
 */
export async function rotateKeys(options: RotateOptions): Promise<Outcome<RotateResult>> {
  const folder = openKeyFolder(options.keys);
  if (!folder.ok) return folder;
  return await withLock(options.keys, () => rotate(options, folder.value));
}

async function rotate(options: RotateOptions, folder: KeyFolder): Promise<Outcome<RotateResult>> {
  const state = readState(options.keys, folder.identity.epochId);
  if (!state.ok) return state;
  const oldRootKeys = openRootKeys(folder, options.rootKeys);
  if (!oldRootKeys.ok) return oldRootKeys;
  const listed = readReleaseSigners(folder);
  if (!listed.ok) return listed;
  const plan = planRotation(options, folder);
  if (!plan.ok) return plan;

  const created = plan.value.keyFiles.map((name) => createKey(join(options.keys, name)));
  const made = makeNextRoot(folder, {
    ...plan.value,
    created,
    oldRootKeys: oldRootKeys.value,
    options,
  });
  writePrivateFile(join(options.keys, made.root.name), made.root.bytes);
  const next = { ...folder, roots: [...folder.roots, made.root], signers: made.signers };
  const published = await publishAgain(options, next, state.value);
  if (!published.ok) {
    for (const name of [made.root.name, ...plan.value.keyFiles]) {
      rmSync(join(options.keys, name), { force: true });
    }
    return published;
  }
  if (options.role === 'root') writeReleaseSigners(next, listed.value, created);
  else removeOldKey(options.keys, options.role, plan.value.keyFiles);
  const { version, keyFiles } = plan.value;
  return { ok: true, value: { rootVersion: version, keyFiles } };
}

type Plan = {
  readonly version: number;
  readonly keyFiles: readonly string[];
  readonly rootThreshold: number;
};

function planRotation(options: RotateOptions, folder: KeyFolder): Outcome<Plan> {
  const { signed } = currentRoot(folder);
  const version = signed.version + 1;
  const before = signed.roles.root;
  const count = options.rootKeyCount ?? before?.keyIDs.length ?? 1;
  const isRoot = options.role === 'root';
  const rootThreshold = (isRoot ? options.rootThreshold : undefined) ?? before?.threshold ?? 1;
  if (isRoot && rootThreshold > count) {
    return refuse({
      code: 'keys',
      file: 'ルート鍵',
      cause: 'ルート鍵の数より必要数が多くなります。',
      remedy: '--root-keys と --root-threshold を確認してください。',
    });
  }
  const names = Array.from({ length: isRoot ? count : 1 }, (_, index) =>
    isRoot ? `root-v${version}-${index + 1}.pem` : `${options.role}-v${version}.pem`,
  );
  return { ok: true, value: { version, keyFiles: names, rootThreshold } };
}

function makeNextRoot(
  folder: KeyFolder,
  terms: Plan & {
    readonly created: readonly Signer[];
    readonly oldRootKeys: readonly Signer[];
    readonly options: RotateOptions;
  },
) {
  const { created, oldRootKeys, options, version, rootThreshold } = terms;
  const { role, nowMs } = options;
  const [newKey] = created;
  const signers = { ...folder.signers, ...(role !== 'root' && newKey ? { [role]: newKey } : {}) };
  const current = currentRoot(folder).signed;
  const keptRoot = (current.roles.root?.keyIDs ?? []).flatMap((id) => current.keys[id] ?? []);
  const root = makeRoot(
    { version, expiresAtMs: nowMs + ROOT_LIFE_MS },
    {
      root: role === 'root' ? created.map(({ key }) => key) : keptRoot,
      targets: [signers.targets.key],
      snapshot: [signers.snapshot.key],
      timestamp: [signers.timestamp.key],
    },
    { rootThreshold, signers: role === 'root' ? [...oldRootKeys, ...created] : oldRootKeys },
  );
  return { root, signers };
}

/** Signs what is published once more, under new versions, with the keys that count from now on. */
async function publishAgain(
  options: RotateOptions,
  folder: KeyFolder,
  state: PublisherState,
): Promise<Outcome<null>> {
  const pinnedRoot = folder.roots[0]?.bytes ?? new Uint8Array();
  const { nowMs } = options;
  const feed = await readFeed({ feed: options.feed, pinnedRoot, nowMs, mayBeExpired: true });
  if (!feed.ok) return feed;
  const input = { folder, state, feedPath: options.feed, nowMs };
  const targets = [...feed.value.repository.targets].map(([name, { bytes, file }]) => {
    return { name, bytes, custom: file.unrecognizedFields.custom ?? {} };
  });
  const published = await publishTargets(input, nextVersions(input), targets);
  if (!published.ok) return published;
  writeState(options.keys, { ...state, ...published.value });
  return { ok: true, value: null };
}

/** The root no longer names it, so it can sign nothing; a copy in a backup is worth nothing either. */
function removeOldKey(keys: string, role: OnlineRole, kept: readonly string[]): void {
  for (const name of readdirSync(keys)) {
    const isOfRole = name.startsWith(`${role}-`) && name.endsWith('.pem');
    if (isOfRole && !kept.includes(name)) rmSync(join(keys, name));
  }
}
