import { ANSWER_REASONS, CALLERS, RECIPIENTS } from '../../utils/domain/question.ts';
import { ANSWER_REASON_TEXTS, CALLER_TEXTS, RECIPIENT_TEXTS } from '../ui/answer-texts.ts';
import { useText } from '../ui/text.ts';
import type { AnswerForm } from './answer-form.ts';
import { ChoiceField } from './choice-field.tsx';
import type { Editing } from './question-state.ts';
import { SelectField } from './select-field.tsx';
import { TextField } from './text-field.tsx';

export type FieldsProps = {
  readonly editing: Editing;
  readonly edit: (patch: Partial<AnswerForm>) => void;
};

/** The question with content, its proof and its reason (PEERS.md lesson 4). */
export function OperatorFields({ editing, edit }: FieldsProps) {
  const t = useText();
  const { question, form, missing } = editing;
  const { counterMode } = question;
  const isReduced = question.situation === 'cannot-tell' && question.demand === 'confirm';
  return (
    <>
      <WhoField editing={editing} edit={edit} />
      {question.asksDigits && <NumberField editing={editing} edit={edit} />}
      <SelectField
        name="reason"
        label={t('field_reason')}
        options={ANSWER_REASONS}
        texts={ANSWER_REASON_TEXTS}
        value={form.reason}
        counterMode={counterMode}
        isMissing={missing.includes('reason')}
        onChange={(reason) => edit({ reason })}
      />
      {!isReduced && (
        <TextField
          name="note"
          label={t('field_note')}
          hint={t('field_note_hint')}
          value={form.note}
          isMissing={false}
          onChange={(note) => edit({ note })}
        />
      )}
    </>
  );
}

/** The last four digits are read from the page; a whole number comes from the paper (世田谷). */
function NumberField({ editing, edit }: FieldsProps) {
  const t = useText();
  const { question, form, missing } = editing;
  const isWhole = (question.digitCount ?? 4) > 4;
  return (
    <TextField
      name="lastFour"
      label={t(isWhole ? 'field_number' : 'field_last_four')}
      hint={t(isWhole ? 'field_number_hint' : 'field_last_four_hint')}
      value={form.lastFour}
      isMissing={missing.includes('lastFour')}
      isNumeric
      maxLength={isWhole ? undefined : 4}
      onChange={(lastFour) => edit({ lastFour })}
    />
  );
}

function WhoField({ editing, edit }: FieldsProps) {
  const t = useText();
  const { question, form, missing } = editing;
  const { counterMode } = question;
  // 横浜市: the next office did not know, because nobody had said it.
  const isHandOver = form.caller === 'internal';
  if (question.act === 'phone') {
    return (
      <ChoiceField
        name="caller"
        label={t('field_caller')}
        hint={counterMode ? '' : t(isHandOver ? 'field_hand_over' : 'field_caller_hint')}
        options={CALLERS}
        texts={CALLER_TEXTS}
        value={form.caller}
        counterMode={counterMode}
        isMissing={missing.includes('caller')}
        onChange={(caller) => edit({ caller })}
      />
    );
  }
  const label = question.act === 'destination' ? 'field_destination_recipient' : 'field_recipient';
  return (
    <ChoiceField
      name="recipient"
      label={t(label)}
      options={RECIPIENTS}
      texts={RECIPIENT_TEXTS}
      value={form.recipient}
      counterMode={counterMode}
      isMissing={missing.includes('recipient')}
      onChange={(recipient) => edit({ recipient })}
    />
  );
}
