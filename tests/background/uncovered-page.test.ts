import { expect, test } from 'vitest';
import { openDocument } from '../../utils/background/open-document.ts';
import { reportView } from '../../utils/background/report-view.ts';
import { CONFIG, openMemoryBrowser } from '../support/memory-ports.ts';
import { makeSender } from '../support/record-on-view.ts';

/** A profile that says of its drawing pages, made of canvas or images, that they cannot be read. */
const DRAWN = {
  ...CONFIG,
  profiles: CONFIG.profiles.map((profile) => ({ ...profile, uncovered: ['/drawings/'] })),
};
const EMPTY_VIEW = { candidates: [], contentHash: 'abc1', doubts: [] };

function sender(path: string) {
  return makeSender({ documentId: `doc ${path}`, url: `http://saiken.example${path}` });
}

test('a page of canvas or images that the profile names is never called clear', async () => {
  const browser = openMemoryBrowser(DRAWN);
  const setup = await openDocument(browser.ports, sender('/drawings/1'));
  const answer = await reportView(browser.ports, sender('/drawings/1'), EMPTY_VIEW);
  expect(setup.doubts).toEqual(['site-unreadable']);
  expect(answer.isClear).toBe(false);
});

test('the other pages of that profile are', async () => {
  const browser = openMemoryBrowser(DRAWN);
  await openDocument(browser.ports, sender('/debts/1'));
  const answer = await reportView(browser.ports, sender('/debts/1'), EMPTY_VIEW);
  expect(answer.isClear).toBe(true);
});
