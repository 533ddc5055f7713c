import type {
  Answer,
  AnswerField,
  AnswerReason,
  Caller,
  Question,
  Recipient,
} from '../../utils/domain/question.ts';

/** What stands in the fields, as typed. */
export type AnswerForm = {
  readonly recipient?: Recipient;
  readonly caller?: Caller;
  readonly lastFour: string;
  readonly reason?: AnswerReason | undefined;
  readonly note: string;
  readonly approverId: string;
  readonly approverRecipient?: Recipient;
  readonly approverCaller?: Caller;
};

/** Nothing is pre-selected: a default would answer for the reader (PEERS.md lesson 5). */
export const EMPTY_FORM: AnswerForm = { lastFour: '', note: '', approverId: '' };

export type FormStep = {
  readonly step: 'asking' | 'seconding';
  readonly question: Question;
  readonly form: AnswerForm;
};

/** Fields of this step that still need an answer, in the order they stand on the page. */
export function missingInForm({ step, question, form }: FormStep): readonly AnswerField[] {
  const isPhone = question.act === 'phone';
  const fields: readonly (readonly [AnswerField, boolean])[] =
    step === 'asking'
      ? [
          isPhone ? ['caller', !form.caller] : ['recipient', !form.recipient],
          ['lastFour', question.asksDigits && !hasAllDigits(form.lastFour, question)],
          ['reason', !form.reason],
        ]
      : [
          isPhone
            ? ['approverCaller', !form.approverCaller]
            : ['approverRecipient', !form.approverRecipient],
          ['approverId', halfWidth(form.approverId) === ''],
        ];
  return fields.filter(([, isMissing]) => isMissing).map(([field]) => field);
}

/** The answer to send; fields that this question does not ask for never travel. */
export function toAnswer({ step, question, form }: FormStep): Answer {
  const isPhone = question.act === 'phone';
  const note = form.note.trim();
  return {
    ...(isPhone ? { caller: form.caller } : { recipient: form.recipient }),
    ...(question.asksDigits ? { lastFour: digitsOf(form.lastFour) } : {}),
    reason: form.reason,
    ...(note === '' ? {} : { note }),
    ...(step === 'seconding' ? { approver: toApprover(form, isPhone) } : {}),
  };
}

export function isApproverField(field: AnswerField): boolean {
  return field.startsWith('approver');
}

function toApprover(form: AnswerForm, isPhone: boolean): NonNullable<Answer['approver']> {
  return {
    staffId: halfWidth(form.approverId),
    ...(isPhone ? { caller: form.approverCaller } : { recipient: form.approverRecipient }),
  };
}

function hasAllDigits(text: string, { digitCount }: Question): boolean {
  return /^\d+$/.test(digitsOf(text)) && digitsOf(text).length === (digitCount ?? 4);
}

/** A number is typed as it stands on the paper: with hyphens or without. */
function digitsOf(text: string): string {
  return halfWidth(text).replace(/[-‐−ー()\s]/g, '');
}

function halfWidth(text: string): string {
  return text.normalize('NFKC').trim();
}
