import type { Demand } from '../domain/act.ts';
import type { ActReply, ActRequest } from '../domain/act-request.ts';
import { collectAdvice, composeQuestion } from '../domain/compose-question.ts';
import { QUESTION_LIFETIME_MS } from '../domain/question.ts';
import type { SiteProfile } from '../domain/site-profile.ts';
import { addCallee } from './add-callee.ts';
import { addDoubts } from './add-doubts.ts';
import { type Evaluation, flaggedTags, refreshTab, viewKeyOf } from './evaluate-tab.ts';
import { findDemand, findRule } from './find-demand.ts';
import { leavesRowsOut, narrowToAct, pullCount } from './narrow-to-act.ts';
import type { Ports } from './ports.ts';
import { openQuietRelease } from './release-act.ts';
import { showQuestion } from './show-question.ts';
import { findReleased, findStanding, isUnderWay } from './standing-act.ts';
import { type PendingQuestion, withEntry } from './worker-state.ts';

/** Who wants to act: a guard that holds the act, or the browser that stopped a request. */
export type Asker = {
  readonly tabId: number;
  readonly frameId: number;
  readonly documentId: string;
  readonly isHeld: boolean;
};

/**
 * Decides what an act needs. `allow` passes at once and leaves no record; anything else writes the
 * intent durably, then opens the question. Throws when the intent cannot be written: no record, no
 * question, no act.
 */
export async function requestAct(
  ports: Ports,
  asker: Asker,
  request: ActRequest,
): Promise<ActReply> {
  const whole = await refreshTab(ports, asker.tabId);
  const viewKey = viewKeyOf(whole);
  const narrowing = {
    documentId: asker.documentId,
    leavesRowsOut: leavesRowsOut(ports, asker, request),
  };
  const narrowed = narrowToAct(ports, whole, narrowing);
  const told = await addCallee(ports, narrowed, request.callee);
  const evaluation = addDoubts(ports, told, request.readRowCount);
  const profile = profileOf(ports, asker);
  const least = findRule(profile, request)?.demand;
  const demand = findDemand(ports, evaluation, { act: request.act, least });
  if (isUnderWay(ports, narrowing, request)) return { outcome: 'allow' };
  if (demand === 'allow') {
    await openPassage(ports, asker, { request, profile, viewKey });
    return { outcome: 'allow' };
  }
  if (evaluation.mode !== 'enforce') return passWithRecord(ports, { evaluation, request, demand });

  const standing = findStanding(ports, asker, { request, viewKey });
  if (standing) return { outcome: 'asked', requestId: standing.requestId };
  const released = findReleased(ports, asker, { request, viewKey });
  if (released) return { outcome: 'released', requestId: released.requestId };
  const draft = { asker, request, evaluation, demand, profile, viewKey };
  const pending = composePending(ports, { ...draft, leavesRowsOut: narrowing.leavesRowsOut });
  await ports.audit.append({ type: 'intent', ...describe(pending, demand) });
  await ports.state.update((state) => ({
    ...state,
    questions: withEntry(state.questions, pending.question.nonce, pending),
  }));
  await showQuestion(ports, pending);
  return { outcome: 'asked', requestId: pending.requestId };
}

type Passage = {
  readonly request: ActRequest;
  readonly profile: SiteProfile | undefined;
  readonly viewKey: string;
};

async function openPassage(
  ports: Ports,
  { tabId, frameId, documentId }: Asker,
  { request, profile, viewKey }: Passage,
): Promise<void> {
  if (profile?.mode !== 'enforce') return;
  const { act, actName } = request;
  const rules = profile.acts.filter((rule) => rule.act === act && rule.name === actName);
  const patterns = rules.flatMap((rule) => rule.requests);
  await openQuietRelease(ports, { tabId, frameId, documentId, act, actName, viewKey, patterns });
}

function profileOf(ports: Ports, asker: Asker): SiteProfile | undefined {
  const document = ports.state.get().tabs[asker.tabId]?.documents[asker.documentId];
  return ports.source().config?.profiles.find((profile) => profile.id === document?.profileId);
}

type Draft = {
  readonly asker: Asker;
  readonly request: ActRequest;
  readonly evaluation: Evaluation;
  readonly demand: Exclude<Demand, 'allow'>;
  readonly profile: SiteProfile | undefined;
  readonly viewKey: string;
  readonly leavesRowsOut: boolean;
};

function composePending(ports: Ports, draft: Draft): PendingQuestion {
  const { asker, request, evaluation, demand, profile, viewKey, leavesRowsOut } = draft;
  const source = ports.source();
  const expected = request.number ?? request.lastFour;
  const asksDigits = expected !== undefined && evaluation.assessment.headline !== 'cannot-tell';
  const question = composeQuestion({
    nonce: ports.randomId(),
    act: request.act,
    actName: request.actName,
    subjectLabel: request.subjectLabel,
    recipientLabel: request.recipientLabel,
    systemName: profile?.name ?? '',
    demand,
    assessment: evaluation.assessment,
    advice: collectAdvice(evaluation.view, source.config),
    dataAgeMs: source.dataAgeMs,
    counterMode: ports.counterMode(),
    asksDigits,
    mustRepeat: !asker.isHeld,
    digitCount: request.number?.length,
    operatorLabel: ports.operatorLabel(),
    pullCount: pullCount(ports, asker, request),
    readRowCount: request.readRowCount,
    expiresAtMs: ports.now() + QUESTION_LIFETIME_MS,
  });
  return {
    ...asker,
    question,
    requestId: ports.randomId(),
    profileId: profile?.id ?? '',
    viewKey,
    leavesRowsOut,
    contentHash: request.contentHash,
    tags: flaggedTags(evaluation.view),
    expectedLastFour: asksDigits ? expected : undefined,
  };
}

/** What every record of one act says. */
export function describe(pending: PendingQuestion, demand: Demand) {
  return {
    requestId: pending.requestId,
    act: pending.question.act,
    actName: pending.question.actName,
    situation: pending.question.situation,
    demand,
    tags: pending.tags,
    contentHash: pending.contentHash,
    profileId: pending.profileId,
    failures: pending.question.doubts,
  };
}

async function passWithRecord(
  ports: Ports,
  { evaluation, request, demand }: { evaluation: Evaluation; request: ActRequest; demand: Demand },
): Promise<ActReply> {
  await ports.audit.append({
    type: 'decision',
    decision: evaluation.mode === 'shadow' ? 'shadow' : 'warn',
    act: request.act,
    actName: request.actName,
    situation: evaluation.assessment.headline,
    demand,
    tags: flaggedTags(evaluation.view),
  });
  return { outcome: 'allow' };
}
