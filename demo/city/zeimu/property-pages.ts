import type { CityState } from '../city-state.ts';
import { eraDate } from '../era.ts';
import { type CityReply, notFoundReply } from '../exchange.ts';
import { fullWidth } from '../full-width.ts';
import { html, type Markup, raw } from '../html.ts';
import type { Property } from '../property.ts';
import type { Resident } from '../resident.ts';
import { personTable } from './detail-page.ts';
import { formatYen } from './tax-figures.ts';
import { zeimuAddress } from './zeimu-address.ts';
import { zeimuPage } from './zeimu-page.ts';

type Owner = { readonly resident: Resident; readonly share: string };

/** 資産内訳: one 固定資産 with all its owners. */
export function propertyPage(fields: URLSearchParams, state: CityState): CityReply {
  const property = findProperty(fields, state);
  const resident = state.findResident(fields.get('atena') ?? '');
  if (!property || !resident) return notFoundReply();
  return zeimuPage({
    title: '固定資産税　資産内訳',
    screen: 'ZKT0310',
    body: html`${personTable(resident)}${propertyTable(property)}${ownersTable(property, state)}`,
    script: raw(`
function openKyoyu(no, to) { window.open('/coowner-notice?no=' + no + '&to=' + to, 'kyoyu', 'width=840,height=900'); }`),
    keys: [
      { key: 'F3', label: '戻る', href: `/detail?atena=${resident.atena}` },
      { key: 'F12', label: '終了', href: '/blank' },
    ],
  });
}

/** 共有者への納税通知: one owner receives it, all owners are printed on it. */
export function coownerNoticePage(fields: URLSearchParams, state: CityState): CityReply {
  const property = findProperty(fields, state);
  const recipient = state.findResident(fields.get('to') ?? '');
  if (!property || !recipient) return notFoundReply();
  return zeimuPage({
    title: '固定資産税　共有者通知',
    screen: 'ZKT0330',
    body: coownerPaper({ property, recipient, state }),
    keys: [
      { key: 'F8', label: '印刷', id: 'keyKyoyu', href: 'javascript:window.print()' },
      { key: 'F12', label: '閉じる', href: 'javascript:window.close()' },
    ],
  });
}

function findProperty(fields: URLSearchParams, state: CityState): Property | undefined {
  return state.data.properties.find((one) => one.number === fields.get('no'));
}

function ownersOf(property: Property, state: CityState): readonly Owner[] {
  return property.owners.flatMap(({ atena, share }) => {
    const resident = state.findResident(atena);
    return resident ? [{ resident, share }] : [];
  });
}

function propertyTable(property: Property): Markup {
  return html`<table class="waku"><tr><td class="k">物件番号</td><td class="num">${property.number}</td>
<td class="k">所在地番</td><td>${property.location}</td><td class="k">種類</td><td>${property.kind}</td></tr><tr>
<td class="k">地積・床面積</td><td class="n">${fullWidth(String(property.areaSquareMetres))}㎡</td>
<td class="k">評価額</td><td class="n">${fullWidth(formatYen(property.assessedYen))}円</td>
<td class="k">区分</td><td>${property.owners.length > 1 ? '共有' : '単独'}</td></tr></table>`;
}

function ownersTable(property: Property, state: CityState): Markup {
  return html`<table class="ichiran" id="kyoyusha"><tr><th>区分</th><th>宛名番号</th><th>氏名</th><th>住所</th><th>持分</th><th>通知</th></tr>
${ownersOf(property, state).map(
  ({ resident, share }, index) => html`<tr><td>${index === 0 ? '代表者' : '共有者'}</td>
<td class="num">${fullWidth(resident.atena)}</td><td>${resident.name}</td><td>${zeimuAddress(resident)}</td><td>${share}</td>
<td><a class="kyoyu" href="javascript:openKyoyu('${property.number}','${resident.atena}')">共有者通知</a></td></tr>`,
)}</table>`;
}

function coownerPaper(input: {
  readonly property: Property;
  readonly recipient: Resident;
  readonly state: CityState;
}): Markup {
  const { property, recipient, state } = input;
  return html`<div class="paper"><div class="to">〒${fullWidth(recipient.place.town.postcode)}<br>
<span id="sofu-jusho">${zeimuAddress(recipient)}</span><br><span id="sofu-shimei">${recipient.name}</span>　様<br>
<small>宛名番号　<span id="sofu-atena">${fullWidth(recipient.atena)}</span></small></div>
<div class="from">${eraDate(state.today())}<br>架空市長　見本　太郎<br>（資産税課　内線２３６０）</div>
<h1>固定資産税　共有者通知</h1><p>次の固定資産は共有されているため、共有者の方全員にお知らせします。</p>
${propertyTable(property)}<table><tr><th>共有者</th><th>住所</th><th>持分</th></tr>
${ownersOf(property, state).map(
  ({ resident, share }) =>
    html`<tr><td>${resident.name}</td><td class="kyoyu-jusho">${zeimuAddress(resident)}</td><td>${share}</td></tr>`,
)}</table></div>`;
}
