import type { ActRequest } from '../domain/act-request.ts';
import type { Narrowing } from './narrow-to-act.ts';
import type { Ports } from './ports.ts';
import { liveReleases, type PendingQuestion } from './worker-state.ts';

/**
 * Opening a call log, writing in it and saving it are stages of one act: the answer given at the
 * first one holds until the request that carries the act out has used the release up. An answer
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
      release.act === act &&
      release.actName === actName &&
      (leavesRowsOut || !release.leavesRowsOut) &&
      release.patterns.length > 0 &&
      release.expiresAtMs > ports.now(),
  );
}

/** A guard asks again when our answer was late: the same act on the same view has one question. */
export function findStanding(
  ports: Ports,
  asker: Pick<PendingQuestion, 'isHeld' | 'documentId'>,
  { request, viewKey }: { readonly request: ActRequest; readonly viewKey: string },
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
