import { coversRequest, mayOpenTab, type SeenRequest } from '../domain/request-pattern.ts';
import { applyNetworkRules, movePrintLock, openForPrint } from './barriers.ts';
import type { Ports } from './ports.ts';
import { closeQuestion, showNext } from './show-question.ts';
import {
  liveReleases,
  type Outcome,
  type PendingQuestion,
  type Release,
  type WorkerState,
  withEntry,
} from './worker-state.ts';

/** Life of an unused release (DESIGN.md §2). */
export const RELEASE_LIFETIME_MS = 120_000;

/**
 * A PDF of a clear view opens at once. One whose press opens nothing is closed again after this
 * time, at the next tick.
 */
const QUIET_LIFETIME_MS = 10_000;

/**
 * Sets one act free. The decision is on record already. In one step the question ends and the release
 * begins: a worker that is killed leaves one or the other, never an answer that nobody carries out.
 */
export async function releaseAct(ports: Ports, pending: PendingQuestion): Promise<void> {
  const release = composeRelease(ports, pending);
  await ports.state.update((state) => ({
    ...withRelease(state, release),
    questions: withEntry(state.questions, pending.question.nonce, undefined),
  }));
  await carryOut(ports, release);
}

/**
 * Opens the rules, closes the question and opens the paper, before the guard is told: whoever sees the
 * question gone may press at once. Doing it again does no harm.
 */
export async function carryOut(ports: Ports, release: Release): Promise<void> {
  const { answered, requestId, tabId, frameId } = release;
  if (!answered) return;
  await applyNetworkRules(ports);
  await closeQuestion(ports, answered.nonce, tabId);
  if (release.act === 'print') await openForPrint(ports, release);
  if (answered.isHeld) await ports.guards.tell({ tabId, frameId }, 'release', { requestId });
  await changeRelease(ports, requestId, (known) => ({ ...known, answered: undefined }));
  await showNext(ports, tabId);
}

/**
 * A PDF opens in a tab that is not there yet, and a new tab is denied by default: an act on a clear
 * view opens its PDF patterns for the first response, in any tab but those with a question of their
 * own. Nothing is asked, so nothing is recorded (DESIGN.md §2, promise 6).
 */
export async function openQuietRelease(ports: Ports, release: QuietRelease): Promise<void> {
  const patterns = release.patterns.filter(mayOpenTab);
  if (patterns.length === 0) return;
  const quiet: Release = {
    ...release,
    patterns,
    requestId: ports.randomId(),
    firstRule: nextRule(ports),
    demand: 'allow',
    expiresAtMs: ports.now() + QUIET_LIFETIME_MS,
    isQuiet: true,
  };
  await ports.state.update((state) => withRelease(state, quiet));
  await applyNetworkRules(ports);
}

type QuietRelease = Omit<Release, 'requestId' | 'firstRule' | 'demand' | 'expiresAtMs' | 'isQuiet'>;

function nextRule(ports: Ports): number {
  return ports.state.get().ruleCount ?? 0;
}

function withRelease(state: WorkerState, release: Release): WorkerState {
  return {
    ...state,
    ruleCount: release.firstRule + release.patterns.length,
    releases: withEntry(state.releases, release.requestId, release),
  };
}

function composeRelease(ports: Ports, pending: PendingQuestion): Release {
  const profile = ports
    .source()
    .config?.profiles.find((candidate) => candidate.id === pending.profileId);
  const { act, actName, demand } = pending.question;
  const rules = profile?.acts.filter((rule) => rule.act === act && rule.name === actName) ?? [];
  return {
    requestId: pending.requestId,
    tabId: pending.tabId,
    frameId: pending.frameId,
    documentId: pending.documentId,
    act,
    actName,
    demand,
    viewKey: pending.viewKey,
    leavesRowsOut: pending.leavesRowsOut,
    contentHash: pending.contentHash,
    patterns: rules.flatMap((rule) => rule.requests),
    firstRule: nextRule(ports),
    expiresAtMs: ports.now() + RELEASE_LIFETIME_MS,
    answered: { nonce: pending.question.nonce, isHeld: pending.isHeld },
  };
}

/**
 * Closes a release: locks first, then the record; only then is it forgotten, so that a worker that is
 * killed, or a disk that is full, loses no end. Where the memory cannot keep it, locks and record do
 * not wait for that. Unknown or already closed: nothing happens.
 */
export async function endRelease(ports: Ports, requestId: string, outcome: Outcome): Promise<void> {
  const release = ports.state.get().releases[requestId];
  if (!release || release.ending) return;
  try {
    await changeRelease(ports, requestId, (known) => ({ ...known, ending: outcome }));
  } finally {
    await writeEnd(ports, requestId);
  }
}

/** The rest of an end that is known: also of one that a former worker did not come to write. */
export async function writeEnd(ports: Ports, requestId: string): Promise<void> {
  const release = ports.state.get().releases[requestId];
  if (!release) return;
  const { act, ending: outcome, isQuiet } = release;
  await closeLocks(ports, release);
  if (!isQuiet) await ports.audit.append({ type: 'outcome', outcome, requestId, act });
  await changeRelease(ports, requestId, () => undefined);
}

/** Closes what a release opened. */
export async function closeLocks(ports: Ports, { act, tabId, isQuiet }: Release): Promise<void> {
  await applyNetworkRules(ports);
  const isClear = ports.state.get().tabs[tabId]?.isClear === true;
  if (act === 'print' && !isClear && !isQuiet) await movePrintLock(ports, tabId, false);
}

/** Changes a release that is known; `undefined` forgets it. */
export async function changeRelease(
  ports: Ports,
  requestId: string,
  change: (release: Release) => Release | undefined,
): Promise<void> {
  await ports.state.update((state): WorkerState => {
    const release = state.releases[requestId];
    const next = release && change(release);
    return { ...state, releases: withEntry(state.releases, requestId, next) };
  });
}

/**
 * A guard says that it has replayed a held act. Where a request carries the act out, the release
 * lives until that request; a click alone does not use it up.
 */
export async function noteReplayed(
  ports: Ports,
  requestId: string,
  outcome: 'done' | 'abandoned',
): Promise<void> {
  const awaitsRequest = (ports.state.get().releases[requestId]?.patterns.length ?? 0) > 0;
  if (outcome === 'done' && awaitsRequest) return;
  await endRelease(ports, requestId, outcome);
}

/** Closes every release whose time is over, and those whose end could not be written since. */
export async function expireReleases(ports: Ports): Promise<void> {
  const nowMs = ports.now();
  for (const { requestId, ending, expiresAtMs } of Object.values(ports.state.get().releases)) {
    if (expiresAtMs > nowMs) continue;
    if (ending) await writeEnd(ports, requestId);
    else await endRelease(ports, requestId, 'expired');
  }
}

/** Closes the releases of a tab whose document is gone. */
export async function abandonReleases(
  ports: Ports,
  isGone: (release: Release) => boolean,
): Promise<void> {
  for (const release of liveReleases(ports.state.get())) {
    if (isGone(release)) await endRelease(ports, release.requestId, 'abandoned');
  }
}

/** The release that a request uses up, if any; the one whose request is on the way comes first. */
export function findUsedRelease(ports: Ports, request: ReleasedRequest): Release | undefined {
  const used = listReleasesFor(ports, request);
  return used.find(({ isSent }) => isSent) ?? used[0];
}

type ReleasedRequest = SeenRequest & { readonly tabId: number };

/** The releases that a request could use up. A PDF may be asked for by a tab that is new. */
export function listReleasesFor(ports: Ports, request: ReleasedRequest): readonly Release[] {
  return liveReleases(ports.state.get()).filter((release) =>
    release.patterns.some(
      (pattern) =>
        coversRequest(pattern, request) && (mayOpenTab(pattern) || release.tabId === request.tabId),
    ),
  );
}
