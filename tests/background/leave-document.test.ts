import { describe, expect, test } from 'vitest';
import { noteCommit } from '../../utils/background/follow-tabs.ts';
import type { Departure } from '../../utils/background/leave-document.ts';
import { noteDeparture, noteStay } from '../../utils/background/leave-document.ts';
import type { NetworkRule } from '../../utils/background/network-rule.ts';
import { openDocument } from '../../utils/background/open-document.ts';
import { closeForTab, planNetworkRules } from '../../utils/background/plan-network-rules.ts';
import { CONFIG, type MemoryBrowser, openMemoryBrowser } from '../support/memory-ports.ts';
import { makeSender, reportRecord, showRecord, TAB } from '../support/record-on-view.ts';

const POPUP = 8;
const URL_OF_RECORD = 'http://saiken.example/debts/1';

type Shown = {
  readonly tabId?: number;
  readonly documentId?: string;
  readonly url?: string;
  readonly value?: string;
};

async function show(browser: MemoryBrowser, shown: Shown = {}) {
  await showRecord(browser, shown.value ?? '2', senderOf(shown));
}

function senderOf({ tabId = TAB, documentId = 'D1', url = URL_OF_RECORD }: Shown) {
  return makeSender({ tabId, documentId, url, origin: 'http://saiken.example' });
}

async function report(browser: MemoryBrowser, shown: Shown = {}) {
  await reportRecord(browser, shown.value ?? '2', senderOf(shown));
}

/** The rules of a tab: what a navigation may do, and what anything else may do. */
function openFor(rules: readonly NetworkRule[], tabId = TAB) {
  const blocks = rules.filter(({ action, id }) => action.type === 'block' && id < 100_000);
  const isOpen = ({ condition }: NetworkRule) => condition.excludedTabIds?.includes(tabId) === true;
  const isFrame = ({ condition }: NetworkRule) => condition.resourceTypes.includes('main_frame');
  return {
    frames: blocks.filter(isFrame).every(isOpen),
    others: blocks.filter((rule) => !isFrame(rule)).some(isOpen),
  };
}

async function leave(browser: MemoryBrowser, departure: Partial<Departure> = {}) {
  const { ports } = browser;
  let rules = browser.rules();
  const engine = {
    memory: { ...ports.state, opened: Promise.resolve() },
    inTurn: <Value>(_key: string, task: () => Promise<Value>) => task(),
    parts: {
      async closeRules(tabId: number, isAnswered: boolean) {
        const changed = closeForTab(rules, tabId, isAnswered);
        rules = rules.map((rule) => changed.find(({ id }) => id === rule.id) ?? rule);
      },
    },
  };
  await noteDeparture(engine, { tabId: TAB, frameId: 0, isAnswered: false, ...departure });
  return rules;
}

describe('a clear tab that is on its way', () => {
  test('sends nothing more, but the navigation itself goes through', async () => {
    const browser = openMemoryBrowser();
    await show(browser);
    expect(openFor(browser.rules())).toEqual({ frames: true, others: true });
    expect(openFor(await leave(browser))).toEqual({ frames: true, others: false });
  });

  test('is closed altogether once the server has answered', async () => {
    const browser = openMemoryBrowser();
    await show(browser);
    expect(openFor(await leave(browser, { isAnswered: true }))).toEqual({
      frames: false,
      others: false,
    });
  });

  test.each([false, true])(
    'is closed by hand as the plan would close it: %s',
    async (isAnswered) => {
      const browser = openMemoryBrowser();
      await show(browser);
      const closed = await leave(browser, { isAnswered });
      expect(closed).toEqual(planNetworkRules(CONFIG.profiles, browser.state()));
    },
  );

  test('is open again when the navigation was a download', async () => {
    const browser = openMemoryBrowser();
    await show(browser);
    await leave(browser, { isAnswered: true });
    await noteStay(browser.ports, TAB, 0);
    expect(openFor(browser.rules())).toEqual({ frames: true, others: true });
  });

  test('stays closed while a frame has committed and not spoken', async () => {
    const browser = openMemoryBrowser();
    await show(browser);
    await leave(browser, { frameId: 4, isAnswered: true });
    const frame = { tabId: TAB, frameId: 4, documentId: 'F1' };
    await noteCommit(browser.ports, { ...frame, url: URL_OF_RECORD });
    expect(openFor(planNetworkRules(CONFIG.profiles, browser.state())).others).toBe(false);
    const tabUrl = URL_OF_RECORD;
    await openDocument(browser.ports, { ...frame, url: tabUrl, origin: '', tabUrl });
    expect(browser.state().tabs[TAB]?.isClear).toBe(false);
  });

  test('is not judged by what the document before says too late', async () => {
    const browser = openMemoryBrowser();
    await show(browser);
    await noteCommit(browser.ports, {
      tabId: TAB,
      frameId: 0,
      documentId: 'D2',
      url: URL_OF_RECORD,
    });
    await report(browser);
    expect(browser.state().tabs[TAB]?.documents).toEqual({});
    expect(openFor(browser.rules()).others).toBe(false);
  });

  test('is judged by a document that came back', async () => {
    const browser = openMemoryBrowser();
    await show(browser);
    const commit = { tabId: TAB, frameId: 0, url: URL_OF_RECORD };
    await noteCommit(browser.ports, { ...commit, documentId: 'D2' });
    await show(browser, { documentId: 'D2' });
    await noteCommit(browser.ports, { ...commit, documentId: 'D1' });
    await show(browser);
    expect(Object.keys(browser.state().tabs[TAB]?.documents ?? {})).toEqual(['D1']);
    expect(openFor(browser.rules()).others).toBe(true);
  });

  test('is open again when a frame shows what nobody watches', async () => {
    const browser = openMemoryBrowser();
    await show(browser);
    await leave(browser, { frameId: 4 });
    await noteCommit(browser.ports, {
      tabId: TAB,
      frameId: 4,
      documentId: 'F1',
      url: 'http://elsewhere.example/',
    });
    expect(openFor(browser.rules()).others).toBe(true);
  });
});

describe('a window without an address', () => {
  async function openBoth(value: string) {
    const browser = openMemoryBrowser();
    browser.openers.set(POPUP, TAB);
    browser.flag(
      { kind: 'atena', value: '1' },
      {
        caseRef: '00000000000000k1',
        role: 'protected',
        state: 'active',
        severity: 1,
        guidance: 1,
        section: 1,
        version: 1,
      },
    );
    await show(browser, { value });
    await show(browser, { tabId: POPUP, documentId: 'P1', url: 'about:blank', value: '3' });
    return browser;
  }

  test('shows what the record that opened it means', async () => {
    const browser = await openBoth('1');
    expect(browser.state().tabs[POPUP]?.isClear).toBe(false);
    const shown = browser.told.findLast(
      ({ tabId, guard }) => tabId === POPUP && guard === 'showView',
    );
    expect(shown?.input).toMatchObject({ assessment: { headline: 'protected' } });
  });

  test('is clear with a clear opener, and closes with it at once', async () => {
    const browser = await openBoth('2');
    expect(openFor(browser.rules(), POPUP).others).toBe(true);
    await show(browser, { documentId: 'D2', value: '1' });
    expect(openFor(browser.rules(), POPUP).others).toBe(false);
    expect(browser.told).toContainEqual({ tabId: POPUP, guard: 'reportAgain', input: {} });
  });
});
