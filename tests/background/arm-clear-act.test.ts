import { describe, expect, test } from 'vitest';
import { expireReleases } from '../../utils/background/release-act.ts';
import { requestAct } from '../../utils/background/request-act.ts';
import { noteAnsweredRequest } from '../../utils/background/watch-requests.ts';
import { type MemoryBrowser, openMemoryBrowser } from '../support/memory-ports.ts';
import { makeFlag, makeSender, showRecord } from '../support/record-on-view.ts';

const CLEAR_TAB = 7;
const FLAGGED_TAB = 8;
const NEW_TAB = 9;
const PDF = { url: 'http://saiken.example/pdf/1', method: 'GET' };

function sender(tabId: number) {
  return makeSender({ tabId, documentId: `doc-${tabId}` });
}

/** A clear tab beside a flagged one. */
async function openDesk(): Promise<MemoryBrowser> {
  const browser = openMemoryBrowser();
  browser.flag({ kind: 'atena', value: '1' }, makeFlag());
  await showRecord(browser, '1', sender(FLAGGED_TAB));
  await showRecord(browser, '2', sender(CLEAR_TAB));
  return browser;
}

function press(browser: MemoryBrowser, actName = '催告書の印刷') {
  return requestAct(
    browser.ports,
    { ...sender(CLEAR_TAB), isHeld: true },
    { act: 'print', actName, subjectLabel: '', contentHash: 'abc1' },
  );
}

function passages(browser: MemoryBrowser) {
  return browser.rules().filter((rule) => rule.action.type === 'allow');
}

function records(browser: MemoryBrowser) {
  return browser.audit.filter((event) => event.type !== 'shown');
}

describe('a PDF of a record that touches no case', () => {
  test('may open in a tab that is new, and in no tab with a flagged record', async () => {
    const browser = await openDesk();
    expect(await press(browser)).toEqual({ outcome: 'allow' });
    const [passage, ...others] = passages(browser);
    expect(others).toEqual([]);
    expect(passage?.condition).toMatchObject({
      urlFilter: '|http://saiken.example/pdf/',
      excludedTabIds: [FLAGGED_TAB],
      responseHeaders: [{ header: 'content-type', values: ['*application/pdf*'] }],
    });
    expect(passage?.condition).not.toHaveProperty('tabIds');
  });

  test('passes once and leaves no record', async () => {
    const browser = await openDesk();
    await press(browser);
    await noteAnsweredRequest(browser.ports, { ...PDF, tabId: NEW_TAB });
    expect(passages(browser)).toEqual([]);
    expect(records(browser)).toEqual([]);
    await press(browser);
    expect(passages(browser)).toHaveLength(1);
  });

  test('does not pass any more once another record is open in its tab', async () => {
    const browser = await openDesk();
    await press(browser);
    await showRecord(browser, '1', sender(CLEAR_TAB));
    expect(passages(browser)).toEqual([]);
    expect(records(browser)).toEqual([]);
  });

  test('does not wait for long', async () => {
    const browser = await openDesk();
    await press(browser);
    browser.passTime(10_000);
    await expireReleases(browser.ports);
    expect(passages(browser)).toEqual([]);
    expect(records(browser)).toEqual([]);
  });

  test('opens no other request of the profile', async () => {
    const browser = await openDesk();
    await press(browser, '送付先の変更');
    expect(passages(browser)).toEqual([]);
  });
});
