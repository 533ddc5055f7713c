import type { CityState } from '../city-state.ts';
import { formatCsv } from '../csv.ts';
import type { Debt } from '../debt.ts';
import { shortEraDate } from '../era.ts';
import type { CityReply } from '../exchange.ts';
import { halfWidth } from '../full-width.ts';
import { html, type Markup } from '../html.ts';
import { paddedAtena, saikenPage, yen } from './saiken-page.ts';

const PAGE_SIZE = 50;

/** 債権一覧: search, pages of 50, CSV of what was found. */
export function debtListPage(fields: URLSearchParams, state: CityState): CityReply {
  const asked = halfWidth(fields.get('q') ?? '').trim();
  const page = Math.max(1, Number(fields.get('page') ?? '1') || 1);
  const found = findDebts(asked, state);
  const shown = found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  const body = html`<form class="search" method="get" action="/">
<label>検索　<input name="q" size="40" value="${asked}" placeholder="債権番号・宛名番号・氏名"></label>
<button class="main">検索</button><a class="button" href="/">条件クリア</a></form>
<div class="bar"><span>${found.length} 件</span><span class="pager">${pager(found.length, page, asked)}</span>
<a class="button right" id="csv-link" href="/debts.csv?q=${encodeURIComponent(asked)}">CSV出力</a></div>
<table class="list" id="debt-list"><thead><tr><th>債権番号</th><th>債権名</th><th>年度</th><th>宛名番号</th><th>納入義務者</th>
<th>元金</th><th>延滞金</th><th>納期限</th><th>状態</th></tr></thead><tbody>${shown.map((debt) => row(debt, state))}</tbody></table>`;
  return saikenPage({ title: '債権一覧', tab: '/', body, state });
}

/** The CSV download. Every download is recorded. */
export function debtCsv(fields: URLSearchParams, state: CityState): CityReply {
  const query = halfWidth(fields.get('q') ?? '').trim();
  const found = findDebts(query, state);
  state.store.csvDownloads.push(state.stamp({ query, rowCount: found.length }));
  const header = [
    '債権番号',
    '債権名',
    '宛名番号',
    '納入義務者',
    '送付先郵便番号',
    '送付先住所',
    '送付先氏名',
    '元金',
  ];
  const rows = found.map((debt) => [
    debt.number,
    debt.subject,
    debt.payer,
    nameOf(debt.payer, state),
    debt.destination.postcode,
    debt.destination.address,
    debt.destination.name,
    String(debt.principal),
  ]);
  return {
    status: 200,
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="saiken.csv"',
    },
    body: `\ufeff${formatCsv([header, ...rows])}`,
  };
}

export function nameOf(atena: string, state: CityState): string {
  return state.findResident(atena)?.name ?? '（不明）';
}

function findDebts(asked: string, state: CityState): readonly Debt[] {
  const squeeze = (text: string) => text.replace(/[\s　]/g, '');
  const wanted = squeeze(asked);
  return [...state.debts.values()].filter(
    (debt) =>
      debt.number.includes(wanted) ||
      debt.payer === wanted.replace(/^0+/, '') ||
      squeeze(nameOf(debt.payer, state)).includes(wanted),
  );
}

function pager(count: number, page: number, asked: string): readonly Markup[] {
  const query = asked === '' ? '' : `q=${encodeURIComponent(asked)}&`;
  return Array.from({ length: Math.ceil(count / PAGE_SIZE) }, (_, index) =>
    index + 1 === page
      ? html`<b>${page}</b>`
      : html`<a href="/?${query}page=${index + 1}">${index + 1}</a>`,
  );
}

function row(debt: Debt, state: CityState): Markup {
  return html`<tr><td><a href="/debts/${debt.number}">${debt.number}</a></td><td>${debt.subject}</td><td class="c">${debt.fiscalYear}</td>
<td>${paddedAtena(debt.payer)}</td><td>${nameOf(debt.payer, state)}</td><td class="n">${yen(debt.principal)}</td>
<td class="n">${yen(debt.charge)}</td><td class="c">${shortEraDate(debt.due)}</td><td class="c">${debt.status}</td></tr>`;
}
