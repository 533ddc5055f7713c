import type { Answer, Judgement, Question } from '../../utils/domain/question.ts';
import { toAnswer } from './answer-form.ts';
import {
  LOADING,
  type QuestionEvent,
  type QuestionState,
  reduceQuestion,
} from './question-state.ts';

/** What the confirm page needs of the outside. Each may reject when the worker is gone. */
export type QuestionPorts = {
  readonly read: () => Promise<Question | null>;
  readonly answer: (answer: Answer) => Promise<Judgement>;
  readonly cancel: () => Promise<unknown>;
  /** 中止, and 引き抜き in the page. */
  readonly pull: () => Promise<unknown>;
  readonly show: (state: QuestionState, dispatch: Dispatch) => void;
};

export type Dispatch = (event: QuestionEvent) => void;

/** Reads the question and keeps state, page and worker in step. */
export function startQuestion(ports: QuestionPorts): Dispatch {
  let state = LOADING;
  const dispatch: Dispatch = (event) => {
    const next = reduceQuestion(state, event);
    if (next === state) return;
    state = next;
    ports.show(state, dispatch);
    act(state);
  };
  const failed = () => dispatch({ type: 'failed' });
  const act = (entered: QuestionState) => {
    if (entered.step === 'sending') {
      ports
        .answer(toAnswer(entered.from))
        .then((judgement) => dispatch({ type: 'judged', judgement }), failed);
    }
    // A lost cancel releases nothing: the worker lets the question expire by itself.
    if (entered.step === 'cancelled') {
      const end = entered.pulls ? ports.pull() : ports.cancel();
      end.catch(() => undefined);
    }
  };
  ports.show(state, dispatch);
  ports
    .read()
    .then(
      (question) => dispatch(question ? { type: 'found', question } : { type: 'none' }),
      failed,
    );
  return dispatch;
}
