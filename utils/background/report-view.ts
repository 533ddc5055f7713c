import type { Verdict } from '../domain/verdict.ts';
import type { Candidate, ShownNumber, ViewAnswer, ViewReport } from '../domain/view-report.ts';
import {
  type Evaluation,
  isKnownClear,
  refreshTab,
  showView,
  viewKeyOf,
  withTab,
} from './evaluate-tab.ts';
import { type GuardSender, watchedBy } from './open-document.ts';
import type { Ports, TaggedVerdict } from './ports.ts';
import { renewStopped } from './stopped-act.ts';
import type { DocumentState, TaggedSighting } from './worker-state.ts';

/** Looks up what a frame sees, joins it with the other frames of the tab, and moves the locks. */
export async function reportView(
  ports: Ports,
  sender: GuardSender,
  report: ViewReport,
): Promise<ViewAnswer> {
  const before = ports.state.get().tabs[sender.tabId];
  // Sent before its page was left, and read after: its view would stand for the one that stands now.
  if (before?.left?.includes(sender.documentId)) return { verdicts: [], isClear: false };
  const judged = await judgeCandidates(ports, report.candidates);
  const document = documentState(ports, sender, {
    sightings: judged.flatMap((one) => one.sighting ?? []),
    report,
  });
  await ports.state.update((state) =>
    withTab(state, sender.tabId, (tab) => ({
      ...tab,
      documents: { ...tab.documents, [sender.documentId]: document },
    })),
  );
  const evaluation = await refreshTab(ports, sender.tabId);
  // Another record that means the same (two residents nobody can tell of): the band must name it.
  const known = before?.documents[sender.documentId];
  const isOther =
    !isSame(known?.subject, report.subject) || !isSame(known?.recipient, report.recipient);
  if (isOther && before?.viewKey === viewKeyOf(evaluation))
    await showBanner(ports, sender.tabId, evaluation);
  await renewStopped(ports, sender.tabId, evaluation);
  return {
    verdicts: judged.map(({ id, verdict }) => ({ id, verdict })),
    isClear: isKnownClear(evaluation),
  };
}

function isSame(a: ShownNumber | undefined, b: ShownNumber | undefined): boolean {
  return a?.label === b?.label && a?.lastFour === b?.lastFour && a?.others === b?.others;
}

async function showBanner(
  ports: Ports,
  tabId: number,
  { assessment, mode }: Evaluation,
): Promise<void> {
  if (assessment.headline !== 'clear' && mode !== 'shadow') await showView(ports, tabId);
}

function documentState(
  ports: Ports,
  sender: GuardSender,
  { sightings, report }: { sightings: readonly TaggedSighting[]; report: ViewReport },
): DocumentState {
  const { config } = ports.source();
  const watched = config ? watchedBy(config, sender) : undefined;
  const known = ports.state.get().tabs[sender.tabId]?.documents[sender.documentId];
  return {
    frameId: sender.frameId,
    profileId: watched?.profile.id ?? '',
    hasReported: true,
    sightings,
    doubts: watched?.isUncovered ? [...report.doubts, 'site-unreadable'] : report.doubts,
    contentHash: report.contentHash,
    subject: report.subject,
    recipient: report.recipient,
    rows: known?.rows,
    openerTabId: known?.openerTabId,
  };
}

type Judged = {
  readonly id: number;
  readonly verdict: Verdict;
  /** Absent when the candidate is clear: it decides nothing. */
  readonly sighting: TaggedSighting | undefined;
};

async function judgeCandidates(
  ports: Ports,
  candidates: readonly Candidate[],
): Promise<readonly Judged[]> {
  const verdicts = await ports.source().lookUp(candidates.flatMap((candidate) => candidate.forms));
  let offset = 0;
  return candidates.map((candidate) => {
    const own = verdicts.slice(offset, offset + candidate.forms.length);
    offset += candidate.forms.length;
    return judge(candidate, own);
  });
}

/**
 * The strictest of several readings wins. A digit run without a label counts only when it hits the
 * cache (DESIGN.md §6): its *unknown* is said once for the whole view by the source's doubts.
 */
function judge(candidate: Candidate, verdicts: readonly TaggedVerdict[]): Judged {
  const flagged = verdicts.findIndex(({ verdict }) => verdict.status === 'flagged');
  const unknown = verdicts.findIndex(({ verdict }) => verdict.status === 'unknown');
  const chosen = flagged >= 0 ? flagged : candidate.anchored ? unknown : -1;
  const best = verdicts[chosen];
  const form = candidate.forms[chosen];
  if (!best || !form)
    return { id: candidate.id, verdict: { status: 'clear' }, sighting: undefined };
  const sighting = { kind: form.kind, place: candidate.place, ...best };
  return { id: candidate.id, verdict: best.verdict, sighting };
}
