import { IDBFactory } from 'fake-indexeddb';
import { expect } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { type FetchBytes, openFetchBytes } from '../../utils/background/fetch-bytes.ts';
import { syncFeed } from '../../utils/background/sync-feed.ts';
import type { Policy } from '../../utils/domain/policy.ts';
import type { Result } from '../../utils/domain/result.ts';
import type { FlagStore } from '../../utils/storage/flag-store.ts';
import { askFlags } from './ask-flags.ts';
import { atena, buildPolicy, buildTargets, NOW, serveFiles } from './feed-fixture.ts';
import { openMemoryStore } from './open-memory-store.ts';
import { createRepository, expiry, type TufRepository } from './tuf-repository.ts';

/**
 * fresh: never saw the feed. current: has the newest release. stale: has it, two days ago. wiped: had
 * it, then lost the database; the second head is left.
 */
export const CLIENT_STATES = ['fresh', 'current', 'stale', 'wiped'] as const;
export type ClientState = (typeof CLIENT_STATES)[number];

/** A PC in one of the states, and the repository that the attacker may bend. */
export type AttackedClient = {
  readonly repository: TufRepository;
  readonly state: ClientState;
  readonly nowMs: number;
  /** Files of the release before the one that the client has. */
  readonly oldFiles: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  readonly store: FlagStore;
  readonly policy: Policy;
  /** Takes the place of the honest download. */
  fetchBytes: FetchBytes;
};

const DAY_MS = 24 * 60 * 60_000;
const FLAGGED = atena('000000000000101');
const UNFLAGGED = atena('000000000000999');

/** Opens a client in a state, with three releases behind the repository. */
export async function openAttackedClient(state: ClientState): Promise<AttackedClient> {
  fakeBrowser.reset();
  const nowMs = state === 'stale' ? NOW + 2 * DAY_MS : NOW;
  const repository = createRepository(NOW);
  repository.bodies.timestamp.expires = expiry(NOW + 20 * DAY_MS);
  repository.publish(await buildTargets());
  const oldFiles = new Map(repository.files);
  for (const version of [2, 3]) repository.publish(await buildTargets({ version }));
  const policy = buildPolicy(repository);
  const fetchBytes = serveFiles(repository.files);
  const store = state === 'fresh' ? openMemoryStore() : await syncedStore(policy, fetchBytes);
  const kept = state === 'wiped' ? openMemoryStore(new IDBFactory()) : store;
  return { repository, state, nowMs, oldFiles, store: kept, policy, fetchBytes };
}

async function syncedStore(policy: Policy, fetchBytes: FetchBytes): Promise<FlagStore> {
  const store = openMemoryStore();
  const report = await syncFeed({ store, fetchBytes }, policy, NOW);
  if (!report.ok) throw new Error(report.detail);
  return store;
}

/**
 * Runs the client against what it is served: refused, the old data byte for byte as it was, and
 * neither the flagged nor the other number called clear unless it was so before.
 */
export async function expectRefusal(client: AttackedClient): Promise<void> {
  const { store, policy, nowMs } = client;
  // The clock is noted at every run, also when the run fails.
  await store.noteTime(nowMs);
  const before = { feed: await store.read(), trust: await store.readTrust() };
  const report = await syncFeed({ store, fetchBytes: client.fetchBytes }, policy, nowMs);
  expect(report.ok, 'the attack was accepted').toBe(false);
  expect(await store.read()).toEqual(before.feed);
  expect(withoutRoot(await store.readTrust())).toEqual(withoutRoot(before.trust));
  const [flagged, other] = await askFlags({ store, policy, nowMs }, [FLAGGED, UNFLAGGED]);
  const hasData = client.state === 'current' || client.state === 'stale';
  expect(flagged?.status).toBe(hasData ? 'flagged' : 'unknown');
  expect(other?.status).toBe(client.state === 'current' ? 'clear' : 'unknown');
}

/** Proves that a scene without an attack is accepted, so that a refusal means the attack. */
export async function expectAcceptance(client: AttackedClient): Promise<void> {
  const { store, policy, nowMs, fetchBytes } = client;
  const report = await syncFeed({ store, fetchBytes }, policy, nowMs);
  expect(report).toMatchObject({ ok: true });
  const [flagged, other] = await askFlags({ store, policy, nowMs }, [FLAGGED, UNFLAGGED]);
  expect([flagged?.status, other?.status]).toEqual(['flagged', 'clear']);
}

/** A verified root is kept on the way (5.3.8), also when a later step refuses. */
function withoutRoot(kept: Result<object, string>): object {
  return kept.ok ? { ...kept.value, root: undefined, pinHash: undefined } : kept;
}

/** A host that answers one file, named by a test, without end; the browser's reader must give up. */
export function serveEndless(client: AttackedClient, isWanted: (name: string) => boolean): void {
  const honest = client.fetchBytes;
  const endless = openFetchBytes(async () => new Response(endlessBody()));
  client.fetchBytes = (request) =>
    isWanted(new URL(request.url).pathname) ? endless(request) : honest(request);
}

function endlessBody(): ReadableStream<Uint8Array> {
  return new ReadableStream({
    pull: (stream) => stream.enqueue(new Uint8Array(65_536).fill(0x20)),
  });
}
