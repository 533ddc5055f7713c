import browser from 'webextension-polyfill';

/**
 * Documents that stand in a tab now. What a shared or a service worker of a page sends belongs to no
 * tab, and the browser refuses to be asked about that one.
 */
export async function listDocumentIds(tabId: number): Promise<readonly string[]> {
  if (tabId === browser.tabs.TAB_ID_NONE) return [];
  const frames = await browser.webNavigation.getAllFrames({ tabId });
  return (frames ?? []).flatMap((frame) => documentIdOf(frame) ?? []);
}

/** The tab that opened a tab, as long as both are there. */
export async function findOpener(tabId: number): Promise<number | undefined> {
  return (await browser.tabs.get(tabId)).openerTabId;
}

/** The polyfill's types predate `documentId` (Chrome 106). */
export function documentIdOf(details: object): string | undefined {
  return 'documentId' in details && typeof details.documentId === 'string'
    ? details.documentId
    : undefined;
}

/**
 * Opens the question in a window of its own, where no guard can show it. The relative address is the
 * fixed one: `getURL` gives the changing one under which pages are let in, and no tab opens that.
 */
export async function openQuestionWindow(nonce: string): Promise<void> {
  await browser.windows.create({
    url: `confirm.html#${nonce}`,
    type: 'popup',
    width: 760,
    height: 820,
  });
}

/** Opens the list for 個別発送 of a tab in a window of ours. */
export async function openPullListWindow(tabId: number): Promise<void> {
  await browser.windows.create({
    url: `${browser.runtime.getURL('pull-list.html')}#${tabId}`,
    type: 'popup',
    width: 900,
    height: 760,
  });
}
