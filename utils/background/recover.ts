import { letGo } from './answer-question.ts';
import { passUnwritable } from './audit-unwritable.ts';
import type { Engine } from './engine.ts';
import { refreshTab } from './evaluate-tab.ts';
import { forgetGoneDocuments } from './follow-tabs.ts';
import type { Ports } from './ports.ts';
import { carryOut, changeRelease, closeLocks, endRelease, writeEnd } from './release-act.ts';
import { isUsed } from './release-rules.ts';
import { closeQuestion, showQuestion } from './show-question.ts';
import { liveReleases } from './worker-state.ts';

/**
 * Takes up what a killed worker left half done, before anything new is answered. The operation record
 * is the truth:
 *
 *   intent without end, known to the memory      ─▶ goes on: question shown, release carried out
 *   intent without end, unknown to the memory    ─▶ ends `unknown`: nobody can say what became of it
 *   in the memory, but its end is on record      ─▶ forgotten, locks closed, guard told
 *   a release whose request has gone out         ─▶ ends: the worker that should have noted it is dead
 *
 * A record that cannot be read changes nothing: whatever is open stays asked and stays locked. A memory
 * that cannot be written is no such case: the boot begins again, and nobody is answered until then.
 */
export async function recover(engine: Engine): Promise<void> {
  const { ports } = engine;
  await endUsed(ports);
  const open = await readOpenRequests(engine);
  if (open) {
    await forgetEnded(ports, new Set(open));
    await closeUnknown(engine, open);
  }
  await Promise.all(tabIdsOf(ports).map((tabId) => forgetGoneDocuments(ports, tabId)));
}

/** The second half, once rules and scripts are in line: what was under way goes on. */
export async function resume({ ports }: Engine): Promise<void> {
  const { tabs, releases } = ports.state.get();
  for (const { requestId, ending } of Object.values(releases)) {
    if (ending) await writeEnd(ports, requestId).catch(passUnwritable);
  }
  for (const tabId of tabIdsOf(ports)) if (tabs[tabId]?.isMoving) await refreshTab(ports, tabId);
  for (const release of liveReleases(ports.state.get())) await carryOut(ports, release);
  for (const pending of Object.values(ports.state.get().questions)) {
    if (!pending.isShown) await showQuestion(ports, pending);
  }
  await tellHeld(ports);
}

async function readOpenRequests({ audit }: Engine): Promise<readonly string[] | undefined> {
  return audit.store().then(
    (store) => store.openRequests(),
    () => undefined,
  );
}

async function forgetEnded(ports: Ports, open: ReadonlySet<string>): Promise<void> {
  const { questions, releases } = ports.state.get();
  for (const pending of Object.values(questions)) {
    if (open.has(pending.requestId)) continue;
    await letGo(ports, pending);
    await closeQuestion(ports, pending.question.nonce, pending.tabId);
  }
  for (const release of Object.values(releases)) {
    if (release.isQuiet || open.has(release.requestId)) continue;
    await changeRelease(ports, release.requestId, () => undefined);
    await closeLocks(ports, release);
  }
}

/**
 * Closes every release that is not known to be unused: it would let a second act of its kind through.
 * The rules of the browser outlive the worker, and so does its list of the rules that were met.
 */
async function endUsed(ports: Ports): Promise<void> {
  const opened = liveReleases(ports.state.get()).filter(({ patterns }) => patterns.length > 0);
  if (opened.length === 0) return;
  const used = await ports.network.usedRuleIds().catch(() => undefined);
  for (const release of opened) {
    const outcome = used === undefined ? 'unknown' : isUsed(release, used) ? 'done' : undefined;
    // Its end is in the memory first; a record that cannot be written now follows (`resume`).
    if (outcome) await endRelease(ports, release.requestId, outcome).catch(passUnwritable);
  }
}

async function closeUnknown({ ports, audit }: Engine, open: readonly string[]): Promise<void> {
  const { questions, releases } = ports.state.get();
  const known = new Set(Object.values(questions).map(({ requestId }) => requestId));
  for (const requestId of open) {
    if (known.has(requestId) || releases[requestId]) continue;
    await audit.append({ type: 'outcome', outcome: 'unknown', requestId }).catch(passUnwritable);
  }
}

/** A guard whose act or question the former worker dropped without a word must not hold for ever. */
async function tellHeld(ports: Ports): Promise<void> {
  const { questions, releases } = ports.state.get();
  const requestIds = [
    ...Object.values(questions).map(({ requestId }) => requestId),
    ...Object.keys(releases),
  ];
  await Promise.all(
    tabIdsOf(ports).map((tabId) => ports.guards.tell({ tabId }, 'keepHeld', { requestIds })),
  );
}

function tabIdsOf(ports: Ports): readonly number[] {
  return Object.keys(ports.state.get().tabs).map(Number);
}
