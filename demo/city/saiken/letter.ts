import type { CityState } from '../city-state.ts';
import type { Debt } from '../debt.ts';
import { addDays, eraDate } from '../era.ts';
import { type CityReply, redirectReply } from '../exchange.ts';
import { html } from '../html.ts';
import type { Letter } from '../store.ts';
import { nameOf } from './debt-list.ts';
import { paddedAtena, saikenPage, yen } from './saiken-page.ts';

/** Days between the letter and its new due date. */
const GRACE_DAYS = 14;

/** 催告書: the address block is the 送付先, whoever pays. */
export function letterPage(debt: Debt, state: CityState, isSent: boolean): CityReply {
  const { destination } = debt;
  const body = html`${isSent && html`<div class="done">催告書の発送を登録しました。</div>`}
<div class="bar"><button class="main" id="print-letter" type="button" onclick="window.print()">印刷(F8)</button>
<form id="dispatch-form" method="post" action="/debts/${debt.number}/dispatch"><button id="dispatch-letter">発送登録</button></form>
<a class="button right" href="javascript:window.close()">閉じる</a></div>
<div class="paper"><div class="to">〒${destination.postcode}<br><span id="addressee-address">${destination.address}</span><br>
<span id="addressee-name">${destination.name}</span>　様</div>
<div class="from">${eraDate(state.today())}<br>架空市長　見本　太郎<br>（収納対策課　内線2410）</div>
<h1>催告書</h1><p>　下記の債権が納期限を過ぎても納付されていません。${eraDate(addDays(state.today(), GRACE_DAYS))}までに納付してください。</p>
<table><tr><th>宛名番号</th><td id="payer-atena">${paddedAtena(debt.payer)}</td><th>債権番号</th><td id="debt-number">${debt.number}</td></tr>
<tr><th>納入義務者</th><td id="payer-name">${nameOf(debt.payer, state)}</td><th>債権名</th><td>${debt.subject}（${debt.fiscalYear}年度）</td></tr>
<tr><th>元金</th><td class="n">${yen(debt.principal)} 円</td><th>延滞金</th><td class="n">${yen(debt.charge)} 円</td></tr></table>
<p>　なお、行き違いで納付済みの場合はご容赦ください。（この文書は架空のものです）</p></div>`;
  return saikenPage({ title: '催告書', tab: '/', body, state });
}

/** Records one dispatched letter. */
export function dispatchLetter(debt: Debt, state: CityState): CityReply {
  state.store.letters.push(state.stamp(letterOf(debt, false)));
  return redirectReply(`/debts/${debt.number}/letter?sent=1`);
}

/** What leaves the house when a debt is dunned. */
export function letterOf(debt: Debt, batch: boolean): Letter {
  return {
    debt: debt.number,
    payer: debt.payer,
    address: debt.destination.address,
    name: debt.destination.name,
    batch,
  };
}
