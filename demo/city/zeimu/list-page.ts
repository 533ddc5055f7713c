import type { CityState } from '../city-state.ts';
import { shortEraDate } from '../era.ts';
import type { CityReply } from '../exchange.ts';
import { fullWidth, halfWidth } from '../full-width.ts';
import { html, type Markup, raw } from '../html.ts';
import type { Resident } from '../resident.ts';
import { zeimuAddress } from './zeimu-address.ts';
import { zeimuPage } from './zeimu-page.ts';

const PAGE_SIZE = 50;

type Search = {
  readonly atena: string;
  readonly name: string;
  readonly address: string;
  readonly page: number;
  readonly isAsked: boolean;
  /** True once a record was opened: only the conditions stay in view. */
  readonly isFolded: boolean;
};

/** 個人検索: conditions above, matches below. */
export function listPage(fields: URLSearchParams, state: CityState): CityReply {
  const search = parseSearch(fields);
  const found = search.isAsked ? state.data.residents.filter((one) => isMatch(one, search)) : [];
  return zeimuPage({
    title: '個人検索',
    screen: 'ZKS0100',
    body: html`${searchForm(search)}${search.isAsked && result(search, found)}`,
    script: raw(OPEN_SCRIPT),
  });
}

// The list folds when a record opens, so that the screen shows one person only.
const OPEN_SCRIPT = `
function sizeList(rows) {
  var work = parent.document.getElementById('work');
  if (work) work.rows = rows;
}
function openDetail(no) {
  sizeList('118,*');
  parent.frames['detail'].location.href = '/detail?atena=' + no;
  var q = location.search.replace(/[?&]fold=1/, '');
  location.href = '/list' + (q ? q + '&' : '?') + 'fold=1';
}`;

function parseSearch(fields: URLSearchParams): Search {
  const text = (name: string) => halfWidth(fields.get(name) ?? '').trim();
  return {
    atena: text('atena').replace(/\D/g, ''),
    name: text('name'),
    address: text('address'),
    page: Math.max(1, Number(fields.get('page') ?? '1') || 1),
    isAsked: ['atena', 'name', 'address'].some((name) => text(name) !== '') || fields.has('all'),
    isFolded: fields.get('fold') === '1',
  };
}

function isMatch(resident: Resident, search: Search): boolean {
  const squeeze = (text: string) => halfWidth(text).replace(/\s/g, '').replace(/ヶ/g, 'ケ');
  const name = squeeze(search.name);
  return (
    (search.atena === '' || resident.atena === search.atena.replace(/^0+/, '')) &&
    (squeeze(resident.name).includes(name) || squeeze(resident.kana).includes(name)) &&
    squeeze(resident.address).includes(squeeze(search.address))
  );
}

function searchForm(search: Search): Markup {
  return html`<form method="get" action="/list" accept-charset="Shift_JIS"><table class="waku"><tr>
<td class="k">宛名番号検索</td><td><input name="atena" size="14" value="${search.atena}"></td>
<td class="k">氏名（漢字・カナ）</td><td><input name="name" size="18" value="${search.name}"></td>
<td class="k">町字・番地</td><td><input name="address" size="22" value="${search.address}"></td>
<td><input type="submit" value="検索(Enter)"> <a class="btn" href="/list">クリア</a></td></tr></table></form>`;
}

function result(search: Search, found: readonly Resident[]): Markup {
  const query = (page: number) => `/list?all=1&name=${encodeURIComponent('')}&page=${page}`;
  if (search.isFolded) {
    return html`<div class="note">検索結果　${found.length}件　（選択した方を下に表示しています）
<a href="javascript:sizeList('48%,*');history.back()">一覧へ戻る</a></div>`;
  }
  const from = (search.page - 1) * PAGE_SIZE;
  const pages = Math.ceil(found.length / PAGE_SIZE);
  const isWhole = search.atena + search.name + search.address === '';
  return html`<div class="note">検索結果　${found.length}件　${
    isWhole &&
    Array.from(
      { length: pages },
      (_, index) => html`<a href="${query(index + 1)}">${index + 1}</a> `,
    )
  }</div><table class="ichiran"><tr><th>№</th><th>宛名番号</th><th>氏名</th><th>フリガナ</th><th>性別</th>
<th>生年月日</th><th>続柄</th><th>住所</th></tr>${found
    .slice(from, from + PAGE_SIZE)
    .map((resident, index) => row(resident, from + index + 1))}</table>`;
}

function row(resident: Resident, number: number): Markup {
  return html`<tr class="gyo"><td class="n">${number}</td><td class="num">${fullWidth(resident.atena)}</td>
<td><a href="javascript:openDetail('${resident.atena}')">${resident.name}</a></td><td>${resident.kana}</td>
<td>${resident.sex}</td><td>${shortEraDate(resident.birth)}</td><td>${resident.relation}</td>
<td>${zeimuAddress(resident)}</td></tr>`;
}
