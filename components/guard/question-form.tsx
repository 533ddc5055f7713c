import type { Ref } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { ACT_TEXTS } from '../ui/act-texts.ts';
import type { TextKey } from '../ui/text.ts';
import { useText } from '../ui/text.ts';
import { missingInForm } from './answer-form.ts';
import { ApproverFields } from './approver-fields.tsx';
import { OperatorFields } from './operator-fields.tsx';
import { PullOffer } from './pull-offer.tsx';
import { QuestionActions } from './question-actions.tsx';
import type { Dispatch } from './question-loop.ts';
import type { Editing } from './question-state.ts';

type Props = {
  readonly editing: Editing;
  readonly isSending: boolean;
  readonly dispatch: Dispatch;
  readonly actionsRef: Ref<HTMLElement>;
};

/** The fields of one step and its buttons. No form element: nothing here can be submitted. */
export function QuestionForm({ editing, isSending, dispatch, actionsRef }: Props) {
  const t = useText();
  const section = useRef<HTMLElement>(null);
  const { focus, missing } = editing;
  // Only a new focus object moves the focus; typing must not.
  useEffect(() => focusOn(section.current, focus.on), [focus]);

  const edit = (patch: Partial<Editing['form']>) => dispatch({ type: 'edit', patch });
  const Fields = editing.step === 'asking' ? OperatorFields : ApproverFields;
  return (
    <section class="answer" ref={section} aria-label={t('question_form')} aria-busy={isSending}>
      {editing.question.demand === 'approve' && (
        <p class="step">{t(editing.step === 'asking' ? 'step_first' : 'step_second')}</p>
      )}
      {editing.step === 'asking' && (editing.question.pullCount ?? 0) > 0 && (
        <PullOffer pullCount={editing.question.pullCount ?? 0} dispatch={dispatch} />
      )}
      <Fields editing={editing} edit={edit} />
      <p class="missing" role="alert">
        {missing.length > 0 && t('missing_summary')}
      </p>
      <QuestionActions
        key={editing.round}
        goText={t(isSending ? 'button_wait' : goKey(editing))}
        isComplete={!isSending && missingInForm(editing).length === 0}
        dispatch={dispatch}
        actionsRef={actionsRef}
      />
    </section>
  );
}

function goKey({ step, question }: Editing): TextKey {
  const isFirstOfTwo = step === 'asking' && question.demand === 'approve';
  return isFirstOfTwo ? 'button_to_second' : ACT_TEXTS[question.act].go;
}

/**
 * Every field carries its name in `data-field`; a radio group is entered at its first radio. 中止
 * takes the focus without scrolling down to it: each person starts reading at whose record is open.
 */
function focusOn(section: HTMLElement | null, on: Editing['focus']['on']): void {
  if (on === 'cancel') {
    section?.closest('main')?.scrollIntoView();
    section?.querySelector<HTMLElement>('[data-cancel]')?.focus({ preventScroll: true });
    return;
  }
  section?.querySelector<HTMLElement>(`[data-field="${on}"] :is(input, select)`)?.focus();
}
