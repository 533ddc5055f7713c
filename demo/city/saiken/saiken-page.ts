import type { CityState } from '../city-state.ts';
import { eraDate } from '../era.ts';
import { type CityReply, pageReply } from '../exchange.ts';
import { html, type Markup } from '../html.ts';

const TABS = [
  ['/', '債権一覧'],
  ['/batch', '一斉送付'],
] as const;

/** A full page of 債権管理 with header and tabs. */
export function saikenPage(input: {
  readonly title: string;
  readonly tab: string;
  readonly body: Markup;
  readonly state: CityState;
}): CityReply {
  const { title, tab, body, state } = input;
  return pageReply(html`<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>${title}｜債権管理システム</title>
<link rel="stylesheet" href="/saiken.css"></head><body>
<div class="stripe">架空データ　架空データ　架空データ　－　訓練・動作確認用　－　架空データ　架空データ</div>
<header><h1>債権管理システム</h1><span>架空市　収納対策課</span><span>操作者：05678　仮屋　写美</span>
<span>${eraDate(state.today())}</span></header>
<nav>${TABS.map(([path, label]) => html`<a href="${path}" class="${path === tab ? 'on' : ''}">${label}</a>`)}
<a href="#">分納管理</a><a href="#">交付要求</a><a href="#">マスタ</a></nav>
<main><h2>${title}</h2>${body}</main>
<footer>F1：ヘルプ　F3：戻る　F5：再表示　F8：印刷　F10：登録　Esc：中止　　［SAIKEN 3.2.1］</footer></body></html>`);
}

/** A page inside the detail frame, without header. */
export function innerPage(title: string, body: Markup): CityReply {
  return pageReply(html`<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>${title}</title>
<link rel="stylesheet" href="/saiken.css"></head><body class="inner">${body}</body></html>`);
}

/** 債権管理 shows 宛名番号 in 15 digits with leading zeros, as the standard item is long. */
export function paddedAtena(atena: string): string {
  return atena.padStart(15, '0');
}

export function yen(amount: number): string {
  return amount.toLocaleString('ja-JP');
}
