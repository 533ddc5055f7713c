import type { CityState } from '../city-state.ts';
import { eraDate } from '../era.ts';
import type { CityReply } from '../exchange.ts';
import { notFoundReply } from '../exchange.ts';
import { fullWidth } from '../full-width.ts';
import { html, type Markup, scriptLiteral } from '../html.ts';
import type { Resident } from '../resident.ts';
import { noticePaper } from './notice-paper.ts';
import { formatYen, taxFigures } from './tax-figures.ts';
import { zeimuAddress } from './zeimu-address.ts';
import { type FunctionKey, zeimuPage } from './zeimu-page.ts';

/** 課税照会: one person, with the buttons that print and record. */
export function detailPage(fields: URLSearchParams, state: CityState): CityReply {
  const resident = state.findResident(fields.get('atena') ?? '');
  if (!resident) return notFoundReply();
  return zeimuPage({
    title: '個人住民税　課税照会',
    screen: 'ZKS0200',
    body: html`${personTable(resident)}${taxTable(resident)}${propertyTable(resident, state)}`,
    script: detailScript(resident, state),
    keys: detailKeys(resident),
  });
}

/** Table of who is open; used on every page about one person. */
export function personTable(resident: Resident): Markup {
  return html`<table class="waku" id="kihon"><tr>
<td class="k">宛名番号</td><td class="num" id="atena">${fullWidth(resident.atena)}</td>
<td class="k">世帯番号</td><td class="num">${fullWidth(resident.household)}</td>
<td class="k">通知書番号</td><td class="num">${fullWidth(resident.notice)}</td></tr><tr>
<td class="k">氏名</td><td id="shimei"><b>${resident.name}</b>（${resident.kana}）</td>
<td class="k">生年月日</td><td>${fullWidth(eraDate(resident.birth))}　${resident.sex}</td>
<td class="k">続柄</td><td>${resident.relation}</td></tr><tr>
<td class="k">住所</td><td colspan="3" id="jusho">${zeimuAddress(resident)}</td>
<td class="k">電話番号</td><td class="num" id="denwa">${fullWidth(resident.phone)}</td></tr></table>`;
}

function taxTable(resident: Resident): Markup {
  const tax = taxFigures(resident);
  const cell = (label: string, yen: number) =>
    html`<td class="k">${label}</td><td class="n">${fullWidth(formatYen(yen))}円</td>`;
  return html`<table class="waku"><tr><td class="k">年度</td><td>令和８年度　（当初）</td>
${cell('給与収入', tax.salaryYen)}${cell('合計所得金額', tax.incomeYen)}</tr>
<tr>${cell('所得控除計', tax.deductionYen)}${cell('市民税額', tax.cityTaxYen)}${cell('県民税額', tax.prefectureTaxYen)}</tr>
<tr><td class="k">徴収区分</td><td>普通徴収</td><td class="k">納期未到来</td><td class="n">２期</td>
<td class="k">口座振替</td><td>なし</td></tr></table>`;
}

function propertyTable(resident: Resident, state: CityState): Markup | false {
  const owned = state.data.properties.filter((one) =>
    one.owners.some((owner) => owner.atena === resident.atena),
  );
  if (owned.length === 0) return false;
  return html`<table class="ichiran"><tr><th>物件番号</th><th>所在</th><th>種類</th><th>評価額</th><th>持分</th><th>名義</th></tr>
${owned.map((one) => {
  const share = one.owners.find((owner) => owner.atena === resident.atena)?.share;
  return html`<tr><td class="num">${one.number}</td><td>${one.location}</td><td>${one.kind}</td>
<td class="n">${fullWidth(formatYen(one.assessedYen))}円</td><td>${share}</td>
<td><a class="shisan" href="/property?no=${one.number}&amp;atena=${resident.atena}">${one.owners.length > 1 ? '共有' : '単独'}（内訳）</a></td></tr>`;
})}</table>`;
}

function detailKeys({ atena }: Resident): readonly FunctionKey[] {
  return [
    { key: 'F1', label: 'ヘルプ' },
    { key: 'F4', label: '届出受付', id: 'keyTodoke', href: `/todoke?atena=${atena}` },
    { key: 'F7', label: '応対記録', id: 'keyOutai', href: `javascript:openOutai('${atena}')` },
    { key: 'F8', label: 'お知らせ印刷', id: 'keyNotice', href: 'javascript:printNotice()' },
    { key: 'F9', label: '証明書発行', id: 'keyCert', href: `javascript:openCert('${atena}')` },
    { key: 'F12', label: '終了', href: '/blank' },
  ];
}

function detailScript(resident: Resident, state: CityState): Markup {
  const paper = noticePaper(resident, state.today()).markup;
  return html`
var NOTICE = ${scriptLiteral(paper)};
function printNotice() {
  var w = window.open('', 'osirase', 'width=840,height=900,menubar=no,toolbar=no,scrollbars=yes');
  w.document.open(); w.document.write(NOTICE); w.document.close(); w.focus();
}
function openCert(no) { window.open('/cert?atena=' + no, 'shomei', 'width=840,height=900'); }
function openOutai(no) { location.href = '/outai?atena=' + no; }
`;
}
