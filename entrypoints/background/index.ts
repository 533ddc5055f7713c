import browser from 'webextension-polyfill';
import { defineBackground } from 'wxt/utils/define-background';
import { openFetchBytes } from '../../utils/background/fetch-bytes.ts';
import { makeHandlers } from '../../utils/background/handlers.ts';
import { startWorker } from '../../utils/background/worker.ts';
import { parseWorkerState } from '../../utils/background/worker-memory.ts';
import { parsePollPlan } from '../../utils/domain/poll-plan.ts';
import { serve } from '../../utils/messaging/serve.ts';
import { askGuard, tellGuard } from '../../utils/messaging/tell-guard.ts';
import { openAuditStore } from '../../utils/storage/audit-store.ts';
import { openFlagStore } from '../../utils/storage/flag-store.ts';
import { openPolicyStore } from '../../utils/storage/policy-store.ts';
import { localCell, sessionCell } from '../../utils/storage/storage-cell.ts';
import { connectEvents } from './browser-events.ts';
import { armSites } from './content-scripts.ts';
import { closeNetworkRules, readUsedRules, setNetworkRules } from './network-rules.ts';
import { insertPrintSheet, removePrintSheet } from './print-sheet.ts';
import { findOpener, listDocumentIds, openPullListWindow, openQuestionWindow } from './tabs.ts';
import { setSyncTime, setTickPeriod, showBadge } from './toolbar-and-alarm.ts';

const identity = { now: () => Date.now(), randomId: () => crypto.randomUUID() };

export default defineBackground(() => {
  const worker = startWorker({
    ...identity,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    appVersion: browser.runtime.getManifest().version,
    policyStore: openPolicyStore(),
    flagStore: openFlagStore({ local: browser.storage.local }),
    openAudit: () => openAuditStore(identity),
    memoryCell: sessionCell('workerState', parseWorkerState),
    configCopy: localCell('configCopy', (value) => (typeof value === 'string' ? value : undefined)),
    fetchBytes: openFetchBytes((input, init) => fetch(input, init)),
    pollCell: sessionCell('pollPlan', parsePollPlan),
    random: () => Math.random(),
    browserPorts: {
      printSheet: { insert: insertPrintSheet, remove: removePrintSheet },
      guards: { tell: tellGuard, ask: askGuard },
      frames: { documentIds: listDocumentIds, openerTabId: findOpener },
      windows: { openQuestion: openQuestionWindow, openPullList: openPullListWindow },
    },
    setRules: setNetworkRules,
    closeRules: closeNetworkRules,
    readUsedRules,
    armSites,
    showBadge,
    setTickPeriod,
    setSyncTime,
  });
  serve(makeHandlers(worker));
  connectEvents(worker);
});
