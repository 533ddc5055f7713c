import type { CityState } from '../city-state.ts';
import type { Debt } from '../debt.ts';
import { bodyText, type CityReply, type CityRequest, parseFields } from '../exchange.ts';
import { html, type Markup } from '../html.ts';
import { nameOf } from './debt-list.ts';
import { letterOf } from './letter.ts';
import { paddedAtena, saikenPage, yen } from './saiken-page.ts';

/** 一斉送付: all debts of this dunning run, every box ticked. */
export function batchPage(state: CityState): CityReply {
  const targets = [...state.debts.values()].filter((debt) => debt.status === '催告対象');
  const body = html`<form id="batch-form" method="post" action="/batch/dispatch">
<div class="bar"><span>催告対象　${targets.length} 件　（封入封緘：委託）</span>
<button type="button" class="button" id="print-list" onclick="window.print()">宛名一覧印刷(F8)</button>
<button class="main right" id="dispatch-batch">チェックした催告書を一斉送付(F10)</button></div>
<table class="list" id="batch-list"><thead><tr><th>送付</th><th>債権番号</th><th>債権名</th><th>宛名番号</th><th>納入義務者</th><th>送付先</th><th>送付先氏名</th><th>合計</th></tr></thead>
<tbody>${targets.map((debt) => row(debt, state))}</tbody></table></form>`;
  return saikenPage({ title: '一斉送付（秋期催告）', tab: '/batch', body, state });
}

/** Records one letter for each ticked debt. */
export function dispatchBatch(request: CityRequest, state: CityState): CityReply {
  const numbers = parseFields(bodyText(request)).getAll('debt');
  const letters = numbers.flatMap((number) => {
    const debt = state.debts.get(number);
    return debt ? [letterOf(debt, true)] : [];
  });
  state.store.letters.push(...letters.map((letter) => state.stamp(letter)));
  const body = html`<div class="done" id="batch-result">催告書 ${letters.length} 件の発送を登録しました。</div>
<a class="button" href="/batch">一斉送付へ戻る</a>`;
  return saikenPage({ title: '一斉送付（結果）', tab: '/batch', body, state });
}

function row(debt: Debt, state: CityState): Markup {
  return html`<tr><td class="c"><input type="checkbox" name="debt" value="${debt.number}" checked></td><td>${debt.number}</td>
<td>${debt.subject}</td><td>${paddedAtena(debt.payer)}</td><td>${nameOf(debt.payer, state)}</td>
<td>${debt.destination.address}</td><td>${debt.destination.name}</td><td class="n">${yen(debt.principal + debt.charge)}</td></tr>`;
}
