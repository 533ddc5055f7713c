import type { ActRequest } from '../domain/act-request.ts';
import type { Narrowing } from './narrow-to-act.ts';
import type { Ports } from './ports.ts';
import { liveReleases, type PendingQuestion, type Release } from './worker-state.ts';

/**
 * Opening a call log, writing in it and saving it are stages of one act: the answer given at the
 * first one holds until the request that carries the act out is on its way. An answer
 * about a list without its flagged rows does not cover the list with them.
 */
export function isUnderWay(
  ports: Ports,
  { documentId, leavesRowsOut }: Narrowing,
  { act, actName }: ActRequest,
): boolean {
  return liveReleases(ports.state.get()).some(
    (release) =>
      release.documentId === documentId &&
      !release.isSent &&
      release.act === act &&
      release.actName === actName &&
      (leavesRowsOut || !release.leavesRowsOut) &&
      release.patterns.length > 0 &&
      release.expiresAtMs > ports.now(),
  );
}

type Wanted = { readonly request: ActRequest; readonly viewKey: string };

/** A guard asks again when our answer was late: the same act on the same view has one question. */
export function findStanding(
  ports: Ports,
  asker: Pick<PendingQuestion, 'isHeld' | 'documentId'>,
  { request, viewKey }: Wanted,
): PendingQuestion | undefined {
  return Object.values(ports.state.get().questions).find(
    (pending) =>
      pending.isHeld === asker.isHeld &&
      pending.documentId === asker.documentId &&
      pending.question.act === request.act &&
      pending.question.actName === request.actName &&
      pending.contentHash === request.contentHash &&
      pending.viewKey === viewKey,
  );
}

/** The question of the first asking may have been answered before its guard heard of it. */
export function findReleased(
  ports: Ports,
  asker: Pick<PendingQuestion, 'documentId'>,
  { request, viewKey }: Wanted,
): Release | undefined {
  if (!request.isRepeated) return undefined;
  return liveReleases(ports.state.get()).find(
    (release) =>
      !release.isQuiet &&
      !release.isSent &&
      release.documentId === asker.documentId &&
      release.act === request.act &&
      release.actName === request.actName &&
      release.contentHash === request.contentHash &&
      release.viewKey === viewKey,
  );
}
