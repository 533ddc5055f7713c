import browser from 'webextension-polyfill';
import type { DocumentRef } from '../../utils/background/ports.ts';
import { PAGE_MARGIN_CSS, printLockCss } from '../../utils/page/print/print-lock-css.ts';

/** The hard print lock: a USER-origin sheet, which no page can override (SECURITY.md F3). */
function lockSheet(): string {
  return printLockCss(browser.i18n.getMessage('print_lock_notice'));
}

/**
 * Puts the sheet on documents; a document that is gone meanwhile needs none. The browser counts equal
 * sheets, and one removal takes one away: the old copy goes first, so that there is never a second.
 */
export async function insertPrintSheet(documents: readonly DocumentRef[]): Promise<void> {
  await Promise.all(
    documents.flatMap((document) => [change('removeCSS', document), change('insertCSS', document)]),
  );
}

/** Takes the sheet off documents. */
export async function removePrintSheet(documents: readonly DocumentRef[]): Promise<void> {
  await Promise.all(documents.map((document) => change('removeCSS', document)));
}

async function change(
  operation: 'insertCSS' | 'removeCSS',
  { tabId, documentId }: DocumentRef,
): Promise<void> {
  const target = { tabId, documentIds: [documentId] };
  // Rules for the margins of paper count in AUTHOR sheets only; ours come before those of the page.
  const injections = [
    { target, css: lockSheet(), origin: 'USER' },
    { target, css: PAGE_MARGIN_CSS, origin: 'AUTHOR' },
  ] as unknown as readonly browser.Scripting.CSSInjection[];
  // "No document with id": it was replaced while we were asked, and its successor asks for itself.
  await Promise.all(
    injections.map((injection) => browser.scripting[operation](injection).catch(() => undefined)),
  );
}
