import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CityReply } from '../exchange.ts';
import { html, type Markup, raw } from '../html.ts';
import { encodeShiftJis } from '../shift-jis.ts';

const STYLE = ['zeimu.css', 'zeimu-paper.css']
  .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
  .join('');

/** One function key of the bar at the foot: an address (often `javascript:`), or none when idle. */
export type FunctionKey = {
  readonly key: string;
  readonly label: string;
  readonly id?: string;
  readonly href?: string;
};

export type ZeimuPage = {
  readonly title: string;
  /** Screen code shown at the right of the title, as packages print it. */
  readonly screen: string;
  readonly body: Markup;
  readonly script?: Markup;
  readonly keys?: readonly FunctionKey[];
};

/** A working page of 税務総合, in Shift_JIS. */
export function zeimuPage(page: ZeimuPage): CityReply {
  const keys = page.keys ?? [];
  return shiftJisReply(html`<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<html lang="ja"><head><meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS">
<title>${page.title}</title><link rel="stylesheet" href="/zeimu.css">
<script>${page.script}${raw(keys.length > 0 ? KEY_SCRIPT : '')}</script></head>
<body><div class="title"><span class="code">${page.screen}</span>${page.title}</div>
<div class="body">${page.body}</div>${keys.length > 0 && keyBar(keys)}</body></html>`);
}

/** Any HTML of 税務総合, encoded as the system says it is. */
export function shiftJisReply(page: Markup): CityReply {
  return {
    status: 200,
    headers: { 'content-type': 'text/html; charset=Shift_JIS', 'cache-control': 'no-store' },
    body: encodeShiftJis(page.markup),
  };
}

/** The style sheet, also written into pop-ups. */
export function zeimuStyle(): string {
  return STYLE;
}

// The keys of the bar work from the keyboard as well: every screen can be used without a mouse.
const KEY_SCRIPT = `
document.onkeydown = function (e) {
  if (!/^F\\d+$/.test(e.key)) return;
  var k = document.querySelector('.keys a[data-key="' + e.key + '"]');
  if (k) { e.preventDefault(); k.click(); }
};`;

function keyBar(keys: readonly FunctionKey[]): Markup {
  return html`<div class="keys noprint">${keys.map(({ key, label, id, href }) =>
    href
      ? html`<a class="k" id="${id ?? `key${key}`}" data-key="${key}" href="${href}">${key} ${label}</a>`
      : html`<span class="k off">${key} ${label}</span>`,
  )}</div>`;
}
