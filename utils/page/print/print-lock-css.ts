/** Boxes in the margins of a page, in which a page may write (CSS Paged Media). */
const MARGIN_BOXES = [
  ...['top', 'bottom'].flatMap((edge) =>
    ['left-corner', 'left', 'center', 'right', 'right-corner'].map((at) => `${edge}-${at}`),
  ),
  ...['left', 'right'].flatMap((edge) => ['top', 'middle', 'bottom'].map((at) => `${edge}-${at}`)),
]
  .map((box) => `@${box}{content:none!important}`)
  .join('');

/**
 * Takes away what a page writes into the margins. Of two `!important` rules Chromium lets the first
 * stand here (measured, 156): only a sheet injected before those of the page wins for certain.
 */
export const PAGE_MARGIN_CSS = `@page{margin:0!important;${MARGIN_BOXES}}`;

/**
 * The sheet that keeps a document off paper and says why. `display: none` also takes dialogs and
 * popovers off; `visibility` leaks them (SECURITY.md F3). The root itself is stripped: its text,
 * background, frame, marker and margins would print too. A root that is not `html` may have a shadow
 * that no rule reaches, so it goes as a whole, and the paper stays blank. A browser
 * drops a rule with a selector that it does not know: the new pseudo-elements stand apart.
 */
export function printLockCss(notice: string): string {
  return `@media print{
:root{all:initial!important;display:block!important;font-size:0!important}
:root:not(html),:root>*{display:none!important}
:root::after,:root::scroll-marker-group,:root::scroll-button(*),:root::view-transition{display:none!important;content:none!important}
:root::before{all:initial!important;content:${JSON.stringify(notice)}!important;display:block!important;font:16pt sans-serif!important;color:#000!important;background:#fff!important;padding:2em!important}}${PAGE_MARGIN_CSS}`;
}
