import { act, render, screen } from '@testing-library/preact';
import { handleQuestionKey } from '../../../components/guard/question-keys.ts';
import { type Dispatch, startQuestion } from '../../../components/guard/question-loop.ts';
import { QuestionPage } from '../../../components/guard/question-page.tsx';
import type { QuestionState } from '../../../components/guard/question-state.ts';
import { TextContext } from '../../../components/ui/text.ts';
import ja from '../../../public/_locales/ja/messages.json' with { type: 'json' };
import { judgeAnswer } from '../../../utils/domain/judge-answer.ts';
import type { Answer, Question } from '../../../utils/domain/question.ts';
import { readMessages } from './read-messages.ts';

const t = readMessages(ja);

/** The confirm page as the entrypoint wires it, over the real judge instead of the worker. */
export async function openQuestion(question: Question) {
  const answers: Answer[] = [];
  let cancelCount = 0;
  let pullCount = 0;
  const lifetime = new AbortController();
  const view = render(<main />);
  const show = (state: QuestionState, dispatch: Dispatch) =>
    view.rerender(
      <TextContext.Provider value={t}>
        <QuestionPage state={state} dispatch={dispatch} actionsRef={null} />
      </TextContext.Provider>,
    );
  const dispatch = startQuestion({
    read: () => Promise.resolve(question),
    answer: (answer) => {
      answers.push(answer);
      return Promise.resolve(judgeAnswer(answer, { question, operatorLabel: '職員1024' }));
    },
    cancel: () => {
      cancelCount += 1;
      return Promise.resolve(null);
    },
    pull: () => {
      pullCount += 1;
      return Promise.resolve(null);
    },
    show,
  });
  document.addEventListener(
    'keydown',
    (event) => handleQuestionKey(event, () => dispatch({ type: 'cancel' })),
    { capture: true, signal: lifetime.signal },
  );
  await act(async () => undefined);
  return {
    answers,
    cancelCount: () => cancelCount,
    pullCount: () => pullCount,
    close: () => lifetime.abort(),
    seeButtons: () => act(() => dispatch({ type: 'visible', atMs: -1_000_000 })),
    choose: (name: string) => act(() => screen.getByLabelText<HTMLInputElement>(name).click()),
    select: (label: string, value: string) =>
      act(() => {
        const select = screen.getByLabelText<HTMLSelectElement>(label);
        select.value = value;
        select.dispatchEvent(new Event('change', { bubbles: true }));
      }),
    type: (label: string, text: string) =>
      act(() => {
        const input = screen.getByLabelText<HTMLInputElement>(label);
        input.value = text;
        input.dispatchEvent(new Event('input', { bubbles: true }));
      }),
    click: (target: Element, init: MouseEventInit = {}) =>
      act(async () => {
        target.dispatchEvent(
          trusted(new MouseEvent('click', { bubbles: true, detail: 1, ...init })),
        );
      }),
    press: (target: Element, key: string, init: KeyboardEventInit = {}) => press(target, key, init),
    goButton: () => element('[data-go]'),
    cancelButton: () => element('[data-cancel]'),
  };
}

/** A key as the browser sends it: what the page does not prevent, the button then does. */
async function press(target: Element, key: string, init: KeyboardEventInit) {
  const event = trusted(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }),
  );
  await act(async () => {
    target.dispatchEvent(event);
    const activates = key === 'Enter' || key === ' ';
    if (activates && target instanceof HTMLButtonElement && !event.defaultPrevented) {
      target.dispatchEvent(trusted(new MouseEvent('click', { bubbles: true, detail: 0 })));
    }
  });
}

function trusted<E extends Event>(event: E): E {
  Object.defineProperty(event, 'isTrusted', { value: true });
  return event;
}

function element(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`no ${selector} on the page`);
  return found;
}
