import type { CityState } from '../city-state.ts';
import type { Debt } from '../debt.ts';
import { eraDate } from '../era.ts';
import {
  bodyText,
  type CityReply,
  type CityRequest,
  parseFields,
  redirectReply,
} from '../exchange.ts';
import { halfWidth } from '../full-width.ts';
import { html } from '../html.ts';
import { nameOf } from './debt-list.ts';
import { innerPage, paddedAtena, saikenPage, yen } from './saiken-page.ts';

/** 債権照会: the record itself stands in an inner frame. */
export function debtPage(debt: Debt, state: CityState): CityReply {
  const body = html`<div class="bar"><a class="button" href="/">一覧へ戻る(F3)</a><span>債権内容を下に表示しています。</span></div>
<iframe name="debt" title="債権内容" src="/debts/${debt.number}/detail"></iframe>`;
  return saikenPage({ title: '債権照会', tab: '/', body, state });
}

/** 債権内容, in the frame. */
export function debtDetail(debt: Debt, state: CityState, notice = ''): CityReply {
  const payer = state.findResident(debt.payer);
  return innerPage(
    '債権内容',
    html`${notice !== '' && html`<div class="done">${notice}</div>`}
<h3 id="debt-heading">${debt.subject}　${nameOf(debt.payer, state)}　様</h3>
<table class="form"><tr><th>債権番号</th><td id="debt-number">${debt.number}</td><th>状態</th><td>${debt.status}</td></tr>
<tr><th>元金</th><td class="n">${yen(debt.principal)} 円</td><th>延滞金</th><td class="n">${yen(debt.charge)} 円</td></tr>
<tr><th>納期限</th><td>${eraDate(debt.due)}</td><th>時効完成予定</th><td>${eraDate(`${Number(debt.due.slice(0, 4)) + 5}${debt.due.slice(4)}`)}</td></tr></table>
<h3>納入義務者</h3>
<table class="form"><tr><th>宛名番号</th><td id="payer-atena">${paddedAtena(debt.payer)}</td><th>氏名</th><td>${nameOf(debt.payer, state)}</td></tr>
<tr><th>世帯番号</th><td>${payer?.household}</td><th>電話番号</th><td>${payer?.phone}</td></tr></table>
<h3>送付先</h3>
<table class="form"><tr><th>郵便番号</th><td>${debt.destination.postcode}</td><th>送付先氏名</th><td>${debt.destination.name}</td></tr>
<tr><th>送付先</th><td colspan="3" id="destination-address">${debt.destination.address}</td></tr></table>
<div class="bar"><a class="button" id="open-destination" href="/debts/${debt.number}/destination">送付先変更</a>
<a class="button" id="open-letter" target="_blank" href="/debts/${debt.number}/letter">催告書</a></div>`,
  );
}

/** 送付先変更: what is stored stands in the controls only, so the page shows what will be saved. */
export function destinationForm(debt: Debt, state: CityState): CityReply {
  const { destination } = debt;
  return innerPage(
    '送付先変更',
    html`<h3 id="debt-heading">送付先変更　${debt.subject}　${nameOf(debt.payer, state)}　様</h3>
<form id="destination-form" method="post" action="/debts/${debt.number}/destination">
<table class="form"><tr><th>債権番号</th><td id="debt-number">${debt.number}</td><th>現在の納入義務者</th><td>${nameOf(debt.payer, state)}</td></tr>
<tr><th>宛名番号</th><td colspan="3"><input id="payer-input" name="payer" size="20" value="${paddedAtena(debt.payer)}"> 納入義務者</td></tr>
<tr><th>郵便番号</th><td><input name="postcode" size="10" value="${destination.postcode}"></td>
<th>送付先氏名</th><td><input name="name" size="24" value="${destination.name}"></td></tr>
<tr><th>送付先</th><td colspan="3"><input id="destination-input" name="address" size="70" value="${destination.address}"></td></tr></table>
<div class="bar"><button class="main" id="save-destination">登録(F10)</button>
<a class="button" href="/debts/${debt.number}/detail">中止(Esc)</a></div></form>`,
  );
}

/** Stores the edit; the debt shows and prints the new destination from now on. */
export function saveDestination(debt: Debt, request: CityRequest, state: CityState): CityReply {
  const fields = parseFields(bodyText(request));
  const text = (name: string) => (fields.get(name) ?? '').trim();
  const payer = halfWidth(text('payer')).replace(/^0+/, '');
  const edit = { payer, postcode: text('postcode'), address: text('address'), name: text('name') };
  if (!state.findResident(payer)) {
    return innerPage(
      '送付先変更',
      html`<div class="done">宛名番号に該当する方がいません。番号を確認してください。</div>`,
    );
  }
  const { postcode, address, name } = edit;
  state.debts.set(debt.number, { ...debt, payer, destination: { postcode, address, name } });
  state.store.destinationEdits.push(state.stamp({ debt: debt.number, ...edit }));
  return redirectReply(`/debts/${debt.number}/detail?saved=1`);
}
