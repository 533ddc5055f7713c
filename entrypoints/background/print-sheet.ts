import browser from 'webextension-polyfill';
import type { DocumentRef } from '../../utils/background/ports.ts';

/**
 * The hard print lock: a USER-origin sheet, which no page can override (SECURITY.md F3). The paper
 * says why it is empty.
 */
function lockSheet(): string {
  const notice = JSON.stringify(browser.i18n.getMessage('print_lock_notice'));
  return `@media print{html>*{display:none!important}html::before{content:${notice}!important;display:block!important;font:16pt sans-serif!important;color:#000!important}html::after{content:none!important}}`;
}

/** Puts the sheet on documents; a document that is gone meanwhile needs none. */
export async function insertPrintSheet(documents: readonly DocumentRef[]): Promise<void> {
  await Promise.all(documents.map((document) => change('insertCSS', document)));
}

/** Takes the sheet off documents. */
export async function removePrintSheet(documents: readonly DocumentRef[]): Promise<void> {
  await Promise.all(documents.map((document) => change('removeCSS', document)));
}

async function change(
  operation: 'insertCSS' | 'removeCSS',
  { tabId, documentId }: DocumentRef,
): Promise<void> {
  const injection = {
    target: { tabId, documentIds: [documentId] },
    css: lockSheet(),
    origin: 'USER',
  } as unknown as browser.Scripting.CSSInjection;
  // "No document with id": it was replaced while we were asked, and its successor asks for itself.
  await browser.scripting[operation](injection).catch(() => undefined);
}
