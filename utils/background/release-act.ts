import { coversRequest, type SeenRequest } from '../domain/request-pattern.ts';
import { applyNetworkRules, movePrintLock } from './barriers.ts';
import type { Ports } from './ports.ts';
import { type PendingQuestion, type Release, withEntry } from './worker-state.ts';

/** Life of an unused release (DESIGN.md §2). */
export const RELEASE_LIFETIME_MS = 120_000;

/**
 * A PDF of a clear view opens at once. One whose press opens nothing is closed again after this
 * time, at the next tick.
 */
const QUIET_LIFETIME_MS = 10_000;

/** Sets one act free. The decision is on record already; the locks open before the guard is told. */
export async function releaseAct(ports: Ports, pending: PendingQuestion): Promise<void> {
  const release = composeRelease(ports, pending);
  await ports.state.update((state) => ({
    ...state,
    releases: withEntry(state.releases, release.requestId, release),
  }));
  await applyNetworkRules(ports);
  if (release.act === 'print') await movePrintLock(ports, release.tabId, true);
  if (pending.isHeld) {
    await ports.guards.tell(pending, 'release', { requestId: release.requestId });
  }
}

/**
 * A PDF opens in a tab that is not there yet, and a new tab is denied by default: an act on a clear
 * view opens its PDF patterns for the first response, in any tab but those with a question of their
 * own. Nothing is asked, so nothing is recorded (DESIGN.md §2, promise 6).
 */
export async function openQuietRelease(ports: Ports, release: QuietRelease): Promise<void> {
  const patterns = release.patterns.filter((pattern) => pattern.pdfOnly);
  if (patterns.length === 0) return;
  const quiet: Release = {
    ...release,
    patterns,
    requestId: ports.randomId(),
    demand: 'allow',
    expiresAtMs: ports.now() + QUIET_LIFETIME_MS,
    isQuiet: true,
  };
  await ports.state.update((state) => ({
    ...state,
    releases: withEntry(state.releases, quiet.requestId, quiet),
  }));
  await applyNetworkRules(ports);
}

type QuietRelease = Omit<Release, 'requestId' | 'demand' | 'expiresAtMs' | 'isQuiet'>;

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
    patterns: rules.flatMap((rule) => rule.requests),
    expiresAtMs: ports.now() + RELEASE_LIFETIME_MS,
  };
}

/** Closes a release: locks first, then the record. Unknown or already closed: nothing happens. */
export async function endRelease(
  ports: Ports,
  requestId: string,
  outcome: 'done' | 'abandoned' | 'expired',
): Promise<void> {
  const release = ports.state.get().releases[requestId];
  if (!release) return;
  await ports.state.update((state) => ({
    ...state,
    releases: withEntry(state.releases, requestId, undefined),
  }));
  await applyNetworkRules(ports);
  if (release.isQuiet) return;
  const isClear = ports.state.get().tabs[release.tabId]?.isClear === true;
  if (release.act === 'print' && !isClear) await movePrintLock(ports, release.tabId, false);
  await ports.audit.append({ type: 'outcome', outcome, requestId, act: release.act });
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

/** Closes every release whose time is over. */
export async function expireReleases(ports: Ports): Promise<void> {
  const nowMs = ports.now();
  for (const release of Object.values(ports.state.get().releases)) {
    if (release.expiresAtMs <= nowMs) await endRelease(ports, release.requestId, 'expired');
  }
}

/** Closes the releases of a tab whose document is gone. */
export async function abandonReleases(
  ports: Ports,
  isGone: (release: Release) => boolean,
): Promise<void> {
  for (const release of Object.values(ports.state.get().releases)) {
    if (isGone(release)) await endRelease(ports, release.requestId, 'abandoned');
  }
}

/** The release that a request uses up, if any. A PDF may be asked for by a tab that is new. */
export function findUsedRelease(
  ports: Ports,
  request: SeenRequest & { readonly tabId: number },
): Release | undefined {
  return Object.values(ports.state.get().releases).find((release) =>
    release.patterns.some(
      (pattern) =>
        coversRequest(pattern, request) && (pattern.pdfOnly || release.tabId === request.tabId),
    ),
  );
}
