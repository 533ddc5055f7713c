import type { CityState } from '../city-state.ts';
import { eraDate } from '../era.ts';
import type { CityReply } from '../exchange.ts';
import { html, raw } from '../html.ts';
import { shiftJisReply, zeimuPage } from './zeimu-page.ts';

/** The frameset: heading, menu, list, detail. `?atena=` opens a record at once. */
export function framesetPage(fields: URLSearchParams): CityReply {
  const atena = fields.get('atena') ?? '';
  const detail = atena === '' ? '/blank' : `/detail?atena=${encodeURIComponent(atena)}`;
  const rows = atena === '' ? '48%,*' : '118,*';
  return shiftJisReply(html`<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Frameset//EN">
<html lang="ja"><head><meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS">
<title>税務総合システム（架空データ）</title></head>
<frameset rows="52,*" border="1" frameborder="1">
<frame name="head" src="/head" scrolling="no" noresize>
<frameset cols="172,*">
<frame name="menu" src="/menu">
<frameset rows="${rows}" id="work">
<frame name="list" src="/list">
<frame name="detail" src="${detail}">
</frameset></frameset>
<noframes><body>フレーム対応ブラウザーで表示してください。</body></noframes>
</frameset></html>`);
}

export function headPage(state: CityState): CityReply {
  return shiftJisReply(html`<html lang="ja"><head><meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS">
<title>税務総合</title><link rel="stylesheet" href="/zeimu.css"></head><body class="head">
<div class="stripe">架空データ　架空データ　架空データ　－　訓練・動作確認用　－　架空データ　架空データ　架空データ</div>
<table><tr><td class="system">税務総合システム</td><td>架空市　市民税課</td><td>端末：ＺＥＩ－０７</td>
<td>操作者：０１２３４　例示　文</td><td align="right">処理日：${eraDate(state.today())}</td></tr></table></body></html>`);
}

export function menuPage(): CityReply {
  return shiftJisReply(html`<html lang="ja"><head><meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS">
<title>メニュー</title><link rel="stylesheet" href="/zeimu.css">
<script>function go(f, u) { parent.frames[f].location.href = u; }</script></head><body class="menu">
<div class="group">宛名・照会</div>
<a href="javascript:go('list','/list')">個人検索</a><a href="javascript:go('list','/list?all=1')">個人一覧</a>
<span class="off">法人検索</span>
<div class="group">個人住民税</div><a href="javascript:go('list','/list')">課税照会</a>
<span class="off">当初賦課</span><span class="off">更正入力</span><span class="off">特別徴収</span>
<div class="group">固定資産税</div><a href="javascript:go('list','/list')">資産照会</a><span class="off">評価計算</span>
<div class="group">証明発行</div><a href="javascript:go('list','/list')">所得・課税証明</a><span class="off">納税証明</span>
<div class="group">窓口共通</div><a href="javascript:go('list','/list')">応対記録</a><a href="javascript:go('list','/list')">届出受付票</a>
<div class="group">バッチ</div><span class="off">一括出力</span><span class="off">引き抜き</span></body></html>`);
}

export function blankPage(): CityReply {
  return zeimuPage({
    title: '個人住民税　課税照会',
    screen: 'ZKS0200',
    body: html`<p class="note">上の一覧から対象者を選択してください。</p>`,
    script: raw(''),
  });
}
