import { cleanup, render, screen } from '@testing-library/preact';
import { afterEach, expect, test } from 'vitest';
import { type OptionsProps, OptionsView } from '../../../components/dashboard/options-view.tsx';
import { failureText } from '../../../components/ui/failure-text.ts';
import { TextContext } from '../../../components/ui/text.ts';
import ja from '../../../public/_locales/ja/messages.json' with { type: 'json' };
import { FAILURE_CODES } from '../../../utils/domain/failure.ts';
import { buildStatus } from '../support/build-status.ts';
import { readMessages } from '../support/read-messages.ts';

afterEach(cleanup);

function show(props: Partial<OptionsProps>) {
  render(
    <TextContext.Provider value={readMessages(ja)}>
      <OptionsView
        records={[]}
        recordLimit={100}
        sync="idle"
        hasFailed={false}
        onSync={() => undefined}
        saving="idle"
        onSave={() => undefined}
        {...props}
      />
    </TextContext.Provider>,
  );
}

test.each(FAILURE_CODES)('%s is shown with cause, handling and code', (code) => {
  show({ status: buildStatus({ feed: code, feedDetail: 'timestamp 41' }) });
  expect(screen.getByText(ja[failureText(code).cause].message)).toBeTruthy();
  expect(screen.getByText(ja[failureText(code).handling].message)).toBeTruthy();
  expect(screen.getByText(`コード：${code}`)).toBeTruthy();
  expect(screen.getByText('詳細：timestamp 41')).toBeTruthy();
});

test('a healthy installation shows no cause and no handling', () => {
  show({ status: buildStatus() });
  expect(screen.queryByText('原因')).toBeNull();
  expect(screen.getAllByText('正常')).toHaveLength(2);
});

test('a worker that does not answer is told as such', () => {
  show({ hasFailed: true });
  expect(screen.getByText('確認の仕組みから応答がありません。')).toBeTruthy();
});

test('records are a table in field words and era dates', () => {
  show({
    status: buildStatus(),
    records: [
      {
        seq: 3,
        atMs: Date.parse('2026-11-21T14:05:00+09:00'),
        type: 'decision',
        act: 'print',
        situation: 'protected',
        decision: 'release',
        reason: 'destination-corrected',
        operator: '職員1024',
        tags: ['0a1b'],
      },
    ],
  });
  const cells = [...document.querySelectorAll('tbody tr:last-child > *')].slice(-11);
  expect(cells.map((cell) => cell.textContent)).toEqual([
    '3',
    '令和8年11月21日 14時05分',
    '判断',
    '印刷',
    '対象者',
    '実行可',
    '送付先を訂正・確認した',
    '職員1024',
    '',
    '',
    '1件0a1b',
  ]);
});

test('a word of a newer version is shown as it was written', () => {
  show({
    status: buildStatus(),
    records: [{ seq: 1, atMs: 0, type: 'constructor', operator: '' }],
  });
  expect(screen.getByText('constructor')).toBeTruthy();
});

test.each(['broken', 'unreadable'] as const)('a chain that is %s asks for action', (chain) => {
  show({ status: buildStatus({ audit: { count: 3, chain } }) });
  expect(screen.getByText(/情報政策課へ連絡してください/)).toBeTruthy();
});
