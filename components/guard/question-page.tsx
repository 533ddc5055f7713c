import type { Ref } from 'preact';
import { toneOf } from '../ui/tone.ts';
import { QuestionEnd } from './question-end.tsx';
import { QuestionFacts } from './question-facts.tsx';
import { QuestionForm } from './question-form.tsx';
import type { Dispatch } from './question-loop.ts';
import { QuestionRefusal } from './question-refusal.tsx';
import type { QuestionState } from './question-state.ts';

export type QuestionPageProps = {
  readonly state: QuestionState;
  readonly dispatch: Dispatch;
  /** Called with the bar of buttons, so that the entrypoint can watch that it is really seen. */
  readonly actionsRef: Ref<HTMLElement>;
};

/** The confirm page: one view per step of the state machine. */
export function QuestionPage({ state, dispatch, actionsRef }: QuestionPageProps) {
  if (state.step === 'loading') return <main class="page" aria-busy="true" />;
  if (state.step === 'refused') {
    return (
      <main class={`page ${toneOf(state.question.situation, state.question.counterMode)}`}>
        <QuestionFacts question={state.question} />
        <QuestionRefusal question={state.question} dispatch={dispatch} />
      </main>
    );
  }
  if (state.step === 'asking' || state.step === 'seconding' || state.step === 'sending') {
    const editing = state.step === 'sending' ? state.from : state;
    const { situation, counterMode } = editing.question;
    return (
      <main class={`page ${toneOf(situation, counterMode)}`}>
        <QuestionFacts question={editing.question} />
        <QuestionForm
          editing={editing}
          isSending={state.step === 'sending'}
          dispatch={dispatch}
          actionsRef={actionsRef}
        />
      </main>
    );
  }
  return <QuestionEnd state={state} dispatch={dispatch} />;
}
