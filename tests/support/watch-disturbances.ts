import type { BrowserContext, Page } from 'playwright-core';
import { LOCK_PROBE_URL } from '../../utils/domain/lock-probe.ts';
import { readBanner } from './read-banner.ts';

/** Names that the extension gives its own elements (`randomName` of the content script). */
const OWN_NAME = '^m-\\d+-\\d+$';

/**
 * Notes everything of the extension that staff could have seen in any tab from now on, however
 * short: banner, row marks and question all stand under an element of ours beside `body`.
 */
export async function watchDisturbances(context: BrowserContext): Promise<readonly string[]> {
  const seen: string[] = [];
  await context.exposeBinding('noteOwnElement', async ({ frame, page }) => {
    const place = seen.push(`element in ${frame.url()}`) - 1;
    const band = await readBanner(page).catch(() => 'of a page that is gone');
    seen[place] += `: ${band || 'no band'}`;
  });
  await context.addInitScript(watchOwnElements, OWN_NAME);
  context.on('page', (page) => watchPage(page, seen));
  context.on('requestfailed', (request) => {
    const error = request.failure()?.errorText ?? '';
    // The probe of the rules is ours, is meant to be blocked, and shows nothing to anybody.
    const isProbe = request.url() === LOCK_PROBE_URL;
    if (error.includes('BLOCKED_BY') && !isProbe) seen.push(`stopped request ${request.url()}`);
  });
  return seen;
}

function watchPage(page: Page, seen: string[]): void {
  page.on('dialog', (dialog) => {
    seen.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('framenavigated', (frame) => {
    if (frame.url().includes('/confirm.html#')) seen.push(`question over ${page.url()}`);
  });
}

/** Runs in every document, before its own scripts. */
function watchOwnElements(ownName: string): void {
  const own = new RegExp(ownName, 'i');
  const report = () => {
    const note: unknown = Reflect.get(globalThis, 'noteOwnElement');
    if (typeof note === 'function') note();
  };
  new MutationObserver((changes) => {
    const added = changes.flatMap(({ addedNodes }) => [...addedNodes]);
    if (added.some(({ nodeName }) => own.test(nodeName))) report();
  }).observe(document, { childList: true, subtree: true });
}
