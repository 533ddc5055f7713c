import type { CityState } from '../city-state.ts';
import { eraDate } from '../era.ts';
import {
  bodyText,
  type CityReply,
  type CityRequest,
  notFoundReply,
  parseFields,
} from '../exchange.ts';
import { fullWidth } from '../full-width.ts';
import { html, type Markup } from '../html.ts';
import type { Resident } from '../resident.ts';
import { zeimuAddress } from './zeimu-address.ts';
import { zeimuPage } from './zeimu-page.ts';

/** 国民健康保険 世帯主あて通知: the head of the household receives it, the member stands in it. */
export function householdNoticePage(fields: URLSearchParams, state: CityState): CityReply {
  const member = state.findResident(fields.get('atena') ?? '');
  const head = state.findResident(fields.get('to') ?? '');
  if (!member || !head) return notFoundReply();
  return zeimuPage({
    title: '国民健康保険　世帯主あて通知',
    screen: 'ZKK0410',
    body: html`${paper({ member, head, state })}
<form method="post" action="/setai" id="setaiForm" class="noprint">
<input type="hidden" name="atena" value="${member.atena}"><input type="hidden" name="to" value="${head.atena}">
<input type="submit" id="setaiSend" value="発送登録(F10)"></form>`,
    keys: [
      { key: 'F3', label: '戻る', href: `/detail?atena=${member.atena}` },
      { key: 'F8', label: '印刷', id: 'keySetai', href: 'javascript:window.print()' },
    ],
  });
}

/** Stores a dispatched notice. */
export function sendHouseholdNotice(request: CityRequest, state: CityState): CityReply {
  const fields = parseFields(bodyText(request), 'shift_jis');
  const notice = { atena: fields.get('atena') ?? '', to: fields.get('to') ?? '' };
  if (!state.findResident(notice.atena) || !state.findResident(notice.to)) return notFoundReply();
  state.store.householdNotices.push(state.stamp(notice));
  return zeimuPage({
    title: '国民健康保険　世帯主あて通知',
    screen: 'ZKK0420',
    body: html`<div class="done">発送を登録しました。</div>`,
  });
}

function paper(input: {
  readonly member: Resident;
  readonly head: Resident;
  readonly state: CityState;
}): Markup {
  const { member, head, state } = input;
  return html`<div class="paper"><div class="to">〒${fullWidth(head.place.town.postcode)}<br>
<span id="sofu-jusho">${zeimuAddress(head)}</span><br>世帯主　<span id="sofu-shimei">${head.name}</span>　様<br>
<small>宛名番号　<span id="sofu-atena">${fullWidth(head.atena)}</span></small></div>
<div class="from">${eraDate(state.today())}<br>架空市長　見本　太郎<br>（保険年金課　内線２３７０）</div>
<h1>資格情報のお知らせ</h1><table><tr><th>被保険者</th><td>${member.name}</td></tr>
<tr><th>宛名番号</th><td>${fullWidth(member.atena)}</td></tr>
<tr><th>住所</th><td>${zeimuAddress(member)}</td></tr></table><p>　このお知らせは架空の内容です。</p></div>`;
}
