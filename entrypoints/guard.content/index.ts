import { defineContentScript } from 'wxt/utils/define-content-script';
import { call } from '../../utils/messaging/call.ts';
import { extensionApi } from '../../utils/messaging/extension-api.ts';
import { serveGuard } from '../../utils/messaging/serve-guard.ts';
import { awaitLock } from '../../utils/page/await-lock.ts';
import { retryOften } from '../../utils/page/retry-often.ts';
import { retryOnce } from '../../utils/page/retry-once.ts';
import { startGuard } from '../../utils/page/start-guard.ts';
import { takeOver } from '../../utils/page/take-over.ts';
import { keepTexts, translate as t } from './kept-texts.ts';
import { openRoot } from './open-root.ts';
import { renderBanner } from './render-banner.ts';

/**
 * The page guard. Its lifetime is its own: the framework's context ends on an event that a page can
 * forge (PEERS.md lesson 14), so it is not used.
 */
export default defineContentScript({
  registration: 'runtime',
  matches: [],
  allFrames: true,
  matchOriginAsFallback: true,
  runAt: 'document_start',
  noScriptStartedPostMessage: true,
  main() {
    const isCutOff = () => extensionApi().runtime?.id === undefined;
    const signal = takeOver(window, isCutOff);
    if (signal.aborted) return;
    const handlers = startGuard({
      window,
      signal,
      worker: {
        openDocument: (input) => call('openDocument', input),
        reportView: (input) => call('reportView', input),
        screenTexts: (input) => call('screenTexts', input),
        requestAct: (input) =>
          call('requestAct', input).catch(() =>
            retryOnce(() => call('requestAct', { ...input, isRepeated: true })),
          ),
        reportOutcome: (input) => retryOften(() => call('reportOutcome', input)),
        moveQuestion: (input) => call('moveQuestion', input),
        reportRows: (input) => call('reportRows', input),
        pullRows: (input) => call('pullRows', input),
        openPullList: (input) => call('openPullList', input),
      },
      openRoot,
      questionUrl: extensionApi().runtime.getURL('confirm.html'),
      // Not `getURL`, whose address is of this session.
      revivalUrl: `chrome-extension://${extensionApi().runtime.id}/revival.html`,
      isCutOff,
      renderBanner,
      randomName: () => `m-${crypto.getRandomValues(new Uint32Array(2)).join('-')}`,
      texts: {
        notPrinted: t('print_lock_notice'),
        rowMark: t('row_mark'),
        questionTitle: t('question_document_title'),
        print: t('act_print'),
        phone: t('act_dial'),
        mail: t('act_send'),
        shortMessage: t('act_send'),
        copy: t('act_copy'),
        file: t('act_export'),
      },
    });
    serveGuard(handlers, signal);
    awaitLock(window);
    if (window === window.top) keepTexts();
  },
});
