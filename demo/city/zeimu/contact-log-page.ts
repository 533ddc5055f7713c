import type { CityState } from '../city-state.ts';
import {
  bodyText,
  type CityReply,
  type CityRequest,
  notFoundReply,
  parseFields,
} from '../exchange.ts';
import { html, type Markup } from '../html.ts';
import { personTable } from './detail-page.ts';
import { zeimuPage } from './zeimu-page.ts';

const CALLERS = [
  '本人',
  '同一世帯',
  '家族・親族',
  '代理人・弁護士',
  '他自治体',
  '庁内・他課',
  '金融機関',
  '不明',
];

/** 応対記録: form and earlier records of one person. */
export function contactLogPage(fields: URLSearchParams, state: CityState): CityReply {
  const resident = state.findResident(fields.get('atena') ?? '');
  if (!resident) return notFoundReply();
  return zeimuPage({
    title: '窓口共通　応対記録',
    screen: 'ZKC0500',
    body: html`${fields.has('saved') && html`<div class="done">応対記録を登録しました。</div>`}
${personTable(resident)}${logForm(resident.atena)}${history(resident.atena, state)}`,
    keys: [
      { key: 'F3', label: '戻る', href: `/detail?atena=${resident.atena}` },
      { key: 'F12', label: '終了', href: '/blank' },
    ],
  });
}

/** Stores a record and shows the form again. */
export function saveContactLog(request: CityRequest, state: CityState): CityReply {
  const fields = parseFields(bodyText(request), 'shift_jis');
  const text = (name: string) => fields.get(name) ?? '';
  const atena = text('atena');
  if (!state.findResident(atena)) return notFoundReply();
  state.store.contactLogs.push(
    state.stamp({
      atena,
      callerType: text('callerType'),
      callerName: text('callerName'),
      phone: text('phone'),
      memo: text('memo'),
    }),
  );
  return contactLogPage(new URLSearchParams({ atena, saved: '1' }), state);
}

function logForm(atena: string): Markup {
  return html`<form method="post" action="/outai" id="outaiForm"><input type="hidden" name="atena" value="${atena}">
<table class="waku"><tr><td class="k">応対方法</td><td><select name="method"><option>電話（着信）</option><option>電話（発信）</option><option>窓口</option></select></td>
<td class="k">相手区分</td><td><select name="callerType">${CALLERS.map((caller) => html`<option>${caller}</option>`)}</select></td>
<td class="k">相手氏名</td><td><input name="callerName" size="16"></td></tr><tr>
<td class="k">相手の連絡先</td><td colspan="5"><input name="phone" id="outaiPhone" size="20"></td></tr><tr>
<td class="k">応対内容</td><td colspan="5"><textarea name="memo" id="outaiMemo" rows="4" cols="80"></textarea></td></tr></table>
<input type="submit" id="outaiSave" value="登録(F10)"></form>`;
}

function history(atena: string, state: CityState): Markup {
  const logs = state.store.contactLogs.filter((log) => log.atena === atena);
  return html`<table class="ichiran"><tr><th>№</th><th>相手区分</th><th>相手氏名</th><th>応対内容</th></tr>
${logs.map((log, index) => html`<tr><td class="n">${index + 1}</td><td>${log.callerType}</td><td>${log.callerName}</td><td>${log.memo}</td></tr>`)}
${logs.length === 0 && html`<tr><td colspan="4">応対記録はありません。</td></tr>`}</table>`;
}
