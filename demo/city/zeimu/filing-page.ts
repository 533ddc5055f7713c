import type { CityState } from '../city-state.ts';
import { eraDate } from '../era.ts';
import {
  bodyText,
  type CityReply,
  type CityRequest,
  notFoundReply,
  parseFields,
} from '../exchange.ts';
import { html } from '../html.ts';
import { personTable } from './detail-page.ts';
import { zeimuPage } from './zeimu-page.ts';

const KINDS = ['転籍届', '婚姻届', '離婚届', '入籍届', '住所変更（国外）'];

/** 届出受付票: taken at the counter while the record of the person is open. */
export function filingPage(fields: URLSearchParams, state: CityState): CityReply {
  const resident = state.findResident(fields.get('atena') ?? '');
  if (!resident) return notFoundReply();
  return zeimuPage({
    title: '窓口共通　届出受付票',
    screen: 'ZKC0610',
    body: html`${personTable(resident)}<form method="post" action="/todoke" id="todokeForm">
<input type="hidden" name="atena" value="${resident.atena}"><table class="waku"><tr>
<td class="k">届出種別</td><td><select name="kind">${KINDS.map((kind) => html`<option>${kind}</option>`)}</select></td>
<td class="k">届出人</td><td><input name="submitter" size="20" value="${resident.name}"></td></tr><tr>
<td class="k">新しい本籍</td><td colspan="3"><input name="registry" id="todokeHonseki" size="60"></td></tr><tr>
<td class="k">同籍者の住所</td><td colspan="3"><input name="address" id="todokeJusho" size="60"></td></tr></table>
<a class="btn" id="btnTodokePrint" href="javascript:window.print()">受付票印刷(F8)</a>
<input type="submit" id="todokeSave" value="受付登録(F10)"></form>`,
    keys: [
      { key: 'F3', label: '戻る', href: `/detail?atena=${resident.atena}` },
      { key: 'F8', label: '受付票印刷', id: 'keyTodokePrint', href: 'javascript:window.print()' },
      { key: 'F12', label: '終了', href: '/blank' },
    ],
  });
}

/** Stores a filing and shows what was taken. */
export function saveFiling(request: CityRequest, state: CityState): CityReply {
  const fields = parseFields(bodyText(request), 'shift_jis');
  const text = (name: string) => fields.get(name) ?? '';
  const filing = {
    atena: text('atena'),
    kind: text('kind'),
    submitter: text('submitter'),
    address: text('address'),
    registry: text('registry'),
  };
  if (!state.findResident(filing.atena)) return notFoundReply();
  state.store.filings.push(state.stamp(filing));
  return zeimuPage({
    title: '窓口共通　届出受付票',
    screen: 'ZKC0620',
    body: html`<div class="done">${filing.kind}を受け付けました。（受付番号 ${state.store.filings.length}　${eraDate(state.today())}）</div>`,
    keys: [{ key: 'F3', label: '戻る', href: `/detail?atena=${filing.atena}` }],
  });
}
