import { afterEach, beforeEach, expect, test } from 'vitest';
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

const WORKER: GuardPorts['worker'] = {
  openDocument: async () => ({ profile: PROFILE, locality: LOCALITY, doubts: [] }),
  reportView: async (report) => {
    reports.push(report);
    return { verdicts: [], isClear: false };
  },
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
  questionUrl: () => '',
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
