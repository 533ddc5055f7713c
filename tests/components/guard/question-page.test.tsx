import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, test } from 'vitest';
import type { Question } from '../../../utils/domain/question.ts';
import { buildQuestion } from '../support/build-question.ts';
import { openQuestion } from '../support/open-question.tsx';

type Page = Awaited<ReturnType<typeof openQuestion>>;

const pages: Page[] = [];
afterEach(() => {
  for (const page of pages.splice(0)) page.close();
  cleanup();
});

async function open(question: Question): Promise<Page> {
  const page = await openQuestion(question);
  pages.push(page);
  return page;
}

async function fill(page: Page) {
  await page.seeButtons();
  await page.choose('本人');
  await page.select('確認事由', 'recipient-verified');
}

describe('what a FAX and a hand-over need', () => {
  test('the whole number is typed, with hyphens or without, and the destination is shown', async () => {
    const page = await open(
      buildQuestion({
        act: 'send',
        asksDigits: true,
        digitCount: 10,
        recipientLabel: '架空総合病院',
      }),
    );
    expect(screen.getByText('架空総合病院')).toBeTruthy();
    await fill(page);
    const number = screen.getByLabelText('宛先の番号（すべての桁）');
    fireEvent.input(number, { target: { value: '9001' } });
    await page.press(page.goButton(), ' ');
    expect(page.answers).toEqual([]);
    fireEvent.input(number, { target: { value: '０９９９-００-９００１' } });
    await page.press(page.goButton(), ' ');
    expect(page.answers).toMatchObject([{ lastFour: '0999009001' }]);
  });

  test('who hands a call over is told what to say first', async () => {
    const page = await open(buildQuestion({ act: 'phone' }));
    expect(screen.queryByText(/用件より先に伝えてください/)).toBeNull();
    await page.choose('庁内・他の区');
    expect(screen.getByText(/用件より先に伝えてください/)).toBeTruthy();
  });
});

describe('keys', () => {
  test('the focus starts on 中止', async () => {
    const page = await open(buildQuestion());
    expect(document.activeElement).toBe(page.cancelButton());
  });

  test('Enter on the go button passes nothing, however complete the answer', async () => {
    const page = await open(buildQuestion());
    await fill(page);
    await page.press(page.goButton(), 'Enter');
    expect(page.answers).toEqual([]);
  });

  test('Space on the go button sends a complete answer once', async () => {
    const page = await open(buildQuestion());
    await fill(page);
    await page.press(page.goButton(), ' ');
    expect(page.answers).toEqual([{ recipient: 'self', reason: 'recipient-verified' }]);
    expect(screen.getByRole('heading').textContent).toBe('確認を記録しました');
  });

  test.each(['本人', '確認事由', '補足（任意）'])('Enter in %s sends nothing', async (label) => {
    const page = await open(buildQuestion());
    await fill(page);
    await page.press(screen.getByLabelText(label), 'Enter');
    expect(page.answers).toEqual([]);
  });

  test('Enter on a radio moves to the next field and never to a button', async () => {
    const page = await open(buildQuestion());
    await page.press(screen.getByLabelText('本人'), 'Enter');
    expect(document.activeElement).toBe(screen.getByLabelText('確認事由'));
    await page.press(screen.getByLabelText('確認事由'), 'Enter');
    await page.press(screen.getByLabelText('補足（任意）'), 'Enter');
    expect(document.activeElement).not.toBe(page.goButton());
  });

  test('Esc stops from anywhere', async () => {
    const page = await open(buildQuestion());
    await fill(page);
    await page.press(document.body, 'Escape');
    expect(page.cancelCount()).toBe(1);
    expect(page.answers).toEqual([]);
  });

  test('Esc that ends a conversion of the input method does not stop', async () => {
    const page = await open(buildQuestion());
    await page.press(screen.getByLabelText('補足（任意）'), 'Escape', { isComposing: true });
    expect(page.cancelCount()).toBe(0);
  });

  test('an Enter held down since the page before does not press 中止 either', async () => {
    const page = await open(buildQuestion());
    await page.press(page.cancelButton(), 'Enter', { repeat: true });
    expect(page.cancelCount()).toBe(0);
  });
});

describe('clicks', () => {
  test('the second click of a double click is ignored', async () => {
    const page = await open(buildQuestion());
    await fill(page);
    await page.click(page.goButton(), { detail: 2 });
    expect(page.answers).toEqual([]);
  });

  test('a click made by a script is ignored', async () => {
    const page = await open(buildQuestion());
    await fill(page);
    page.goButton().click();
    page.cancelButton().click();
    expect([page.answers, page.cancelCount()]).toEqual([[], 0]);
  });

  test('a click before the buttons were seen is ignored', async () => {
    const page = await open(buildQuestion());
    await page.choose('本人');
    await page.select('確認事由', 'recipient-verified');
    await page.click(page.goButton());
    expect(page.answers).toEqual([]);
  });

  test('a click on an incomplete answer marks the fields and enters the first', async () => {
    const page = await open(buildQuestion({ asksDigits: true }));
    await page.seeButtons();
    await page.click(page.goButton());
    expect(page.answers).toEqual([]);
    expect(document.activeElement).toBe(screen.getByLabelText('本人'));
    expect(screen.getByText('確認事由を選択してください。')).toBeTruthy();
    expect(page.goButton().getAttribute('aria-disabled')).toBe('true');
  });
});

describe('views', () => {
  test('an act that the browser stopped has to be done once more, and the question says so', async () => {
    await open(buildQuestion({ mustRepeat: true }));
    expect(screen.getByText(/もう一度操作してください/)).toBeTruthy();
  });

  test('an act that needs no answer any more is named, with the way back alone', async () => {
    await open(buildQuestion({ isFree: true, actName: '外部への送信' }));
    expect(screen.getByText(/「外部への送信」が必要なときは/)).toBeTruthy();
    expect(document.querySelectorAll('input, select')).toHaveLength(0);
    expect(screen.getAllByRole('button').map((button) => button.textContent)).toEqual(['戻る']);
  });

  test('nothing is chosen beforehand', async () => {
    await open(buildQuestion());
    expect(document.querySelectorAll(':checked:not(option)')).toHaveLength(0);
    expect(screen.getByLabelText<HTMLSelectElement>('確認事由').value).toBe('');
  });

  test('a refusal has no field and only 戻る', async () => {
    await open(buildQuestion({ demand: 'refuse', situation: 'reaches-counterpart' }));
    expect(document.querySelectorAll('input, select')).toHaveLength(0);
    expect(screen.getAllByRole('button').map((button) => button.textContent)).toEqual(['戻る']);
  });

  test('a phone question asks for the caller', async () => {
    await open(buildQuestion({ act: 'phone', situation: 'counterpart' }));
    expect(screen.getByText('電話の相手は誰ですか')).toBeTruthy();
    expect(screen.queryByText('この文書を受け取る人は誰ですか')).toBeNull();
  });

  test('the reduced form of cannot-tell asks for recipient and reason only', async () => {
    await open(
      buildQuestion({
        situation: 'cannot-tell',
        reasons: [{ situation: 'cannot-tell', code: 'verdict-unknown' }],
        doubts: ['cache-stale'],
      }),
    );
    expect(screen.queryByLabelText('補足（任意）')).toBeNull();
    expect(screen.getByText('支援措置データが古い可能性があります。')).toBeTruthy();
  });

  test('a dangerous answer stops with cause and handling and leaves only the way back', async () => {
    const page = await open(buildQuestion());
    await page.seeButtons();
    await page.choose('相手方');
    await page.select('確認事由', 'recipient-verified');
    await page.press(page.goButton(), ' ');
    expect(screen.getByText('受け取る人が相手方です。')).toBeTruthy();
    expect(screen.getAllByRole('button').map((button) => button.textContent)).toEqual([
      '中止して戻る',
    ]);
  });

  test('counter mode shows no case word until the button is held', async () => {
    await open(buildQuestion({ counterMode: true }));
    expect(document.body.textContent).not.toMatch(/支援|相手方|対象者|住所・居所/);

    const hold = screen.getByText('押している間だけ内容を表示');
    fireEvent.pointerDown(hold);
    await screen.findByText('対象者または併せて支援を求める者の記録です。');
    fireEvent.pointerLeave(hold);
    await waitFor(() => expect(document.body.textContent).not.toMatch(/対象者/));
  });
});

describe('a second person', () => {
  test('answers the same question anew, sees who operated, and is recorded', async () => {
    const page = await open(buildQuestion({ demand: 'approve', situation: 'both-sides' }));
    await fill(page);
    await page.press(page.goButton(), ' ');
    expect(
      screen.getByText('これは確認した職員の記録であり、本人認証ではありません。'),
    ).toBeTruthy();
    expect(document.querySelectorAll(':checked')).toHaveLength(0);

    await page.seeButtons();
    await page.choose('本人');
    await page.type('確認者の職員番号', '２０７７');
    await page.press(page.goButton(), ' ');
    expect(page.answers.at(-1)?.approver).toEqual({ staffId: '2077', recipient: 'self' });
    expect(screen.getByRole('heading').textContent).toBe('確認を記録しました');
  });

  test('must wait to be seen: the click that called the second step passes nothing in it', async () => {
    const page = await open(buildQuestion({ demand: 'approve' }));
    await fill(page);
    await page.press(page.goButton(), ' ');
    await page.choose('本人');
    await page.type('確認者の職員番号', '2077');
    await page.press(page.goButton(), ' ');
    expect(page.answers).toHaveLength(1);
  });

  test('is stopped when the number is the operator’s', async () => {
    const page = await open(buildQuestion({ demand: 'approve' }));
    await fill(page);
    await page.press(page.goButton(), ' ');
    await page.seeButtons();
    await page.choose('本人');
    await page.type('確認者の職員番号', '1024');
    await page.press(page.goButton(), ' ');
    expect(screen.getByText('確認者が操作者と同じ職員です。')).toBeTruthy();
  });
});
