import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, expect, test } from 'vitest';
import { Banner, type BannerProps } from '../../../components/guard/banner.tsx';
import { TextContext } from '../../../components/ui/text.ts';
import ja from '../../../public/_locales/ja/messages.json' with { type: 'json' };
import type { Reason, ReasonCode, Situation } from '../../../utils/domain/situation.ts';
import type { TabView } from '../../../utils/domain/tab-view.ts';
import { readMessages } from '../support/read-messages.ts';

afterEach(cleanup);

function viewOf(headline: Situation, codes: readonly ReasonCode[] = []): TabView {
  const reasons: readonly Reason[] = codes.map((code) => ({ situation: headline, code }));
  return {
    assessment: { headline, situations: [headline], reasons, doubts: [] },
    guidance: ['文書は窓口で手渡します。'],
    contact: '戸籍住民課 内線2201',
    dataAgeMs: 3 * 60 * 60_000,
    counterMode: false,
    mode: 'enforce',
  };
}

function show(view: TabView, props: Partial<BannerProps> = {}) {
  return render(
    <TextContext.Provider value={readMessages(ja)}>
      <Banner view={view} isExpanded={false} onToggle={() => undefined} {...props} />
    </TextContext.Provider>,
  );
}

test('a clear view shows nothing at all', () => {
  expect(show(viewOf('clear')).container.innerHTML).toBe('');
});

test.each<readonly [Situation, readonly ReasonCode[], string]>([
  ['protected', [], 'この方の情報は取扱いに注意が必要です（支援措置期間中）'],
  ['protected', ['provisional'], 'この方の情報は取扱いに注意が必要です（仮支援措置中）'],
  ['protected', ['period-over'], 'この方の情報は取扱いに注意が必要です　期間満了（終了処理なし）'],
  [
    'counterpart',
    ['provisional', 'period-over'],
    'この方は支援措置の相手方です　期間満了（終了処理なし）',
  ],
  ['cannot-tell', [], '支援措置データと照合できません'],
])('%s with %j reads %s', (headline, codes, title) => {
  show(viewOf(headline, codes));
  expect(screen.getByRole('status').textContent).toContain(title);
});

const PULLED = { rowNumber: 12, numbers: [{ label: '債権番号', text: '24-1' }], isOut: true };

test.each([
  ['names the rows that nobody looked at', 40, true],
  ['is silent about a list that was read whole', undefined, false],
])('the band after 引き抜き %s', (_what, readRowCount, isSaid) => {
  const view = { ...viewOf('batch'), rows: { ticked: 0, leftOut: 1, boxless: 0 } };
  show(view, { pulled: { rows: [PULLED], readRowCount } });
  const text = screen
    .getAllByRole('status')
    .map((one) => one.textContent)
    .join();
  expect(text).toContain('1件を引き抜きました：12行目 24-1');
  const said = '画面に表示されていない行は確認していません。確認した行は40行です。';
  expect(text.includes(said)).toBe(isSaid);
});

test('whom to ask and the age of the data stand on the band', () => {
  show(viewOf('protected'));
  const text = screen.getByRole('status').textContent;
  expect(text).toContain('相談先：戸籍住民課 内線2201');
  expect(text).toContain('最終取込 3時間前');
});

test('only a first show interrupts a screen reader', () => {
  show(viewOf('protected'), { isFirstShow: true });
  expect(screen.getByRole('status').getAttribute('aria-live')).toBe('assertive');
  cleanup();
  show(viewOf('protected'));
  expect(screen.getByRole('status').getAttribute('aria-live')).toBe('polite');
});

test('counter mode holds no case word, folded or unfolded', () => {
  const view = { ...viewOf('protected', ['protected-record']), counterMode: true };
  show(view, { isExpanded: true });
  expect(document.body.textContent).not.toMatch(/支援|相手方|対象者|住所|窓口で/);
});

test('the instructions show when the band is unfolded', () => {
  show(viewOf('protected', ['protected-record']), { isExpanded: true });
  expect(screen.getByText('文書は窓口で手渡します。')).toBeTruthy();
});

test('the curtain hides the band with one press and gives it back', async () => {
  show(viewOf('protected'));
  fireEvent.click(screen.getByText('画面を隠す'));
  await screen.findByText('画面を隠しています');
  expect(screen.queryByRole('status')).toBeNull();
  fireEvent.click(screen.getByText('画面に戻る'));
  expect(await screen.findByRole('status')).toBeTruthy();
});

test('a script of the page cannot show the blurred fields', () => {
  let count = 0;
  show(viewOf('protected'), { canAcknowledge: true, onAcknowledge: () => (count += 1) });
  screen.getByText('住所等を表示する').click();
  expect(count).toBe(0);
});

test('nothing to show means no button to show it', () => {
  show(viewOf('protected'), { onAcknowledge: () => undefined });
  expect(screen.queryByText('住所等を表示する')).toBeNull();
});
