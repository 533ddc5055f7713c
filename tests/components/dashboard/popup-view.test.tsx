import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, expect, test } from 'vitest';
import { type PopupProps, PopupView } from '../../../components/dashboard/popup-view.tsx';
import { TextContext } from '../../../components/ui/text.ts';
import ja from '../../../public/_locales/ja/messages.json' with { type: 'json' };
import { buildStatus } from '../support/build-status.ts';
import { readMessages } from '../support/read-messages.ts';

afterEach(cleanup);

function show(props: Partial<PopupProps>) {
  render(
    <TextContext.Provider value={readMessages(ja)}>
      <PopupView
        hasFailed={false}
        onCounterMode={() => undefined}
        onOpenOptions={() => undefined}
        {...props}
      />
    </TextContext.Provider>,
  );
}

test('it says that checks work only when settings and data are both in order', () => {
  show({ status: buildStatus() });
  expect(screen.getByText('確認が働いています')).toBeTruthy();
});

test.each([{ policy: 'key-missing' }, { feed: 'cache-stale' }] as const)(
  '%j is not working',
  (change) => {
    show({ status: buildStatus(change) });
    expect(screen.queryByText('確認が働いています')).toBeNull();
    expect(screen.getByText('照合できない状態です')).toBeTruthy();
  },
);

test('a worker that does not answer never looks like working', () => {
  show({ hasFailed: true });
  expect(screen.queryByText('確認が働いています')).toBeNull();
});

test('the counter mode is switched by its label', () => {
  const asked: boolean[] = [];
  show({ status: buildStatus(), onCounterMode: (isOn) => asked.push(isOn) });
  fireEvent.click(screen.getByLabelText(/窓口モード/));
  expect(asked).toEqual([true]);
});
