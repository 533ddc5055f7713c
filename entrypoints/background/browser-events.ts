import browser from 'webextension-polyfill';
import { makeAdmission } from '../../utils/background/admit-request.ts';
import { noteCommit, noteTabRemoved } from '../../utils/background/follow-tabs.ts';
import { noteStay } from '../../utils/background/leave-document.ts';
import {
  noteAnsweredRequest,
  noteSentRequest,
  noteStoppedRequest,
} from '../../utils/background/watch-requests.ts';
import type { Worker } from '../../utils/background/worker.ts';
import { documentIdOf } from './tabs.ts';

/**
 * Listeners must stand in the first turn, when the profiles' hosts are not known yet. Images, styles
 * and scripts never carry an act out, so they do not wake the worker.
 */
const WEB: browser.WebRequest.RequestFilter = {
  urls: ['http://*/*', 'https://*/*'],
  types: ['main_frame', 'sub_frame', 'object', 'xmlhttprequest', 'ping', 'websocket', 'other'],
};
const FRAMES: ReadonlySet<string> = new Set(['main_frame', 'sub_frame']);
const STOPPED_BY_RULE = 'net::ERR_BLOCKED_BY_CLIENT';

/**
 * Connects the browser's events in the worker's first turn; each waits for the boot and for the turn
 * of its tab.
 */
export function connectEvents(worker: Worker): void {
  const { ports } = worker;
  const admission = makeAdmission(ports);
  const inTurn = (tabId: number, task: () => Promise<void>): void => {
    worker.ready.then(() => worker.inTurn(`tab ${tabId}`, task)).catch(reportError);
  };
  browser.alarms.onAlarm.addListener(() => void worker.tick().catch(reportError));
  browser.storage.onChanged.addListener((_changes, area) => {
    if (area === 'managed') worker.tick().catch(reportError);
  });
  // Only to be started at once by an installation or update: the boot does the rest.
  browser.runtime.onInstalled.addListener(() => undefined);
  browser.runtime.onStartup.addListener(() => undefined);
  browser.runtime.onUpdateAvailable.addListener(() => void worker.noteUpdate().catch(reportError));
  browser.webNavigation.onBeforeNavigate.addListener(({ tabId, frameId }) => {
    worker.leave({ tabId, frameId, isAnswered: false }).catch(reportError);
  });
  browser.webNavigation.onErrorOccurred.addListener(({ tabId, frameId }) =>
    inTurn(tabId, () => noteStay(ports, tabId, frameId)),
  );
  browser.webNavigation.onCommitted.addListener((details) => {
    const { tabId, frameId, url } = details;
    const documentId = documentIdOf(details) ?? '';
    inTurn(tabId, () => noteCommit(ports, { tabId, frameId, url, documentId }));
  });
  browser.tabs.onRemoved.addListener((tabId) => inTurn(tabId, () => noteTabRemoved(ports, tabId)));
  // Where policy has installed the extension; elsewhere the browser never calls it.
  browser.webRequest.onBeforeRequest.addListener(
    ({ tabId, url, method, type, requestId: browserId }) => ({
      cancel: !admission.admit({ tabId, url, method, type, browserId }),
    }),
    WEB,
    ['blocking'],
  );
  // Before this event a rule may still stop the request, and then it has used nothing up.
  browser.webRequest.onSendHeaders.addListener(({ tabId, url, method }) => {
    inTurn(tabId, () => noteSentRequest(ports, { tabId, url, method }));
  }, WEB);
  browser.webRequest.onHeadersReceived.addListener(
    ({ tabId, frameId, url, method, type, statusCode }) => {
      if (FRAMES.has(type) && !isRedirect(statusCode)) {
        worker.leave({ tabId, frameId, isAnswered: true }).catch(reportError);
      }
      inTurn(tabId, () => noteAnsweredRequest(ports, { tabId, url, method }));
    },
    WEB,
  );
  browser.webRequest.onErrorOccurred.addListener(({ tabId, url, method, error, requestId }) => {
    admission.forget(requestId);
    if (error !== STOPPED_BY_RULE) return;
    inTurn(tabId, () => noteStoppedRequest(ports, { tabId, url, method }));
  }, WEB);
}

/** The browser asks for another address before there is a document. */
function isRedirect(statusCode: number): boolean {
  return statusCode >= 300 && statusCode < 400 && statusCode !== 304;
}
