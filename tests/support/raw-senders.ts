/** The id that the browser gives the extension under test. */
export const OWN_ID = 'a'.repeat(32);

/** A guard in a business page, as the browser hands its sender to the worker. */
export const GUARD_SENDER = {
  id: OWN_ID,
  url: 'http://zeimu.example/detail',
  origin: 'http://zeimu.example',
  documentId: 'D1',
  frameId: 0,
  tab: { id: 7, url: 'http://zeimu.example/' },
} as const;

/** A page of the extension; without a tab it stands in a window of its own or in the pop-up. */
export function ownPage(path: string, tabId?: number) {
  return {
    id: OWN_ID,
    url: `chrome-extension://${OWN_ID}/${path}`,
    origin: `chrome-extension://${OWN_ID}`,
    documentId: 'D2',
    frameId: 0,
    ...(tabId === undefined ? {} : { tab: { id: tabId } }),
  };
}
