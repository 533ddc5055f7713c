import type { Question, StopCode } from '../../utils/domain/question.ts';
import { ACT_TEXTS } from '../ui/act-texts.ts';
import { CauseAndHandlingText } from '../ui/cause-and-handling.tsx';
import { Discreet } from '../ui/discreet.tsx';
import type { CauseAndHandling } from '../ui/failure-text.ts';
import { failureText } from '../ui/failure-text.ts';
import { STOP_TEXTS } from '../ui/stop-texts.ts';
import type { TextKey } from '../ui/text.ts';
import { useText } from '../ui/text.ts';
import { BackButton } from './back-button.tsx';
import type { Dispatch } from './question-loop.ts';
import type { QuestionState } from './question-state.ts';

type End = Extract<
  QuestionState,
  { step: 'gone' | 'free' | 'failed' | 'cancelled' | 'released' | 'stopped' }
>;

/** How a question ended. An unknown nonce learns nothing (SECURITY.md T41). */
export function QuestionEnd({
  state,
  dispatch,
}: {
  readonly state: End;
  readonly dispatch: Dispatch;
}) {
  switch (state.step) {
    case 'gone':
      return <EndNotice title="end_gone" body="end_gone_body" />;
    case 'free':
      return <FreeEnd question={state.question} dispatch={dispatch} />;
    case 'cancelled':
      return <EndNotice title="end_cancelled" />;
    case 'released':
      return (
        <EndNotice
          title="end_released"
          body={state.question.mustRepeat ? 'question_must_repeat' : 'end_released_body'}
        />
      );
    case 'failed':
      return <FailedEnd dispatch={dispatch} />;
    case 'stopped':
      return <StoppedEnd question={state.question} code={state.code} dispatch={dispatch} />;
  }
}

function EndNotice({ title, body }: { readonly title: TextKey; readonly body?: TextKey }) {
  const t = useText();
  return (
    <main class="page end">
      <div role="status">
        <h1>{t(title)}</h1>
        {body && <p>{t(body)}</p>}
      </div>
    </main>
  );
}

type FreeProps = { readonly question: Question; readonly dispatch: Dispatch };

function FreeEnd({ question, dispatch }: FreeProps) {
  const t = useText();
  return (
    <main class="page end">
      <h1>{t('end_free')}</h1>
      <p>{t('end_free_body', [question.actName || t(ACT_TEXTS[question.act].name)])}</p>
      <BackButton text="button_back" dispatch={dispatch} />
    </main>
  );
}

function FailedEnd({ dispatch }: { readonly dispatch: Dispatch }) {
  const t = useText();
  return (
    <main class="page unknown end">
      <h1>{t('end_failed')}</h1>
      <CauseAndHandlingText text={failureText('worker-unreachable')} code="worker-unreachable" />
      <BackButton text="button_stop_and_back" dispatch={dispatch} />
    </main>
  );
}

const NEUTRAL_STOP: CauseAndHandling = {
  cause: 'stop_neutral_cause',
  handling: 'stop_neutral_handling',
};

type StoppedProps = {
  readonly question: Question;
  readonly code: StopCode;
  readonly dispatch: Dispatch;
};

function StoppedEnd({ question, code, dispatch }: StoppedProps) {
  const t = useText();
  const { counterMode, contact } = question;
  return (
    <main class={`page end ${counterMode ? 'neutral' : 'flagged'}`}>
      <h1>{t('stop_title')}</h1>
      {counterMode && <CauseAndHandlingText text={NEUTRAL_STOP} />}
      <Discreet counterMode={counterMode}>
        <CauseAndHandlingText text={STOP_TEXTS[code]} code={code} />
      </Discreet>
      <p class="fine">{t('banner_ask', [contact || t('question_contact_unknown')])}</p>
      <BackButton text="button_stop_and_back" dispatch={dispatch} />
    </main>
  );
}
