import { CALLERS, RECIPIENTS } from '../../utils/domain/question.ts';
import { CALLER_TEXTS, RECIPIENT_TEXTS } from '../ui/answer-texts.ts';
import { useText } from '../ui/text.ts';
import { ChoiceField } from './choice-field.tsx';
import type { FieldsProps } from './operator-fields.tsx';
import { TextField } from './text-field.tsx';

/**
 * The second person answers the same question without seeing the first answer (DOMAIN.md §4, rows
 * 7 and 8). It is a record of who read along, and says so; it is no authentication.
 */
export function ApproverFields({ editing, edit }: FieldsProps) {
  const t = useText();
  const { question, form, missing } = editing;
  return (
    <>
      <h2 class="second">{t('second_title')}</h2>
      <p class="notice">{t('second_notice')}</p>
      <p>{t('second_lead')}</p>
      <WhoField editing={editing} edit={edit} />
      <TextField
        name="approverId"
        label={t('field_approver_id')}
        hint={t('field_approver_id_hint')}
        value={form.approverId}
        isMissing={missing.includes('approverId')}
        onChange={(approverId) => edit({ approverId })}
      />
      {question.operatorLabel && (
        <p class="hint">{t('second_operator', [question.operatorLabel])}</p>
      )}
      <p>{t('second_declaration')}</p>
    </>
  );
}

function WhoField({ editing, edit }: FieldsProps) {
  const t = useText();
  const { question, form, missing } = editing;
  const { counterMode } = question;
  return question.act === 'phone' ? (
    <ChoiceField
      name="approverCaller"
      label={t('field_caller')}
      options={CALLERS}
      texts={CALLER_TEXTS}
      value={form.approverCaller}
      counterMode={counterMode}
      isMissing={missing.includes('approverCaller')}
      onChange={(approverCaller) => edit({ approverCaller })}
    />
  ) : (
    <ChoiceField
      name="approverRecipient"
      label={t('field_recipient')}
      options={RECIPIENTS}
      texts={RECIPIENT_TEXTS}
      value={form.approverRecipient}
      counterMode={counterMode}
      isMissing={missing.includes('approverRecipient')}
      onChange={(approverRecipient) => edit({ approverRecipient })}
    />
  );
}
