import type { AnswerField, AnswerReason, Caller, Recipient } from '../../utils/domain/question.ts';
import type { TextKey } from './text.ts';

/** `neutral` replaces a case word in counter mode, where a visitor may read the screen. */
export type OptionText = { readonly text: TextKey; readonly neutral: TextKey };

export const RECIPIENT_TEXTS = {
  self: same('recipient_self'),
  household: same('recipient_household'),
  counterpart: { text: 'recipient_counterpart', neutral: 'recipient_counterpart_neutral' },
  representative: same('recipient_representative'),
  'other-municipality': same('recipient_other_municipality'),
  internal: same('recipient_internal'),
  contractor: same('recipient_contractor'),
  unknown: same('recipient_unknown'),
} as const satisfies Readonly<Record<Recipient, OptionText>>;

export const CALLER_TEXTS = {
  self: same('caller_self'),
  family: same('caller_family'),
  counterpart: { text: 'caller_counterpart', neutral: 'caller_counterpart_neutral' },
  representative: same('caller_representative'),
  'other-municipality': same('caller_other_municipality'),
  internal: same('caller_internal'),
  'police-court': same('caller_police_court'),
  unknown: same('caller_unknown'),
} as const satisfies Readonly<Record<Caller, OptionText>>;

export const ANSWER_REASON_TEXTS = {
  'recipient-verified': same('answer_reason_recipient_verified'),
  'destination-corrected': same('answer_reason_destination_corrected'),
  'instructed-by-owner': {
    text: 'answer_reason_instructed_by_owner',
    neutral: 'answer_reason_instructed_by_owner_neutral',
  },
  'internal-use': same('answer_reason_internal_use'),
  'no-address-in-output': same('answer_reason_no_address_in_output'),
  'call-back-main-number': same('answer_reason_call_back_main_number'),
} as const satisfies Readonly<Record<AnswerReason, OptionText>>;

/** What to do about a field that is not answered. */
export const MISSING_TEXTS = {
  recipient: 'missing_recipient',
  caller: 'missing_caller',
  lastFour: 'missing_last_four',
  reason: 'missing_reason',
  approverId: 'missing_approver_id',
  approverRecipient: 'missing_approver_recipient',
  approverCaller: 'missing_approver_caller',
} as const satisfies Readonly<Record<AnswerField, TextKey>>;

function same(text: TextKey): OptionText {
  return { text, neutral: text };
}
