import type { Sender } from '../messaging/allowed-senders.ts';
import type { Handlers } from '../messaging/serve.ts';
import { answerQuestion, cancelQuestion, readQuestion } from './answer-question.ts';
import { openDocument } from './open-document.ts';
import { noteRows, pullRows, readPullList } from './pull-rows.ts';
import { noteReplayed } from './release-act.ts';
import { reportView } from './report-view.ts';
import { requestAct } from './request-act.ts';
import { screenTexts } from './screen-texts.ts';
import { moveQuestion } from './show-question.ts';
import type { Worker } from './worker.ts';

type Guard = Extract<Sender, { kind: 'guard' }>;

/** One handler per message. Each waits for the boot, then for the turn of its tab. */
export function makeHandlers(worker: Worker): Handlers {
  const { ports } = worker;
  return {
    ...listHandlers(worker),
    ...pageHandlers(worker),
    openDocument: (_input, sender) =>
      inTabTurn(worker, guardOf(sender).tabId, () => openDocument(ports, guardOf(sender))),
    reportView: (input, sender) =>
      inTabTurn(worker, guardOf(sender).tabId, () => reportView(ports, guardOf(sender), input)),
    requestAct: (input, sender) =>
      inTabTurn(worker, guardOf(sender).tabId, () =>
        requestAct(ports, { ...guardOf(sender), isHeld: true }, input),
      ),
    reportOutcome: async ({ requestId, outcome }, sender) => {
      await inTabTurn(worker, guardOf(sender).tabId, () => noteReplayed(ports, requestId, outcome));
      return null;
    },
    moveQuestion: async ({ nonce }, sender) => {
      await inTabTurn(worker, guardOf(sender).tabId, () =>
        moveQuestion(ports, nonce, guardOf(sender).tabId),
      );
      return null;
    },
    readQuestion: async ({ nonce }) => {
      await worker.ready;
      return readQuestion(ports, nonce);
    },
    answerQuestion: async ({ nonce, answer }) => {
      await worker.ready;
      return inTabTurn(worker, tabOf(worker, nonce), () => answerQuestion(ports, nonce, answer));
    },
    cancelQuestion: async ({ nonce }, sender) => {
      await worker.ready;
      const tabId = sender.kind === 'confirm' ? sender.tabId : undefined;
      await inTabTurn(worker, tabOf(worker, nonce), () => cancelQuestion(ports, nonce, tabId));
      return null;
    },
  };
}

type PageMessage =
  | 'awaitReady'
  | 'readStatus'
  | 'readRecords'
  | 'exportRecords'
  | 'syncNow'
  | 'setCounterMode';

/** What the pages of the extension ask that show no question. */
function pageHandlers(worker: Worker): Pick<Handlers, PageMessage> {
  return {
    awaitReady: async () => {
      await worker.ready;
      return null;
    },
    readStatus: () => worker.readStatus(),
    readRecords: ({ limit }) => worker.readRecords(limit),
    exportRecords: ({ fromSeq }) => worker.exportRecords(fromSeq),
    syncNow: async () => {
      await worker.sync();
      return worker.readStatus();
    },
    setCounterMode: async ({ isOn }) => {
      await worker.setCounterMode(isOn);
      return null;
    },
  };
}

type ListMessage =
  | 'screenTexts'
  | 'reportRows'
  | 'pullRows'
  | 'openPullList'
  | 'pullInstead'
  | 'readPullList';

/** Long lists and 引き抜き. Frames report their views while they work, so it runs outside the turn of its tab. */
function listHandlers(worker: Worker): Pick<Handlers, ListMessage> {
  const { ports } = worker;
  return {
    // Changes nothing, so it waits for no turn: a long list must not keep an act waiting.
    screenTexts: async (input, sender) => {
      await worker.ready;
      return screenTexts(ports, guardOf(sender), input);
    },
    reportRows: async (rows, sender) => {
      const { tabId } = guardOf(sender);
      await inTabTurn(worker, tabId, () => noteRows(ports, guardOf(sender), rows));
      return null;
    },
    pullRows: async (_input, sender) => {
      await worker.ready;
      await pullRows(ports, guardOf(sender).tabId);
      return null;
    },
    openPullList: async (_input, sender) => {
      await ports.windows.openPullList(guardOf(sender).tabId);
      return null;
    },
    pullInstead: async ({ nonce }) => {
      await worker.ready;
      const tabId = tabOf(worker, nonce);
      if (tabId < 0) return null;
      await inTabTurn(worker, tabId, () => cancelQuestion(ports, nonce));
      await pullRows(ports, tabId);
      return null;
    },
    readPullList: async ({ tabId }) => {
      await worker.ready;
      return readPullList(ports, tabId);
    },
  };
}

async function inTabTurn<Value>(
  worker: Worker,
  tabId: number,
  task: () => Promise<Value>,
): Promise<Value> {
  await worker.ready;
  return worker.inTurn(`tab ${tabId}`, task);
}

function tabOf(worker: Worker, nonce: string): number {
  return worker.ports.state.get().questions[nonce]?.tabId ?? -1;
}

/** `ALLOWED_SENDERS` lets only guards call these; anything else is a bug in that table. */
function guardOf(sender: Sender): Guard {
  if (sender.kind !== 'guard') throw new Error(`guard expected, got ${sender.kind}`);
  return sender;
}
