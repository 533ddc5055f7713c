const XHTML = 'http://www.w3.org/1999/xhtml';

/** Creates an element of HTML in any document; one of XML by itself makes others, which show nothing. */
export function createHtml<Name extends keyof HTMLElementTagNameMap>(
  document: Document,
  name: Name,
): HTMLElementTagNameMap[Name];
export function createHtml(document: Document, name: string): HTMLElement;
export function createHtml(document: Document, name: string): HTMLElement {
  return document.createElementNS(XHTML, name);
}
