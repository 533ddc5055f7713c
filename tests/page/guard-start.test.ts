import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ViewAnswer } from '../../utils/domain/view-report.ts';
import type { GuardPorts, GuardWindow } from '../../utils/page/guard-ports.ts';
import { startGuard } from '../../utils/page/start-guard.ts';
import { waitUntil } from '../support/wait-until.ts';
import { completePopovers } from './popover-support.ts';
import { LOCALITY, PROFILE } from './test-profile.ts';

let life: AbortController;
let reports: Parameters<GuardPorts['worker']['reportView']>[0][];
/** Hosts that were asked for a shadow root: the walk has come by. */
let met: string[];

beforeEach(() => {
  completePopovers();
  life = new AbortController();
  reports = [];
  met = [];
});
afterEach(() => {
  life.abort();
  document.body.innerHTML = '';
  document.adoptedStyleSheets = [];
});

test('a page is read in slices, not in the turn in which the worker answers', async () => {
  document.body.innerHTML = `<dl><dt>宛名番号</dt><dd>1234567</dd></dl><x-last></x-last>`;
  startGuard({
    ...PORTS,
    window: window as unknown as GuardWindow,
    signal: life.signal,
    worker: WORKER,
  });
  // All that follows from the worker's answer in the same turn has happened.
  await new Promise(setImmediate);
  expect(met).toEqual([]);
  await waitUntil(() => reports.length > 0, 'the report');
  expect(met).toEqual(['X-LAST']);
  expect(reports[0]?.candidates.map(({ forms }) => forms[0]?.value)).toEqual(['1234567']);
});

test('a tab that turned clear frees no view that its own report does not find clear', async () => {
  document.body.innerHTML = `<dl><dt>宛名番号</dt><dd>1234567</dd></dl>`;
  const handlers = startGuard({
    ...PORTS,
    window: window as unknown as GuardWindow,
    signal: life.signal,
    worker: WORKER,
  });
  await waitUntil(() => reports.length > 0, 'the report');
  await new Promise(setImmediate);
  // Decided for what this tab, or another frame of it, showed before.
  handlers.setLock({ isLocked: false });
  window.dispatchEvent(new Event('beforeprint'));
  expect(isLocked()).toBe(true);
  await waitUntil(() => reports.length > 1, 'a report of its own');
});

test('a tab that turns clear while a report is under way is asked about once more', async () => {
  const { promise: answer, resolve } = Promise.withResolvers<ViewAnswer>();
  let isClear = false;
  const handlers = startGuard({
    ...PORTS,
    window: window as unknown as GuardWindow,
    signal: life.signal,
    worker: {
      ...WORKER,
      reportView: async (report) => {
        reports.push(report);
        return reports.length === 1 ? answer : { verdicts: [], isClear };
      },
    },
  });
  await waitUntil(() => reports.length > 0, 'the report');
  handlers.setLock({ isLocked: false });
  isClear = true;
  // Given before the tab turned clear.
  resolve({ verdicts: [], isClear: false });
  await waitUntil(() => !isLocked(), 'the print lock to go');
});

function isLocked(): boolean {
  return document.adoptedStyleSheets.some((sheet) =>
    [...sheet.cssRules].some(({ cssText }) => cssText.startsWith('@media print')),
  );
}

const WORKER: GuardPorts['worker'] = {
  openDocument: async () => ({ profile: PROFILE, locality: LOCALITY, doubts: [] }),
  reportView: async (report) => {
    reports.push(report);
    return { verdicts: [], isClear: false };
  },
  screenTexts: async () => ({ unclear: [] }),
  requestAct: async () => ({ outcome: 'allow' }),
  reportOutcome: async () => null,
  moveQuestion: async () => null,
  reportRows: async () => null,
  pullRows: async () => null,
  openPullList: async () => null,
};

const PORTS = {
  openRoot: (element: Element) => {
    met.push(element.tagName);
    return null;
  },
  questionUrl: '',
  revivalUrl: '',
  isCutOff: () => false,
  renderBanner: () => undefined,
  randomName: () => 'm-1',
  texts: {
    notPrinted: '',
    rowMark: '',
    questionTitle: '',
    print: '',
    phone: '',
    mail: '',
    shortMessage: '',
    copy: '',
    file: '',
  },
} as const;
