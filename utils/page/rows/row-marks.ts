import { createHtml } from '../create-html.ts';
import type { GuardWindow } from '../guard-ports.ts';
import { UiHost } from '../screen/ui-host.ts';
import { type Box, visibleBox } from './visible-box.ts';

export type RowMarksOptions = {
  readonly window: GuardWindow;
  readonly signal: AbortSignal;
  readonly name: string;
  /** What a mark says, e.g. 「要確認」. */
  readonly text: string;
  /** Called while rows are marked: what no event tells of them is looked for. */
  readonly onFollow?: () => unknown;
};

const CSS = `
:host{inset:0!important;pointer-events:none!important}
.row{position:fixed;box-sizing:border-box;border:2px solid #8f0b13;pointer-events:none}
.text{position:absolute;inset-block-start:50%;inset-inline-end:0;transform:translateY(-50%);padding:0 .4em;font:700 12px/1.5 "Yu Gothic UI","Meiryo","Noto Sans JP",sans-serif;color:#fff;background:#8f0b13;white-space:nowrap;border:1px solid transparent}`;

/** Rows move with scrolling, sorting and resizing; not every cause makes an event. */
const FOLLOW_MS = 250;

/**
 * Marks flagged rows of a list with a text, on a layer of ours: the page's own DOM stays as it is.
 * Nothing is in the document while no row is flagged.
 */
export class RowMarks {
  readonly #options: RowMarksOptions;
  readonly #host: UiHost;
  readonly #marks = new Map<Element, HTMLElement>();
  #frame: number | undefined;
  #timer: number | undefined;

  constructor(options: RowMarksOptions) {
    const { window, signal, name } = options;
    this.#options = options;
    this.#host = new UiHost({ window, signal, name, css: CSS });
    this.restore();
    signal.addEventListener('abort', () => this.#stop());
  }

  /** Sets the marks again after `document.open()`. */
  restore(): void {
    const { window, signal } = this.#options;
    const listen = { capture: true, passive: true, signal } as const;
    window.addEventListener('scroll', this.#follow, listen);
    window.addEventListener('resize', this.#follow, listen);
    this.#host.restore();
  }

  /** Marks exactly these rows. */
  update(rows: ReadonlySet<Element>): void {
    for (const [row, mark] of this.#marks) {
      if (rows.has(row)) continue;
      mark.remove();
      this.#marks.delete(row);
    }
    for (const row of rows) if (!this.#marks.has(row)) this.#add(row);
    if (this.#marks.size === 0) {
      this.#stop();
      return;
    }
    this.#host.show();
    this.#timer ??= this.#options.window.setInterval(this.#look, FOLLOW_MS);
    this.#follow();
  }

  #add(row: Element): void {
    const { document } = this.#options.window;
    const mark = createHtml(document, 'div');
    const text = createHtml(document, 'span');
    mark.className = 'row';
    text.className = 'text';
    text.textContent = this.#options.text;
    mark.append(text);
    this.#host.root.append(mark);
    this.#marks.set(row, mark);
  }

  #stop(): void {
    this.#options.window.clearInterval(this.#timer);
    this.#timer = undefined;
    this.#host.hide();
  }

  readonly #look = (): void => {
    this.#follow();
    this.#options.onFollow?.();
  };

  readonly #follow = (): void => {
    if (this.#marks.size === 0) return;
    this.#frame ??= this.#options.window.requestAnimationFrame(() => this.#place());
  };

  /** Reads every rectangle first and writes afterwards, so that layout is done once. */
  #place(): void {
    this.#frame = undefined;
    const boxes = [...this.#marks].map(([row, mark]) => ({ mark, box: visibleBox(row) }));
    for (const { mark, box } of boxes) putAt(mark, box);
  }
}

function putAt(mark: HTMLElement, box: Box | undefined): void {
  mark.style.display = box ? 'block' : 'none';
  if (!box) return;
  mark.style.left = `${box.left}px`;
  mark.style.top = `${box.top}px`;
  mark.style.width = `${box.right - box.left}px`;
  mark.style.height = `${box.bottom - box.top}px`;
}
