import { eraDate } from '../era.ts';
import { fullWidth } from '../full-width.ts';
import { html, type Markup, raw } from '../html.ts';
import type { Resident } from '../resident.ts';
import { formatYen, taxFigures } from './tax-figures.ts';
import { zeimuAddress } from './zeimu-address.ts';
import { zeimuStyle } from './zeimu-page.ts';

/** 課税内容のお知らせ: written into a pop-up, which prints itself at its end. */
export function noticePaper(resident: Resident, today: string): Markup {
  const tax = taxFigures(resident);
  const row = (label: string, yen: number) =>
    html`<tr><th>${label}</th><td align="right">${fullWidth(formatYen(yen))}円</td></tr>`;
  return html`<html lang="ja"><head><title>課税内容のお知らせ</title><style>${raw(zeimuStyle())}</style></head>
<body><div class="stripe">架空データ　架空データ　架空データ</div>
<div class="paper"><div class="to">〒${fullWidth(resident.place.town.postcode)}<br>
<span id="sofu-jusho">${zeimuAddress(resident)}</span><br><span id="sofu-shimei">${resident.name}</span>　様</div>
<div class="from">${eraDate(today)}<br>架空市長　見本　太郎<br>（市民税課　内線２３４１）</div>
<h1>課税内容のお知らせ</h1>
<table><tr><th>宛名番号</th><td id="sofu-atena">${fullWidth(resident.atena)}</td>
<th>通知書番号</th><td>${fullWidth(resident.notice)}</td></tr></table>
<p>令和８年度　市民税・県民税の課税内容は次のとおりです。</p>
<table>${row('合計所得金額', tax.incomeYen)}${row('所得控除計', tax.deductionYen)}
${row('市民税額', tax.cityTaxYen)}${row('県民税額', tax.prefectureTaxYen)}</table>
<p>　このお知らせは架空の内容です。</p></div>
<script>window.print();</script></body></html>`;
}
