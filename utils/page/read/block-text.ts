import { SEAM } from '../../domain/find-values.ts';

/** Stands for a form control. */
export const CONTROL = '\uFFFC';

export type FormControl = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** The inline content that an element holds itself, without the blocks inside it. */
export type BlockText = { readonly text: string; readonly controls: readonly FormControl[] };

/** What a tag means for the text around it; a tag without a word here starts a text of its own. */
type Kind = 'inline' | 'control' | 'line' | 'break' | 'unread';

const KINDS = new Map<string, Kind>([
  ...tags(
    'inline',
    'A ABBR ACRONYM B BDI BDO BIG CITE CODE DATA DEL DFN EM FONT I INS KBD LABEL MARK NOBR Q RUBY RB S SAMP SMALL SPAN STRIKE STRONG SUB SUP TIME TT U VAR',
  ),
  ...tags('control', 'INPUT TEXTAREA SELECT'),
  ...tags('line', 'BR'),
  ...tags('break', 'WBR'),
  ...tags('unread', 'SCRIPT STYLE TEMPLATE NOSCRIPT RT RP HEAD IFRAME OBJECT CANVAS SVG svg'),
]);

function tags(kind: Kind, names: string): readonly (readonly [string, Kind])[] {
  return names.split(' ').map((name) => [name, kind]);
}

/** Controls whose value nobody typed or reads as a number of a record. */
const UNREAD_INPUTS = new Set(
  'hidden password checkbox radio file submit button reset image range color'.split(' '),
);

/** True for an element that starts a text of its own. Read from the name: layout is too dear. */
export function isBlock(element: Element): boolean {
  return kindOf(element) === undefined;
}

/** True for an element whose content is no text for a reader. */
export function isUnread(element: Element): boolean {
  return KINDS.get(element.tagName) === 'unread';
}

function kindOf(element: Element): Kind | undefined {
  const kind = KINDS.get(element.tagName);
  return kind === 'inline' && hasCellRole(element) ? undefined : kind;
}

/** A grid may be made of anything: its roles say what a cell is (WAI-ARIA). */
const CELL_ROLE = /\b(?:grid)?cell\b|header\b/;

function hasCellRole(element: Element): boolean {
  const role = element.getAttribute('role');
  return role !== null && CELL_ROLE.test(role);
}

/** Reads the inline content of a block; undefined when it holds neither text nor a control. */
export function readBlock(block: ParentNode & Node): BlockText | undefined {
  const out: Collector = { text: '', controls: [] };
  collect(block, out);
  return out.controls.length > 0 || /\S/.test(out.text.replaceAll(SEAM, '')) ? out : undefined;
}

/** What a control holds, as a reader sees it. */
export function controlText(control: FormControl): string {
  if (control.tagName !== 'SELECT') return control.value;
  const select = control as HTMLSelectElement;
  return [...select.selectedOptions].map((option) => option.text).join(' ');
}

/** The text of a label; readings above kanji are no part of it. */
export function labelText(element: Element): string {
  return element.querySelector('rt') ? readWhole(element) : (element.textContent ?? '');
}

/** Everything a reader sees inside an element, each block on its own line, controls by their value. */
export function readWhole(element: Element): string {
  let text = '';
  for (let node = element.firstChild; node; node = node.nextSibling) {
    if (node.nodeType === Node.TEXT_NODE) text += readText(node as Text);
    else if (node.nodeType === Node.ELEMENT_NODE) text += readInner(node as Element);
  }
  return text;
}

function readInner(element: Element): string {
  const kind = kindOf(element);
  if (kind === 'control')
    return isRead(element as FormControl) ? ` ${controlText(element as FormControl)} ` : '';
  if (kind === 'line') return '\n';
  if (kind === 'break' || kind === 'unread') return '';
  const edge = kind === 'inline' ? SEAM : '\n';
  return `${edge}${readWhole(element)}${edge}`;
}

type Collector = { text: string; controls: FormControl[] };

function collect(parent: Node, out: Collector): void {
  for (let node = parent.firstChild; node; node = node.nextSibling) {
    if (node.nodeType === Node.TEXT_NODE) out.text += readText(node as Text);
    else if (node.nodeType === Node.ELEMENT_NODE) collectElement(node as Element, out);
  }
}

function collectElement(element: Element, out: Collector): void {
  const kind = kindOf(element);
  if (kind === undefined || kind === 'line') out.text += '\n';
  else if (kind === 'control') collectControl(element as FormControl, out);
  else if (kind === 'inline') {
    addSeam(out);
    collect(element, out);
    addSeam(out);
  }
}

/** A line of the source is a space for a reader; lines come from `<br>` and blocks alone. */
function readText(node: Text): string {
  return node.data.replace(/[\t\n\r ]+/g, ' ');
}

function addSeam(out: Collector): void {
  if (!out.text.endsWith(SEAM)) out.text += SEAM;
}

function collectControl(control: FormControl, out: Collector): void {
  if (!isRead(control)) return;
  out.text += CONTROL;
  out.controls.push(control);
}

function isRead(control: FormControl): boolean {
  return !isSilentControl(control);
}

/** True for a control whose value is none of a record: a box to tick, a button. */
export function isSilentControl(element: Element): boolean {
  return element.tagName === 'INPUT' && UNREAD_INPUTS.has((element as HTMLInputElement).type);
}
