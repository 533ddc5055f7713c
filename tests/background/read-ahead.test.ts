import { expect, test } from 'vitest';
import { cancelQuestion } from '../../utils/background/answer-question.ts';
import { requestAct } from '../../utils/background/request-act.ts';
import { type MemoryBrowser, openMemoryBrowser } from '../support/memory-ports.ts';
import { makeFlag, makeSender, showRecord, TAB } from '../support/record-on-view.ts';

const AHEAD = 31;

function sender(documentId: string, frameId: number) {
  return makeSender({ documentId, frameId, url: `http://saiken.example/debts/${documentId}` });
}

/** A tab with record 2 standing and the flagged record 1 read ahead. */
async function openTab(): Promise<MemoryBrowser> {
  const browser = openMemoryBrowser();
  browser.flag({ kind: 'atena', value: '1' }, makeFlag());
  await showRecord(browser, '2', sender('standing', 0));
  await showRecord(browser, '1', sender('ahead', AHEAD));
  return browser;
}

function views(browser: MemoryBrowser) {
  return browser.told.filter(({ guard }) => guard === 'showView').map(({ input }) => input);
}

test('a flagged page that is read ahead closes its tab', async () => {
  const browser = await openTab();
  expect(browser.state().tabs[TAB]?.isClear).toBe(false);
});

test('it is told about again when it stands: the page that was told before is gone', async () => {
  const browser = await openTab();
  const told = views(browser).length;
  await showRecord(browser, '1', sender('ahead', 0));
  expect(Object.keys(browser.state().tabs[TAB]?.documents ?? {})).toEqual(['ahead']);
  expect(views(browser).length).toBeGreaterThan(told);
  expect(views(browser).at(-1)).toMatchObject({ assessment: { headline: 'protected' } });
});

test('a question of the page before is over, and later ones can be asked', async () => {
  const browser = await openTab();
  const print = { act: 'print', actName: '印刷', subjectLabel: '', contentHash: 'abc1' } as const;
  await requestAct(browser.ports, { ...sender('standing', 0), isHeld: true }, print);
  await showRecord(browser, '1', sender('ahead', 0));
  expect(browser.state().questions).toEqual({});
  await requestAct(browser.ports, { ...sender('ahead', 0), isHeld: true }, print);
  const [nonce = ''] = Object.keys(browser.state().questions);
  expect(nonce).not.toBe('');
  await cancelQuestion(browser.ports, nonce);
});
